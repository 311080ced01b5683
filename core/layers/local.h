// A locally connected layer: a convolution's places with a kernel of its own for each place.
// Source: LeCun, "Generalization and network design strategies", 1989.
#pragma once

#include <cstdint>
#include <span>

#include "core/tensor/tensor.h"

namespace flatscope {

// input (C, H, W), weight (O, H', W', C, kh, kw), bias empty or O * H' * W' values -> (O, H', W'). Padding is zeros on
// each side; H' and W' must be what a convolution with this kernel, stride >= 1 and padding >= 0 gives. Throws
// std::invalid_argument with a sentence that names the shapes when they do not fit.
Tensor locally_connected(const Tensor& input, const Tensor& weight, std::span<const float> bias,
                         std::int64_t stride = 1, std::int64_t padding = 0);

}  // namespace flatscope
