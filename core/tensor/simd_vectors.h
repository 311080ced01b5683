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

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#endif  // FLATSCOPE_CORE_SIMD_VECTORS_H
