#include "app/stages/shift/model/kept_pair.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "app/files/network_beside.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"
#include "app/look/size_text.h"
#include "core/files/plain_text.h"
#include "core/files/weights.h"
#include "core/layers/network.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> network_keys = {"pair_left", "pair_right"};
constexpr const char* data_key = "pair_data";

// --- what the data's file holds
// ---------------------------------------------------------------------------------------

constexpr const char* images_name = "test.images";
constexpr const char* labels_name = "test.labels";
constexpr const char* permutation_name = "permutation";  // of both networks' pixels, where they were shuffled
constexpr std::size_t most_classes = 256;

std::string class_key(std::size_t index) { return fmt::format("class {}", index); }
std::string note_of(std::size_t network, std::string_view what) {
  return fmt::format("{} {}", network == 0 ? "left" : "right", what);
}
std::string permutation_of(std::size_t network) { return note_of(network, permutation_name); }

std::vector<std::byte> data_file(const TrainedPair& pair) {
  WeightsNotes notes = {
      {"data", one_line(pair.data->name)}, {"words", one_line(pair.data_words)}, {"moved", std::to_string(pair.moved)}};
  for (std::size_t i = 0; i < pair.data->classes.size(); ++i) notes[class_key(i)] = one_line(pair.data->classes[i]);
  const LabelledImages& test = pair.data->test;
  std::vector<NamedTensor> arrays = {
      {images_name, test.images},
      {labels_name, Tensor({static_cast<std::int64_t>(test.labels.size())}, {test.labels.begin(), test.labels.end()})}};
  for (std::size_t i = 0; i < pair.networks.size(); ++i) {
    if (pair.networks[i] == nullptr) continue;
    if (!pair.networks[i]->source.empty()) notes[note_of(i, "source")] = one_line(pair.networks[i]->source);
    const std::vector<std::int32_t>& permutation = pair.networks[i]->permutation;
    if (permutation.empty()) continue;
    const auto count = static_cast<std::int64_t>(permutation.size());
    arrays.push_back({permutation_of(i), Tensor({count}, {permutation.begin(), permutation.end()})});
  }
  return encode_safetensors(arrays, notes);
}

const Tensor* array_named(const std::vector<NamedTensor>& arrays, std::string_view name) {
  const auto found =
      std::find_if(arrays.begin(), arrays.end(), [&](const NamedTensor& array) { return array.name == name; });
  return found == arrays.end() ? nullptr : &found->tensor;
}

std::string text_in(const WeightsNotes& notes, const std::string& key) {
  const auto found = notes.find(key);
  return found == notes.end() ? std::string() : found->second;
}

// Whole numbers from 0 to below `limit`; empty where they are others.
template <typename Number>
std::optional<std::vector<Number>> whole_numbers(const Tensor& tensor, std::int64_t limit) {
  std::vector<Number> numbers;
  for (const float value : tensor.values()) {
    if (!(value >= 0.0F && value < static_cast<float>(limit)) || value != std::floor(value)) return std::nullopt;
    numbers.push_back(static_cast<Number>(value));
  }
  return numbers;
}

// Each pixel once.
std::vector<std::int32_t> permutation_in(const Tensor& tensor, std::int64_t pixels) {
  std::optional<std::vector<std::int32_t>> numbers = whole_numbers<std::int32_t>(tensor, pixels);
  if (!numbers || static_cast<std::int64_t>(numbers->size()) != pixels) return {};
  std::vector<std::int32_t> sorted = *numbers;
  std::sort(sorted.begin(), sorted.end());
  return std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end() ? std::move(*numbers)
                                                                          : std::vector<std::int32_t>{};
}

struct DataRead {
  std::vector<NamedTensor> arrays;
  WeightsNotes notes;
  std::shared_ptr<const Dataset> set;
  Shape input;  // (C, H, W)
};

DataRead read_data_file(const fs::path& path) {
  DataRead read;
  read.arrays = read_weights(path, &read.notes);
  const Tensor* const images = array_named(read.arrays, images_name);
  const Tensor* const labels = array_named(read.arrays, labels_name);
  auto set = std::make_shared<Dataset>();
  set->name = text_in(read.notes, "data");
  for (std::size_t i = 0; i < most_classes && read.notes.contains(class_key(i)); ++i)
    set->classes.push_back(read.notes.at(class_key(i)));
  std::optional<std::vector<std::uint8_t>> classes;
  if (labels != nullptr) classes = whole_numbers<std::uint8_t>(*labels, static_cast<std::int64_t>(set->classes.size()));
  const bool fits =
      images != nullptr && images->rank() == 4 && !images->empty() && classes && labels->rank() == 1 &&
      static_cast<std::int64_t>(classes->size()) == images->shape()[0] &&
      std::all_of(images->values().begin(), images->values().end(), [](float value) { return std::isfinite(value); });
  if (!fits)
    throw std::invalid_argument(fmt::format("{} has no test pictures with their classes.", shown(path.filename())));
  set->test = {*images, std::move(*classes)};
  read.input = {images->shape()[1], images->shape()[2], images->shape()[3]};
  read.set = std::move(set);
  return read;
}

std::shared_ptr<const TrainedNetwork> read_network_of(const DataRead& data, const fs::path& path, std::size_t i) {
  const NetworkBeside read = read_network_beside(
      path, data.input, {}, fmt::format("a network for {} pixels", size_text(data.input[2], data.input[1])));
  const std::shared_ptr<TrainedNetwork>& network = read.network;
  const NetworkCount count = count_network(data.input, network->layers);
  const auto classes = static_cast<std::int64_t>(data.set->classes.size());
  const std::string name = shown(path.filename());
  if (count.total.output != Shape{classes})
    throw std::invalid_argument(fmt::format("{} gives {} and not a number for each of {} classes.", name,
                                            to_string(count.total.output), classes));
  network->source = text_in(data.notes, note_of(i, "source"));
  if (const Tensor* const permutation = array_named(data.arrays, permutation_of(i))) {
    network->permutation = permutation_in(*permutation, data.input[1] * data.input[2]);
    if (network->permutation.empty())
      throw std::invalid_argument(fmt::format("How the pixels of {} were shuffled can't be read.", name));
  }
  return network;
}

}  // namespace

std::vector<BesideFile> keep_pair(ShiftScene& shift, const fs::path& begin) {
  if (shift.pair == nullptr || shift.pair->data == nullptr) return {};
  fs::path own = begin;
  own += "shift-";
  auto kept = std::make_shared<TrainedPair>(*shift.pair);
  std::vector<BesideFile> files;
  for (std::size_t i = 0; i < kept->networks.size(); ++i) {
    if (kept->networks[i] == nullptr) continue;
    auto named = std::make_shared<TrainedNetwork>(*kept->networks[i]);
    named->file = path_beside(own, i);
    kept->networks[i] = named;
    files.push_back(network_beside(kept->networks[i]));
  }
  kept->file = own;
  kept->file += "data.safetensors";
  const std::shared_ptr<const TrainedPair> pair = kept;
  files.push_back({pair->file, [pair] { return data_file(*pair); }, pair->data->test.images.size() * 4});
  shift.pair = pair;
  return files;
}

std::string pair_lines(const ShiftScene& shift, const fs::path& folder) {
  if (shift.pair == nullptr || shift.pair->file.empty()) return {};
  std::string text;
  for (std::size_t i = 0; i < network_keys.size(); ++i) {
    const std::shared_ptr<const TrainedNetwork>& network = shift.pair->networks[i];
    if (network != nullptr) text += path_line(network_keys[i], named_from(folder, network->file));
  }
  return text + path_line(data_key, named_from(folder, shift.pair->file));
}

void read_kept_pair(const TomlTable& table, ShiftScene& shift, SceneReading& reading) {
  const std::optional<fs::path> data_path = table.path(data_key);
  if (!data_path || data_path->empty()) return;
  shift.pair = nullptr;
  try {
    auto pair = std::make_shared<TrainedPair>();
    pair->file = reading.file(*data_path);
    const DataRead data = read_data_file(pair->file);
    for (std::size_t i = 0; i < network_keys.size(); ++i) {
      const std::optional<fs::path> path = table.path(network_keys[i]);
      if (path && !path->empty()) pair->networks[i] = read_network_of(data, reading.file(*path), i);
    }
    pair->data = data.set;
    pair->data_words = text_in(data.notes, "words");
    const std::string moved = text_in(data.notes, "moved");
    std::from_chars(moved.data(), moved.data() + moved.size(), pair->moved);
    shift.pair = std::move(pair);
  } catch (const std::exception& error) {
    const std::string cause = error.what();
    reading.complaints.push_back(
        fmt::format("The trained networks of Shift are left out, and its random dense layer answers: {}{}", cause,
                    cause.ends_with('.') ? "" : "."));
    shift.trained = false;
  }
}

}  // namespace flatscope
