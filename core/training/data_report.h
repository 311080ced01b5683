// What was found when a data set was looked for in files of any origin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/training/dataset.h"

namespace flatscope {

struct DataReport {
  std::int64_t used = 0;              // samples in the data set, training and test
  std::int64_t skipped = 0;           // what was there and could not be used, or was left out
  std::vector<std::string> problems;  // the first of them, a sentence each, naming what it is about

  static constexpr std::size_t most_problems = 5;
  void add_problem(std::string sentence) {
    if (problems.size() < most_problems) problems.push_back(std::move(sentence));
  }
};

struct FoundData {
  Dataset data;
  DataReport report;
};

}  // namespace flatscope
