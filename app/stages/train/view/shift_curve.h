// Test accuracy along one row of shifts, both networks in one chart.
#pragma once

#include <optional>
#include <utility>

#include "app/stages/stage.h"

namespace flatscope {

// The shift (dx, 0) under the pointer is read into `pointed`; to be called before anything that reads it is drawn.
void point_at_shift_curve(StageContext& context, const Rect& area, std::optional<std::pair<int, int>>& pointed);
void draw_shift_curve(StageContext& context, const Rect& area);

}  // namespace flatscope
