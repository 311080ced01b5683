#include "app/stages/train/model/kept_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/engine/scene.h"
#include "app/files/network_beside.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"
#include "app/stages/train/model/both_networks.h"
#include "app/stages/train/model/exports.h"
#include "app/stages/train/model/kept_curve.h"
#include "app/stages/train/model/own_network.h"
#include "app/stages/train/model/to_shift.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

std::string key(std::size_t network, std::string_view what) { return fmt::format("{}_{}", side_names[network], what); }

// The weights of a file for that network of the Scene; null with a complaint where they can't be had.
std::optional<NetworkBeside> from_file(const fs::path& named, const TrainScene& scene, std::size_t network,
                                       SceneReading& reading) {
  try {
    return read_network_beside(reading.file(named), input_of(scene), scene.networks[network],
                               fmt::format("the {} network, which begins with new weights", side_names[network]));
  } catch (const std::exception& error) {
    reading.complaints.emplace_back(error.what());
    return std::nullopt;
  }
}

}  // namespace

std::string made_with(const TrainScene& scene, std::size_t network) {
  const TrainSettings settings = train_settings(scene, network);
  const DataChoice& data = scene.data;
  const std::string text = fmt::format("{} {} {} {} {} {}", to_string(data.kind), utf8(data.folder), data.canvas,
                                       data.fill, data.whole, layers_text(settings.layers));
  const OptimizerSettings& optimizer = settings.optimizer;
  return text + fmt::format(" {} {} {} {} {} {} {} {} {} {}", settings.seed, settings.samples, settings.augment_shift,
                            settings.shuffle_pixels, settings.batch, settings.dropout, to_string(optimizer.kind),
                            optimizer.learning_rate, optimizer.momentum, optimizer.weight_decay);
}

std::shared_ptr<const TrainedNetwork> start_of(const TrainScene& scene, std::size_t network) {
  const std::shared_ptr<const TrainedNetwork>& start = scene.start[network];
  if (start == nullptr || !start->resumed || start->made_with == made_with(scene, network)) return start;
  return start->before;
}

bool is_of(const NetworkState& state, const Scene& scene, std::size_t network) {
  if (state.inputs.data == nullptr || state.inputs.data->inputs != data_inputs(scene)) return false;
  TrainSettings settings = train_settings(scene.train, network);
  const auto available = static_cast<std::int64_t>(state.inputs.data->set->train.labels.size());
  settings.samples = std::min(settings.samples, available);
  return state.inputs.settings == settings && state.inputs.start == start_of(scene.train, network);
}

std::vector<BesideFile> keep_weights(Scene& scene, const TrainResults& results, const fs::path& begin) {
  std::vector<BesideFile> files;
  const std::array<std::string, 2> names = network_names(scene.train);
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::shared_ptr<const TrainedNetwork> kept = start_of(scene.train, i);
    const NetworkState* const state = results.networks[i].get();
    const bool now = state != nullptr && state->trained() && state->weights != nullptr && is_of(*state, scene, i);
    // Somebody's weights that were not trained any further are in a file already.
    const bool as_they_were = kept != nullptr && !kept->resumed && (!now || state->steps == 0);
    if (!as_they_were && now) {
      auto trained = std::make_shared<TrainedNetwork>(*trained_network(*state, names[i]));
      trained->before = own_weights(scene.train, i);
      trained->made_with = made_with(scene.train, i);
      trained->curve = state->curve;
      trained->resumed = true;
      kept = std::move(trained);
    }
    if (kept != nullptr && kept->resumed) {
      auto named = std::make_shared<TrainedNetwork>(*kept);
      named->file = path_beside(begin, i);
      kept = named;
      files.push_back(network_beside(kept, curve_notes(*kept)));
    }
    scene.train.start[i] = std::move(kept);
  }
  return files;
}

std::string weights_lines(const TrainScene& scene, const fs::path& folder) {
  std::string text;
  for (std::size_t i = 0; i < scene.start.size(); ++i) {
    const std::shared_ptr<const TrainedNetwork> own = own_weights(scene, i), start = start_of(scene, i);
    if (own != nullptr && !own->file.empty()) text += path_line(key(i, "start"), named_from(folder, own->file));
    if (start == nullptr || !start->resumed || start->file.empty()) continue;
    text += path_line(key(i, "weights"), named_from(folder, start->file));
    text += fmt::format("{} = {}\n{} = {}\n", key(i, "steps"), start->steps, key(i, "epochs"), start->epochs);
  }
  return text;
}

void read_kept_weights(const TomlTable& table, TrainScene& scene, SceneReading& reading) {
  TrainScene within = scene;  // as it will be
  clamp(within);
  for (std::size_t i = 0; i < scene.start.size(); ++i) {
    std::shared_ptr<TrainedNetwork> own;
    if (const std::optional<fs::path> named = table.path(key(i, "start")); named && !named->empty()) {
      if (std::optional<NetworkBeside> found = from_file(*named, within, i, reading)) {
        own = std::move(found->network);
        own->name = shown(own->file.stem());
        own->source = shown(own->file.filename());
      }
    }
    scene.start[i] = own;
    const std::optional<fs::path> named = table.path(key(i, "weights"));
    if (!named || named->empty()) continue;
    const std::optional<NetworkBeside> found = from_file(*named, within, i, reading);
    if (!found) continue;
    const std::shared_ptr<TrainedNetwork>& kept = found->network;
    kept->resumed = true;
    kept->steps = std::max<std::int64_t>(0, table.large_whole(key(i, "steps")).value_or(0));
    kept->epochs = std::max<std::int64_t>(0, table.large_whole(key(i, "epochs")).value_or(0));
    kept->made_with = made_with(within, i);
    kept->before = own;
    kept->curve = curve_in(found->notes, *kept);
    scene.start[i] = kept;
  }
}

}  // namespace flatscope
