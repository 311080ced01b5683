#include "app/scene/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

// Digits, perhaps with a point and decimals.
std::string apart(std::string digits) {
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t at = whole; at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return number < 0 ? "\xE2\x88\x92" + apart(digits.substr(1)) : apart(digits);
}

std::string grouped_decimal(double value, int decimals) {
  const std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  return value < 0.0 ? "\xE2\x88\x92" + apart(digits) : apart(digits);
}

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
