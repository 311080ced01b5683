// Where on the screen the things are that a lesson points at and asks for.
#pragma once

#include <string>
#include <string_view>

#include "app/lessons/model/lesson.h"
#include "app/widgets/ui.h"

namespace flatscope {

// The anchor's name (widgets/anchors.h), and which of its cells.
struct Spot {
  std::string anchor;
  double column = 0.0, row = 0.0;
  bool whole = false;  // all of it
};

std::string anchor_of(TargetKind kind, std::string_view name);
Spot spot_of(const Target& target, const Scene& scene);
// A guess or a truth: one number is a place on a line or a row of a matrix, two are row and column.
Spot spot_of(const Question& question, const std::vector<double>& value);

// Of a cell, large enough to be seen.
Rect rect_of(const Ui& ui, const Anchor& anchor, const Spot& spot);
bool seen(const Anchor& anchor, const Rect& rect);
ImU32 colour_of(const Palette& colours, Role role);

// draw(anchor, rect) wherever in this frame the spot is seen.
template <class Draw>
void on_anchors(const Ui& ui, const Spot& spot, Draw draw) {
  for (const Anchor& anchor : ui.anchors.all()) {
    if (anchor.name != spot.anchor) continue;
    const Rect rect = rect_of(ui, anchor, spot);
    if (seen(anchor, rect)) draw(anchor, rect);
  }
}

}  // namespace flatscope
