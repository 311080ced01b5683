// Words that have to fit: which of several sentences there is room for, and numbers with their sign.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

// The first of `sentences`, which go from long to short, that fits `width`; the last when none does.
const std::string& first_fitting(const Ui& ui, Type type, float width, std::span<const std::string> sentences);

// A big number with what it means beside it, broken over as many lines as `area` is high; the first of `sentences`
// that fits is taken, beside a smaller number if need be; if none does, the first is the number's tooltip.
void number_with_sentence(Ui& ui, const Rect& area, ImU32 number_colour, std::string_view number,
                          std::span<const std::string> sentences);

// Of a colour picture.
inline constexpr std::string_view channel_names[] = {"red", "green", "blue"};

// 11 -> "+11", -3 -> U+2212 "3", 0 -> "0".
std::string signed_whole(long long number);
// A shift, from long to short: "11 pixels right, 5 down", "11 right, 5 down", U+2192 "11 " U+2193 "5".
std::vector<std::string> shift_words(long long dx, long long dy);
// A share as per cent in three digits: 0.2384 -> "23.8 %".
std::string per_cent(double share);

}  // namespace flatscope
