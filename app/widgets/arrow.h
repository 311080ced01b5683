// Arrows.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

// From `from` to `to`, with a rim in `outline` so that it can be seen on any picture. Shorter than its head, the head
// shrinks; shorter than a pixel, nothing is drawn. `thickness` in pixels.
void arrow(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 colour, ImU32 outline, float thickness);

}  // namespace flatscope
