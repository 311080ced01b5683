// Pooling, global pooling, ReLU and tanh on CHW tensors.
#pragma once

#include <cstdint>

#include "core/tensor/tensor.h"

namespace flatscope {

enum class PoolKind { max, avg };

// Patches of kernel x kernel, no padding, sizes rounded down as in PyTorch: (C, H, W) -> (C, H', W').
// Throws std::invalid_argument when kernel or stride < 1 or no patch fits. NaN wins in a max patch, as in PyTorch.
Tensor pool2d(const Tensor& input, PoolKind kind, std::int64_t kernel, std::int64_t stride);

// (C, H, W) -> (C).
Tensor global_pool(const Tensor& input, PoolKind kind);

Tensor relu(Tensor input);
Tensor tanh(Tensor input);

}  // namespace flatscope
