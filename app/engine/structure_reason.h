// Why a network keeps its answer when the picture moves, or loses it: said of how it is built.
#pragma once

#include <span>
#include <string>

#include "core/layers/network.h"

namespace flatscope {

// One sentence, "Its feature maps move along, but ..."; before it another one where all pixels are shuffled.
std::string structure_reason(std::span<const NetLayer> layers, bool shuffled);

}  // namespace flatscope
