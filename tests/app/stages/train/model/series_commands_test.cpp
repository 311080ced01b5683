// Data hunger and the ladder as the buttons start and stop them, beside a training that goes on.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "app/engine/scene.h"
#include "app/stages/train/model/hunger_series.h"
#include "app/stages/train/model/ladder_series.h"
#include "app/stages/train/model/trainer.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

using Kind = TrainCommand::Kind;

class SeriesCommands : public testing::Test {
 protected:
  SeriesCommands() {
    TrainScene& train = scene_.train;
    train.data.kind = DataKind::shapes;
    train.data.canvas = 8;
    train.networks = {parse_layers("flatten linear:5"), parse_layers("conv:2:3 relu globalmaxpool linear:5")};
    train.samples = 40;
    train.epochs = 3;
    train.radius = 1;
    train.hunger = {.from = 10, .to = 40, .points = 2, .moved = 1};
    train.ladder = {.data = DataKind::shapes, .samples = 40, .moved = 1, .seeds = 1, .epochs = 2};
    settle();
  }
  void frame() {
    trainer_.request(scene_, view_);
    worker_.collect(std::chrono::milliseconds(1));
  }
  // Frame after frame until nothing is left to do.
  void settle() {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    do {
      frame();
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "it does not come to rest";
    } while (trainer_.behind() || trainer_.asks_again() || worker_.busy(Worker::Lane::background) ||
             worker_.has_deliveries());
  }
  const HungerResult& hunger() const { return *results_.hunger; }
  const LadderResult& ladder() const { return *results_.ladder; }

  Scene scene_;
  TrainView view_;
  Worker worker_{{}};
  Asker asker_{worker_};
  TrainResults results_;
  Trainer trainer_{asker_, results_};
};

TEST_F(SeriesCommands, HungerGivesTheNumbersOfOneGoWhileBothNetworksTrain) {
  ask_trainer(view_, Kind::start_hunger);
  ask_trainer(view_, Kind::play);
  settle();
  ASSERT_NE(results_.hunger, nullptr);
  ASSERT_TRUE(hunger().over());
  EXPECT_FALSE(hunger().stopped);
  HungerSeries whole(hunger_inputs(scene_.train, results_.data), {"A", "B"});
  while (whole.advance()) {
  }
  const auto expected = whole.published();
  ASSERT_EQ(hunger().points.size(), expected->points.size());
  for (std::size_t i = 0; i < expected->points.size(); ++i) {
    EXPECT_EQ(hunger().points[i].steps, expected->points[i].steps);
    EXPECT_EQ(hunger().points[i].middle, expected->points[i].middle);
    EXPECT_EQ(hunger().points[i].over_shifts, expected->points[i].over_shifts);
  }
  EXPECT_EQ(results_.networks[0]->epochs, 3) << "the training itself has gone on";
  EXPECT_EQ(hunger().names[1], "CNN");
}

TEST_F(SeriesCommands, StoppingKeepsWhatIsThereAndStartingGoesOn) {
  ask_trainer(view_, Kind::start_hunger);
  while (results_.hunger == nullptr || hunger().now < 2) frame();
  ask_trainer(view_, Kind::stop_hunger);
  settle();
  ASSERT_FALSE(hunger().over()) << "the computer was too fast for this test";
  EXPECT_TRUE(hunger().stopped);
  const std::size_t done = hunger().now;
  EXPECT_GE(done, 2U);
  const double first = hunger().points[0].middle;
  ask_trainer(view_, Kind::start_hunger);
  frame();
  EXPECT_GE(hunger().now, done) << "nothing is done twice";
  settle();
  EXPECT_TRUE(hunger().over());
  EXPECT_FALSE(hunger().stopped);
  EXPECT_EQ(hunger().points[0].middle, first);
}

TEST_F(SeriesCommands, OtherSettingsLeaveTheOldResultsUntilItIsStartedAgain) {
  ask_trainer(view_, Kind::start_hunger);
  settle();
  const auto before = results_.hunger;
  scene_.train.hunger.to = 20;
  settle();
  EXPECT_EQ(results_.hunger, before);
  EXPECT_FALSE(what_differs(before->inputs, hunger_inputs(scene_.train, results_.data)).empty());
  ask_trainer(view_, Kind::start_hunger);
  settle();
  EXPECT_TRUE(what_differs(hunger().inputs, hunger_inputs(scene_.train, results_.data)).empty());
  EXPECT_EQ(hunger().points.back().samples, 20);
}

TEST_F(SeriesCommands, TheLadderTrainsItsFiveAndStops) {
  ask_trainer(view_, Kind::start_ladder);
  while (results_.ladder == nullptr || ladder().done < 1) frame();
  ask_trainer(view_, Kind::stop_ladder);
  settle();
  EXPECT_TRUE(ladder().stopped || ladder().over());
  ask_trainer(view_, Kind::start_ladder);
  settle();
  EXPECT_TRUE(ladder().over());
  EXPECT_EQ(ladder().done, 10U);
  LadderSeries whole(scene_.train.ladder);
  while (whole.advance()) {
  }
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(ladder().rungs[i].moved, whole.published()->rungs[i].moved);
}

TEST_F(SeriesCommands, AnImpossibleNetworkIsSaidAndTheOtherOneTrained) {
  scene_.train.networks[0] = parse_layers("flatten linear:7");
  settle();
  ask_trainer(view_, Kind::start_hunger);
  settle();
  for (const HungerPoint& point : hunger().points) EXPECT_EQ(point.problem.empty(), point.network == 1);
  EXPECT_EQ(hunger().points[0].problem, results_.networks[0]->refusal);
}

}  // namespace
}  // namespace flatscope
