// What lessons name of the Convolve stage: its numbers, its parts, and how it is looked at.
#pragma once

#include <span>

#include "app/engine/quantity.h"
#include "app/engine/view_state.h"

namespace flatscope {

class TomlTable;

// Of the layer, filter and input channel in hand. Rows and columns count from 0; those of an output are of the map as
// it is shown, behind ReLU and pooling.
std::span<const StageQuantity> convolve_quantities();
std::span<const StagePart> convolve_parts();

// camera_zoom, camera_x, camera_y of the pictures; enlarged: the map in hand fills the panel; numbers: those of the
// window fill the stage; matrix_one_map; matrix_log; matrix_row, matrix_rows, matrix_column, matrix_columns: the part
// of the matrix that is seen.
void read_convolve_view(const TomlTable& table, ViewState& view);

}  // namespace flatscope
