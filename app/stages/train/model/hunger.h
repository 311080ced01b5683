// Data hunger: accuracy against the number of training samples, each point a training of its own from the same seed,
// with and without pictures that are moved while training.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/stages/train/model/data.h"
#include "core/training/run.h"

namespace flatscope {

struct HungerInputs {
  std::shared_ptr<const TrainData> data;
  std::array<TrainSettings, 2> settings;  // of the networks; samples and augment_shift are 0: each point has its own
  HungerSettings plan;                    // no more samples than there are
  int radius = 8;                         // of "all shifts"
};

// One training.
struct HungerPoint {
  int network = 0;
  bool moved = false;  // while training
  std::int64_t samples = 0;
  bool done = false;
  std::int64_t steps = 0;
  bool gave_up = false;  // it still gained something when its steps were used up
  std::string problem;   // why it has no numbers; empty otherwise
  double train_accuracy = std::numeric_limits<double>::quiet_NaN();  // of its own samples (moved as in training)
  double middle = std::numeric_limits<double>::quiet_NaN();          // test accuracy where the samples stand
  double over_shifts = std::numeric_limits<double>::quiet_NaN();     // mean over all shifts
  bool known() const { return done && problem.empty(); }
};

// Of the training under way.
struct HungerNow {
  std::int64_t step = 0, most_steps = 0;
  double accuracy = std::numeric_limits<double>::quiet_NaN();  // of its own samples, at the last check
  int idle = 0, patience = 0;                                  // checks without a gain, and how many end it
  bool reading = false;                                        // trained; its accuracies are being worked out
  double share = 0.0;                                          // about, [0, 1]
};

struct HungerResult {
  HungerInputs inputs;
  std::array<std::string, 2> names;  // "MLP", "CNN"
  std::vector<HungerPoint> points;   // all that are planned, in the order in which they are trained
  std::size_t now = 0;               // the one that is being trained; points.size() when all are done
  HungerNow in_hand;
  bool stopped = false;                                          // the person stopped it
  std::string problem;                                           // why it ended early; empty otherwise
  std::int64_t test_samples = 0, shift_samples = 0, places = 0;  // what the two accuracies stand on
  double seconds = 0.0;                                          // it has taken
  double seconds_left = 0.0;                                     // 0: not known
  bool over() const { return now >= points.size() || !problem.empty(); }
  const HungerPoint* find(int network, bool moved, std::int64_t samples) const;  // null: not planned
  std::vector<std::int64_t> samples() const;                                     // planned, from few to many
};

// The numbers of samples: `points` of them from `from` to `to`, evenly on a logarithmic scale, those between in two
// digits; fewer where they would meet.
std::vector<std::int64_t> hunger_samples(const HungerSettings& plan);
// Every training, from the cheap ones to the dear ones: by samples, then those that are not moved.
std::vector<HungerPoint> planned_points(const HungerSettings& plan);

// For this Scene. `data` is not null.
HungerInputs hunger_inputs(const TrainScene& scene, std::shared_ptr<const TrainData> data);
// What two have that is not the same: "the data", "the left network", "the settings", "the plan"; empty where both
// give the same numbers. The same data read once more is the same, unless it lies in a folder.
std::vector<std::string> what_differs(const HungerInputs& a, const HungerInputs& b);

// What the points say of the two networks, both moved while training, over all shifts.
struct HungerFinding {
  int frugal = -1;  // the network that does more with the same samples, -1: not known yet
  // The fewest with which the frugal one does at least as well as the other at its best; 0: never, or not known.
  std::int64_t few = 0;
  double few_accuracy = 0.0;
  // The other's best, its number of samples, and the most that it was given.
  std::int64_t many = 0, most = 0;
  double many_accuracy = 0.0;
  bool other_gave_up = false;  // a point of the other still gained something when its steps were used up
};
HungerFinding finding_of(const HungerResult& result);
// The fewest samples with which a network comes to `accuracy` over all shifts; empty: with none of those that are
// known.
std::optional<std::int64_t> samples_to_reach(const HungerResult& result, int network, bool moved, double accuracy);

// A line a point: "network,moved,samples,steps,still_gaining,train_accuracy,test_accuracy,over_shifts,...".
std::string hunger_csv(const HungerResult& result);

}  // namespace flatscope
