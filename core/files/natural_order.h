// Names in the order in which a person counts.
#pragma once

#include <string_view>

namespace flatscope {

// "img2" before "img10", upper and lower case alike (ASCII); a strict weak ordering in which only equal strings tie.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace flatscope
