// Pooling over batches, forward and backward: what pool2d() and global_pool() do for one picture, anti-aliased pooling,
// and their gradients. With relu_before, inputs are known to be a ReLU's outputs, and the gradient is the one before
// that ReLU.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layers/batch.h"
#include "core/layers/border.h"
#include "core/layers/pool.h"

namespace flatscope {

// Patches of kernel x kernel, no padding, sizes rounded down: `output` is (C, H', W').
void pool_forward(const Batch& input, PoolKind kind, std::int64_t kernel, std::int64_t stride, Batch& output);
// gradient: of the loss for the output. A patch with several largest values gives its gradient to the first of them,
// row by row, as PyTorch does.
void pool_backward(const Batch& input, const Batch& output, const Batch& gradient, PoolKind kind, std::int64_t kernel,
                   std::int64_t stride, Batch& input_gradient, bool relu_before = false);

// (C, H, W) -> (C), flat.
void global_pool_forward(const Batch& input, PoolKind kind, Batch& output);
void global_pool_backward(const Batch& input, const Batch& output, const Batch& gradient, PoolKind kind,
                          Batch& input_gradient, bool relu_before = false);

// Anti-aliased pooling: every `stride`-th pixel of the picture blurred with [1 2 1] x [1 2 1] / 16, each channel by
// itself. Source: Zhang, "Making Convolutional Networks Shift-Invariant Again", 2019, where the border reflects.
class BlurPass {
 public:
  // Of (C, H, W) inputs; stride >= 1. Throws std::invalid_argument otherwise.
  BlurPass(const Shape& input, std::int64_t stride, Border border = Border::reflect);

  Shape output_shape() const { return output_; }
  std::int64_t bytes() const { return std::ssize(table_) * 4; }
  void forward(const Batch& input, Batch& output) const;
  void backward(const Batch& gradient, Batch& input_gradient) const;

 private:
  Shape output_;
  std::vector<std::int32_t> table_;
};

}  // namespace flatscope
