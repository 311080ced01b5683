// Numbers that stand in cells beside each other: all with the same digits behind the point, so that they compare.
#pragma once

#include <string>

namespace flatscope {

// "0.78", with U+2212 as the minus and exactly 0 as "0".
std::string fixed_number(double value, int decimals);
// Digits behind the point so that `largest` shows `digits` significant ones.
int decimals_for(double largest, int digits);

}  // namespace flatscope
