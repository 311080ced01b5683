// What lessons name of the Parameters stage: its numbers, its parts, and how it is looked at.
#pragma once

#include <span>

#include "app/engine/quantity.h"
#include "app/engine/view_state.h"

namespace flatscope {

class TomlTable;

// A network is told as an input, 3x256x256, and layers behind it, in the spelling of parse_layer. Networks and layers
// of the Scene count from 1. What is impossible, or more than 2^63 - 1, is refused.
std::span<const StageQuantity> parameters_quantities();
std::span<const StagePart> parameters_parts();

// shown: "ledger", "chart" or "squares", where there is room for one only.
void read_parameters_view(const TomlTable& table, ViewState& view);

}  // namespace flatscope
