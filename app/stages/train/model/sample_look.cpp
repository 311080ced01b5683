#include "app/stages/train/model/sample_look.h"

#include <algorithm>

#include "app/stages/train/model/results.h"
#include "core/training/loss.h"
#include "core/training/predictor.h"

namespace flatscope {
namespace {

Tensor test_sample(const TrainData& data, std::int64_t index) {
  const Shape shape = data.input();
  const std::int64_t size = element_count(shape);
  const float* const from = data.set->test.images.data() + index * size;
  return Tensor(shape, std::vector<float>(from, from + size));
}

SampleLook::Network look(const SampleLookInputs::Network& network, const TrainData& data, const Tensor& sample) {
  SampleLook::Network seen;
  if (network.weights == nullptr) return seen;
  Predictor predictor(
      data.input(), network.settings.layers,
      network.settings.shuffle_pixels ? shuffle_of(network.settings.seed, data.input()) : std::vector<std::int32_t>{});
  predictor.set_parameters(*network.weights);
  for (Tensor& made : predictor.activations(sample)) {
    const Shape shape = made.shape();
    seen.layers.push_back(shape.size() == 3 ? std::move(made) : made.reshaped({1, 1, element_count(shape)}));
  }
  const Tensor& last = seen.layers.back();
  seen.scores.assign(last.values().begin(), last.values().end());
  softmax(seen.scores);
  seen.read = static_cast<int>(std::max_element(seen.scores.begin(), seen.scores.end()) - seen.scores.begin());
  return seen;
}

}  // namespace

SampleLookInputs sample_look_inputs(const TrainScene& scene, const TrainResults& results) {
  SampleLookInputs inputs;
  if (results.data == nullptr || results.data->set->test.labels.empty()) return inputs;
  inputs.data = results.data;
  const auto samples = static_cast<std::int64_t>(results.data->set->test.labels.size());
  inputs.sample = std::clamp<std::int64_t>(scene.sample, 0, samples - 1);
  for (std::size_t i = 0; i < inputs.networks.size(); ++i) {
    const NetworkState* const state = results.networks[i].get();
    if (state == nullptr || state->inputs.data != inputs.data) continue;
    inputs.networks[i] = {state->inputs.settings, state->weights};
  }
  return inputs;
}

SampleLook compute(const SampleLookInputs& inputs) {
  SampleLook both;
  if (inputs.data == nullptr) return both;
  const Tensor sample = test_sample(*inputs.data, inputs.sample);
  for (std::size_t i = 0; i < both.networks.size(); ++i)
    both.networks[i] = look(inputs.networks[i], *inputs.data, sample);
  return both;
}

}  // namespace flatscope
