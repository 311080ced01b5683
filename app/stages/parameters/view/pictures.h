// What the chart and the squares of the Parameters stage have in common: the three layers that they compare.
#pragma once

#include <string>

#include "app/stages/parameters/view/stage.h"

namespace flatscope {

// "201,326,592" up to 12 digits, "1.34 trillion" beyond; bytes as "805 MB".
std::string cost_words(Count count, Cost cost);

// The side of the square that has as many pixels as the input.
double side_of(const ParametersScene& scene);
// Both sides of the input so that it has about side * side pixels at this width / height; sides stay within 1 to 8192.
void set_side(ParametersScene& scene, double side, double aspect);

// Moves `centres` (from top to bottom) apart until things of these `heights` do not overlap, within [top, bottom] as
// far as there is room.
void spread(std::span<float> centres, std::span<const float> heights, float top, float bottom);

}  // namespace flatscope
