// Pooling, anti-aliased pooling, global pooling, ReLU and tanh on CHW tensors.
#pragma once

#include <cstdint>

#include "core/tensor/tensor.h"

namespace flatscope {

enum class PoolKind { max, avg };

// Patches of kernel x kernel, no padding, sizes rounded down as in PyTorch: (C, H, W) -> (C, H', W').
// Throws std::invalid_argument when kernel or stride < 1 or no patch fits. NaN wins in a max patch, as in PyTorch.
Tensor pool2d(const Tensor& input, PoolKind kind, std::int64_t kernel, std::int64_t stride);

// Anti-aliased pooling: every stride-th pixel of the picture blurred with [1 2 1] x [1 2 1] / 16 in each channel, the
// border reflected: (C, H, W) -> (C, (H - 1) / stride + 1, (W - 1) / stride + 1). Source: Zhang, "Making Convolutional
// Networks Shift-Invariant Again", 2019. Throws std::invalid_argument when the stride < 1 or a side < 2, which has
// nothing to reflect.
Tensor blur_pool2d(const Tensor& input, std::int64_t stride);

// (C, H, W) -> (C).
Tensor global_pool(const Tensor& input, PoolKind kind);

Tensor relu(Tensor input);
Tensor tanh(Tensor input);

}  // namespace flatscope
