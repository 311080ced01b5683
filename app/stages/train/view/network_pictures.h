// A network drawn with its real shapes: maps as sheets, dense layers as fans, and what each step costs.
#pragma once

#include <span>

#include "app/stages/stage.h"
#include "core/layers/network.h"

namespace flatscope {

// Fills the width of `area`; shapes stand below the drawing and parameter counts above it, where there is room for
// them. Each part names its layers as a tooltip.
void draw_network_picture(StageContext& context, const Rect& area, const Shape& input,
                          std::span<const NetLayer> layers);

}  // namespace flatscope
