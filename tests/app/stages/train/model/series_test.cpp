#include "app/stages/train/model/series.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace flatscope {
namespace {

TEST(GainWatch, EveryAnswerRightAndATinyLossIsLearnt) {
  GainWatch watch({.learnt_loss = 0.01});
  EXPECT_EQ(watch.check(0.5, 1.0, 100), GainVerdict::goes_on) << "right, but not sure of it";
  EXPECT_EQ(watch.check(0.001, 0.999, 200), GainVerdict::goes_on) << "sure, but not always right";
  EXPECT_EQ(watch.check(0.009, 1.0, 300), GainVerdict::learnt);
}

TEST(GainWatch, LevelsOffAfterSoManyChecksWithoutAGain) {
  GainWatch watch({.patience = 3, .gain = 0.02});
  EXPECT_EQ(watch.check(1.0, 0.5, 100), GainVerdict::goes_on);
  EXPECT_EQ(watch.check(0.99, 0.5, 200), GainVerdict::goes_on) << "one per cent is none";
  EXPECT_EQ(watch.check(1.2, 0.5, 300), GainVerdict::goes_on);
  EXPECT_EQ(watch.idle(), 2);
  EXPECT_EQ(watch.check(0.97, 0.5, 400), GainVerdict::goes_on) << "three per cent below the best are one";
  EXPECT_EQ(watch.idle(), 0);
  EXPECT_EQ(watch.check(0.97, 0.5, 500), GainVerdict::goes_on);
  EXPECT_EQ(watch.check(0.97, 0.5, 600), GainVerdict::goes_on);
  EXPECT_EQ(watch.check(0.97, 0.5, 700), GainVerdict::levelled);
}

TEST(GainWatch, SmallGainsAddUp) {
  GainWatch watch({.patience = 4, .gain = 0.02});
  double loss = 1.0;
  for (int i = 0; i < 40; ++i, loss *= 0.99) EXPECT_EQ(watch.check(loss, 0.5, i), GainVerdict::goes_on) << i;
}

TEST(GainWatch, IsOutOfStepsOnlyWhileItStillGains) {
  const GainRule rule{.patience = 2, .most_steps = 300};
  GainWatch gaining(rule), level(rule);
  EXPECT_EQ(gaining.check(1.0, 0.5, 100), GainVerdict::goes_on);
  EXPECT_EQ(gaining.check(0.5, 0.5, 299), GainVerdict::goes_on);
  EXPECT_EQ(gaining.check(0.2, 0.5, 300), GainVerdict::out_of_steps);
  level.check(1.0, 0.5, 100);
  level.check(1.0, 0.5, 200);
  EXPECT_EQ(level.check(1.0, 0.5, 300), GainVerdict::levelled);
}

TEST(GainWatch, ACheckIsMadeOfWholeEpochs) {
  const GainRule rule{.check_steps = 100};
  EXPECT_EQ(epochs_a_check(rule, 38), 3);
  EXPECT_EQ(epochs_a_check(rule, 100), 1);
  EXPECT_EQ(epochs_a_check(rule, 1000), 1);
  EXPECT_EQ(epochs_a_check(rule, 1), 100);
}

// Counts to ten.
struct Counting {
  struct Result {
    int count = 0;
    bool stopped = false;
    std::string problem;
    double seconds = 0.0, seconds_left = 0.0;
  };
  int count = 0, breaks_at = 1000;
  bool advance() {
    std::this_thread::sleep_for(std::chrono::milliseconds{2});
    if (++count == breaks_at) throw std::runtime_error("It broke.");
    return count < 10;
  }
  std::shared_ptr<Result> published() const {
    auto result = std::make_shared<Result>();
    result->count = count;
    return result;
  }
};

struct Running {
  Worker worker{{}};
  std::shared_ptr<const Counting::Result> shown;
  SeriesTurn<Counting> turn{shown};
  Turns turns{worker, std::chrono::milliseconds{3}};
  Running() { turns.add(turn); }
  // Deliveries, until one has been shown or all is done.
  void once() {
    const auto before = shown;
    turns.go();
    while (shown == before && turns.under_way()) worker.collect(std::chrono::milliseconds{1});
  }
};

TEST(SeriesTurn, StopsKeepsWhatItHasAndGoesOn) {
  Running running;
  running.turn.start(std::make_shared<Counting>());
  ASSERT_NE(running.shown, nullptr);
  running.once();
  const int kept = running.shown->count;
  EXPECT_GT(kept, 0);
  EXPECT_LT(kept, 10);
  running.turn.stop();
  EXPECT_TRUE(running.shown->stopped);
  EXPECT_EQ(running.shown->count, kept);
  running.worker.finish();
  EXPECT_FALSE(running.turn.wanted());
  EXPECT_LT(running.shown->count, 10) << "what was under way comes to its end, and no further";
  EXPECT_TRUE(running.shown->stopped);
  ASSERT_TRUE(running.turn.can_go_on());
  running.turn.go_on();
  EXPECT_FALSE(running.shown->stopped);
  running.turns.go();
  running.worker.finish();
  EXPECT_EQ(running.shown->count, 10);
  EXPECT_FALSE(running.shown->stopped);
  EXPECT_FALSE(running.turn.can_go_on());
}

TEST(SeriesTurn, AnotherOneTakesItsPlace) {
  Running running;
  auto first = std::make_shared<Counting>(), second = std::make_shared<Counting>();
  running.turn.start(first);
  running.turns.go();
  running.turn.start(second);
  running.worker.finish();
  EXPECT_EQ(second->count, 10);
  EXPECT_LT(first->count, 10);
  EXPECT_EQ(running.shown->count, 10);
}

TEST(SeriesTurn, WhatBreaksSaysWhyAndRestsThen) {
  Running running;
  auto series = std::make_shared<Counting>();
  series->breaks_at = 4;
  running.turn.start(series);
  running.turns.go();
  running.worker.finish();
  EXPECT_EQ(running.shown->problem, "It broke.");
  EXPECT_FALSE(running.turn.wanted());
  EXPECT_FALSE(running.turn.can_go_on());
  running.turn.start(std::make_shared<Counting>());
  running.turns.go();
  running.worker.finish();
  EXPECT_EQ(running.shown->count, 10);
  EXPECT_EQ(running.shown->problem, "");
}

}  // namespace
}  // namespace flatscope
