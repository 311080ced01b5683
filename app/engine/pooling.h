// The pooling that a stage may lay behind its convolution.
#pragma once

#include <string_view>

namespace flatscope {

enum class Pooling { none, max, avg };  // 2 x 2, stride 2

inline constexpr Pooling all_poolings[] = {Pooling::none, Pooling::max, Pooling::avg};

std::string_view to_string(Pooling pooling);  // "none", "max", "avg": for files

}  // namespace flatscope
