// What series of trainings have in common (hunger.h, ladder.h): when a training has gained all it can, and a turn on
// the worker that works through one.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "app/engine/turns.h"

namespace flatscope {

// When a training is over. Everything is told from the training part alone: the test part has no say in it.
struct GainRule {
  std::int64_t check_steps = 100;    // a check looks at the epochs of so many steps, whole ones, at least one
  int patience = 10;                 // checks without a gain, one after the other
  double gain = 0.02;                // the share of the loss by which it must fall below the best so far to count
  double learnt_loss = 0.003;        // every sample right in the whole check, and a mean loss below this: learnt
  std::int64_t most_steps = 20'000;  // then it is given up
  bool operator==(const GainRule&) const = default;
};

enum class GainVerdict { goes_on, learnt, levelled, out_of_steps };

class GainWatch {
 public:
  explicit GainWatch(const GainRule& rule = {}) : rule_(rule) {}

  // A check: cross-entropy and share of right answers over its epochs, as they were seen while training; `steps` made
  // since the start.
  GainVerdict check(double loss, double accuracy, std::int64_t steps);
  int idle() const { return idle_; }  // checks without a gain, up to now
  const GainRule& rule() const { return rule_; }

 private:
  GainRule rule_;
  double best_ = std::numeric_limits<double>::infinity();
  int idle_ = 0;
};

// Epochs of one check.
std::int64_t epochs_a_check(const GainRule& rule, std::int64_t steps_an_epoch);

// Works through a series in its turns. Series belongs to the slices, one at a time, and has
//   using Result = ...;                       // with stopped, problem, seconds and seconds_left
//   bool advance();                           // a step, or a piece of a measurement; false when all is done
//   std::shared_ptr<Result> published() const;  // all of it as it is now, of the caller's own
// The window's thread has the shown result alone, which a slice has made and nobody changes any more.
template <class Series>
class SeriesTurn : public Turn {
 public:
  using Result = typename Series::Result;
  explicit SeriesTurn(std::shared_ptr<const Result>& shown) : shown_(shown) {}

  // Takes the place of what there was.
  void start(std::shared_ptr<Series> series) {
    series_ = std::move(series);
    done_ = false;
    busy_ = waited_ = 0.0;
    shown_ = series_->published();
    run();
  }
  // Where it was stopped it goes on.
  void go_on() {
    if (series_ != nullptr && !done_ && !running_) run();
  }
  bool can_go_on() const { return series_ != nullptr && !done_ && !running_; }
  void stop() {
    if (!running_) return;
    running_ = false;
    waited_ += seconds_since(begun_);
    mark([](Result& result) { result.stopped = true; });
  }

  bool wanted() const override { return running_; }
  Slice next() override {
    return [this, series = series_](const SliceEnd& end) -> Worker::Delivery {
      const Clock::time_point from = Clock::now();
      bool goes_on = series->advance();
      while (goes_on && !end.reached()) goes_on = series->advance();
      return [this, series, goes_on, result = series->published(), busy = seconds_since(from)] {
        if (series != series_) return;  // another one has begun
        busy_ += busy;
        result->seconds = waited_ + (running_ ? seconds_since(begun_) : 0.0);
        // Others have their turns in between.
        if (busy_ > 0.0) result->seconds_left *= std::max(1.0, result->seconds / busy_);
        result->stopped = !running_ && goes_on;
        shown_ = result;
        if (goes_on) return;
        done_ = true;
        running_ = false;
      };
    };
  }
  void failed(const std::string& what) override {
    running_ = false;
    done_ = true;
    mark([&](Result& result) { result.problem = what; });
  }

 private:
  using Clock = std::chrono::steady_clock;
  static double seconds_since(Clock::time_point from) {
    return std::chrono::duration<double>(Clock::now() - from).count();
  }
  void run() {
    running_ = true;
    begun_ = Clock::now();
    mark([](Result& result) { result.stopped = false; });
  }
  template <class Change>
  void mark(Change change) {
    if (shown_ == nullptr) return;
    auto changed = std::make_shared<Result>(*shown_);
    change(*changed);
    shown_ = std::move(changed);
  }

  std::shared_ptr<const Result>& shown_;
  std::shared_ptr<Series> series_;
  bool running_ = false, done_ = false;
  Clock::time_point begun_{};  // of this stretch
  double waited_ = 0.0;        // seconds of the stretches before
  double busy_ = 0.0;          // seconds in slices
};

}  // namespace flatscope
