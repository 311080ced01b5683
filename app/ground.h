// What lies under everything else of a frame: opaque areas, which are cleared instead of drawn. Where the processor
// paints, blending an area with what is below it costs far more than all the letters on it.
#pragma once

#include <imgui.h>

#include <span>

#include "app/widgets/ui.h"

namespace flatscope {

struct GroundArea {
  Rect where;  // in pixels of the frame
  ImU32 colour = 0;
};

// Clears the current frame buffer of the frame's size: all of it to `ground`, then each area in turn.
void clear_ground(ImU32 ground, std::span<const GroundArea> areas, const ImDrawData& frame);

// Draws the areas behind everything of the frame that is being built. For the first one of a window: OpenGL drivers may
// translate a program of their own before they first clear a part, which would hold it up.
void draw_ground(std::span<const GroundArea> areas);

}  // namespace flatscope
