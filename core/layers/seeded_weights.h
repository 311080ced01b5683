// The numbers behind SeededDense, in units of 1 / seeded_table; used by seeded_dense.cpp and, in core/analysis, by
// free_matrix.cpp and matrix_lines.cpp.
//
// There are eight rows of numbers, the bases, as long as the input. Weight (o, i) is the number that one of them has at
// i, or its negative; a hash of o and of i % seeded_period says which. Along an output's weights nothing repeats; two
// outputs share the magnitude of one weight in eight, and are otherwise without relation. What it is for: with b and s
// the base and the sign that the hash chose,
//
//   sum over i of w(o, i) x(i)
//     = sum over p < period of s(o, p) t(b(o, p), p),  t(b, p) = sum over i = p, p + period, ... of base(b, i) x(i)
//
// and these t are the same for every output: eight products an input, whatever the number of outputs.
//
// A base's numbers come from a table that holds the odd numbers from 1 - seeded_table to seeded_table - 1, each once.
// It has a section for each eighth of the magnitudes, in an order that follows from the seed. For every stretch of
// inputs a hash gives each base a section of its own and says where in it the stretch's numbers begin, so that a number
// costs one read from a core's first cache. Hence a column of weights, in which there are only eight magnitudes, has
// one from each eighth: drawn freely, some columns would stand out in a picture of the matrix.
#pragma once

#include <cstdint>
#include <vector>

namespace flatscope::detail {

constexpr std::int64_t seeded_table = 4096;
constexpr std::int64_t seeded_stretch = 64;
constexpr std::int64_t seeded_step = 16;  // a stretch begins in its section at multiples of this
constexpr std::int64_t seeded_bases = 8;
constexpr std::int64_t seeded_section = seeded_table / seeded_bases;
constexpr std::int64_t seeded_period = 1024;
static_assert(seeded_period % seeded_stretch == 0);

// A bijection of 32-bit numbers: two rounds of the finaliser of MurmurHash3 (Appleby), the salt between them.
inline std::uint32_t seeded_scramble(std::uint32_t z, std::uint32_t salt) {
  for (int round = 0; round < 2; ++round) {
    z = (z ^ (z >> 16)) * 0x85ebca6bU;
    z = (z ^ (z >> 13)) * 0xc2b2ae35U;
    z = (z ^ (z >> 16)) + salt;
  }
  return z ^ (z >> 15);
}

struct SeededKeys {
  std::uint32_t seed;
  // index: of a stretch of inputs, the input's divided by seeded_stretch.
  std::uint32_t for_stretch(std::uint64_t index) const {
    return seeded_scramble(static_cast<std::uint32_t>(index),
                           (seed ^ 0x5bd1e995U) + static_cast<std::uint32_t>(index >> 32) * 0x2545f491U);
  }
  // These two are odd, so that multiplying by them loses nothing.
  std::uint32_t for_base(std::uint32_t index) const {
    return seeded_scramble(index, seed * 0x9e3779b1U + 0x7f4a7c15U) | 1U;
  }
  std::uint32_t for_output(std::uint64_t index) const {
    return seeded_scramble(static_cast<std::uint32_t>(index), seed * 0x85ebca77U + 0x165667b1U) | 1U;
  }
  // 0 <= place < seeded_period.
  std::uint32_t for_place(std::uint32_t place) const { return seeded_scramble(place, (seed ^ 0x27d4eb2fU) * 5U); }
  // For mixing the places of a section.
  std::uint32_t for_round(std::uint32_t section, std::uint32_t round) const {
    return seeded_scramble(section << 8 | round, seed + 0x3c6ef372U);
  }
};

// Which number stands at a place of a section: a bijection of 9 bits, one of whose rounds this is, and then a sign and
// a magnitude.
constexpr std::uint32_t seeded_rounds = 6;
inline std::uint32_t seeded_round(std::uint32_t place, std::uint32_t round_key) {
  static_assert(seeded_section == 1 << 9);
  place = (place * (round_key | 1U) + (round_key >> 12)) & static_cast<std::uint32_t>(seeded_section - 1);
  return place ^ place >> 5;
}
inline std::int32_t seeded_odd(std::uint32_t section, std::uint32_t mixed_place) {
  const std::uint32_t least = section * static_cast<std::uint32_t>(seeded_section);
  const auto magnitude = static_cast<std::int32_t>(least | mixed_place | 1U);
  return (mixed_place & 1U) != 0 ? -magnitude : magnitude;
}

// Both keys of these are well mixed, and the high bits of their product depend on all of both.

// Which section a base's numbers for a stretch come from, and where in it they begin.
inline std::uint32_t seeded_section_of(std::uint32_t stretch_key, std::uint32_t base) {
  static_assert(seeded_bases == 8);
  return base ^ (stretch_key & 7U);
}
inline std::uint32_t seeded_begin(std::uint32_t stretch_key, std::uint32_t base_key) {
  static_assert(seeded_section == 32 * seeded_step);
  return (stretch_key * base_key >> 27) * static_cast<std::uint32_t>(seeded_step);
}

// Which base an output's weights are taken from at a place of the period, and whether negated.
struct SeededChoice {
  std::uint32_t base;  // < seeded_bases
  bool negative;
};
inline SeededChoice seeded_choice(std::uint32_t place_key, std::uint32_t output_key) {
  static_assert(seeded_bases == 8);
  const std::uint32_t product = place_key * output_key;
  return {product >> 28 & 7U, product >> 31 != 0};
}

// What a number of 1 is worth as a weight.
double seeded_worth(std::int64_t in_features);

// The number of one base at an input.
std::int32_t seeded_base_number(const SeededKeys& keys, std::uint32_t base, std::int64_t input);

// Weight (output, input) in integers: odd, between -seeded_table and seeded_table.
std::int32_t seeded_number(std::uint32_t seed, std::int64_t output, std::int64_t input);

// A section after the other, the first seeded_stretch numbers of each once more at its end: a stretch is read without
// wrapping around.
constexpr std::int64_t seeded_section_room = seeded_section + seeded_stretch;
std::vector<float> seeded_numbers_table(std::uint32_t seed);
// Where in that table the numbers of a base for a stretch begin.
inline std::uint32_t seeded_place(std::uint32_t stretch_key, std::uint32_t base, std::uint32_t base_key) {
  return seeded_section_of(stretch_key, base) * static_cast<std::uint32_t>(seeded_section_room) +
         seeded_begin(stretch_key, base_key);
}
// A key for each place of the period.
std::vector<std::uint32_t> seeded_place_keys(std::uint32_t seed);

// Many of them, read from tables.
class SeededNumbers {
 public:
  SeededNumbers(std::uint32_t seed, std::int64_t in_features);

  // output_key: SeededKeys::for_output(). 0 <= input < in_features.
  float operator()(std::uint32_t output_key, std::int64_t input) const {
    const auto [base, negative] =
        seeded_choice(place_keys_[static_cast<std::size_t>(input % seeded_period)], output_key);
    const auto begin = static_cast<std::size_t>(input / seeded_stretch * seeded_bases) + base;
    const float number = table_[begins_[begin] + static_cast<std::size_t>(input % seeded_stretch)];
    return negative ? -number : number;
  }

 private:
  std::vector<float> table_;
  std::vector<std::uint32_t> place_keys_;
  std::vector<std::uint32_t> begins_;  // in the table, (stretch, base)
};

}  // namespace flatscope::detail
