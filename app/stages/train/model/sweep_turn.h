// The trainer's turn that works out accuracy for every shift. For trainer.cpp alone.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "app/stages/train/model/sweep_samples.h"
#include "app/stages/train/model/trainer_turns.h"

namespace flatscope {

inline constexpr std::chrono::milliseconds between_sweeps{1500};  // while training goes on

class Trainer::SweepTurn : public Turn {
 public:
  explicit SweepTurn(Trainer& trainer) : trainer_(trainer) {}

  bool wanted() const override {
    if (!left_.empty()) return true;
    if (stopped_ || trainer_.changed_ || trainer_.data_waits_) return false;
    if (!sweeping_.empty()) return true;
    return next_one() != nullptr && (!trainer_.step_->due() || Clock::now() >= not_before_);
  }
  void stop() {
    stopped_ = true;
    if (!sweeping_.empty()) left_ = std::exchange(sweeping_, {});
  }
  void allow() { stopped_ = false; }
  // Kept runs wait while anything is trained.
  void make_way() {
    if (!sweeping_.empty() && trainer_.step_->due() && !is_shown(*sweeping_.front())) sweeping_.clear();
  }
  double seconds_left() const { return sweeping_.empty() ? 0.0 : seconds_left_; }

  Slice next() override {
    if (!left_.empty()) {
      return [this, all = left_](const SliceEnd&) -> Worker::Delivery {
        for (const auto& training : all) training->stop_sweep();
        return [this, all, states = published(all)] {
          for (std::size_t i = 0; i < all.size(); ++i) all[i]->show(states[i]);
          if (left_ == all) left_.clear();
          trainer_.show();
        };
      };
    }
    std::int64_t samples = 0;
    if (sweeping_.empty()) {
      sweeping_ = next_ones();
      samples = next_samples(*sweeping_.front()->state());
    }
    return [this, all = sweeping_, samples, radius = trainer_.scene_.radius](const SliceEnd& end) -> Worker::Delivery {
      const Clock::time_point begun = Clock::now();
      for (const auto& training : all)
        if (samples > 0) training->begin_sweep(radius, samples);
      const std::int64_t before = shifts_done(all);
      // In turns, so that both maps are whole at the same time.
      const auto advance = [&] {
        bool goes_on = false;
        for (const auto& training : all) goes_on = training->advance_sweep() || goes_on;
        return goes_on;
      };
      bool goes_on = advance();
      while (goes_on && !end.reached()) goes_on = advance();
      const std::int64_t made = shifts_done(all) - before;
      const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
      return [this, all, goes_on, made, seconds, states = published(all)] {
        std::int64_t left = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
          all[i]->show(states[i]);
          left += states[i]->shifts_all - states[i]->shifts_done;
          if (!states[i]->shifts_under_way) trainer_.show_in_kept(*all[i]);
        }
        seconds_left_ = goes_on && made > 0 ? seconds / static_cast<double>(made) * static_cast<double>(left) : 0.0;
        if (!goes_on && sweeping_ == all) {
          sweeping_.clear();
          not_before_ = Clock::now() + between_sweeps;
        }
        trainer_.show();
      };
    };
  }
  void failed(const std::string&) override { stop(); }

 private:
  static constexpr std::int64_t few = sweep_samples[0], more = sweep_samples[1], most = sweep_samples[2];

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
  // While both are trained: until the other one has begun as well, and has finished the same epoch, which is not far.
  bool waits(const NetworkState& state) const {
    if (!trainer_.step_->due()) return false;
    return std::any_of(trainer_.trainings_.begin(), trainer_.trainings_.end(), [&](const auto& other) {
      if (other == nullptr || !other->state()->refusal.empty() || !other->state()->stopped.empty()) return false;
      return !other->state()->trained() || other->state()->answers == nullptr ||
             other->state()->epochs + 1 == state.epochs;
    });
  }
  // The one whose map is the oldest; of two the one that stands on fewer samples.
  std::shared_ptr<Training> next_one() const {
    std::shared_ptr<Training> chosen;
    std::pair<std::int64_t, std::int64_t> least;
    for (const auto& training : trainer_.trainings_) {
      if (training == nullptr) continue;
      const NetworkState& state = *training->state();
      const std::int64_t samples = next_samples(state);
      if (samples == 0 || waits(state)) continue;
      const std::pair<std::int64_t, std::int64_t> age{state.shifts == nullptr ? -1 : state.shifts->epoch, samples};
      if (chosen != nullptr && age >= least) continue;
      chosen = training;
      least = age;
    }
    return chosen != nullptr ? chosen : next_kept();
  }
  // With it the other one that is shown, where it needs a map of as many samples: from the weights of one moment the
  // two maps can be compared.
  std::vector<std::shared_ptr<Training>> next_ones() const {
    std::vector<std::shared_ptr<Training>> all = {next_one()};
    if (!is_shown(*all.front())) return all;
    for (const auto& other : trainer_.trainings_)
      if (other != nullptr && other != all.front() &&
          next_samples(*other->state()) == next_samples(*all.front()->state()))
        all.push_back(other);
    return all;
  }
  static std::vector<std::shared_ptr<const NetworkState>> published(const std::vector<std::shared_ptr<Training>>& all) {
    std::vector<std::shared_ptr<const NetworkState>> states;
    for (const auto& training : all) states.push_back(training->published(false));
    return states;
  }
  static std::int64_t shifts_done(const std::vector<std::shared_ptr<Training>>& all) {
    std::int64_t sum = 0;
    for (const auto& training : all) sum += training->shifts_done();
    return sum;
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
  std::vector<std::shared_ptr<Training>> sweeping_;
  std::vector<std::shared_ptr<Training>> left_;  // those whose sweep was stopped and who do not know it yet
  Clock::time_point not_before_{};
  double seconds_left_ = 0.0;  // of the sweep under way, if it has the thread to itself
  bool stopped_ = false;
};

}  // namespace flatscope
