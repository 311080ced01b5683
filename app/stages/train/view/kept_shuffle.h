// The shuffle of all pixels that a network gets its pictures through.
#pragma once

#include <cstdint>
#include <span>

#include "app/stages/train/model/results.h"
#include "app/widgets/ui.h"

namespace flatscope {

// Empty where they are not shuffled; else pixel p of a shuffled picture stood at [p]. Good until the next call.
std::span<const std::int32_t> kept_shuffle(Ui& ui, const NetworkState& state);

}  // namespace flatscope
