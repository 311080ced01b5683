#include "app/cli/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <locale>
#include <sstream>
#include <vector>

namespace flatscope::cli {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

std::string wanted_integer(std::int64_t low, std::int64_t high, bool too_large) {
  if (low == lowest_integer && high == highest_integer) return "a whole number of at most 32 bits, such as 5 or -5";
  constexpr std::int64_t generous = 1'000'000'000;  // who is below has no need to hear of it
  if (high >= generous && !too_large) return fmt::format("a whole number of at least {}", low);
  return fmt::format("a whole number from {} to {}", low, high);
}

// Empty when the text is no whole number; the nearest end of the range when it is too large for 64 bits.
std::optional<std::int64_t> read_integer(std::string_view text) {
  if (!all_digits(text.starts_with('-') ? text.substr(1) : text)) return std::nullopt;
  std::int64_t value = 0;
  const std::from_chars_result result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec == std::errc::result_out_of_range) return text.front() == '-' ? INT64_MIN : INT64_MAX;
  return value;
}

// NAN unless the whole text is a number.
float read_float(std::string_view text) {
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  float value = NAN;
  stream >> value;
  return stream && stream.peek() == std::istringstream::traits_type::eof() ? value : NAN;
}

float within(std::string_view option, std::string_view text, float value, float low, float high) {
  if (!(value >= low && value <= high))
    throw UsageError(fmt::format("{} is {}; it must be a number from {} to {}", option, shown(text), low, high));
  return value;
}

}  // namespace

std::int64_t parse_integer(std::string_view option, std::string_view text, std::int64_t low, std::int64_t high) {
  const std::optional<std::int64_t> value = read_integer(text);
  if (!value || *value < low || *value > high) {
    throw UsageError(
        fmt::format("{} is {}; it must be {}", option, shown(text), wanted_integer(low, high, value && *value > high)));
  }
  return *value;
}

float parse_decimal(std::string_view option, std::string_view text, float low, float high) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction = text.substr(std::min(point + 1, text.size()));
  const bool well_formed = all_digits(whole) && (point == text.size() || all_digits(fraction));
  return within(option, text, well_formed ? read_float(text) : NAN, low, high);
}

float parse_real(std::string_view option, std::string_view text, float low, float high) {
  const std::size_t e = std::min(text.find_first_of("eE"), text.size());
  std::string_view exponent = text.substr(std::min(e + 1, text.size()));
  if (exponent.starts_with('-') || exponent.starts_with('+')) exponent.remove_prefix(1);
  const std::string_view mantissa = text.substr(0, e);
  const bool well_formed =
      mantissa.find_first_not_of("0123456789.") == std::string_view::npos && (e == text.size() || all_digits(exponent));
  return within(option, text, well_formed ? read_float(text) : NAN, low, high);
}

PixelSize parse_size(std::string_view option, std::string_view text) {
  const std::size_t x = std::min(text.find('x'), text.size());
  const std::optional<std::int64_t> width = read_integer(text.substr(0, x));
  const std::optional<std::int64_t> height = read_integer(text.substr(std::min(x + 1, text.size())));
  if (!width || !height || *width < 1 || *height < 1 || *width > highest_integer || *height > highest_integer) {
    throw UsageError(
        fmt::format("{} is {}; it must be a width and a height of at least 1 with an x between them, such as 640x480",
                    option, shown(text)));
  }
  return {*width, *height};
}

std::string shown(std::string_view text) {
  const auto plain = [](char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.';
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return std::string(text);
  return fmt::format("'{}'", text);
}

}  // namespace flatscope::cli
