// The five networks of 1989 (core/training/models.h), trained over several seeds.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/stages/train/model/scene.h"

namespace flatscope {

// Source of the published figures: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", table 11.1.
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

struct LadderOutcome {
  std::vector<double> moved, still;  // test accuracy of each seed that is done
  std::vector<double> train;         // training accuracy, moved
};

struct LadderResult {
  LadderSettings settings;
  std::array<LadderOutcome, 5> rungs;
  std::size_t done = 0, all = 0;  // trainings
  bool stopped = false;
  std::string problem;
  std::string data_words;  // "UCI digits enlarged to 12 × 12 on 16 × 16"
  std::int64_t test_samples = 0;
  double seconds_left = 0.0;
};

}  // namespace flatscope
