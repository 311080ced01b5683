#include "app/files/network_beside.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "app/stages/train/model/own_network.h"
#include "core/files/plain_text.h"
#include "core/training/network_notes.h"
#include "core/training/recognise.h"

namespace flatscope {

namespace fs = std::filesystem;

fs::path path_beside(const fs::path& begin, std::size_t network) {
  fs::path path = begin;
  path += side_names[network];
  path += ".safetensors";
  return path;
}

BesideFile network_beside(const std::shared_ptr<const TrainedNetwork>& network, const WeightsNotes& more) {
  std::int64_t bytes = 0;
  for (const NamedTensor& array : network->parameters) bytes += array.tensor.size() * 4;
  return {network->file, [network, more] { return network_file(*network, more); }, bytes};
}

NetworkBeside read_network_beside(const fs::path& file, const Shape& input, std::span<const NetLayer> layers,
                                  const std::string& whose) {
  NetworkBeside read;
  const std::vector<NamedTensor> tensors = read_weights(file, &read.notes);
  const Shape inputs[] = {input};
  std::optional<RecognisedNetwork> found;
  try {
    found = layers.empty() ? recognised_by(read.notes, tensors, inputs) : recognised_as(tensors, inputs, layers);
  } catch (const std::invalid_argument&) {
    // Said below: what the file says of itself is not what it has.
  }
  if (!found)
    throw std::invalid_argument(fmt::format("{}: its arrays are not those of {}.", shown(file.filename()), whose));
  read.network = std::make_shared<TrainedNetwork>();
  TrainedNetwork& network = *read.network;
  network.input = input;
  network.layers = std::move(found->layers);
  network.parameters = std::move(found->parameters);
  network.file = file;
  const TrainedFor before = trained_for(read.notes);
  network.steps = before.steps;
  network.epochs = before.epochs;
  if (const auto name = read.notes.find("name"); name != read.notes.end()) network.name = name->second;
  return read;
}

}  // namespace flatscope
