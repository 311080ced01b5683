// Layers as PyTorch code that runs as it stands: imports, weights as numbers, an input, the answer's shape.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/scene/conv_layers.h"

namespace flatscope {

// An input of at most this many values is written into the code, so that the code answers what the screen shows; a
// larger one is replaced by random numbers with a line that tells how to load it.
inline constexpr std::int64_t most_values_in_code = 1024;

// `layers` each on the one before, the first on `input` (channels, height, width); conv_chain must find no problem.
// `title` stands in the first line: "layer 2 of 3". The code defines `net`, `x` (1, C, H, W) and `y`. Every number is
// written with as many digits as float32 needs, and torch.float32 is asked for, so the weights arrive bit for bit.
std::string pytorch_code(std::span<const ConvLayer> layers, const Tensor& input, std::string_view title);

}  // namespace flatscope
