// The five networks of 1989 (core/training/models.h), trained over several seeds.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/stages/train/model/scene.h"
#include "core/training/dataset.h"

namespace flatscope {

// Source of the published figures: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", table 11.1.
// links and weights, biases included, are those of ten classes.
struct LadderRung {
  std::string_view model;  // "ladder1"
  std::int64_t links = 0, weights = 0;
  double published = 0.0;  // [0, 1]
};
inline constexpr std::array<LadderRung, 5> ladder_rungs = {{{"ladder1", 2570, 2570, 0.80},
                                                            {"ladder2", 3214, 3214, 0.87},
                                                            {"ladder3", 1226, 1226, 0.885},
                                                            {"ladder4", 2266, 1132, 0.94},
                                                            {"ladder5", 5194, 1060, 0.984}}};
inline constexpr int ladder_canvas = 16;
inline constexpr int ladder_fill = 75;  // per cent of the canvas that a digit fills: 12 x 12

std::vector<NetLayer> ladder_layers(std::size_t rung, std::int64_t classes);
struct LadderCount {
  std::int64_t links = 0, weights = 0;  // biases included
};
LadderCount ladder_count(std::size_t rung, std::int64_t classes);

struct LadderOutcome {
  std::vector<double> moved, still;  // test accuracy of each seed that is done
  std::vector<double> train;         // training accuracy, moved
};

struct LadderResult {
  LadderSettings settings;
  std::array<LadderOutcome, 5> rungs;
  std::size_t done = 0, all = 0;  // trainings
  std::size_t rung = 0;           // of the one that is being trained
  bool rung_moved = true;
  int seed = 1;
  double share = 0.0;  // of it, [0, 1]
  bool stopped = false;
  std::string problem;
  std::string data_words;  // "UCI digits enlarged to 12 × 12 on 16 × 16"
  std::int64_t train_samples = 0, test_samples = 0;
  double seconds = 0.0;  // it has taken
  double seconds_left = 0.0;
  bool over() const { return done >= all || !problem.empty(); }
};

// With no more samples than leave some for the test.
LadderSettings possible(LadderSettings settings);
int most_ladder_samples(DataKind data);

// Both parts on 16 x 16, nothing moved. Throws FileError where a bundled file is missing.
Dataset ladder_data(const LadderSettings& settings);
std::string ladder_data_words(DataKind data);
// Every picture of both parts moved to the left or right by up to `most` pixels, zeros coming in: each by its own whole
// number from -most to most, drawn evenly from the seed.
Dataset moved_sideways(Dataset data, int most, std::uint32_t seed);

struct Spread {
  double mean = std::numeric_limits<double>::quiet_NaN();  // NaN of none
  double deviation = 0.0;                                  // of the sample, n - 1; 0 of one
};
Spread spread_of(std::span<const double> values);

// What is measured says this of the five, moved; and nothing before each of them has been trained at least once. A seed
// has the same moves for all five.
struct LadderFinding {
  bool known = false;
  std::size_t seeds = 0;                     // that all five have
  std::array<Spread, 5> spreads;             // over these seeds
  std::size_t best = 0;                      // with the highest mean
  std::size_t best_in = 0;                   // seeds in which it alone is the best of the five
  std::size_t beats_first = 0;               // seeds in which network 5 is better than network 1
  bool others_alike = false;                 // the means of 1 to 4 differ by no more than the largest deviation of them
  bool all_alike = false;                    // those of all five, likewise
  double gain = 0.0;                         // of network 5 over network 1
  double still_low = 0.0, still_high = 0.0;  // means where nothing is moved; NaN: not known of all five
  double train_low = 0.0, train_high = 0.0;  // of all trainings
};
LadderFinding finding_of(const LadderResult& result);

// A line a training: "network,links,weights,published,moved,seed,train_accuracy,test_accuracy".
std::string ladder_csv(const LadderResult& result);

}  // namespace flatscope
