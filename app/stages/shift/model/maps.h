// The feature maps of a picture that has been answered: those that were kept, or computed anew where none were.
#pragma once

#include <cstdint>

#include "app/engine/results.h"
#include "core/analysis/equivariance.h"
#include "core/tensor/tensor.h"

namespace flatscope {

constexpr std::int64_t shift_kernel_size = 3;

// The layer whose answers the stage compares: a convolution of that size, pooled or not.
ShiftedLayer layer_of(const LayerInputs& inputs);

// The weights that the filters give to the channels' sum: (filters, 1, kernel, kernel).
Tensor weight_of(const LayerInputs& inputs, const Answers& answers);

// Rows [first, first + count) of every map of `answers`: (filters, count, W'). They must be there.
Tensor map_rows(const LayerInputs& inputs, const Answers& answers, std::int64_t first, std::int64_t count);

}  // namespace flatscope
