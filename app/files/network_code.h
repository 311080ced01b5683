// Networks as PyTorch code that runs as it stands: what each layer is called, what torch.nn lacks, the whole stack.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/layers/network.h"

namespace flatscope {

// "Conv2d(3, 64, 3, padding=1)", with what PyTorch must be told: `input` is what the layer gets.
std::string pytorch_name(const Shape& input, const NetLayer& layer);

// The classes of those layers that torch.nn lacks, each behind an empty line; they need torch and nn. Empty where there
// are none. Impossible layers need none.
std::string pytorch_classes(const Shape& input, std::span<const NetLayer> layers);

// "net = nn.Sequential(...)" with one module for each layer of the list, so that state_dict's names count as the list
// does (ParameterPlace in core/training/net.h). Layers that are impossible are left out, and a comment says so.
// dropout: behind each activation that drops_behind() names, in one module with it.
std::string pytorch_sequential(const Shape& input, std::span<const NetLayer> layers, float dropout = 0.0F);

// "torch.tensor(...)" with every number, as many digits as float32 needs and a line for each row; `indent` is what
// every line but the first begins with.
std::string tensor_code(const Tensor& tensor, const std::string& indent);
// A string of any text.
std::string python_string(std::string_view text);

}  // namespace flatscope
