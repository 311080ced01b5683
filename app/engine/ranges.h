// Bringing numbers into their range.
#pragma once

#include <algorithm>
#include <cmath>

namespace flatscope {

// std::clamp lets NaN through; here it becomes `otherwise`.
inline float clamped(float value, float low, float high, float otherwise) {
  return std::isnan(value) ? otherwise : std::clamp(value, low, high);
}

}  // namespace flatscope
