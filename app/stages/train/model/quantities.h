// What lessons name of the Train stage: what both networks have come to, its parts, and how it is looked at.
#pragma once

#include <span>

#include "app/engine/quantity.h"
#include "app/engine/view_state.h"

namespace flatscope {

class TomlTable;

// Accuracies are shares in [0, 1], of the weights as they are now; nothing is known before the first epoch's end. A
// shift is dx to the right and dy down. Rungs of the ladder count from 1.
std::span<const StageQuantity> train_quantities();
std::span<const StagePart> train_parts();

// loss: the curves show it, not accuracy; along: accuracy along one row, where a map for each has no room too; speed:
// "step", "slow" or "full"; opened: the sample that is looked at alone, -1 for none; hunger_middle.
void read_train_view(const TomlTable& table, ViewState& view);

}  // namespace flatscope
