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

// The weights behind SeededDense. A table holds the odd numbers from 1 - seeded_table to seeded_table - 1, each once,
// in an order that follows from the seed. For every output and every stretch of inputs a hash picks where in the table
// the stretch's weights begin. So a weight costs no more than being read from a core's first cache, which is what it
// may cost when there are 398 million of them in a frame. Two outputs share a stretch once in 256 times.
constexpr std::int64_t seeded_table = 4096;
constexpr std::int64_t seeded_stretch = 64;
constexpr std::int64_t seeded_step = 16;  // a stretch begins at multiples of this

struct SeededKeys {
  std::uint32_t seed;
  // index: of the stretch, the input's divided by seeded_stretch.
  std::uint32_t for_stretch(std::uint64_t index) const {
    return seeded_scramble(static_cast<std::uint32_t>(index),
                           (seed ^ 0x5bd1e995U) + static_cast<std::uint32_t>(index >> 32) * 0x2545f491U);
  }
  // Odd, so that multiplying by it loses nothing.
  std::uint32_t for_output(std::uint64_t index) const {
    return seeded_scramble(static_cast<std::uint32_t>(index), seed * 0x9e3779b1U + 0x7f4a7c15U) | 1U;
  }
  // The number at a place of the table, 0 <= place < seeded_table: a bijection of 12 bits.
  std::int32_t table(std::uint32_t place) const {
    constexpr auto mask = static_cast<std::uint32_t>(seeded_table - 1);
    for (std::uint32_t round = 0; round < 6; ++round) {
      const std::uint32_t key = seeded_scramble(round, seed + 0x3c6ef372U);
      place = (place * (key | 1U) + (key >> 12)) & mask;
      place ^= place >> 6;
    }
    return static_cast<std::int32_t>(2 * place + 1) - static_cast<std::int32_t>(seeded_table);
  }
};

// Where in the table a stretch's weights for an output begin: both keys are well mixed, and the high bits of their
// product depend on all of both.
inline std::uint32_t seeded_place(std::uint32_t stretch_key, std::uint32_t output_key) {
  static_assert(seeded_table == 256 * seeded_step);
  return (stretch_key * output_key >> 24) * static_cast<std::uint32_t>(seeded_step);
}

// The table as seeded_sums() wants it: it goes on for a stretch as it began, and its steps are whole cache lines.
struct SeededTable {
  explicit SeededTable(std::uint32_t seed);
  alignas(64) float numbers[seeded_table + seeded_stretch];
};

// sums[o] = sum over i < count of table[seeded_place(stretch_keys[i / stretch], output_keys[o]) + i % stretch] * x[i],
// for o < outputs; the same partial sums at every vector width. count must be a multiple of 16.
void seeded_sums(const float* table, const std::uint32_t* stretch_keys, const float* x, std::int64_t count,
                 const std::uint32_t* output_keys, std::int64_t outputs, float* sums);

}  // namespace flatscope::detail
