#include "app/scene/number_text.h"

#include <fmt/format.h>

#include <cmath>

namespace flatscope {

std::string shortest(float value) {
  if (value == 0.0F) return std::signbit(value) ? "-0.0" : "0";
  return fmt::format("{}", value);
}

std::string list_text(const float* values, std::int64_t count) {
  std::string text;
  for (std::int64_t i = 0; i < count; ++i) text += (i > 0 ? ", " : "") + shortest(values[i]);
  return "[" + text + "]";
}

}  // namespace flatscope
