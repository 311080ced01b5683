// Networks as the trainer shows them, on small data.
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "app/stages/train/model/results.h"
#include "core/training/models.h"
#include "core/training/run.h"
#include "tests/core/training/data.h"

namespace flatscope::test {

inline std::shared_ptr<const TrainData> small_train_data() {
  auto data = std::make_shared<TrainData>();
  data->set = small_data();
  return data;
}

inline TrainSettings settings_of(std::string_view layers) {
  TrainSettings settings;
  settings.layers = parse_layers(layers);
  settings.batch = 16;
  settings.samples = 70;
  settings.optimizer.learning_rate = 3e-3F;
  return settings;
}

// After so many epochs, with what is known of each.
inline std::shared_ptr<const NetworkState> state_after(const std::shared_ptr<const TrainData>& data,
                                                       const TrainSettings& settings, int epochs) {
  TrainRun run(settings, data->set);
  auto state = std::make_shared<NetworkState>();
  state->inputs = {data, settings, nullptr};
  state->begun = true;
  auto curve = std::make_shared<std::vector<EpochPoint>>();
  for (int epoch = 0; epoch <= epochs; ++epoch) {
    for (std::int64_t step = 0; epoch > 0 && step < run.steps_an_epoch(); ++step) run.step();
    curve->push_back({epoch, run.steps(), run.epoch_loss(), run.train_accuracy(), run.test_accuracy(), unknown});
  }
  state->curve = std::move(curve);
  state->parameters = count_network(data->input(), settings.layers).total.parameters.value;
  state->steps = run.steps();
  state->epochs = epochs;
  state->steps_an_epoch = run.steps_an_epoch();
  state->weights = std::make_shared<const std::vector<NamedTensor>>(run.parameters());
  return state;
}

}  // namespace flatscope::test
