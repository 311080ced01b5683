// The SIMD parts of the dense layers; used by dense.cpp only.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// y[r] = sum of weight[r * columns + i] * x[i], for `rows` rows. Sixteen partial sums a row, the same at every vector
// width, added in a fixed order.
void dense_rows(const float* weight, const float* x, std::int64_t rows, std::int64_t columns, float* y);

// The hash behind SeededDense: one number an input and one an output, mixed for each weight.
struct SeededKeys {
  std::uint32_t seed;
  std::uint32_t for_input(std::uint64_t index) const { return scramble(index, seed ^ 0x5bd1e995U); }
  std::uint32_t for_output(std::uint64_t index) const { return scramble(index, seed * 0x9e3779b1U + 0x7f4a7c15U); }

 private:
  // The 64-bit finaliser known as splitmix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
  // 2014), of which the upper half is kept.
  static std::uint32_t scramble(std::uint64_t index, std::uint32_t salt) {
    std::uint64_t z = (index + 1) * 0x9e3779b97f4a7c15ULL + (static_cast<std::uint64_t>(salt) << 32 | salt);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return static_cast<std::uint32_t>((z ^ (z >> 31)) >> 32);
  }
};

inline constexpr std::uint32_t seeded_mix_1 = 0x9e485565U;
inline constexpr std::uint32_t seeded_mix_2 = 0xef1d6b47U;

// 24 bits, uniform in [-2^23, 2^23), so exact as a float.
inline std::int32_t seeded_integer(std::uint32_t input_key, std::uint32_t output_key) {
  std::uint32_t bits = (input_key ^ output_key) * seeded_mix_1;
  bits = (bits ^ (bits >> 15)) * seeded_mix_2;
  return static_cast<std::int32_t>(bits) >> 8;
}

// sums[o] = sum over i < count of seeded_integer(input_keys[i], output_keys[o]) * x[i], for o < outputs; the same
// partial sums at every vector width. count must be a multiple of 16.
void seeded_sums(const std::uint32_t* input_keys, const float* x, std::int64_t count, const std::uint32_t* output_keys,
                 std::int64_t outputs, float* sums);

}  // namespace flatscope::detail
