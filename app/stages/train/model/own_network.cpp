#include "app/stages/train/model/own_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "app/stages/train/model/both_networks.h"
#include "core/files/plain_text.h"
#include "core/training/canvas.h"
#include "core/training/models.h"
#include "core/training/network_notes.h"

namespace flatscope {
namespace {

Shape of_canvas(std::int64_t side) { return {1, side, side}; }

// The canvas that is there, then those of the usual data sets, then all.
std::vector<Shape> possible_inputs(int canvas) {
  std::vector<Shape> inputs;
  const auto add = [&](std::int64_t side) {
    const Shape input = of_canvas(side);
    if (side >= smallest_canvas && side <= largest_canvas &&
        std::find(inputs.begin(), inputs.end(), input) == inputs.end())
      inputs.push_back(input);
  };
  for (const std::int64_t side :
       {std::int64_t{canvas}, std::int64_t{28}, std::int64_t{32}, std::int64_t{24}, std::int64_t{16}, std::int64_t{8}})
    add(side);
  for (std::int64_t side = smallest_canvas; side <= largest_canvas; ++side) add(side);
  return inputs;
}

RecognisedNetwork network_of(const TrainScene& scene, std::size_t network, const WeightsRead& read) {
  const std::vector<Shape> inputs = possible_inputs(scene.data.canvas);
  if (auto said = recognised_by(read.notes, read.tensors, inputs)) return std::move(*said);
  for (const std::size_t side : {network, 1 - network})
    if (auto known = recognised_as(read.tensors, inputs, scene.networks[side])) {
      known->assumed = fmt::format(
          "Its file does not say its layers. Assumed: those of the network that was on the {}.", side_names[side]);
      return std::move(*known);
    }
  // Usual ones with as many classes as the last array has outputs.
  const std::int64_t classes =
      read.tensors.empty() || read.tensors.back().tensor.rank() == 0 ? 0 : read.tensors.back().tensor.shape()[0];
  constexpr std::int64_t most_classes = 256;
  if (classes >= 2 && classes <= most_classes)
    for (const Model& model : models())
      if (auto known = recognised_as(read.tensors, inputs, layers_of(model, classes))) {
        known->assumed =
            "Its file does not say its layers. Assumed: those of a usual network here that its arrays fit.";
        return std::move(*known);
      }
  if (!read.found) throw std::invalid_argument(read.problem);
  return *read.found;
}

}  // namespace

std::vector<std::byte> network_file(const TrainedNetwork& network, const WeightsNotes& more) {
  WeightsNotes notes =
      network_notes(network.input, network.layers, network.steps, network.epochs, !network.permutation.empty());
  if (!network.name.empty()) notes["name"] = network.name;
  notes.insert(more.begin(), more.end());
  return encode_safetensors(network.parameters, notes);
}

WeightsRead read_network(const std::filesystem::path& path, int canvas) {
  WeightsRead read;
  read.path = path;
  read.tensors = read_weights(path, &read.notes);
  try {
    read.found = recognised(read.tensors, possible_inputs(canvas));
  } catch (const std::invalid_argument& error) {
    read.problem = error.what();
  }
  return read;
}

void take_network(TrainScene& scene, std::size_t network, const WeightsRead& read) {
  const std::string name = shown(read.path.filename());
  RecognisedNetwork found;
  try {
    found = network_of(scene, network, read);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(fmt::format("{} was not taken. {}", name, error.what()));
  }
  const NetworkCount count = count_network(found.input, found.layers);
  if (count.total.output.size() != 1 || count.total.output[0] < 2)
    throw std::invalid_argument(fmt::format("{} was not taken. It must end with a number for each class, but gives {}.",
                                            name, to_string(count.total.output)));
  auto taken = std::make_shared<TrainedNetwork>();
  taken->name = shown(read.path.stem());
  taken->input = found.input;
  taken->layers = found.layers;
  taken->parameters = std::move(found.parameters);
  const TrainedFor before = trained_for(read.notes);
  taken->steps = before.steps;
  taken->epochs = before.epochs;
  taken->from_shuffled = before.shuffled;
  taken->source = name;
  taken->file = read.path;
  taken->assumed = std::move(found.assumed);
  scene.networks[network] = std::move(found.layers);
  scene.start[network] = std::move(taken);
  const int canvas = static_cast<int>(found.input[1]);
  if (scene.data.canvas != canvas) choose_canvas(scene, canvas);
}

}  // namespace flatscope
