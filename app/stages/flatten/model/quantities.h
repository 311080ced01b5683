// What lessons name of the Flatten stage: its numbers, its parts, and how it is looked at.
#pragma once

#include <span>

#include "app/engine/quantity.h"
#include "app/engine/view_state.h"

namespace flatscope {

class TomlTable;

std::span<const StageQuantity> flatten_quantities();
std::span<const StagePart> flatten_parts();

// lens_zoom, lens_offset; camera_zoom, camera_x, camera_y of the grid.
void read_flatten_view(const TomlTable& table, ViewState& view);

}  // namespace flatscope
