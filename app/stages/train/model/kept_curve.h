// The curve of a run in the file of the weights that it came to: an epoch is six numbers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/stages/train/model/results.h"
#include "core/files/weights.h"

namespace flatscope {

// With what it was made, which the weights alone do not tell; empty where no curve is known.
WeightsNotes curve_notes(const TrainedNetwork& network);

// The curve of a network that was kept; null where the file has none, or one that is not of these epochs, steps and
// settings (made_with), or does not begin where `before` stands (null: at 0).
std::shared_ptr<const std::vector<EpochPoint>> curve_in(const WeightsNotes& notes, const TrainedNetwork& network);

}  // namespace flatscope
