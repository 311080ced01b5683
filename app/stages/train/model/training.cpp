#include "app/stages/train/model/training.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "app/engine/training_memory.h"
#include "app/look/size_text.h"
#include "app/stages/train/model/remarks.h"
#include "core/training/loss.h"

namespace flatscope {
namespace {

constexpr std::int64_t piece = 128;  // samples that are looked at in one go
constexpr std::int64_t consistency_pairs = 400;

std::vector<std::int64_t> indices(std::int64_t first, std::int64_t past) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(past - first));
  std::iota(all.begin(), all.end(), first);
  return all;
}

std::int64_t size_of(const LabelledImages& part) { return static_cast<std::int64_t>(part.labels.size()); }

std::shared_ptr<const std::vector<EpochPoint>> only_the_start(std::int64_t epoch, std::int64_t steps) {
  return std::make_shared<const std::vector<EpochPoint>>(std::vector<EpochPoint>{{.epoch = epoch, .steps = steps}});
}

std::string sentence(std::string half) {
  if (!half.empty()) half.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(half.front())));
  if (!half.empty() && half.back() != '.') half += '.';
  return half;
}

}  // namespace

Training::Training(TrainInputs inputs) : inputs_(std::move(inputs)) {
  begin_curve(inputs_.start.get());
  state_ = published(false);
}

void Training::begin_curve(const TrainedNetwork* start) {
  steps_before_ = start == nullptr ? 0 : start->steps;
  epochs_before_ = start == nullptr ? 0 : start->epochs;
  const bool known = start != nullptr && start->curve != nullptr && !start->curve->empty();
  curve_ = known ? start->curve : only_the_start(epochs_before_, steps_before_);
}

void Training::refuse(std::string sentence_of_it) {
  refusal_ = std::move(sentence_of_it);
  run_.reset();
}

bool Training::begin() {
  if (refused()) return false;
  if (run_ == nullptr) {
    try {
      const NetworkCount count = count_network(inputs_.data->input(), inputs_.settings.layers);
      parameters_ = count.total.parameters.value;
      if (std::string refusal = memory_refusal(inputs_.settings, *inputs_.data->set); !refusal.empty()) {
        refuse(sentence(std::move(refusal)));
        return false;
      }
      // Weights of a dense layer belong to one size of picture; the arrays alone would say it in numbers only.
      if (const TrainedNetwork* const start = inputs_.start.get();
          start != nullptr && start->input != inputs_.data->input() &&
          count_network(start->input, start->layers).total.parameters.value != parameters_) {
        refuse(fmt::format(
            "Its weights are for pictures of {} pixels, not {}: choose that canvas, or go on without its weights.",
            size_text(start->input[2], start->input[1]),
            size_text(inputs_.data->input()[2], inputs_.data->input()[1])));
        return false;
      }
      run_ = std::make_unique<TrainRun>(inputs_.settings, inputs_.data->set);
      if (inputs_.start != nullptr) run_->set_parameters(inputs_.start->parameters);
    } catch (const std::invalid_argument& error) {
      refuse(sentence(error.what()));
      return false;
    } catch (const std::bad_alloc&) {
      refuse("There is not enough memory to train it. Make the network, the batch or the data smaller.");
      return false;
    }
    bytes_ = run_->bytes();
    measured_ = 0;
  }
  if (!measuring()) return false;
  measure_piece();
  return measuring();
}

bool Training::advance(std::int64_t target) {
  if (!ready()) return begin();
  if (measuring()) {
    measure_piece();
    return true;
  }
  if (run_->steps() >= target || !run_->step()) return false;
  if (run_->step_in_epoch() == 0 || !run_->stopped().empty()) measured_ = 0;
  return true;
}

void Training::restart() {
  if (!ready()) return;
  run_->restart();
  // What was kept beside a scene is what its training came to; its start is what that began with.
  const std::shared_ptr<const TrainedNetwork> start =
      inputs_.start != nullptr && inputs_.start->resumed ? inputs_.start->before : inputs_.start;
  if (start != nullptr) run_->set_parameters(start->parameters);
  begin_curve(start.get());
  answers_.reset();
  shifts_.reset();
  sweep_.reset();
  trouble_.clear();
  measured_ = 0;
}

void Training::measure_piece() {
  const Dataset& set = *inputs_.data->set;
  const std::int64_t training = run_->samples(), testing = size_of(set.test);
  if (measured_ == 0) {
    predictor_ = std::make_unique<Predictor>(run_->predictor());
    train_right_ = test_right_ = 0;
    test_loss_ = 0.0;
    answering_ = std::make_shared<TestAnswers>();
    answering_->classes.resize(static_cast<std::size_t>(testing));
    answering_->probabilities = Tensor({testing, predictor_->classes()});
  }
  if (measured_ < training) {
    const std::int64_t past = std::min(measured_ + piece, training);
    train_right_ += predictor_->right(set.train, indices(measured_, past));
    measured_ = past;
    return;
  }
  const std::int64_t first = measured_ - training, past = std::min(first + piece, testing);
  const Predictions found = predictor_->answers(set.test.images, indices(first, past));
  const std::int64_t classes = predictor_->classes();
  for (std::int64_t i = first; i < past; ++i) {
    const auto at = static_cast<std::size_t>(i);
    answering_->classes[at] = found.classes[static_cast<std::size_t>(i - first)];
    if (answering_->classes[at] == set.test.labels[at]) ++test_right_;
    float* const row = answering_->probabilities.data() + i * classes;
    std::copy_n(found.logits.data() + (i - first) * classes, classes, row);
    softmax({row, static_cast<std::size_t>(classes)});
    constexpr double least = 1e-38;
    test_loss_ -= std::log(std::max(least, static_cast<double>(row[set.test.labels[at]])));
  }
  measured_ = training + past;
  if (past == testing) finish_measuring();
}

void Training::finish_measuring() {
  const Dataset& set = *inputs_.data->set;
  measured_ = -1;
  predictor_.reset();
  EpochPoint point;
  point.epoch = run_->epochs() + epochs_before_;
  point.steps = run_->steps() + steps_before_;
  point.loss = run_->epoch_loss();
  point.train_accuracy = static_cast<double>(train_right_) / static_cast<double>(run_->samples());
  point.test_accuracy = static_cast<double>(test_right_) / static_cast<double>(size_of(set.test));
  point.test_loss = test_loss_ / static_cast<double>(size_of(set.test));
  auto curve = std::make_shared<std::vector<EpochPoint>>(*curve_);
  EpochPoint& last = curve->back();
  // Of weights that were kept the loss of the epoch that they came from is known, and their accuracies are measured
  // once more.
  const bool at_start = run_->steps() == 0;
  if (at_start) point.loss = last.epoch == point.epoch ? last.loss : unknown;
  if (at_start ? last.epoch == point.epoch : last.steps == point.steps) {
    last = point;
  } else {
    curve->push_back(point);
  }
  curve_ = std::move(curve);
  answering_->epoch = point.epoch;
  answering_->steps = run_->steps();
  answers_ = std::move(answering_);
  trouble_.clear();
  if (run_->steps() > 0 && run_->stopped().empty())
    trouble_ = settled_trouble(run_->health(), *curve_, inputs_.data->classes());
}

void Training::begin_sweep(int radius, std::int64_t samples) {
  if (!ready()) return;
  const std::shared_ptr<const Dataset>& set = inputs_.data->set;
  const std::int64_t first = std::min(samples, size_of(set->test));
  sweep_ = std::make_unique<ShiftSweep>(run_->predictor(), std::shared_ptr<const LabelledImages>(set, &set->test),
                                        indices(0, first), radius);
  sweep_radius_ = radius;
  sweep_epoch_ = run_->epochs() + epochs_before_;
  sweep_steps_ = run_->steps();
}

bool Training::advance_sweep() {
  if (sweep_ == nullptr) return false;
  if (sweep_->advance()) return true;
  auto map = std::make_shared<ShiftMap>(*swept());
  const std::shared_ptr<const Dataset>& set = inputs_.data->set;
  map->mean = sweep_->mean();
  // Only where the weights are still those of the sweep.
  if (sweep_steps_ == run_->steps()) {
    Predictor predictor = run_->predictor();
    map->consistency = shift_consistency(predictor, set->test.images, indices(0, sweep_->samples()), sweep_radius_,
                                         Border::zeros, consistency_pairs, run_->settings().seed);
  }
  shifts_ = std::move(map);
  sweep_.reset();
  return false;
}

void Training::stop_sweep() {
  if (sweep_ != nullptr && sweep_->done() > 0 && !map_is_whole()) shifts_ = swept();
  sweep_.reset();
}

bool Training::map_is_whole() const {
  return shifts_ != nullptr && shifts_->radius == sweep_radius_ && !std::isnan(shifts_->mean);
}

// What is known of the sweep under way.
std::shared_ptr<const ShiftMap> Training::swept() const {
  auto map = std::make_shared<ShiftMap>();
  map->radius = sweep_radius_;
  map->accuracy = sweep_->accuracy();
  map->samples = sweep_->samples();
  map->of_samples = size_of(inputs_.data->set->test);
  map->epoch = sweep_epoch_;
  map->steps = sweep_steps_;
  return map;
}

std::shared_ptr<const NetworkState> Training::published(bool weights) {
  auto state = std::make_shared<NetworkState>();
  state->inputs = inputs_;
  state->bytes = bytes_;
  state->begun = ready();
  state->measuring = measuring();
  state->refusal = refusal_;
  state->trouble = trouble_;
  state->parameters = parameters_;
  state->curve = curve_;
  state->answers = answers_;
  state->steps_before = steps_before_;
  state->epochs = state->epochs_before = epochs_before_;
  if (ready()) {
    state->stopped = run_->stopped();
    state->steps = run_->steps();
    state->epochs += run_->epochs();
    state->step_in_epoch = run_->step_in_epoch();
    state->steps_an_epoch = run_->steps_an_epoch();
    state->last_loss = run_->last_loss();
    state->epoch_loss = run_->epoch_loss();
    if (weights) weights_ = std::make_shared<const std::vector<NamedTensor>>(run_->parameters());
  }
  state->weights = weights_;
  // A whole map stays until the next one is whole: halves of two epochs side by side would look like a border.
  state->shifts = sweep_ != nullptr && sweep_->done() > 0 && !map_is_whole() ? swept() : shifts_;
  state->shifts_under_way = sweeping();
  if (sweeping()) {
    state->shifts_done = sweep_->done();
    state->shifts_all = sweep_->all();
  }
  return state;
}

double ShiftMap::at(int dx, int dy) const {
  if (std::abs(dx) > radius || std::abs(dy) > radius) return unknown;
  return static_cast<double>(accuracy.at(0, dy + radius, dx + radius));
}

}  // namespace flatscope
