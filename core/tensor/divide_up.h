// Division of whole numbers.
#pragma once

#include <cstdint>

namespace flatscope {

// value / by, rounded up; value >= 0, by >= 1.
constexpr std::int64_t divide_up(std::int64_t value, std::int64_t by) { return (value + by - 1) / by; }

}  // namespace flatscope
