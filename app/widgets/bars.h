// Two sets of numbers as bars on one axis: outlined before, filled after.
#pragma once

#include <optional>
#include <span>

#include "app/widgets/ui.h"

namespace flatscope {

// The next round number: 1, 1.2, ... 2, 2.5, ... 5, 6, ... 10 times a power of ten that is not below `value` (> 0), so
// that the axis stands still while a value that sets it moves a little; 1 for 0 and what is not finite.
float axis_limit(float value);

// Draws the bars over the axis from -limit to limit, its ends written at the left; a bar that goes on beyond ends in an
// arrow head, and its tooltip has the values. Returns the bar under the pointer.
// `before` and `after` have the same length.
std::optional<int> bars(Ui& ui, const char* id, const Rect& area, std::span<const float> before,
                        std::span<const float> after, float limit, ImU32 colour);

}  // namespace flatscope
