// Networks in files beside a scene: the same files for every stage that keeps some.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "app/engine/trained_pair.h"
#include "app/files/scene_parts.h"
#include "core/files/weights.h"

namespace flatscope {

// Of the left (0) or the right network (1): "folder/lesson-left.safetensors" where `begin` is "folder/lesson-".
std::filesystem::path path_beside(const std::filesystem::path& begin, std::size_t network);
// To be written at network->file, with what else there is to say of it.
BesideFile network_beside(const std::shared_ptr<const TrainedNetwork>& network, const WeightsNotes& more = {});

struct NetworkBeside {
  std::shared_ptr<TrainedNetwork> network;  // with what the file says of its steps, epochs and name
  WeightsNotes notes;
};
// The weights for these layers on that input; where no layers are given, those that the file says it has. Throws
// FileError, WeightsError and std::invalid_argument with a sentence that names the file where they can't be had, or are
// another network's: `whose` is the network that they were to be, and what becomes of it.
NetworkBeside read_network_beside(const std::filesystem::path& file, const Shape& input,
                                  std::span<const NetLayer> layers, const std::string& whose);

}  // namespace flatscope
