// The squares to scale, and the words beside them.
#pragma once

#include <array>
#include <string>

#include "app/stages/parameters/view/pictures.h"

namespace flatscope {

struct Square {
  std::string name;
  Count parameters;
  ImU32 colour = 0;
  double side = 0.0;  // in weights
};

// Squares share the lower left corner, so that the smaller ones stay in sight while the larger grow out of the panel.
struct SquaresShown {
  const ParametersScene& scene;
  NetLayer conv;
  std::array<Square, 3> squares;     // dense, locally connected, convolution
  std::array<std::size_t, 3> order;  // from large to small
  Rect panel;
  ImVec2 corner{0, 0};  // the shared one
  double pixels = 1.0;  // a weight's side
  const Square& dense() const { return squares[0]; }
  const Square& convolution() const { return squares[2]; }
};

// The three numbers with their colours, from large to small. What does not fit into `area` is left out, the least
// important first.
void draw_legend(Ui& ui, const SquaresShown& all, const Rect& area);
// What the longest of its numbers takes.
float legend_width(const Ui& ui, const SquaresShown& all);
// How often the convolution goes into the dense layer, on one line. Returns its height.
float draw_ratio(Ui& ui, const SquaresShown& all, const Rect& area, bool draw_it);

}  // namespace flatscope
