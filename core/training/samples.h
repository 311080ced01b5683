// Samples of a data set as a network's input: moved, shuffled, laid side by side.
#pragma once

#include <cstdint>
#include <span>

#include "core/layers/batch.h"
#include "core/layers/border.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct PixelShift {
  std::int64_t dx = 0, dy = 0;  // right, down
  bool operator==(const PixelShift&) const = default;
};

// images (N, C, H, W); `samples` of them by index, each below N, become the batch. `shifts`: empty, one for all or one
// for each sample; what comes in over the edge is the border's. `permutation`, empty or of H * W numbers, is applied
// after the shift: pixel p of every plane becomes the one that stood at permutation[p].
void fill_batch(const Tensor& images, std::span<const std::int64_t> samples, std::span<const PixelShift> shifts,
                Border border, std::span<const std::int32_t> permutation, Batch& batch);

}  // namespace flatscope
