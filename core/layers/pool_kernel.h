// The SIMD parts of pooling; used by pool.cpp only.
#pragma once

#include <cstdint>

#include "core/layers/pool.h"

namespace flatscope::detail {

// into[i] = into[i] (max or +) from[i]; NaN wins.
void pool_merge(PoolKind kind, const float* from, float* into, std::int64_t count);
// even[i] = from[2i], odd[i] = from[2i + 1].
void pool_split(const float* from, std::int64_t count, float* even, float* odd);
void pool_scale(float* values, std::int64_t count, float factor);
// In place max(x, 0); NaN stays.
void relu_values(float* values, std::int64_t count);
float pool_max(const float* values, std::int64_t count);
double pool_sum(const float* values, std::int64_t count);

}  // namespace flatscope::detail
