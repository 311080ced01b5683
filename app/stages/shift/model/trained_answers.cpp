// What trained networks make of one place, of all places near, and of all test samples.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "app/engine/results.h"
#include "app/stages/shift/model/trained.h"
#include "core/training/loss.h"

namespace flatscope {
namespace {

constexpr std::size_t no_layer = std::numeric_limits<std::size_t>::max();

std::size_t first_convolution(const std::vector<NetLayer>& layers) {
  const auto found =
      std::find_if(layers.begin(), layers.end(), [](const NetLayer& layer) { return layer.kind == LayerKind::conv; });
  return found == layers.end() ? no_layer : static_cast<std::size_t>(found - layers.begin());
}

bool all_finite(std::span<const float> values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

// (C, H, W) as a batch of one.
Tensor as_one(const Tensor& image) {
  return Tensor({1, image.channels(), image.height(), image.width()}, {image.values().begin(), image.values().end()});
}

std::vector<float> row_of(const Tensor& rows, std::int64_t index) {
  const std::int64_t width = rows.width();
  const float* const first = rows.data() + index * width;
  return {first, first + width};
}

Tensor sample_maps(const Tensor& batch, std::int64_t index) {
  Tensor maps({batch.channels(), batch.height(), batch.width()});
  std::copy_n(batch.data() + index * maps.size(), maps.size(), maps.data());
  return maps;
}

Reading read(Predictor& predictor, const Tensor& images, int dx, int dy) {
  const std::int64_t samples[] = {0, 0};
  const PixelShift shifts[] = {{0, 0}, {dx, dy}};
  const Net& net = predictor.run(images, samples, shifts, Border::zeros);
  const std::vector<NetLayer>& layers = predictor.layers();
  Reading reading;
  const Tensor logits = stored(net.activation(layers.size() - 1));
  if (!all_finite(logits.values())) {
    reading.problem = "Its answers are no numbers: it diverged in training.";
    return reading;
  }
  reading.before = row_of(logits, 0);
  reading.after = row_of(logits, 1);
  reading.class_before = static_cast<int>(largest_of(reading.before));
  reading.class_after = static_cast<int>(largest_of(reading.after));
  softmax(reading.before);
  softmax(reading.after);
  double moved = 0.0;
  for (std::size_t i = 0; i < reading.before.size(); ++i)
    moved += std::abs(static_cast<double>(reading.after[i]) - static_cast<double>(reading.before[i]));
  reading.moved = static_cast<float>(std::min(1.0, moved * 0.5));
  const std::size_t convolution = first_convolution(layers);
  if (convolution == no_layer) return reading;
  const Tensor maps = stored(net.activation(convolution));
  reading.maps_before = sample_maps(maps, 0);
  reading.maps_after = sample_maps(maps, 1);
  reading.rectified = convolution + 1 < layers.size() && layers[convolution + 1].kind == LayerKind::relu;
  return reading;
}

AnswerMap map_of(Predictor& predictor, const Tensor& images) {
  std::vector<PixelShift> shifts;
  for (int dy = -answer_radius; dy <= answer_radius; ++dy)
    for (int dx = -answer_radius; dx <= answer_radius; ++dx) shifts.push_back({dx, dy});
  const std::vector<std::int64_t> samples(shifts.size(), 0);
  Predictions answers = predictor.answers(images, samples, shifts, Border::zeros);
  AnswerMap map;
  if (!all_finite(answers.logits.values())) return map;
  map.classes = std::move(answers.classes);
  const std::int64_t classes = answers.logits.width();
  for (std::size_t i = 0; i < map.classes.size(); ++i) {
    const std::span<float> row =
        answers.logits.values().subspan(i * static_cast<std::size_t>(classes), static_cast<std::size_t>(classes));
    softmax(row);
    map.probabilities.push_back(row[map.classes[i]]);
  }
  return map;
}

}  // namespace

PairPredictors::PairPredictors(const TrainedPair& pair) {
  const Shape canvas = canvas_of(pair);
  for (std::size_t i = 0; i < networks_.size(); ++i) {
    const TrainedNetwork* const network = pair.networks[i].get();
    if (network == nullptr) {
      problems_[i] = "There is no network here.";
    } else if (network->input != canvas) {
      problems_[i] =
          "It reads pictures of " + to_string(network->input) + ", the other one of " + to_string(canvas) + ".";
    } else {
      try {
        auto predictor = std::make_unique<Predictor>(network->input, network->layers, network->permutation);
        predictor->set_parameters(network->parameters);
        networks_[i] = std::move(predictor);
      } catch (const std::invalid_argument& error) {
        problems_[i] = error.what();
      }
    }
  }
}

PairResult compute(const PairInputs& inputs, PairPredictors& predictors) {
  const Tensor images = as_one(inputs.object->object);
  PairResult result;
  for (std::size_t i = 0; i < result.networks.size(); ++i) {
    Predictor* const predictor = predictors.network(i);
    if (predictor == nullptr)
      result.networks[i].problem = predictors.problem(i);
    else
      result.networks[i] = read(*predictor, images, inputs.dx, inputs.dy);
  }
  return result;
}

PairResult compute(const PairInputs& inputs) {
  PairPredictors predictors(*inputs.pair);
  return compute(inputs, predictors);
}

int AnswerMap::keeps() const {
  if (classes.empty()) return 0;
  return static_cast<int>(std::count(classes.begin(), classes.end(), classes[index(0, 0)]));
}

AnswerMaps compute(const AnswerMapInputs& inputs) {
  PairPredictors predictors(*inputs.pair);
  const Tensor images = as_one(inputs.object->object);
  AnswerMaps maps;
  for (std::size_t i = 0; i < maps.networks.size(); ++i)
    if (Predictor* const predictor = predictors.network(i)) maps.networks[i] = map_of(*predictor, images);
  return maps;
}

double KeepResult::share(std::size_t which) const {
  if (samples == 0 || unmoved[which].empty()) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(kept[which]) / static_cast<double>(samples);
}

KeepResult compute(const KeepInputs& inputs, const Stored<KeepInputs, KeepResult>& previous) {
  KeepResult result;
  const Shape canvas = canvas_of(*inputs.pair);
  if (inputs.pair->data == nullptr) return result;
  const Tensor& images = inputs.pair->data->test.images;
  if (images.rank() != 4 || Shape(images.shape().begin() + 1, images.shape().end()) != canvas) return result;
  result.of_samples = images.shape()[0];
  result.samples = std::min(result.of_samples, most_keep_samples);
  std::vector<std::int64_t> samples(static_cast<std::size_t>(result.samples));
  std::iota(samples.begin(), samples.end(), std::int64_t{0});
  if (samples.empty()) return result;
  PairPredictors predictors(*inputs.pair);
  for (std::size_t i = 0; i < result.kept.size(); ++i) {
    Predictor* const predictor = predictors.network(i);
    if (predictor == nullptr) continue;
    if (previous && previous.inputs.pair == inputs.pair && previous->samples == result.samples) {
      result.unmoved[i] = previous->unmoved[i];
    } else {
      Predictions at_rest = predictor->answers(images, samples);
      if (all_finite(at_rest.logits.values())) result.unmoved[i] = std::move(at_rest.classes);
    }
    if (result.unmoved[i].empty()) continue;
    const Predictions moved = predictor->answers(images, samples, PixelShift{inputs.dx, inputs.dy});
    for (std::size_t sample = 0; sample < moved.classes.size(); ++sample)
      result.kept[i] += moved.classes[sample] == result.unmoved[i][sample] ? 1 : 0;
  }
  return result;
}

}  // namespace flatscope
