// The vector that the hot loops work with, for the instruction set that is being compiled: read once for each, after
// <hwy/foreach_target.h>. Hence no #pragma once: Highway's HWY_TARGET_TOGGLE changes with every set.
#if defined(FLATSCOPE_CORE_SIMD_VECTORS_H) == defined(HWY_TARGET_TOGGLE)
#ifdef FLATSCOPE_CORE_SIMD_VECTORS_H
#undef FLATSCOPE_CORE_SIMD_VECTORS_H
#else
#define FLATSCOPE_CORE_SIMD_VECTORS_H
#endif

#include <hwy/highway.h>

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// At most 16 floats, as many as the widest set holds.
using Floats = hn::CappedTag<float, 16>;
using Vec = hn::Vec<Floats>;
constexpr std::size_t lanes = hn::MaxLanes(Floats());

// Always the upper half on the lower one, down to one lane: SumOfLanes adds in another order in every version of
// Highway, and so would not give the same bits everywhere.
template <class D>
HWY_INLINE float sum_of_lanes(D, hn::Vec<D> values) {
#if HWY_TARGET != HWY_SCALAR
  if constexpr (hn::MaxLanes(D()) > 1) {
    const hn::Half<D> half;
    return sum_of_lanes(half, hn::Add(hn::LowerHalf(half, values), hn::UpperHalf(half, values)));
  }
#endif
  return hn::GetLane(values);
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#endif  // FLATSCOPE_CORE_SIMD_VECTORS_H
