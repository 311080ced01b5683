// What handouts look like, and their empty charts.
#pragma once

#include <string>
#include <string_view>

#include "app/lessons/model/lesson.h"

namespace flatscope {

// CSS. Pages are A4 or Letter: no length in it is of either alone. No figure and no question goes over two pages.
extern const std::string_view handout_style;

// Axes without a curve, as SVG, for one to be drawn in by hand: the question's places along it, its range upwards.
std::string empty_chart(const Question& question);

}  // namespace flatscope
