// What can be taken away from the Shift stage where trained networks answer.
#pragma once

#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/export.h"

namespace flatscope {

// The scene's pair answers (trained.h).
std::string trained_heading(const Scene& scene);
std::string trained_base(const Scene& scene);
std::vector<std::string> trained_settings(const Scene& scene);

std::vector<ExportItem> trained_exports(const Results& results);

// "network,class,before,after": a probability for each.
std::string probabilities_csv(const TrainedPair& pair, const PairResult& readings);
// "network,dx,dy,class,probability": a line for each place.
std::string answer_map_csv(const TrainedPair& pair, const AnswerMaps& maps);
// "what,value": how far it moved, what changed by how much, and where each first changes its mind.
std::string trained_numbers_csv(const Results& results);

// "MLP", "CNN"; "left", "right" where it has no name.
std::string network_name(const TrainedPair& pair, std::size_t which);

}  // namespace flatscope
