// Both networks as they are now, to be taken to the Shift stage.
#pragma once

#include <memory>

#include "app/engine/trained_pair.h"
#include "app/stages/train/model/results.h"

namespace flatscope {

struct StageEdit;

// The network with its weights, which must be there.
std::shared_ptr<const TrainedNetwork> trained_network(const NetworkState& state, std::string name);

// A network has learnt something, and the data that it learnt from is there.
bool has_trained_pair(const TrainResults& results);
// One that has learnt nothing is null in it; null unless has_trained_pair.
std::shared_ptr<const TrainedPair> trained_pair(const TrainScene& scene, const TrainResults& results);

// Shows them on the Shift stage, over the first test sample from the one in hand that both read rightly, or over the
// one that was chosen there. Nothing happens without a pair.
void take_to_shift(StageEdit& edit);

}  // namespace flatscope
