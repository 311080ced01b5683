// Arrows and dashed lines.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

// From `from` to `to`, with a rim in `outline` so that it can be seen on any picture. Shorter than its head, the head
// shrinks; shorter than a pixel, nothing is drawn. `thickness` in pixels.
void arrow(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 colour, ImU32 outline, float thickness);

// Along one of the axes: a.x == b.x or a.y == b.y. `dash` is the length of a dash and of a gap.
void dashed_line(ImDrawList* draw, ImVec2 a, ImVec2 b, ImU32 colour, float thickness, float dash);
void dashed_rect(ImDrawList* draw, const Rect& rect, ImU32 colour, float thickness, float dash);

}  // namespace flatscope
