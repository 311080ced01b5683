// Random numbers that are the same on every platform: std::mt19937 with our own distributions.
#pragma once

#include <cstdint>
#include <random>

namespace flatscope {

using Generator = std::mt19937;

float uniform01(Generator& generator);                               // [0, 1), 24 bits
float normal(Generator& generator);                                  // mean 0, deviation 1 (Box-Muller)
std::uint32_t uniform_below(Generator& generator, std::uint32_t n);  // 0 to n - 1, unbiased; n >= 1

}  // namespace flatscope
