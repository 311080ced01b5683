// The parts of the chart of cost against resolution.
#pragma once

#include <array>
#include <string>

#include "app/stages/parameters/view/pictures.h"

namespace flatscope {

// The chart of one frame. Lines go dense, locally connected, convolution.
struct ChartShown {
  const ParametersScene& scene;
  ComparedLayers layers;
  Rect box;  // where the lines are
  std::array<ImU32, 3> colours{};
  ResolutionCost costs;  // of the input as it is
  Rect pill;
  std::string handle_words;
  float handle_x = 0.0F;
  bool compact = false;  // little room: the lines' names are short

  std::array<Count, 3> at_handle() const { return {costs.dense, costs.local, costs.conv}; }
  float x_of(double side) const;
  float y_of(Count count) const;
  double side_at(float x) const;  // whole pixels, 8 to 8192
};

// Finds the room for the lines within `area`: what the words at the left, right and below leave.
void place_chart(const Ui& ui, ChartShown& chart, const Rect& area);
// A sentence about which layers are compared, at the top of `area` and at most `most` high. Returns the height used.
float draw_compared(Ui& ui, const ChartShown& chart, const Rect& area, float most);
void draw_axes(Ui& ui, const ChartShown& chart);
// In words at the lines' right ends.
void draw_line_names(Ui& ui, const ChartShown& chart);
void draw_handle_values(Ui& ui, const ChartShown& chart);
// The numbers at the resolution under the pointer.
void draw_readout(Ui& ui, const ChartShown& chart);

}  // namespace flatscope
