// What lies under everything else of a frame: opaque areas, which are cleared instead of drawn. Where the processor
// paints, blending an area with what is below it costs far more than all the letters on it.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <cstdint>
#include <span>

#include "app/widgets/ground_area.h"

namespace flatscope {

// Pixels of a frame buffer, from the top left; right and bottom are past the last.
struct PixelArea {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const PixelArea&) const = default;
  bool empty() const { return left >= right || top >= bottom; }
  std::int64_t pixels() const { return std::int64_t{right - left} * (bottom - top); }
};
// A ground area's, where a pixel of the frame is `scale` pixels of the frame buffer.
PixelArea pixels_of(const GroundArea& area, const ImVec2& scale);
// As a whole number of pixels; positions far outside would not fit an int.
inline int whole(float position) { return static_cast<int>(std::clamp(position, -1e6F, 1e6F)); }
// What the backend makes of a command's clip rectangle in a frame of this size that begins at `origin`.
PixelArea clip_of(const ImDrawCmd& command, const ImVec2& origin, int width, int height);
// Lets the command draw in `area` alone.
void set_clip(ImDrawCmd& command, const ImVec2& origin, const PixelArea& area);
// What both cover; empty if nothing.
inline PixelArea common(const PixelArea& a, const PixelArea& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

// Clears the current frame buffer of the frame's size: all of it to `ground`, then each area in turn.
void clear_ground(ImU32 ground, std::span<const GroundArea> areas, const ImDrawData& frame);
// The same within `part`.
void clear_ground(ImU32 ground, std::span<const GroundArea> areas, const ImDrawData& frame, const PixelArea& part);

// Draws the areas behind everything of the frame that is being built. For the first one of a window: OpenGL drivers may
// translate a program of their own before they first clear a part, which would hold it up.
void draw_ground(std::span<const GroundArea> areas);

}  // namespace flatscope
