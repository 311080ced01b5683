// Trains the points of a HungerResult, one after another, in as small pieces as one likes.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/stages/train/model/hunger.h"
#include "app/stages/train/model/series.h"
#include "core/training/predictor.h"
#include "core/training/run.h"
#include "core/training/shifts.h"

namespace flatscope {

inline constexpr std::int64_t hunger_shift_samples = 100;  // test samples that the mean over all shifts stands on

class HungerSeries {
 public:
  using Result = HungerResult;
  // names: of the networks. refusals: why one can't be trained; empty where it can.
  HungerSeries(HungerInputs inputs, std::array<std::string, 2> names, std::array<std::string, 2> refusals = {},
               const GainRule& rule = {});

  // One step, or one piece of what is measured behind the last. False when all is done. Whatever the pieces are called
  // in, the numbers are the same.
  bool advance();
  std::shared_ptr<HungerResult> published() const;

 private:
  using Clock = std::chrono::steady_clock;
  enum class Phase { begin, train, own, middle, shifts };
  HungerPoint& point() { return result_.points[result_.now]; }
  void begin_point();
  void step();
  void check();
  void read_own();
  void read_middle();
  void read_shifts();
  void end_point(std::string problem = {});
  double expected_steps(const HungerPoint& point) const;
  double seconds_left() const;

  HungerResult result_;
  std::array<std::string, 2> refusals_;
  GainRule rule_;
  Phase phase_ = Phase::begin;
  std::unique_ptr<TrainRun> run_;
  GainWatch watch_;
  std::int64_t epochs_in_check_ = 0;
  double check_loss_ = 0.0, check_right_ = 0.0;  // sums over the epochs of this check
  std::unique_ptr<Predictor> predictor_;
  std::vector<PixelShift> moves_;  // of the views that the own accuracy is read from
  std::int64_t read_ = 0, right_ = 0;
  std::unique_ptr<ShiftSweep> sweep_;
  // Seconds of each network: of its steps, and of what is measured at a point.
  std::array<double, 2> step_seconds_{}, read_seconds_{};
  std::array<std::int64_t, 2> steps_{}, reads_{};
};

}  // namespace flatscope
