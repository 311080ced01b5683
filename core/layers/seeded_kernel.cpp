#include "core/layers/seeded_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/seeded_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "core/tensor/simd_vectors.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

// Every sum grows by one product after the other, in the order of the periods: the same at every vector width.
template <std::size_t periods, std::size_t... value, std::size_t... half>
HWY_INLINE void some_periods(const float* table, const std::uint32_t* stretch_keys, const std::uint32_t* base_keys,
                             const float* x, std::int64_t stretches, float* sums, std::index_sequence<value...>,
                             std::index_sequence<half...>) {
  constexpr std::int64_t keys_apart = seeded_period / seeded_stretch;
  constexpr std::size_t halves = sizeof...(half), step = halves * lanes;
  const Floats d;
  for (std::int64_t stretch = 0; stretch < stretches; ++stretch) {
    const float* from[periods][seeded_bases];
    for (std::size_t period = 0; period < periods; ++period) {
      const std::uint32_t key = stretch_keys[static_cast<std::int64_t>(period) * keys_apart + stretch];
      for (std::size_t base = 0; base < seeded_bases; ++base)
        from[period][base] = table + seeded_place(key, static_cast<std::uint32_t>(base), base_keys[base]);
    }
    const float* const values_at = x + stretch * seeded_stretch;
    float* const to = sums + stretch * seeded_bases * seeded_stretch;
    for (std::size_t i = 0; i < seeded_stretch; i += step) {
      const Vec values[periods * halves] = {hn::LoadU(
          d, values_at + static_cast<std::int64_t>(value / halves) * seeded_period + i + value % halves * lanes)...};
      // What is read next lies too far from this to be fetched ahead by itself.
      constexpr std::size_t line = 16;
      for (std::size_t period = periods; period < 2 * periods; ++period) {
        for (std::size_t j = 0; j < step; j += line) hwy::Prefetch(values_at + period * seeded_period + i + j);
      }
      for (std::size_t base = 0; base < seeded_bases; ++base) {
        float* const place = to + base * seeded_stretch + i;
        Vec sum[halves] = {hn::LoadU(d, place + half * lanes)...};
        ((sum[value % halves] = hn::MulAdd(hn::LoadU(d, from[value / halves][base] + i + value % halves * lanes),
                                           values[value], sum[value % halves])),
         ...);
        (hn::StoreU(sum[half], d, place + half * lanes), ...);
      }
    }
  }
}

void seeded_periods(const float* table, const std::uint32_t* stretch_keys, const std::uint32_t* base_keys,
                    const float* x, std::int64_t periods, std::int64_t stretches, float* sums) {
  constexpr std::size_t together = static_cast<std::size_t>(seeded_together), halves = 2;
  if (periods == seeded_together) {
    some_periods<together>(table, stretch_keys, base_keys, x, stretches, sums,
                           std::make_index_sequence<together * halves>(), std::make_index_sequence<halves>());
  } else {
    some_periods<1>(table, stretch_keys, base_keys, x, stretches, sums, std::make_index_sequence<halves>(),
                    std::make_index_sequence<halves>());
  }
}

// Sums over this many places run in single precision.
constexpr std::int64_t chosen_together = 64;

HWY_INLINE void choose_one(const float* sums, const std::uint32_t* place_keys, std::int64_t places,
                           std::uint32_t output_key, double* y) {
  double total = 0.0;
  for (std::int64_t first = 0; first < places; first += chosen_together) {
    const std::int64_t last = std::min(first + chosen_together, places);
    float sum = 0.0F;
    for (std::int64_t place = first; place < last; ++place) {
      const auto [base, negative] = seeded_choice(place_keys[place], output_key);
      const float chosen = sums[place * seeded_bases + base];
      sum += negative ? -chosen : chosen;
    }
    total += static_cast<double>(sum);
  }
  *y = total;
}

#if HWY_TARGET != HWY_SCALAR
// A lane is an output; the eight sums of a place are a vector, out of which each lane picks one.
using EightFloats = hn::CappedTag<float, seeded_bases>;
using EightInts = hn::CappedTag<std::uint32_t, seeded_bases>;

template <std::size_t... part>
HWY_INLINE void choose_some(const float* sums, const std::uint32_t* place_keys, std::int64_t places,
                            const std::uint32_t* output_keys, double* y, std::index_sequence<part...>) {
  constexpr std::size_t width = seeded_bases, parts = sizeof...(part);
  const EightFloats d;
  const EightInts u;
  const hn::RebindToSigned<EightInts> indices;
  const auto base_mask = hn::Set(u, 7U), sign_mask = hn::Set(u, 0x80000000U);
  const hn::Vec<EightInts> keys[parts] = {hn::LoadU(u, output_keys + part * width)...};
  std::fill_n(y, parts * width, 0.0);
  for (std::int64_t first = 0; first < places; first += chosen_together) {
    const std::int64_t last = std::min(first + chosen_together, places);
    hn::Vec<EightFloats> sum[parts] = {((void)part, hn::Zero(d))...};
    for (std::int64_t place = first; place < last; ++place) {
      const auto offered = hn::Load(d, sums + place * seeded_bases);
      const auto key = hn::Set(u, place_keys[place]);
      const hn::Vec<EightInts> products[parts] = {hn::Mul(key, keys[part])...};
      ((sum[part] = hn::Add(
            sum[part],
            hn::Xor(hn::TableLookupLanes(
                        offered, hn::IndicesFromVec(
                                     d, hn::BitCast(indices, hn::And(hn::ShiftRight<28>(products[part]), base_mask)))),
                    hn::BitCast(d, hn::And(products[part], sign_mask))))),
       ...);
    }
    HWY_ALIGN float stored[parts * width];
    (hn::Store(sum[part], d, stored + part * width), ...);
    for (std::size_t i = 0; i < parts * width; ++i) y[i] += static_cast<double>(stored[i]);
  }
}
#endif

void seeded_choose(const float* sums, const std::uint32_t* place_keys, std::int64_t places,
                   const std::uint32_t* output_keys, std::int64_t outputs, double* y) {
  std::int64_t output = 0;
#if HWY_TARGET != HWY_SCALAR
  if constexpr (lanes >= static_cast<std::size_t>(seeded_bases)) {
    constexpr std::int64_t parts = 4;
    for (; output + parts * seeded_bases <= outputs; output += parts * seeded_bases)
      choose_some(sums, place_keys, places, output_keys + output, y + output, std::make_index_sequence<parts>());
    for (; output + seeded_bases <= outputs; output += seeded_bases)
      choose_some(sums, place_keys, places, output_keys + output, y + output, std::make_index_sequence<1>());
  }
#endif
  for (; output < outputs; ++output) choose_one(sums, place_keys, places, output_keys[output], y + output);
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(seeded_periods);
HWY_EXPORT(seeded_choose);

void seeded_periods(const float* table, const std::uint32_t* stretch_keys, const std::uint32_t* base_keys,
                    const float* x, std::int64_t periods, std::int64_t stretches, float* sums) {
  HWY_DYNAMIC_DISPATCH(seeded_periods)(table, stretch_keys, base_keys, x, periods, stretches, sums);
}

void seeded_choose(const float* sums, const std::uint32_t* place_keys, std::int64_t places,
                   const std::uint32_t* output_keys, std::int64_t outputs, double* y) {
  HWY_DYNAMIC_DISPATCH(seeded_choose)(sums, place_keys, places, output_keys, outputs, y);
}

}  // namespace flatscope::detail
#endif  // HWY_ONCE
