// Networks as PyTorch code that runs as it stands: what each layer is called, what torch.nn lacks, the whole stack.
#pragma once

#include <span>
#include <string>

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
std::string pytorch_sequential(const Shape& input, std::span<const NetLayer> layers, double dropout = 0.0);

}  // namespace flatscope
