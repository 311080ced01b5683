// How many test samples a map over all shifts stands on: a few at once, and more as long as nothing else is to be done.
#pragma once

#include <array>
#include <cstdint>

namespace flatscope {

inline constexpr std::array<std::int64_t, 3> sweep_samples = {20, 100, 1000};

}  // namespace flatscope
