// A dense (fully connected) layer: y = W x + b.
#pragma once

#include <span>

#include "core/tensor/tensor.h"

namespace flatscope {

// input with in_features values in any shape (it is read flattened, C order), weight (out_features, in_features),
// bias empty or out_features values -> (out_features). Throws std::invalid_argument naming both sizes when they do
// not fit. Bound by the speed at which the weights can be read.
Tensor dense(const Tensor& input, const Tensor& weight, std::span<const float> bias);

}  // namespace flatscope
