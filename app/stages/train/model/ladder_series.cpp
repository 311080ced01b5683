#include "app/stages/train/model/ladder_series.h"

#include <algorithm>
#include <utility>

namespace flatscope {
namespace {

constexpr std::int64_t batch = 32;
constexpr float learning_rate = 0.003F;

}  // namespace

LadderSeries::LadderSeries(const LadderSettings& settings) {
  result_.settings = possible(settings);
  // Where nothing is moved there is no second half.
  result_.all = result_.rungs.size() * static_cast<std::size_t>(settings.seeds) * (settings.moved > 0 ? 2 : 1);
  result_.data_words = ladder_data_words(settings.data);
}

std::int64_t LadderSeries::steps_each() const {
  const std::int64_t samples = std::max<std::int64_t>(1, result_.train_samples);
  return (samples + batch - 1) / batch * result_.settings.epochs;
}

bool LadderSeries::advance() {
  if (result_.done >= result_.all) return false;
  if (run_ == nullptr) {
    prepare();
    return true;
  }
  const Clock::time_point from = Clock::now();
  const bool stepped = run_->steps() < steps_each() && run_->step();
  step_seconds_[result_.rung] += std::chrono::duration<double>(Clock::now() - from).count();
  if (stepped) {
    ++steps_[result_.rung];
    return true;
  }
  finish_training();
  return result_.done < result_.all;
}

void LadderSeries::prepare() {
  if (still_ == nullptr) {
    still_ = std::make_shared<const Dataset>(ladder_data(result_.settings));
    result_.train_samples = static_cast<std::int64_t>(still_->train.labels.size());
    result_.test_samples = static_cast<std::int64_t>(still_->test.labels.size());
  }
  const bool halves = result_.settings.moved > 0;
  const std::size_t five = result_.rungs.size(), a_seed = five * (halves ? 2 : 1);
  result_.rung = result_.done % five;
  result_.seed = static_cast<int>(result_.done / a_seed) + 1;
  result_.rung_moved = result_.done % a_seed < five;
  const auto seed = static_cast<std::uint32_t>(result_.seed);
  if (result_.done % a_seed == 0)
    moved_ = std::make_shared<const Dataset>(moved_sideways(*still_, result_.settings.moved, seed));
  TrainSettings settings;
  settings.layers = ladder_layers(result_.rung, static_cast<std::int64_t>(still_->classes.size()));
  settings.seed = seed;
  settings.optimizer.learning_rate = learning_rate;
  settings.batch = batch;
  run_ = std::make_unique<TrainRun>(std::move(settings), result_.rung_moved ? moved_ : still_);
}

void LadderSeries::finish_training() {
  LadderOutcome& rung = result_.rungs[result_.rung];
  if (result_.rung_moved) {
    rung.train.push_back(run_->train_accuracy());
    rung.moved.push_back(run_->test_accuracy());
  } else {
    rung.still.push_back(run_->test_accuracy());
  }
  run_.reset();
  ++result_.done;
}

double LadderSeries::seconds_left() const {
  const auto a_step = [this](std::size_t rung) {
    double seconds = 0.0;
    std::int64_t steps = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (steps_[rung] > 0 && i != rung) continue;  // its own speed, where that is known
      seconds += step_seconds_[i];
      steps += steps_[i];
    }
    return steps == 0 ? 0.0 : seconds / static_cast<double>(steps);
  };
  double seconds = 0.0;
  for (std::size_t i = result_.done; i < result_.all; ++i) {
    const std::int64_t made = i == result_.done && run_ != nullptr ? run_->steps() : 0;
    seconds += static_cast<double>(steps_each() - made) * a_step(i % result_.rungs.size());
  }
  return seconds;
}

std::shared_ptr<LadderResult> LadderSeries::published() const {
  auto result = std::make_shared<LadderResult>(result_);
  result->seconds_left = seconds_left();
  result->share = run_ == nullptr ? 0.0
                                  : static_cast<double>(run_->steps()) /
                                        static_cast<double>(std::max<std::int64_t>(1, steps_each()));
  return result;
}

}  // namespace flatscope
