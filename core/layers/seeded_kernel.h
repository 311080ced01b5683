// The SIMD parts of a product with seeded weights (core/layers/seeded_weights.h); used by seeded_dense.cpp only.
#pragma once

#include <cstdint>

#include "core/layers/seeded_weights.h"

namespace flatscope::detail {

// The numbers in a period times x, for each base apart: added to sums of shape
// (seeded_period / seeded_stretch, seeded_bases, seeded_stretch).
constexpr std::int64_t seeded_sums = seeded_bases * seeded_period;

// Periods that seeded_periods() takes at once: each sum is read and written once for so many products.
constexpr std::int64_t seeded_together = 4;

// sums += base * x for the first `stretches` stretches of each of `periods` periods, 1 or seeded_together.
// table: seeded_numbers_table(). stretch_keys: seeded_period / seeded_stretch for each period, base_keys: seeded_bases.
// x: seeded_period values for each period.
void seeded_periods(const float* table, const std::uint32_t* stretch_keys, const std::uint32_t* base_keys,
                    const float* x, std::int64_t periods, std::int64_t stretches, float* sums);

// y[o] = sum over p < places of the sum that seeded_choice(place_keys[p], output_keys[o]) picks from those of place p,
// for o < outputs. sums: (places, seeded_bases), aligned to 32 bytes.
void seeded_choose(const float* sums, const std::uint32_t* place_keys, std::int64_t places,
                   const std::uint32_t* output_keys, std::int64_t outputs, double* y);

}  // namespace flatscope::detail
