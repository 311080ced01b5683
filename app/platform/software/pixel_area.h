// What the gain of frame_painter.h is counted in: rectangles of a frame buffer's pixels, and Dear ImGui's clip
// rectangles as such. Pictures drawn in bands are cut into them, too.
#pragma once

#include <imgui.h>

#include <algorithm>
#include <cstdint>

namespace flatscope {

// From the top left; right and bottom are past the last.
struct PixelArea {
  int left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const PixelArea&) const = default;
  bool empty() const { return left >= right || top >= bottom; }
  std::int64_t pixels() const { return std::int64_t{right - left} * (bottom - top); }
};
// What both cover; empty if nothing.
inline PixelArea common(const PixelArea& a, const PixelArea& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

// As a whole number of pixels; positions far outside would not fit an int.
inline int whole(float position) { return static_cast<int>(std::clamp(position, -1e6F, 1e6F)); }
// What the backend makes of a command's clip rectangle in a frame of this size that begins at `origin`.
PixelArea clip_of(const ImDrawCmd& command, const ImVec2& origin, int width, int height);
// Lets the command draw in `area` alone.
void set_clip(ImDrawCmd& command, const ImVec2& origin, const PixelArea& area);

// Fills the current frame buffer, or the part of it.
void clear_to(ImU32 colour);
void clear_to(ImU32 colour, const PixelArea& part, int frame_height);

}  // namespace flatscope
