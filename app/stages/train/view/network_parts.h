// The parts of a network's picture: one stop at its place, and what leads from one to the next.
#pragma once

#include "app/stages/stage.h"
#include "app/stages/train/model/network_stops.h"

namespace flatscope {

// A stop with its place.
struct DrawnStop {
  const NetworkStop* stop = nullptr;
  float x = 0.0F;     // its middle
  Rect box;           // of its front sheet, its line or its dots
  int sheets = 1;     // maps that lie behind one another
  float step = 0.0F;  // from one sheet to the next, to the right and up
  Rect whole() const {
    const float more = step * static_cast<float>(sheets - 1);
    return {{box.min.x, box.min.y - more}, {box.max.x + more, box.max.y}};
  }
};

// With its middle at `x`, between `top` and `bottom`; `input` is the network's, as large as the drawing is high.
DrawnStop place_stop(const Ui& ui, const NetworkStop& stop, const Shape& input, float x, float top, float bottom);

void draw_edge(Ui& ui, const DrawnStop& from, const DrawnStop& to, ImU32 ink);
// `last`: its units are the classes.
void draw_stop(StageContext& context, const DrawnStop& at, ImU32 ink, bool last);

}  // namespace flatscope
