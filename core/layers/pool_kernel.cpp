#include "core/layers/pool_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/pool_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/highway.h>

#include "core/tensor/simd_vectors.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

constexpr auto step = static_cast<std::int64_t>(lanes);

// The larger one, or NaN if either is: keeps `a` where it is NaN or not below b, and a NaN in b is never below.
HWY_INLINE Vec larger(Vec a, Vec b) { return hn::IfThenElse(hn::Or(hn::Ge(a, b), hn::IsNaN(a)), a, b); }

HWY_INLINE float larger_of(float a, float b) { return a >= b || std::isnan(a) ? a : b; }

void pool_merge(PoolKind kind, const float* HWY_RESTRICT from, float* HWY_RESTRICT into, std::int64_t count) {
  const Floats d;
  std::int64_t i = 0;
  if (kind == PoolKind::max) {
    for (; i + step <= count; i += step) {
      hn::StoreU(larger(hn::LoadU(d, into + i), hn::LoadU(d, from + i)), d, into + i);
    }
    for (; i < count; ++i) into[i] = larger_of(into[i], from[i]);
  } else {
    for (; i + step <= count; i += step) {
      hn::StoreU(hn::Add(hn::LoadU(d, into + i), hn::LoadU(d, from + i)), d, into + i);
    }
    for (; i < count; ++i) into[i] += from[i];
  }
}

void pool_split(const float* HWY_RESTRICT from, std::int64_t count, float* HWY_RESTRICT even, float* HWY_RESTRICT odd) {
  const Floats d;
  std::int64_t i = 0;
  for (; i + step <= count; i += step) {
    Vec first, second;
    hn::LoadInterleaved2(d, from + 2 * i, first, second);
    hn::StoreU(first, d, even + i);
    hn::StoreU(second, d, odd + i);
  }
  for (; i < count; ++i) {
    even[i] = from[2 * i];
    odd[i] = from[2 * i + 1];
  }
}

void pool_scale(float* values, std::int64_t count, float factor) {
  const Floats d;
  const auto factors = hn::Set(d, factor);
  std::int64_t i = 0;
  for (; i + step <= count; i += step) hn::StoreU(hn::Mul(hn::LoadU(d, values + i), factors), d, values + i);
  for (; i < count; ++i) values[i] *= factor;
}

void relu_values(float* values, std::int64_t count) {
  const Floats d;
  const auto zero = hn::Zero(d);
  std::int64_t i = 0;
  for (; i + step <= count; i += step) {
    const auto value = hn::LoadU(d, values + i);
    hn::StoreU(hn::IfThenZeroElse(hn::Lt(value, zero), value), d, values + i);
  }
  for (; i < count; ++i) values[i] = values[i] < 0.0F ? 0.0F : values[i];
}

float pool_max(const float* values, std::int64_t count) {
  const Floats d;
  float most = values[0];
  std::int64_t i = 0;
  if (count >= step) {
    auto sums = hn::LoadU(d, values);
    for (; i + step <= count; i += step) sums = larger(sums, hn::LoadU(d, values + i));
    HWY_ALIGN float stored[lanes];
    hn::Store(sums, d, stored);
    for (std::int64_t lane = 0; lane < step; ++lane) most = larger_of(most, stored[lane]);
  }
  for (; i < count; ++i) most = larger_of(most, values[i]);
  return most;
}

double pool_sum(const float* values, std::int64_t count) {
  // Sixteen partial sums whatever the vector holds, folded into doubles every 4,096 values.
  const Floats d;
  constexpr std::int64_t partial = 16;
  double total = 0.0;
  std::int64_t i = 0;
  while (i + partial <= count) {
    HWY_ALIGN float sums[partial] = {};
    const std::int64_t end = i + std::min<std::int64_t>(4096, (count - i) / partial * partial);
    for (std::int64_t lane = 0; lane < partial; lane += step) {
      auto sum = hn::Zero(d);
      for (std::int64_t k = i + lane; k < end; k += partial) sum = hn::Add(sum, hn::LoadU(d, values + k));
      hn::Store(sum, d, sums + lane);
    }
    for (float sum : sums) total += static_cast<double>(sum);
    i = end;
  }
  for (; i < count; ++i) total += static_cast<double>(values[i]);
  return total;
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(pool_merge);
HWY_EXPORT(pool_split);
HWY_EXPORT(pool_scale);
HWY_EXPORT(relu_values);
HWY_EXPORT(pool_max);
HWY_EXPORT(pool_sum);

void pool_merge(PoolKind kind, const float* from, float* into, std::int64_t count) {
  HWY_DYNAMIC_DISPATCH(pool_merge)(kind, from, into, count);
}
void pool_split(const float* from, std::int64_t count, float* even, float* odd) {
  HWY_DYNAMIC_DISPATCH(pool_split)(from, count, even, odd);
}
void pool_scale(float* values, std::int64_t count, float factor) {
  HWY_DYNAMIC_DISPATCH(pool_scale)(values, count, factor);
}
void relu_values(float* values, std::int64_t count) { HWY_DYNAMIC_DISPATCH(relu_values)(values, count); }
float pool_max(const float* values, std::int64_t count) { return HWY_DYNAMIC_DISPATCH(pool_max)(values, count); }
double pool_sum(const float* values, std::int64_t count) { return HWY_DYNAMIC_DISPATCH(pool_sum)(values, count); }

}  // namespace flatscope::detail
#endif  // HWY_ONCE
