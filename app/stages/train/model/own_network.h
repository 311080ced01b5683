// Networks as files that PyTorch's users have: written with what they are, and read from whoever made them.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/stages/train/model/scene.h"
#include "core/files/weights.h"
#include "core/training/recognise.h"

namespace flatscope {

inline constexpr std::array<std::string_view, 2> side_names = {"left", "right"};  // in files' names and keys

// A .safetensors file with the network's layers, input and epochs beside its arrays, and what more is to be said of it.
std::vector<std::byte> network_file(const TrainedNetwork& network, const WeightsNotes& more = {});

// A file of weights as it was read; whose they are is found out with the Scene.
struct WeightsRead {
  std::filesystem::path path;
  std::vector<NamedTensor> tensors;
  WeightsNotes notes;
  std::optional<RecognisedNetwork> found;  // what the arrays alone tell
  std::string problem;                     // or why they tell nothing, a sentence
};

// On a worker. `canvas` is the likeliest. Throws FileError and WeightsError with a sentence that names the path.
WeightsRead read_network(const std::filesystem::path& path, int canvas);

// Makes it that network of the Scene, with its weights: by what the file says of itself, else as one of the networks
// that are there or usual if the arrays are theirs, else by what the arrays tell. Another canvas is chosen where it
// needs one. Throws std::invalid_argument with a sentence that names the file, and changes nothing.
void take_network(TrainScene& scene, std::size_t network, const WeightsRead& read);

}  // namespace flatscope
