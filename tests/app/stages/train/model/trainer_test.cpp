// What becomes of the runs: which are kept, which come back, and that all are what a run by hand is.
#include "app/stages/train/model/trainer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <thread>

#include "app/engine/scene.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

using Kind = TrainCommand::Kind;
using testing::SizeIs;

constexpr int epochs = 3;

class Trained : public testing::Test {
 protected:
  Trained() {
    TrainScene& train = scene_.train;
    train.data.canvas = 10;
    train.networks = {parse_layers("flatten linear:8 relu linear:10"),
                      parse_layers("conv:3:3:padding=same relu globalmaxpool linear:10")};
    train.samples = 60;
    train.epochs = epochs;
    train.radius = 1;
  }
  // Frame after frame until nothing is left to do.
  void settle() {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    do {
      trainer_.request(scene_, view_, walks_);
      worker_.collect(std::chrono::milliseconds(1));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "it does not come to rest";
    } while (trainer_.behind() || trainer_.asks_again() || worker_.busy(Worker::Lane::background) ||
             worker_.has_deliveries());
  }
  void ask(Kind kind, int id = 0) {
    ask_trainer(view_, kind, id);
    settle();
  }
  const NetworkState& network(std::size_t i) const { return *results_.networks[i]; }
  std::vector<EpochPoint> curve(std::size_t i) const { return *network(i).curve; }
  std::vector<int> kept() const {
    std::vector<int> ids;
    for (const auto& run : results_.kept) ids.push_back(run->id);
    return ids;
  }

  Scene scene_;
  TrainView view_;
  int walks_ = 0;
  Worker worker_{{}};
  Asker asker_{worker_};
  TrainResults results_;
  Trainer trainer_{asker_, results_};
};

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

// Bit for bit, where a number that is not known equals another.
void expect_same(const std::vector<EpochPoint>& a, const std::vector<EpochPoint>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].epoch, b[i].epoch);
    EXPECT_EQ(a[i].steps, b[i].steps);
    EXPECT_TRUE(same(a[i].loss, b[i].loss)) << "epoch " << i;
    EXPECT_TRUE(same(a[i].train_accuracy, b[i].train_accuracy)) << "epoch " << i;
    EXPECT_TRUE(same(a[i].test_accuracy, b[i].test_accuracy)) << "epoch " << i;
    EXPECT_TRUE(same(a[i].test_loss, b[i].test_loss)) << "epoch " << i;
  }
}

TEST_F(Trained, TheCurveIsThatOfARunByHand) {
  scene_.train.moved = 1;
  scene_.train.shuffle = true;
  scene_.train.dropout = 0.2F;
  ask(Kind::play);
  for (std::size_t i = 0; i < 2; ++i) {
    TrainRun run(train_settings(scene_.train, i), results_.data->set);
    const std::vector<EpochPoint> seen = curve(i);
    ASSERT_THAT(seen, SizeIs(epochs + 1));
    for (std::int64_t epoch = 0; epoch <= epochs; ++epoch) {
      for (std::int64_t step = 0; epoch > 0 && step < run.steps_an_epoch(); ++step) {
        ASSERT_TRUE(run.step());
      }
      const EpochPoint& point = seen[static_cast<std::size_t>(epoch)];
      EXPECT_EQ(point.epoch, epoch);
      EXPECT_EQ(point.steps, run.steps());
      EXPECT_TRUE(same(point.loss, run.epoch_loss()));
      EXPECT_EQ(point.train_accuracy, run.train_accuracy());
      EXPECT_EQ(point.test_accuracy, run.test_accuracy());
    }
    ASSERT_NE(network(i).weights, nullptr);
    const std::vector<NamedTensor> by_hand = run.parameters();
    ASSERT_EQ(network(i).weights->size(), by_hand.size());
    for (std::size_t k = 0; k < by_hand.size(); ++k) EXPECT_EQ((*network(i).weights)[k].tensor, by_hand[k].tensor);
  }
}

TEST_F(Trained, BackToTheStartGivesTheSameNumbers) {
  ask(Kind::play);
  const std::vector<EpochPoint> first[] = {curve(0), curve(1)};
  ask(Kind::rewind);
  EXPECT_EQ(network(0).steps, 0);
  EXPECT_THAT(curve(0), SizeIs(1));
  EXPECT_THAT(results_.kept, SizeIs(1));  // what was there is kept
  ask(Kind::step);
  ask(Kind::step);
  EXPECT_EQ(network(0).steps, 2);
  EXPECT_EQ(network(1).steps, 2);
  ask(Kind::play);
  for (std::size_t i = 0; i < 2; ++i) expect_same(curve(i), first[i]);
}

TEST_F(Trained, ThrowingASwitchKeepsTheRunThatIsThere) {
  ask(Kind::play);
  EXPECT_THAT(results_.kept, SizeIs(0));
  const auto before = results_.networks;
  scene_.train.shuffle = true;
  settle();
  ASSERT_THAT(kept(), testing::ElementsAre(1));
  const KeptRun& run = *results_.kept.front();
  EXPECT_FALSE(run.scene.shuffle);
  EXPECT_EQ(run.networks, before);
  // The new one was trained as far, from the same start, on other pixels.
  EXPECT_EQ(network(0).epochs, epochs);
  EXPECT_TRUE(network(0).inputs.settings.shuffle_pixels);
  EXPECT_NE(curve(0).back().loss, run.networks[0]->last().loss);
}

TEST_F(Trained, AKeptRunsMapIsFinishedWhileRunsAreCompared) {
  scene_.train.radius = 5;
  ask_trainer(view_, Kind::play);
  for (int frame = 0; frame < 20'000 && (results_.networks[0] == nullptr || network(0).curve->size() <= epochs ||
                                         network(1).curve->size() <= epochs);
       ++frame) {
    trainer_.request(scene_, view_);
    worker_.collect(std::chrono::milliseconds(1));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ask_trainer(view_, Kind::keep);
  trainer_.request(scene_, view_);
  ASSERT_THAT(results_.kept, SizeIs(1));
  scene_.train.samples = 40;
  settle();
  const auto samples = [&](std::size_t i) {
    const auto& shifts = results_.kept.front()->networks[i]->shifts;
    return shifts == nullptr || std::isnan(shifts->mean) ? 0 : shifts->samples;
  };
  EXPECT_LT(samples(0) + samples(1), 200);
  scene_.train.tab = TrainTab::compare;
  settle();
  EXPECT_GE(samples(0), 100);
  EXPECT_GE(samples(1), 100);
  EXPECT_EQ(network(0).inputs.settings.samples, 40);
}

TEST_F(Trained, BothMapsAreOfOneMomentWhileBothAreTrained) {
  scene_.train.epochs = 40;
  scene_.train.radius = 4;
  ask_trainer(view_, Kind::play);
  const auto whole = [&](std::size_t i) {
    return results_.networks[i] != nullptr && network(i).shifts != nullptr && !std::isnan(network(i).shifts->mean);
  };
  int seen = 0;
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  do {
    trainer_.request(scene_, view_);
    worker_.collect(std::chrono::milliseconds(1));
    ASSERT_EQ(whole(0), whole(1));
    if (!whole(0)) continue;
    ++seen;
    EXPECT_EQ(network(0).shifts->epoch, network(1).shifts->epoch);
    EXPECT_EQ(network(0).shifts->samples, network(1).shifts->samples);
  } while ((trainer_.behind() || seen == 0) && std::chrono::steady_clock::now() < give_up);
  EXPECT_GT(seen, 0);
}

TEST_F(Trained, NothingThatWasNotTrainedIsKept) {
  settle();
  scene_.train.shuffle = true;
  settle();
  scene_.train.seed = 9;
  settle();
  EXPECT_THAT(results_.kept, SizeIs(0));
  ask(Kind::keep);
  EXPECT_THAT(results_.kept, SizeIs(0));
  ask(Kind::step);
  ask(Kind::keep);  // who asks for it gets a run of one step
  EXPECT_THAT(results_.kept, SizeIs(1));
}

TEST_F(Trained, UndoBringsTheOldRunBackAsItWasLeft) {
  ask(Kind::play);
  const auto before = results_.networks;
  const TrainScene old = scene_.train;
  scene_.train.samples = 40;
  settle();
  EXPECT_EQ(network(0).inputs.settings.samples, 40);
  scene_.train = old;
  settle();
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(network(i).curve, before[i]->curve);  // the very same, not one like it
    EXPECT_EQ(network(i).steps, before[i]->steps);
  }
  // The run that was left is kept as well.
  EXPECT_EQ(kept(), (std::vector<int>{1, 2}));
  EXPECT_EQ(results_.kept.back()->scene.samples, 40);
}

TEST_F(Trained, WhatUndoLeavesIsNotKeptAndRedoFindsItAgain) {
  ask(Kind::play);
  const TrainScene old = scene_.train;
  scene_.train.samples = 40;
  settle();
  const auto left = results_.networks;
  const TrainScene other = scene_.train;
  scene_.train = old;
  ++walks_;
  settle();
  EXPECT_EQ(kept(), std::vector<int>{1});
  scene_.train = other;
  ++walks_;
  settle();
  EXPECT_EQ(network(0).curve, left[0]->curve);
  EXPECT_EQ(kept(), std::vector<int>{1});
  scene_.train.samples = 50;  // a new choice, right after
  settle();
  EXPECT_EQ(kept(), (std::vector<int>{1, 2}));
}

TEST_F(Trained, OfDataThatCantBeHadNothingIsTrained) {
  ask(Kind::play);
  const TrainScene old = scene_.train;
  const auto before = results_.networks;
  choose_data(scene_.train, DataKind::files);
  settle();
  EXPECT_FALSE(results_.data_problem.empty());
  EXPECT_EQ(results_.data, nullptr);
  EXPECT_EQ(results_.networks[0], nullptr) << "what other data gave is not shown as this data's";
  EXPECT_EQ(results_.networks[1], nullptr);
  EXPECT_EQ(kept(), std::vector<int>{1});
  for (const Kind kind : {Kind::play, Kind::step, Kind::epoch}) ask(kind);
  EXPECT_FALSE(results_.playing);
  scene_.train = old;
  settle();
  ASSERT_NE(results_.networks[0], nullptr);
  EXPECT_EQ(network(0).curve, before[0]->curve) << "nothing went on unseen";
  EXPECT_FALSE(results_.playing);
}

TEST_F(Trained, AllKeptRunsAreForgottenAtOnceAndBroughtBack) {
  scene_.train.epochs = 1;
  ask(Kind::play);
  for (const int seed : {2, 3}) {
    scene_.train.seed = seed;
    settle();
  }
  ASSERT_EQ(kept(), (std::vector<int>{1, 2}));
  ask(Kind::forget_all);
  EXPECT_TRUE(kept().empty());
  ask(Kind::bring_back);
  EXPECT_EQ(kept(), (std::vector<int>{1, 2}));
  ask(Kind::forget_all);
  ask(Kind::keep);
  EXPECT_EQ(kept(), std::vector<int>{3});
  EXPECT_TRUE(results_.forgotten.empty());
}

TEST_F(Trained, UndoBringsTheDataBackWithTheRun) {
  ask(Kind::play);
  const auto data = results_.data;
  const auto before = results_.networks;
  scene_.train.data.canvas = 12;
  settle();
  EXPECT_NE(results_.data, data);
  EXPECT_EQ(network(0).inputs.data, results_.data);
  scene_.train.data.canvas = 10;
  settle();
  EXPECT_EQ(results_.data, data);
  EXPECT_EQ(network(0).curve, before[0]->curve);
}

TEST_F(Trained, AtMostEightAreHeldAndTheOldestGo) {
  scene_.train.epochs = 1;
  ask(Kind::play);
  for (int seed = 2; seed <= 11; ++seed) {
    scene_.train.seed = seed;
    settle();
  }
  EXPECT_EQ(kept(), (std::vector<int>{3, 4, 5, 6, 7, 8, 9, 10}));
  ask(Kind::forget, 5);
  EXPECT_EQ(kept(), (std::vector<int>{3, 4, 6, 7, 8, 9, 10}));
}

TEST_F(Trained, AShorterRunOfTheSameSettingsDoesNotTakeTheLongOnesPlace) {
  ask(Kind::play);
  ask(Kind::rewind);
  ASSERT_EQ(kept(), std::vector<int>{1});
  ask(Kind::epoch);
  scene_.train.shuffle = true;
  settle();
  ASSERT_EQ(kept(), std::vector<int>{1});
  EXPECT_EQ(results_.kept.front()->networks[0]->epochs, epochs);
}

TEST_F(Trained, WhereASliderRestsOnItsWayNothingIsKept) {
  ask(Kind::play);
  view_.hand_down = true;
  for (const int samples : {50, 45, 40}) {
    scene_.train.samples = samples;
    settle();
    EXPECT_EQ(network(0).inputs.settings.samples, samples);  // it learns all the same
    EXPECT_EQ(network(0).epochs, epochs);
  }
  EXPECT_EQ(kept(), std::vector<int>{1});
  EXPECT_EQ(results_.kept.front()->scene.samples, 60);
  view_.hand_down = false;
  settle();
  scene_.train.shuffle = true;
  settle();
  EXPECT_EQ(kept(), (std::vector<int>{1, 2}));
  EXPECT_EQ(results_.kept.back()->scene.samples, 40);
}

TEST_F(Trained, AFreshViewIsHeard) {
  ask(Kind::step);
  ask(Kind::step);
  view_ = {};
  settle();
  ask(Kind::step);
  EXPECT_EQ(network(0).steps, 3);
}

TEST_F(Trained, TheExactShuffleIsWorkedOutWhereItIsLookedAt) {
  ask(Kind::play);
  EXPECT_EQ(results_.exact[0], nullptr);
  scene_.train.tab = TrainTab::compare;
  settle();
  ASSERT_NE(results_.exact[0], nullptr);
  EXPECT_EQ(results_.exact[0]->steps, network(0).steps);
  EXPECT_EQ(results_.exact[1], nullptr);  // it has no dense first layer
  ask(Kind::step);
  EXPECT_EQ(results_.exact[0]->steps, network(0).steps);
  ask(Kind::rewind);
  EXPECT_EQ(results_.exact[0], nullptr);
  EXPECT_THAT(results_.kept, SizeIs(1));  // to look at another tab is no other run
}

}  // namespace
}  // namespace flatscope
