// Lines laid over pictures: outlines of cells, dashes, curves that lead from one view to another.
#pragma once

#include <string_view>

#include "app/widgets/ui.h"

namespace flatscope::marks {

// A frame around a cell: `colour` inside a thin dark rim, so that it can be seen on any picture.
void outline(Ui& ui, const Rect& rect, ImU32 colour, float thickness);

// `dash` is the length of a dash in design units; the gaps are three quarters of it.
void dashed_line(Ui& ui, ImVec2 from, ImVec2 to, ImU32 colour, float thickness, float dash = 4.0F);
void dashed_rect(Ui& ui, const Rect& rect, ImU32 colour, float thickness, float dash = 4.0F);

// An S-shaped curve that leaves `from` downwards and arrives at `to` from above.
void thread(Ui& ui, ImVec2 from, ImVec2 to, ImU32 colour, float thickness);

// An arch from `from` to `to` over the line that joins them, `height` pixels high.
void arch(Ui& ui, ImVec2 from, ImVec2 to, float height, ImU32 colour, float thickness);

// Words in a small rounded box with a coloured rim, centred on `at`; returns its rectangle.
Rect pill(Ui& ui, ImVec2 at, std::string_view words, ImU32 rim);

}  // namespace flatscope::marks
