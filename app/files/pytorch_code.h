// Layers as PyTorch code that runs as it stands: imports, weights as numbers, an input, the answer's shape.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/stages/convolve/model/layers.h"

namespace flatscope {

// An input of at most this many values is written into the code, so that the code answers what the screen shows; a
// larger one is loaded from its exported file where that lies beside the code; else random numbers stand in for it, and
// the code says so when it runs.
inline constexpr std::int64_t most_values_in_code = 1024;

// `layers` each on the one before, the first on `input` (channels, height, width); conv_chain must find no problem.
// `title` stands in the first line: "layer 2 of 3"; `input_file` is what the exported input is called. The code defines
// `net`, `x` (1, C, H, W) and `y`. Every number is written with as many digits as float32 needs, and torch.float32 is
// asked for, so the weights arrive bit for bit.
std::string pytorch_code(std::span<const ConvLayer> layers, const Tensor& input, std::string_view title,
                         std::string_view input_file);

}  // namespace flatscope
