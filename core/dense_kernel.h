// The SIMD parts of the dense layers; used by dense.cpp only.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// y[r] = sum of weight[r * columns + i] * x[i], for `rows` rows. Sixteen partial sums a row, the same at every vector
// width, added in a fixed order.
void dense_rows(const float* weight, const float* x, std::int64_t rows, std::int64_t columns, float* y);

// A bijection of 32-bit numbers: two rounds of the finaliser of MurmurHash3 (Appleby), the salt between them.
inline std::uint32_t seeded_scramble(std::uint32_t z, std::uint32_t salt) {
  for (int round = 0; round < 2; ++round) {
    z = (z ^ (z >> 16)) * 0x85ebca6bU;
    z = (z ^ (z >> 13)) * 0xc2b2ae35U;
    z = (z ^ (z >> 16)) + salt;
  }
  return z ^ (z >> 15);
}

// The hash behind SeededDense: one number an input and one an output, multiplied for each weight.
struct SeededKeys {
  std::uint32_t seed;
  std::uint32_t for_input(std::uint64_t index) const {
    return seeded_scramble(static_cast<std::uint32_t>(index), input_salt(index >> 32));
  }
  // Odd, so that multiplying by it loses nothing.
  std::uint32_t for_output(std::uint64_t index) const {
    return seeded_scramble(static_cast<std::uint32_t>(index), seed * 0x9e3779b1U + 0x7f4a7c15U) | 1U;
  }
  // The same for all inputs whose index has these upper 32 bits.
  std::uint32_t input_salt(std::uint64_t upper) const {
    return (seed ^ 0x5bd1e995U) + static_cast<std::uint32_t>(upper) * 0x2545f491U;
  }
};

// In [-2^23, 2^23). Both keys are well mixed already, and the output's is odd: for every output the product runs
// through all numbers as the inputs' keys do, and its high bits, the ones kept, depend on all bits of both. One
// multiplication is what a weight may cost when there are 398 million of them in a frame.
inline std::int32_t seeded_integer(std::uint32_t input_key, std::uint32_t output_key) {
  return static_cast<std::int32_t>(input_key * output_key) >> 8;
}

// keys[i] = seeded_scramble(first + i, salt) for i < count; count must be a multiple of 16.
void seeded_keys(std::uint32_t first, std::uint32_t salt, std::int64_t count, std::uint32_t* keys);

// sums[o] = sum over i < count of seeded_integer(input_keys[i], output_keys[o]) * x[i], for o < outputs; the same
// partial sums at every vector width. count must be a multiple of 16.
void seeded_sums(const std::uint32_t* input_keys, const float* x, std::int64_t count, const std::uint32_t* output_keys,
                 std::int64_t outputs, float* sums);

}  // namespace flatscope::detail
