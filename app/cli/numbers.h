// Strict reading of numbers and sizes: the whole text or nothing, independent of the locale.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor/resample.h"

namespace flatscope::cli {

// A mistake of the person who typed the line; what() says what is wrong with what, and what would be right.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

inline constexpr std::int64_t lowest_integer = -2147483648LL;
inline constexpr std::int64_t highest_integer = 2147483647LL;

// Throws UsageError naming `option` unless `text` is a whole number in [low, high]. Options are kept to 32 bits, so
// that sums and products of a few of them stay inside 64.
std::int64_t parse_integer(std::string_view option, std::string_view text, std::int64_t low = lowest_integer,
                           std::int64_t high = highest_integer);

// A plain decimal number in [low, high]: digits, perhaps a point and more digits.
float parse_decimal(std::string_view option, std::string_view text, float low, float high);

// The same, written with an exponent or without: "0.001" and "1e-3".
float parse_real(std::string_view option, std::string_view text, float low, float high);

// "640x480": width, then height, each at least 1.
PixelSize parse_size(std::string_view option, std::string_view text);

// What was typed, as it stands in a sentence: quoted where it is empty or holds anything but letters and digits.
std::string shown(std::string_view text);

}  // namespace flatscope::cli
