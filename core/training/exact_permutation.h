// The experiment that is exact: a dense layer does not know where a pixel was.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"

namespace flatscope {

// The same network for inputs whose pixels are shuffled by `permutation` (of H * W numbers, as in
// with_pixels_permuted): the columns of its first layer's weights in the order in which the inputs come now. On
// shuffled inputs the outputs are those of before to rounding, since only the order of each sum differs. The network
// must begin with flatten and linear; throws std::invalid_argument with a sentence otherwise. input: (C, H, W).
std::vector<NamedTensor> permute_first_layer(const Shape& input, std::span<const NetLayer> layers,
                                             std::vector<NamedTensor> parameters,
                                             std::span<const std::int32_t> permutation);

}  // namespace flatscope
