// Numbers as text: for people, and in files and code.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace flatscope {

// The noun of a count: "filter" of 1, else "filters"; `many` where an s is not enough: "entries".
std::string noun(std::int64_t number, std::string_view one, std::string_view many = {});
// A count with its noun, for people: "1 filter", "1,000 filters".
std::string counted(std::int64_t number, std::string_view one, std::string_view many = {});

// For people: thousands apart, U+2212 as the minus. 1234567 -> "1,234,567".
std::string grouped(std::int64_t number);
// The same with `decimals` places: 1234.56 -> "1,234.6" with one. `value` is finite.
std::string grouped_decimal(double value, int decimals);
// A real number in at most `digits` significant digits, with an exponent from 1e15 on and below 1e-5, where nobody
// counts the zeros; "0" for exactly 0, U+2212 as the minus.
std::string short_number(double value, int digits = 3);

// As short as reads back the same float; a whole number without its point, as a person would type it. TOML, Python and
// JavaScript take it. `value` is finite.
std::string shortest(float value);
// "[1, 0, -1]"
std::string list_text(const float* values, std::int64_t count);

// "12 lines": how many `text` has.
std::string lines_in_words(std::string_view text);

}  // namespace flatscope
