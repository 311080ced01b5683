#include "app/look/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace flatscope {
namespace {

// Digits, perhaps with a point and decimals.
std::string apart(std::string digits) {
  const std::size_t whole = std::min(digits.find('.'), digits.size());
  for (std::size_t at = whole; at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace

std::string noun(std::int64_t number, std::string_view one, std::string_view many) {
  if (number == 1 || number == -1) return std::string(one);
  return many.empty() ? fmt::format("{}s", one) : std::string(many);
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(number), noun(number, one, many));
}

std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  return number < 0 ? "−" + apart(digits.substr(1)) : apart(digits);
}

std::string grouped_decimal(double value, int decimals) {
  const std::string digits = fmt::format("{:.{}f}", std::fabs(value), decimals);
  // What rounds to nothing has no sign.
  const bool nothing = digits.find_first_not_of("0.") == std::string::npos;
  return value < 0.0 && !nothing ? "−" + apart(digits) : apart(digits);
}

std::string short_number(double value, int digits) {
  if (value == 0.0) return "0";
  if (!std::isfinite(value)) return std::isnan(value) ? "not a number" : value > 0 ? "infinite" : "−infinite";
  const double size = std::fabs(value);
  std::string out;
  if (size >= 1e15 || size < 1e-5) {
    // "9.92e-09" with a minus and without the zero before the 9.
    out = fmt::format("{:.{}e}", size, std::max(0, digits - 1));
    const std::size_t exponent = out.find('e') + 1;
    const int power = std::stoi(out.substr(exponent));
    out = fmt::format("{}{}{}", out.substr(0, exponent), power < 0 ? "−" : "", std::abs(power));
  } else {
    const int before = size >= 1.0 ? static_cast<int>(std::floor(std::log10(size))) + 1 : 0;
    const int zeros = size < 1.0 ? -static_cast<int>(std::floor(std::log10(size))) - 1 : 0;
    out = grouped_decimal(size, std::max(0, digits - before + zeros));
  }
  return value < 0 ? fmt::format("−{}", out) : out;
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

std::string lines_in_words(std::string_view text) {
  return grouped(std::count(text.begin(), text.end(), '\n')) + " lines";
}

}  // namespace flatscope
