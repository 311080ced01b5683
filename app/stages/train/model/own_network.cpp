#include "app/stages/train/model/own_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <utility>

#include "app/stages/train/model/both_networks.h"
#include "core/files/plain_text.h"
#include "core/training/canvas.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

constexpr const char* layers_note = "layers";
constexpr const char* input_note = "input";
constexpr const char* name_note = "name";
constexpr const char* steps_note = "steps";
constexpr const char* epochs_note = "epochs";

std::string layers_text(const std::vector<NetLayer>& layers) {
  std::string text;
  for (const NetLayer& layer : layers) text += (text.empty() ? "" : " ") + to_string(layer);
  return text;
}

std::int64_t number_in(const WeightsNotes& notes, const char* key) {
  const auto found = notes.find(key);
  std::int64_t number = 0;
  if (found != notes.end()) std::from_chars(found->second.data(), found->second.data() + found->second.size(), number);
  return std::max<std::int64_t>(number, 0);
}

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

// What the file says of itself; empty where it says nothing.
std::optional<RecognisedNetwork> by_notes(const WeightsRead& read, std::span<const Shape> inputs) {
  const auto layers = read.notes.find(layers_note);
  if (layers == read.notes.end()) return std::nullopt;
  std::vector<NetLayer> parsed = parse_layers(layers->second);
  std::vector<Shape> own(inputs.begin(), inputs.end());
  const auto input = read.notes.find(input_note);
  if (input != read.notes.end())
    std::stable_partition(own.begin(), own.end(), [&](const Shape& one) {
      return fmt::format("{}x{}x{}", one[0], one[1], one[2]) == input->second;
    });
  std::optional<RecognisedNetwork> found = recognised_as(read.tensors, own, parsed);
  if (!found)
    throw std::invalid_argument(fmt::format(
        "It says that its layers are \"{}\", but its arrays are not theirs on pictures from {} × {} to {} × {}.",
        layers->second, smallest_canvas, smallest_canvas, largest_canvas, largest_canvas));
  return found;
}

RecognisedNetwork network_of(const TrainScene& scene, std::size_t network, const WeightsRead& read) {
  const std::vector<Shape> inputs = possible_inputs(scene.data.canvas);
  if (std::optional<RecognisedNetwork> said = by_notes(read, inputs)) return std::move(*said);
  for (const std::size_t side : {network, 1 - network})
    if (auto known = recognised_as(read.tensors, inputs, scene.networks[side])) return std::move(*known);
  // Usual ones with as many classes as the last array has outputs.
  const std::int64_t classes =
      read.tensors.empty() || read.tensors.back().tensor.rank() == 0 ? 0 : read.tensors.back().tensor.shape()[0];
  constexpr std::int64_t most_classes = 256;
  if (classes >= 2 && classes <= most_classes)
    for (const Model& model : models())
      if (auto known = recognised_as(read.tensors, inputs, layers_of(model, classes))) return std::move(*known);
  if (!read.found) throw std::invalid_argument(read.problem);
  return *read.found;
}

}  // namespace

std::vector<std::byte> network_file(const TrainedNetwork& network) {
  WeightsNotes notes = {{"format", "pt"}, {layers_note, layers_text(network.layers)}};
  notes[input_note] = fmt::format("{}x{}x{}", network.input[0], network.input[1], network.input[2]);
  if (!network.name.empty()) notes[name_note] = network.name;
  notes[steps_note] = std::to_string(network.steps);
  notes[epochs_note] = std::to_string(network.epochs);
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
  taken->steps = number_in(read.notes, steps_note);
  taken->epochs = number_in(read.notes, epochs_note);
  taken->source = name;
  taken->file = read.path;
  taken->assumed = std::move(found.assumed);
  scene.networks[network] = std::move(found.layers);
  scene.start[network] = std::move(taken);
  const int canvas = static_cast<int>(found.input[1]);
  if (scene.data.canvas != canvas) choose_canvas(scene, canvas);
}

}  // namespace flatscope
