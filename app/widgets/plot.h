// A small line chart.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

struct LinePlot {
  std::span<const float> values;  // at x = 0, 1, 2, ...
  int marks_every = 0;            // a dotted vertical and a label at each multiple; 0: none
  ImU32 mark_colour = 0;
  std::string name;                                     // for the screen record
  std::function<std::string(int x, float y)> describe;  // the tooltip's words
};

// Fills `area`: the curve, a zero line, the range at the left, labels of the marks below.
void draw_plot(Ui& ui, const Rect& area, const LinePlot& plot);

}  // namespace flatscope
