// The SIMD part of dense(); used by dense.cpp only.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// y[r] = sum of weight[r * columns + i] * x[i], for `rows` rows. Sixteen partial sums a row, the same at every vector
// width, added in a fixed order.
void dense_rows(const float* weight, const float* x, std::int64_t rows, std::int64_t columns, float* y);

}  // namespace flatscope::detail
