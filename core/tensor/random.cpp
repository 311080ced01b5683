#include "core/tensor/random.h"

#include <cmath>

namespace flatscope {

float uniform01(Generator& generator) { return static_cast<float>(generator() >> 8) * 0x1p-24F; }

float normal(Generator& generator) {
  constexpr double two_pi = 6.283185307179586476925286766559;
  // 1 - u lies in (0, 1], where the logarithm is finite.
  const double radius_uniform = 1.0 - static_cast<double>(uniform01(generator));
  const double angle_uniform = static_cast<double>(uniform01(generator));
  return static_cast<float>(std::sqrt(-2.0 * std::log(radius_uniform)) * std::cos(two_pi * angle_uniform));
}

std::uint32_t uniform_below(Generator& generator, std::uint32_t n) {
  // Rejects the few values past the last whole multiple of n, which would favour small results.
  const std::uint64_t whole = (std::uint64_t{1} << 32) / n * n;
  std::uint64_t value = 0;
  do {
    value = generator();
  } while (value >= whole);
  return static_cast<std::uint32_t>(value % n);
}

}  // namespace flatscope
