// The trainer's own turns: reading data and making steps. For trainer.cpp and sweep_turn.h alone.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/stages/train/model/trainer.h"

namespace flatscope {

inline constexpr std::chrono::milliseconds slow_step{250};  // at a time, one step
inline constexpr std::chrono::milliseconds slow_part{100};  // at a time, a twentieth of an epoch
inline constexpr std::int64_t large_weights = 2'000'000;

// --- reading the data ------------------------------------------------------------------------------------------------

class Trainer::LoadTurn : public Turn {
 public:
  explicit LoadTurn(Trainer& trainer) : trainer_(trainer), results_(trainer.results_) {}

  void want(DataInputs inputs) {
    if (asked_ == inputs) return;
    asked_ = inputs;
    loading_.reset();
    if (results_.data != nullptr && results_.data->inputs == inputs) return;  // back to what is there
    if (std::shared_ptr<const TrainData> known = trainer_.known_data(inputs)) {
      results_.data = std::move(known);
      results_.data_problem.clear();
      return;
    }
    loading_ = std::make_shared<DataLoading>(std::move(inputs));
    results_.data_problem.clear();
    results_.data_share = 0.0;
  }
  bool wanted() const override { return loading_ != nullptr; }
  bool answered() const { return loading_ == nullptr; }
  Slice next() override {
    return [this, loading = loading_](const SliceEnd& end) -> Worker::Delivery {
      bool goes_on = loading->advance();
      while (goes_on && !end.reached()) goes_on = loading->advance();
      return [this, loading, goes_on, share = loading->share()] {
        if (loading != loading_) return;  // other data is wanted by now
        results_.data_share = share;
        if (goes_on) return;
        results_.data = loading->take();
        loading_.reset();
      };
    };
  }
  void failed(const std::string& what) override {
    loading_.reset();
    results_.data.reset();
    results_.data_problem = what;
    trainer_.let_go_of_data();
  }

 private:
  Trainer& trainer_;
  TrainResults& results_;
  std::optional<DataInputs> asked_;
  std::shared_ptr<DataLoading> loading_;
};

// --- steps -----------------------------------------------------------------------------------------------------------

class Trainer::StepTurn : public Turn {
 public:
  explicit StepTurn(Trainer& trainer) : trainer_(trainer) {}

  bool wanted() const override {
    if (waits()) return false;
    for (const auto& training : trainer_.trainings_)
      if (training != nullptr && works(*training)) return Clock::now() >= not_before_;
    return false;
  }
  // Something is left to do, even if it has to wait for a moment.
  bool due() const {
    if (waits()) return false;
    return std::any_of(trainer_.trainings_.begin(), trainer_.trainings_.end(),
                       [this](const auto& training) { return training != nullptr && works(*training); });
  }
  bool training() const { return due() && trainer_.target_ > 0 && steps_left() > 0; }
  double steps_a_second() const { return rate_; }
  std::int64_t steps_left() const {
    std::int64_t left = 0;
    for (const auto& training : trainer_.trainings_)
      if (training != nullptr && training->state()->refusal.empty() && training->state()->stopped.empty())
        left += std::max<std::int64_t>(0, trainer_.target_ - training->state()->steps);
    return left;
  }
  void hurry() { not_before_ = {}; }

  Slice next() override {
    std::vector<std::shared_ptr<Training>> mine;
    for (const auto& training : trainer_.trainings_)
      if (training != nullptr) mine.push_back(training);
    std::int64_t target = trainer_.target_;
    not_before_ = {};
    if (trainer_.playing_ && trainer_.speed_ != TrainSpeed::full) {
      std::int64_t behind_most = target, an_epoch = 1;
      for (const auto& training : mine) {
        if (!works(*training)) continue;
        behind_most = std::min(behind_most, training->state()->steps);
        an_epoch = training->state()->steps_an_epoch;
      }
      const bool slow = trainer_.speed_ == TrainSpeed::slow;
      target = std::min(target, behind_most + (slow ? std::max<std::int64_t>(1, an_epoch / 20) : 1));
      not_before_ = Clock::now() + (slow ? slow_part : slow_step);
    }
    return [this, mine, target](const SliceEnd& end) -> Worker::Delivery {
      const Clock::time_point begun = Clock::now();
      const std::int64_t before = steps_of(mine);
      while (advance_one(mine, target) && !end.reached()) {
      }
      std::vector<std::shared_ptr<const NetworkState>> states;
      for (const auto& training : mine) {
        // A large network's weights are copied where somebody may rest upon them.
        const bool small = training->parameters() <= large_weights;
        states.push_back(training->published(small || training->measuring() || training->steps() >= target));
      }
      const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
      return [this, mine, states = std::move(states), made = steps_of(mine) - before, seconds] {
        for (std::size_t i = 0; i < mine.size(); ++i) mine[i]->show(states[i]);
        if (made > 0 && seconds > 0.0) {
          const double now = static_cast<double>(made) / seconds;
          rate_ = rate_ == 0.0 ? now : rate_ * 0.9 + now * 0.1;
        }
        trainer_.show();
      };
    };
  }
  void failed(const std::string& what) override {
    trainer_.results_.data_problem = what;
    trainer_.trainings_ = {};
    trainer_.show();
  }

 private:
  // Other inputs are on their way, or there is no data to go with what the Scene says.
  bool waits() const {
    return trainer_.changed_.has_value() || trainer_.data_waits_ || trainer_.results_.data == nullptr;
  }
  bool works(const Training& training) const {
    const NetworkState& state = *training.state();
    if (!state.refusal.empty()) return false;
    if (state.measuring || !state.begun) return true;
    return state.stopped.empty() && state.steps < trainer_.target_;
  }
  static std::int64_t steps_of(const std::vector<std::shared_ptr<Training>>& all) {
    std::int64_t sum = 0;
    for (const auto& training : all) sum += training->steps();
    return sum;
  }
  // The one that is behind goes first, so that both are seen at the same step.
  static bool advance_one(const std::vector<std::shared_ptr<Training>>& all, std::int64_t target) {
    std::vector<Training*> order;
    for (const auto& training : all)
      if (!training->refused()) order.push_back(training.get());
    std::stable_sort(order.begin(), order.end(), [](const Training* a, const Training* b) {
      return std::pair(a->steps(), a->measuring()) < std::pair(b->steps(), b->measuring());
    });
    return std::any_of(order.begin(), order.end(), [target](Training* one) { return one->advance(target); });
  }

  Trainer& trainer_;
  Clock::time_point not_before_{};
  double rate_ = 0.0;
};

}  // namespace flatscope
