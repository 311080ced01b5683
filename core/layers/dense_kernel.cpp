#include "core/layers/dense_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/dense_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/highway.h>

#include "core/tensor/simd_vectors.h"

#include <cstddef>
#include <cstdint>
#include <utility>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

// Sums run in 16 partial sums whatever the vector holds, so that every machine adds in the same order.
constexpr std::size_t partial = 16;
constexpr std::size_t vectors = partial / lanes;

HWY_INLINE float total(const float* sums) {
  float folded[8];
  for (std::size_t i = 0; i < 8; ++i) folded[i] = sums[i] + sums[i + 8];
  return ((folded[0] + folded[4]) + (folded[2] + folded[6])) + ((folded[1] + folded[5]) + (folded[3] + folded[7]));
}

template <std::size_t rows, std::size_t... cell>
HWY_INLINE void some_rows(const float* weight, const float* x, std::int64_t columns, float* y,
                          std::index_sequence<cell...>) {
  const Floats d;
  Vec sums[rows * vectors] = {((void)cell, hn::Zero(d))...};
  const std::int64_t whole = columns / static_cast<std::int64_t>(partial) * static_cast<std::int64_t>(partial);
  for (std::int64_t i = 0; i < whole; i += static_cast<std::int64_t>(partial)) {
    ((sums[cell] = hn::MulAdd(
          hn::LoadU(d, weight + static_cast<std::int64_t>(cell / vectors) * columns + i + cell % vectors * lanes),
          hn::LoadU(d, x + i + cell % vectors * lanes), sums[cell])),
     ...);
  }
  HWY_ALIGN float stored[rows * partial];
  (hn::Store(sums[cell], d, stored + cell * lanes), ...);
  for (std::size_t row = 0; row < rows; ++row) {
    float* const parts = stored + row * partial;
    const float* const from = weight + static_cast<std::int64_t>(row) * columns;
    for (std::int64_t i = whole; i < columns; ++i) parts[i - whole] += from[i] * x[i];
    y[row] = total(parts);
  }
}

void dense_rows(const float* weight, const float* x, std::int64_t rows, std::int64_t columns, float* y) {
  // Four rows share each value of x that is loaded, and keep four streams from memory in flight; the hardware fetches
  // them ahead better than prefetches of ours do.
  std::int64_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    some_rows<4>(weight + row * columns, x, columns, y + row, std::make_index_sequence<4 * vectors>());
  }
  for (; row < rows; ++row) {
    some_rows<1>(weight + row * columns, x, columns, y + row, std::make_index_sequence<vectors>());
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(dense_rows);

void dense_rows(const float* weight, const float* x, std::int64_t rows, std::int64_t columns, float* y) {
  HWY_DYNAMIC_DISPATCH(dense_rows)(weight, x, rows, columns, y);
}

}  // namespace flatscope::detail
#endif  // HWY_ONCE
