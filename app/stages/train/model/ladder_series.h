// Trains the five networks of a LadderResult over its seeds, in as small pieces as one likes.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>

#include "app/stages/train/model/ladder.h"
#include "core/training/run.h"

namespace flatscope {

class LadderSeries {
 public:
  using Result = LadderResult;
  explicit LadderSeries(const LadderSettings& settings);

  // One step, or one piece of what is measured behind the last. False when all is done. Seed after seed, so that all
  // five have a figure early: moved, all five; then the same not moved.
  bool advance();
  std::shared_ptr<LadderResult> published() const;

 private:
  using Clock = std::chrono::steady_clock;
  void prepare();
  void finish_training();
  double seconds_left() const;
  std::int64_t steps_each() const;

  LadderResult result_;
  std::shared_ptr<const Dataset> still_, moved_;  // moved: of the seed in hand
  std::unique_ptr<TrainRun> run_;
  std::array<double, 5> step_seconds_{};
  std::array<std::int64_t, 5> steps_{};
};

}  // namespace flatscope
