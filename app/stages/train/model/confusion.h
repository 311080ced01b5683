// Which class a network takes for which, counted over the test part.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "app/stages/train/model/results.h"

namespace flatscope {

using ConfusionCell = std::pair<int, int>;  // (what it is, what it is read as)

struct Confusion {
  int classes = 0;
  std::vector<std::int64_t> counts;    // classes x classes, at [is * classes + read]
  std::vector<std::int64_t> of_class;  // test samples of each
  std::int64_t samples = 0, mistakes = 0;
  std::int64_t most = 0;               // the largest count
  std::optional<ConfusionCell> worst;  // the mistake that is made most often, the first of several; none: no mistake
  std::int64_t at(int is, int read) const { return counts[static_cast<std::size_t>(is * classes + read)]; }
};

// labels: of the test part, each below `classes`, as many as there are answers (std::invalid_argument otherwise).
Confusion confusion_of(std::span<const std::uint8_t> labels, const TestAnswers& answers, int classes);

// The test samples in `cell`, or all that are read wrong; that of the largest score for what it is read as first.
std::vector<std::int64_t> samples_of(std::span<const std::uint8_t> labels, const TestAnswers& answers,
                                     std::optional<ConfusionCell> cell);

// The `most` classes of the highest scores, the highest first; the last is `is`, where that is not among them.
std::vector<int> classes_to_tell(std::span<const float> scores, int is, std::size_t most);

// Those of one class among the first `samples` of the training part, 0 for all of it.
std::vector<std::int64_t> training_samples_of(std::span<const std::uint8_t> labels, std::int64_t samples, int of_class);

}  // namespace flatscope
