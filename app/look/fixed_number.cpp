#include "app/look/fixed_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"

namespace flatscope {

int decimals_for(double largest, int digits) {
  if (!(largest > 0.0) || !std::isfinite(largest)) return digits - 1;
  const int before = static_cast<int>(std::floor(std::log10(largest))) + 1;  // 0 for 0.1 to 1, negative below
  return std::clamp(digits - before, 0, 9);
}

std::string fixed_number(double value, int decimals) {
  if (value == 0.0) return "0";
  if (!std::isfinite(value)) return short_number(value);
  const std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  const bool rounded_away = digits.find_first_not_of("0.") == std::string::npos;
  return value < 0.0 && !rounded_away ? "−" + digits : digits;
}

}  // namespace flatscope
