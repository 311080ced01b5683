// What can be taken away from the Train stage.
#pragma once

#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/export.h"

namespace flatscope {

// "MLP" and "CNN"; "MLP, left" and "MLP, right" where both are of one family.
std::array<std::string, 2> network_names(const TrainScene& scene);

std::vector<ExportItem> train_exports(const TrainScene& scene, const TrainResults& results);

// A line an epoch of each network, number 0 the start: "network,epoch,steps,loss,train_accuracy,test_accuracy".
std::string curves_csv(const TrainScene& scene, const TrainResults& results);

}  // namespace flatscope
