// What can be taken away from the Train stage.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/export.h"

namespace flatscope {

// "MLP" and "CNN"; "MLP, left" and "MLP, right" where both are of one family.
std::array<std::string, 2> network_names(const TrainScene& scene);

std::vector<ExportItem> train_exports(const TrainScene& scene, const TrainResults& results);

// Tables, each with its own first line; accuracies are shares of 1, and what is not known is an empty cell.
// A line an epoch of each network, number 0 the start: "network,epoch,steps,loss,train_accuracy,test_accuracy".
std::string curves_csv(const TrainScene& scene, const TrainResults& results);
// A line a shift of each network that has been tried: "network,dx,dy,accuracy,samples,epoch".
std::string shifts_csv(const TrainScene& scene, const TrainResults& results);
// A line a cell of the confusion matrix: "network,class,read_as,test_samples".
std::string confusion_csv(const TrainScene& scene, const TrainResults& results);
// A line a test sample of each network: "network,sample,class,read_as", and a probability a class.
std::string answers_csv(const TrainScene& scene, const TrainResults& results);
// A line a network of this run, number 0, and of each kept one: its settings, its course and its accuracies.
std::string runs_csv(const TrainScene& scene, const TrainResults& results);
// The curves of the kept runs, as curves_csv with the run's number before.
std::string kept_curves_csv(const TrainResults& results);

}  // namespace flatscope
