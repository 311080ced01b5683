#include "app/stages/train/model/run_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/training/models.h"

namespace flatscope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(RunWords, SayWhatDiffersAndNothingElse) {
  const TrainScene plain;
  TrainScene other;
  EXPECT_THAT(run_differences(other, plain), IsEmpty());
  EXPECT_EQ(run_words(other, plain), "as this run");
  other.tab = TrainTab::ladder;
  other.epochs = 99;
  other.sample = 3;
  other.radius = 4;
  other.momentum = 0.5F;  // Adam has none
  EXPECT_THAT(run_differences(other, plain), IsEmpty());
  other.shuffle = true;
  other.samples = 60;
  other.moved = 5;
  EXPECT_THAT(run_differences(other, plain), ElementsAre("shuffled", "60 samples", "moved by up to 5 px"));
  EXPECT_EQ(run_words(plain, other), "not shuffled, 1,200 samples, not moved");
}

TEST(RunWords, AKeptRunsNameSaysWhatIsNotAsTheProgramBegins) {
  TrainScene scene;
  EXPECT_EQ(short_run_words(scene), "standard");
  scene.moved = 8;
  scene.shuffle = true;
  EXPECT_EQ(short_run_words(scene), "shuffled, moved 8 px");
  TrainScene shapes;
  choose_data(shapes, DataKind::shapes);
  EXPECT_EQ(short_run_words(shapes), "Shapes drawn by rule");
  shapes.samples = 60;
  EXPECT_EQ(short_run_words(shapes), "Shapes drawn by rule, 60 samples");
}

TEST(RunWords, NameEverySettingThatTrainingDependsOn) {
  const TrainScene plain;
  const auto words = [&](auto change) {
    TrainScene other;
    change(other);
    const std::vector<std::string> there = run_differences(plain, other);
    EXPECT_EQ(there.size(), 1U);
    const std::vector<std::string> here = run_differences(other, plain);
    return here.size() == 1 ? here[0] + " / " + there[0] : "?";
  };
  EXPECT_EQ(words([](TrainScene& scene) { scene.weight_decay = 0.001F; }), "weight decay 0.001 / no weight decay");
  EXPECT_EQ(words([](TrainScene& scene) { scene.dropout = 0.5F; }), "dropout 0.5 / no dropout");
  EXPECT_EQ(words([](TrainScene& scene) { scene.learning_rate = 0.01F; }), "learning rate 0.01 / learning rate 0.005");
  EXPECT_EQ(words([](TrainScene& scene) { scene.optimizer = OptimizerKind::sgd; }), "SGD / Adam");
  EXPECT_EQ(words([](TrainScene& scene) { scene.batch = 8; }), "batch 8 / batch 32");
  EXPECT_EQ(words([](TrainScene& scene) { scene.seed = 7; }), "seed 7 / seed 1");
  EXPECT_EQ(words([](TrainScene& scene) { scene.data.kind = DataKind::fashion; }),
            "Fashion-MNIST / Handwritten digits");
  EXPECT_EQ(words([](TrainScene& scene) { scene.data.canvas = 16; }), "on 16 × 16 px / on 24 × 24 px");
  EXPECT_EQ(words([](TrainScene& scene) { scene.data.fill = 50; }), "digits fill 50 % / digits of 8 × 8 px");
  EXPECT_EQ(words([](TrainScene& scene) { scene.networks[0] = parse_layers("flatten linear:64 relu linear:10"); }),
            "MLP 576 → 64 → 10 / MLP 576 → 128 → 10");
  EXPECT_EQ(words([](TrainScene& scene) { scene.start[1] = std::make_shared<const TrainedNetwork>(); }),
            "right from weights of a file / right from the seed's weights");
}

TEST(RunWords, AsManyClassesAsTheDataHasIsNoOtherNetwork) {
  TrainScene shapes;
  choose_data(shapes, DataKind::shapes);
  shapes.samples = TrainScene{}.samples;
  EXPECT_THAT(run_differences(shapes, TrainScene{}), ElementsAre("Shapes drawn by rule"));
}

std::shared_ptr<const NetworkState> state(int seed, std::vector<double> accuracies) {
  auto made = std::make_shared<NetworkState>();
  made->inputs.settings.seed = static_cast<std::uint32_t>(seed);
  std::vector<EpochPoint> curve(1);
  for (std::size_t i = 0; i < accuracies.size(); ++i)
    curve.push_back({.epoch = static_cast<std::int64_t>(i) + 1,
                     .steps = static_cast<std::int64_t>(i + 1) * 10,
                     .test_accuracy = accuracies[i]});
  made->steps = curve.back().steps;
  made->curve = std::make_shared<const std::vector<EpochPoint>>(std::move(curve));
  return made;
}

std::shared_ptr<const KeptRun> kept(int id, int seed) {
  return std::make_shared<const KeptRun>(KeptRun{id, {}, {state(seed, {0.5}), state(seed, {0.5})}});
}

TEST(RunWords, TheLastRunThatIsAnotherLiesOverThisOne) {
  TrainResults results;
  EXPECT_EQ(run_over(results, {}), nullptr);
  results.networks = {state(1, {0.5}), state(1, {0.5})};
  results.kept = {kept(1, 2), kept(2, 3), kept(3, 1)};
  EXPECT_EQ(run_over(results, {})->id, 2);  // the third is this very run
  EXPECT_EQ(run_over(results, 1)->id, 1);
  EXPECT_EQ(run_over(results, 3)->id, 3);
  EXPECT_EQ(run_over(results, 9)->id, 2);  // it was let go
}

TEST(RunWords, RunsAreComparedWhereBothHaveBeen) {
  const auto longer = state(1, {0.2, 0.5, 0.9}), shorter = state(2, {0.3, 0.6});
  const RunDifference difference = compared(longer.get(), shorter.get());
  EXPECT_EQ(difference.epoch, 2);
  EXPECT_DOUBLE_EQ(difference.points(), -10.0);
  EXPECT_DOUBLE_EQ(compared(shorter.get(), longer.get()).points(), 10.0);
  EXPECT_EQ(compared(state(1, {}).get(), longer.get()).epoch, -1);
  EXPECT_EQ(compared(nullptr, longer.get()).epoch, -1);
}

TEST(RunWords, BackToAKeptRunLeavesWhatIsLookedAt) {
  KeptRun run;
  run.scene.shuffle = true;
  run.scene.tab = TrainTab::learning;
  TrainScene now;
  now.tab = TrainTab::compare;
  now.samples = 60;
  now.sample = 7;
  const TrainScene back = back_to(run, now);
  EXPECT_TRUE(back.shuffle);
  EXPECT_EQ(back.samples, run.scene.samples);
  EXPECT_EQ(back.tab, TrainTab::compare);
  EXPECT_EQ(back.sample, 7);
}

}  // namespace
}  // namespace flatscope
