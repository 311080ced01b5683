// The residual: does f(T x) equal T f(x)? Measured separately where no border can reach and elsewhere. What a drag of
// the Shift stage shows is the same, measured while the maps are computed: app/stages/shift/model/map_residual.h.
#pragma once

#include <cstdint>
#include <span>

#include "core/layers/conv2d.h"
#include "core/layers/pool.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct EquivarianceResult {
  float interior_max_abs = 0.0F;       // 0 when there is no such output
  float border_max_abs = 0.0F;         // the rest of f's outputs, those T brings in from outside included
  std::int64_t interior_elements = 0;  // over all channels
  std::int64_t border_elements = 0;
  bool operator==(const EquivarianceResult&) const = default;
};

// A stage of convolution, then optionally pooling; what the Shift stage computes.
struct ShiftedLayer {
  Conv2dOptions conv;
  bool pooled = false;
  PoolKind pool = PoolKind::max;
  std::int64_t pool_kernel = 2;
  std::int64_t pool_stride = 2;
  bool operator==(const ShiftedLayer&) const = default;
};

// The rows of an output map, [first, last), whose receptive field lies wholly inside [0, size) both before and after
// the shift by `delta` and touches nothing that the shift's border brought in; empty when first >= last. Works per
// axis. `output_delta` is the shift of the output, round-half-away(delta / total stride).
struct InteriorSpan {
  std::int64_t first = 0, last = 0;
  std::int64_t output_delta = 0;
};
InteriorSpan interior_rows(const ShiftedLayer& layer, std::int64_t size, std::int64_t kernel, std::int64_t output_size,
                           std::int64_t delta);
InteriorSpan interior_columns(const ShiftedLayer& layer, std::int64_t size, std::int64_t kernel,
                              std::int64_t output_size, std::int64_t delta);

// Compares f(T x) with T f(x), both already computed, (O, H', W') each before T on the output: `of_shifted` = f(T x),
// `of_original` = f(x). T on the output uses `border`. With stride 1 and no pooling the interior is exactly 0.
EquivarianceResult compare_shifted(const Tensor& of_shifted, const Tensor& of_original, const InteriorSpan& rows,
                                   const InteriorSpan& columns, Border border);

// The whole experiment on a picture: input (C, H, W), weight (O, C, kh, kw); dx, dy in input pixels.
EquivarianceResult equivariance(const Tensor& input, const Tensor& weight, std::int64_t dx, std::int64_t dy,
                                const ShiftedLayer& layer, Border border);

}  // namespace flatscope
