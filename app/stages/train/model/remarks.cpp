#include "app/stages/train/model/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/look/number_text.h"

namespace flatscope {
namespace {

// A trouble is settled after so many epochs and steps, if nothing got better in the last few epochs.
constexpr std::int64_t first_epochs = 5, first_steps = 100;
constexpr std::size_t last_few = 4;
constexpr double falls = 0.98;        // the share of the best loss before these
constexpr double above_chance = 0.1;  // of the way from guessing to everything right

constexpr double by_heart = 0.995;      // of the training pictures
constexpr double worth_a_word = 0.095;  // a gap, which reads as ten points
constexpr double ahead = 0.015;         // of the test before the training
constexpr double still_rising = 0.01;   // more in the last three epochs than in the three before these

bool gets_better(std::span<const EpochPoint> curve, bool only_one_class, int classes) {
  const std::span<const EpochPoint> lately = curve.last(last_few);
  // The best loss of each part: with too long steps it jumps from epoch to epoch.
  const auto best = [](std::span<const EpochPoint> points) {
    double least = std::numeric_limits<double>::infinity();
    for (const EpochPoint& point : points)
      if (point.loss < least) least = point.loss;
    return least;
  };
  if (best(lately) < falls * best(curve.first(curve.size() - last_few))) return true;
  if (only_one_class) return false;  // it reads as many rightly as there are of that class
  const double chance = 1.0 / static_cast<double>(std::max(1, classes));
  return std::any_of(lately.begin(), lately.end(), [&](const EpochPoint& point) {
    return point.train_accuracy >= chance + above_chance * (1.0 - chance);
  });
}

double mean_test(std::span<const EpochPoint> points) {
  double sum = 0.0;
  for (const EpochPoint& point : points) sum += point.test_accuracy;
  return sum / static_cast<double>(points.size());
}

bool rises(std::span<const EpochPoint> curve) {
  constexpr std::size_t some = 3;
  if (curve.size() < 2 * some + 1) return false;
  const std::span<const EpochPoint> late = curve.last(some), before = curve.subspan(curve.size() - 2 * some, some);
  return mean_test(late) - mean_test(before) > still_rising;
}

}  // namespace

std::vector<std::string> settled_trouble(const Health& health, std::span<const EpochPoint> curve, int classes) {
  if (health.sentences.empty() || curve.size() <= static_cast<std::size_t>(first_epochs)) return {};
  if (curve.back().steps < first_steps) return {};
  const bool only_one_class = health.only_class >= 0;
  if (gets_better(curve, only_one_class, classes)) return {};
  std::string brief =
      fmt::format("{} of {} units are dead: lower the learning rate, start anew", health.dead, health.units);
  if (only_one_class) brief = "One class for every picture: another learning rate, start anew";
  if (health.far_off) brief = "Each step overshoots: lower the learning rate, start anew";
  return {health.sentences.front(), std::move(brief), "It does not learn"};
}

std::vector<std::string> what_is_wrong(const NetworkState& state) {
  if (state.stopped.empty()) return state.trouble;
  return {state.stopped, "Its loss is no number any more: lower the learning rate", "It stopped by itself"};
}

std::vector<std::string> curve_remark(const NetworkState& state, bool rests) {
  if (!state.measured() || !state.trouble.empty() || !state.stopped.empty()) return {};
  const EpochPoint& last = state.last();
  const double gap = state.gap();
  if (last.train_accuracy >= by_heart && gap >= worth_a_word)
    return {"It knows its training pictures by heart; others it reads less well",
            "It knows its training pictures by heart", "known by heart"};
  // Both accuracies are of pictures as they stand, with every unit switched on.
  if (-gap >= ahead)
    return {"The test is ahead: nothing is known by heart, and what is left is chance",
            "The test is ahead: nothing is known by heart", "the test is ahead"};
  if (rests && rises(*state.curve))
    return {"Still rising at the last epoch: play trains on", "Still rising: train on", "still rising"};
  return {};
}

}  // namespace flatscope
