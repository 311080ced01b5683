// What lessons name of the Shift stage: its numbers, its parts, and how it is looked at.
#pragma once

#include <span>

#include "app/engine/quantity.h"
#include "app/engine/view_state.h"

namespace flatscope {

class TomlTable;

// Maps count from 1, in the order of the filters; outputs of the dense layer, rows and columns from 0.
std::span<const StageQuantity> shift_quantities();
std::span<const StagePart> shift_parts();

// enlarged: the name of a filter that is switched on, or "none"; maps_zoom, maps_x, maps_y of the enlarged maps.
// Where trained networks answer: places_of, "left", "right" or "none", and below, "answers" or "maps".
void read_shift_view(const TomlTable& table, ViewState& view);

}  // namespace flatscope
