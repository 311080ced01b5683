#include "app/stages/train/model/to_shift.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/engine/stage_table.h"
#include "app/look/size_text.h"
#include "app/stages/train/model/exports.h"
#include "core/training/run.h"

namespace flatscope {
namespace {

// It has learnt something, here or before it came out of a file: weights as they were drawn answer nothing.
bool has_weights(const NetworkState* state) {
  return state != nullptr && state->weights != nullptr && state->inputs.data != nullptr &&
         (state->steps > 0 || state->began_trained());
}

// The data that the networks have seen: another that was chosen a moment ago is not theirs.
std::shared_ptr<const TrainData> data_of(const TrainResults& results) {
  for (const auto& state : results.networks)
    if (has_weights(state.get())) return state->inputs.data;
  return nullptr;
}

// Both read it rightly, by the answers of their last epoch; who has none is not asked.
bool both_right(const TrainResults& results, const TrainData& data, std::int64_t sample) {
  return std::all_of(results.networks.begin(), results.networks.end(), [&](const auto& state) {
    if (!has_weights(state.get()) || state->inputs.data.get() != &data || state->answers == nullptr) return true;
    const auto at = static_cast<std::size_t>(sample);
    return state->answers->classes[at] == data.set->test.labels[at];
  });
}

// What is lost by moving is seen on a sample that was read rightly: the one in hand, or the next such.
int sample_to_begin_with(const TrainScene& scene, const TrainResults& results) {
  const TrainData& data = *data_of(results);
  const auto samples = static_cast<std::int64_t>(data.set->test.labels.size());
  for (std::int64_t i = 0; i < samples; ++i) {
    const std::int64_t sample = (scene.sample + i) % samples;
    if (both_right(results, data, sample)) return static_cast<int>(sample);
  }
  return scene.sample;
}

}  // namespace

std::shared_ptr<const TrainedNetwork> trained_network(const NetworkState& state, std::string name) {
  auto network = std::make_shared<TrainedNetwork>();
  network->name = std::move(name);
  network->input = state.inputs.data->input();
  network->layers = state.inputs.settings.layers;
  network->parameters = *state.weights;
  const TrainSettings& settings = state.inputs.settings;
  if (settings.shuffle_pixels) network->permutation = shuffle_of(settings.seed, network->input);
  network->steps = state.steps_before + state.steps;
  network->epochs = state.epochs;
  std::shared_ptr<const TrainedNetwork> start = state.inputs.start;
  if (start != nullptr && start->resumed) start = start->before;
  if (start != nullptr) network->source = start->source;
  return network;
}

bool has_trained_pair(const TrainResults& results) { return data_of(results) != nullptr; }

std::shared_ptr<const TrainedPair> trained_pair(const TrainScene& scene, const TrainResults& results) {
  const std::shared_ptr<const TrainData> data = data_of(results);
  if (data == nullptr) return nullptr;
  const std::array<std::string, 2> names = network_names(scene);
  auto pair = std::make_shared<TrainedPair>();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const NetworkState* const state = results.networks[i].get();
    if (!has_weights(state) || state->inputs.data != data) continue;
    pair->networks[i] = trained_network(*state, names[i]);
    pair->moved = static_cast<int>(state->inputs.settings.augment_shift);
  }
  pair->data = data->set;
  const Shape input = data->input();
  pair->data_words = fmt::format("{} on {}", data_name(scene), size_text(input[2], input[1]));
  return pair;
}

void take_to_shift(StageEdit& edit) {
  const std::shared_ptr<const TrainedPair> pair = trained_pair(edit.scene.train, edit.results.train);
  edit.commit = pair != nullptr;
  if (pair == nullptr) return;
  ShiftScene& shift = edit.scene.shift;
  // Networks that are brought again find the sample that was chosen there.
  const bool again = shift.pair != nullptr && shift.pair->data == pair->data;
  if (!again) shift.sample = sample_to_begin_with(edit.scene.train, edit.results.train);
  shift.pair = pair;
  shift.trained = true;
  shift.pair_object = PairObject::sample;
  shift.dx = shift.dy = 0;
  edit.scene.stage = Stage::shift;
  // What they read is a few pixels high: thin lines would all but vanish.
  constexpr int thick = 12;
  edit.view.shift.brush = std::max(edit.view.shift.brush, thick);
  edit.view.shift.drawing = edit.view.shift.erasing = false;
}

}  // namespace flatscope
