// Data hunger: accuracy against the number of training samples, each point a training of its own.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "app/stages/train/model/data.h"
#include "core/training/run.h"

namespace flatscope {

struct HungerInputs {
  std::shared_ptr<const TrainData> data;
  std::array<TrainSettings, 2> settings;  // of the networks; samples and augment_shift are set for each point
  HungerSettings plan;
  int radius = 8;
  bool operator==(const HungerInputs&) const = default;
};

// One training.
struct HungerPoint {
  int network = 0;
  bool moved = false;  // while training
  std::int64_t samples = 0;
  bool done = false;
  std::int64_t steps = 0;
  bool gave_up = false;  // it still gained something when its steps were used up
  double train_accuracy = std::numeric_limits<double>::quiet_NaN();  // of its own samples (moved as in training)
  double middle = std::numeric_limits<double>::quiet_NaN();          // test accuracy where the samples stand
  double over_shifts = std::numeric_limits<double>::quiet_NaN();     // mean over all shifts
};

struct HungerResult {
  HungerInputs inputs;
  std::vector<HungerPoint> points;  // all that are planned, in the order in which they are trained
  std::size_t now = 0;              // the one that is being trained; points.size() when all are done
  bool stopped = false;             // the person stopped it
  std::string problem;              // why it ended early; empty otherwise
  std::int64_t test_samples = 0, shift_samples = 0, places = 0;  // what the two accuracies stand on
  double seconds_left = 0.0;                                     // 0: not known
};

}  // namespace flatscope
