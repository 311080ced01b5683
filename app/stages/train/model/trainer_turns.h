// The trainer's own turns: reading data, making steps, and accuracy for every shift. For trainer.cpp alone.
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

inline constexpr std::chrono::milliseconds slow_step{250};        // at a time, one step
inline constexpr std::chrono::milliseconds slow_part{100};        // at a time, a twentieth of an epoch
inline constexpr std::chrono::milliseconds between_sweeps{1500};  // while training goes on
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

// --- every shift -----------------------------------------------------------------------------------------------------

class Trainer::SweepTurn : public Turn {
 public:
  explicit SweepTurn(Trainer& trainer) : trainer_(trainer) {}

  bool wanted() const override {
    if (left_ != nullptr) return true;
    if (stopped_ || trainer_.changed_ || trainer_.data_waits_) return false;
    if (sweeping_ != nullptr) return true;
    return next_one() != nullptr && (!trainer_.step_->due() || Clock::now() >= not_before_);
  }
  void stop() {
    stopped_ = true;
    if (sweeping_ != nullptr) left_ = std::move(sweeping_);
    sweeping_.reset();
  }
  void allow() { stopped_ = false; }
  // Kept runs wait while anything is trained.
  void make_way() {
    if (sweeping_ != nullptr && trainer_.step_->due() && !is_shown(*sweeping_)) sweeping_.reset();
  }
  double seconds_left() const { return sweeping_ == nullptr ? 0.0 : seconds_left_; }

  Slice next() override {
    if (left_ != nullptr) {
      return [this, training = left_](const SliceEnd&) -> Worker::Delivery {
        training->stop_sweep();
        return [this, training, state = training->published(false)] {
          training->show(state);
          if (left_ == training) left_.reset();
          trainer_.show();
        };
      };
    }
    std::int64_t samples = 0;
    if (sweeping_ == nullptr) {
      sweeping_ = next_one();
      samples = next_samples(*sweeping_->state());
    }
    return [this, training = sweeping_, samples,
            radius = trainer_.scene_.radius](const SliceEnd& end) -> Worker::Delivery {
      const Clock::time_point begun = Clock::now();
      if (samples > 0) training->begin_sweep(radius, samples);
      const std::int64_t before = training->shifts_done();
      bool goes_on = training->advance_sweep();
      while (goes_on && !end.reached()) goes_on = training->advance_sweep();
      const std::int64_t made = training->shifts_done() - before;
      const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
      return [this, training, goes_on, made, seconds, state = training->published(false)] {
        training->show(state);
        seconds_left_ = goes_on && made > 0 ? seconds / static_cast<double>(made) *
                                                  static_cast<double>(state->shifts_all - state->shifts_done)
                                            : 0.0;
        if (!goes_on) trainer_.show_in_kept(*training);
        if (!goes_on && sweeping_ == training) {
          sweeping_.reset();
          not_before_ = Clock::now() + between_sweeps;
        }
        trainer_.show();
      };
    };
  }
  void failed(const std::string&) override { stop(); }

 private:
  static constexpr std::int64_t few = 20, more = 100, most = 1000;  // test samples that a sweep stands on

  // How many test samples the next sweep over this network stands on; 0: there is nothing to be found out.
  std::int64_t next_samples(const NetworkState& state) const {
    if (!state.trained() || !state.refusal.empty() || state.answers == nullptr) return 0;
    const std::int64_t all = static_cast<std::int64_t>(state.inputs.data->set->test.labels.size());
    const bool fresh =
        state.shifts != nullptr && state.shifts->steps == state.steps && state.shifts->radius == trainer_.scene_.radius;
    if (trainer_.step_->due()) return state.shifts != nullptr && state.shifts->epoch == state.epochs ? 0 : few;
    if (!fresh) return few;
    for (const std::int64_t level : {more, most})
      if (state.shifts->samples < std::min(level, all)) return std::min(level, all);
    return 0;
  }
  // The one whose map is the oldest; of two the one that stands on fewer samples.
  std::shared_ptr<Training> next_one() const {
    std::shared_ptr<Training> chosen;
    std::pair<std::int64_t, std::int64_t> least;
    for (const auto& training : trainer_.trainings_) {
      if (training == nullptr) continue;
      const NetworkState& state = *training->state();
      const std::int64_t samples = next_samples(state);
      if (samples == 0) continue;
      const std::pair<std::int64_t, std::int64_t> age{state.shifts == nullptr ? -1 : state.shifts->epoch, samples};
      if (chosen != nullptr && age >= least) continue;
      chosen = training;
      least = age;
    }
    return chosen != nullptr ? chosen : next_kept();
  }
  bool is_shown(const Training& training) const {
    return &training == trainer_.trainings_[0].get() || &training == trainer_.trainings_[1].get();
  }
  // While runs are compared and nothing else is to be done, a run that was kept before its map stood on enough.
  std::shared_ptr<Training> next_kept() const {
    if (trainer_.scene_.tab != TrainTab::compare || trainer_.step_->due()) return nullptr;
    for (const auto& training : trainer_.all_) {
      const NetworkState& state = *training->state();
      const std::int64_t samples = next_samples(state);
      if (samples == 0 || samples > more || is_shown(*training)) continue;
      for (const auto& kept : trainer_.results_.kept)
        if (std::any_of(kept->networks.begin(), kept->networks.end(), [&](const auto& one) {
              return one != nullptr && one->steps == state.steps && one->inputs == state.inputs;
            }))
          return training;
    }
    return nullptr;
  }

  Trainer& trainer_;
  std::shared_ptr<Training> sweeping_;
  std::shared_ptr<Training> left_;  // the one whose sweep was stopped and does not know it yet
  Clock::time_point not_before_{};
  double seconds_left_ = 0.0;  // of the sweep under way, if it has the thread to itself
  bool stopped_ = false;
};

}  // namespace flatscope
