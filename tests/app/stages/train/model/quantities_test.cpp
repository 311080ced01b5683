// Numbers of the Train stage by name: nothing before it is measured, then what is known of the network that is named.
#include "app/stages/train/model/quantities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/toml_read.h"
#include "app/stages/train/model/both_networks.h"
#include "app/stages/train/model/hunger.h"
#include "app/stages/train/model/ladder.h"
#include "tests/app/stages/quantities.h"
#include "tests/app/stages/train/model/states.h"

namespace flatscope {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class TrainQuantities : public test::Quantities {
 protected:
  TrainQuantities() { scene_ = first_scene(); }
  void learn() {
    auto data = std::make_shared<TrainData>(*test::small_train_data());
    data->inputs = data_inputs(scene_);
    results_.train.data = data;
    const std::int64_t samples = static_cast<std::int64_t>(data->set->test.labels.size());
    for (std::size_t i = 0; i < 2; ++i) {
      auto state = std::make_shared<NetworkState>();
      state->begun = true;
      state->inputs = {data, train_settings(scene_.train, i), nullptr};
      state->inputs.settings.samples =
          std::min(state->inputs.settings.samples, static_cast<std::int64_t>(data->set->train.labels.size()));
      state->steps = 10;
      state->epochs = 2;
      auto curve = std::make_shared<std::vector<EpochPoint>>(2);
      curve->back().epoch = 1;
      curve->back().train_accuracy = i == 0 ? 1.0 : 0.75;
      curve->back().test_accuracy = i == 0 ? 0.5 : 0.25;
      state->curve = curve;
      auto map = std::make_shared<ShiftMap>();
      map->radius = 8;
      map->accuracy = Tensor({17, 17});
      map->accuracy.data()[(1 + 8) * 17 + (-2 + 8)] = 0.125F;  // dx -2, dy 1
      map->steps = 10;
      map->epoch = 2;
      map->samples = map->of_samples = samples;
      map->mean = 0.3;
      map->consistency = 0.6;
      state->shifts = map;
      auto answers = std::make_shared<TestAnswers>();
      for (std::int64_t k = 0; k < samples; ++k) {
        const std::uint8_t label = data->set->test.labels[static_cast<std::size_t>(k)];
        answers->classes.push_back(k < 3 ? static_cast<std::uint8_t>(label + 1) : label);
      }
      state->answers = answers;
      results_.train.networks[i] = state;
    }
  }
};

TEST_F(TrainQuantities, NothingIsKnownBeforeItIsMeasured) {
  for (const char* text :
       {"accuracy left", "train_accuracy right", "gap left", "mistakes left", "shift_accuracy left 1 2",
        "mean_shift_accuracy right", "consistency left", "epochs_trained left", "test_samples", "guessing",
        "hunger_accuracy left moved 100", "ladder_accuracy 5"})
    EXPECT_THAT(of(text), IsEmpty()) << text;
}

TEST_F(TrainQuantities, EachIsWhatIsKnownOfItsNetwork) {
  learn();
  EXPECT_THAT(of("accuracy left"), ElementsAre(0.5));
  EXPECT_THAT(of("accuracy right"), ElementsAre(0.25));
  EXPECT_THAT(of("train_accuracy right"), ElementsAre(0.75));
  EXPECT_THAT(of("gap left"), ElementsAre(50.0));
  EXPECT_THAT(of("mistakes left"), ElementsAre(3.0));
  EXPECT_THAT(of("shift_accuracy left -2 1"), ElementsAre(0.125));
  EXPECT_THAT(of("shift_accuracy left 1 -2"), ElementsAre(0.0));
  EXPECT_THAT(of("mean_shift_accuracy right"), ElementsAre(0.3));
  EXPECT_THAT(of("consistency right"), ElementsAre(0.6));
  EXPECT_THAT(of("epochs_trained left"), ElementsAre(2.0));
  EXPECT_THAT(of("test_samples"), ElementsAre(static_cast<double>(results_.train.data->set->test.labels.size())));
  EXPECT_THAT(of("guessing"), ElementsAre(1.0 / results_.train.data->classes()));
  choose_data(scene_.train, DataKind::shapes);  // what is known is of other data
  EXPECT_THAT(of("accuracy left"), IsEmpty());
}

TEST_F(TrainQuantities, NothingIsToldOfOtherSettingsNorWhileItStillLearns) {
  learn();
  results_.train.training = true;
  EXPECT_THAT(of("accuracy left"), IsEmpty());
  EXPECT_THAT(of("mean_shift_accuracy left"), IsEmpty());
  results_.train.training = false;
  scene_.train.shuffle = true;
  EXPECT_THAT(of("accuracy left"), IsEmpty());
  EXPECT_THAT(of("epochs_trained left"), IsEmpty());
}

TEST_F(TrainQuantities, AMapThatIsNotFinishedOrOfOtherWeightsIsNoAnswer) {
  learn();
  auto state = std::make_shared<NetworkState>(*results_.train.networks[0]);
  auto map = std::make_shared<ShiftMap>(*state->shifts);
  map->samples = map->of_samples - 1;  // more will follow
  state->shifts = map;
  results_.train.networks[0] = state;
  EXPECT_THAT(of("mean_shift_accuracy left"), IsEmpty());
  EXPECT_THAT(of("mean_shift_accuracy right"), ElementsAre(0.3));
  map->samples = map->of_samples;
  map->steps = 9;
  EXPECT_THAT(of("shift_accuracy left 0 0"), IsEmpty());
  scene_.train.radius = 4;
  EXPECT_THAT(of("consistency right"), IsEmpty());
}

TEST_F(TrainQuantities, BeforeTheFirstEpochsEndNoAccuracyIsKnown) {
  learn();
  auto state = std::make_shared<NetworkState>(*results_.train.networks[0]);
  state->curve = std::make_shared<std::vector<EpochPoint>>(1);
  results_.train.networks[0] = state;
  EXPECT_THAT(of("accuracy left"), IsEmpty());
  EXPECT_THAT(of("accuracy right"), ElementsAre(0.25));
}

TEST_F(TrainQuantities, WhatMeansNothingIsRefused) {
  EXPECT_THAT(refusal("accuracy middle"), HasSubstr("left or right"));
  EXPECT_THAT(refusal("accuracy"), HasSubstr("left or right"));
  EXPECT_THAT(refusal("shift_accuracy left 1"), HasSubstr("to the right, then down"));
  EXPECT_THAT(refusal("shift_accuracy left 99 0"), HasSubstr("-8 to 8"));
  EXPECT_THAT(refusal("ladder_weights 6"), HasSubstr("1 to 5"));
  EXPECT_THAT(refusal("hunger_accuracy left turned 100"), HasSubstr("moved or still"));
}

TEST_F(TrainQuantities, WhatTheSceneTellsIsKnownAtOnce) {
  const Count left = count_network(input_of(scene_.train), scene_.train.networks[0]).total.parameters;
  EXPECT_THAT(of("network_parameters_of left"), ElementsAre(static_cast<double>(left.value)));
  EXPECT_THAT(of("training_samples"), ElementsAre(1200.0));
  EXPECT_THAT(of("ladder_weights 5"), ElementsAre(1060.0));
  EXPECT_THAT(of("ladder_links 5"), ElementsAre(5194.0));
}

TEST_F(TrainQuantities, TheSeriesAreReadToo) {
  learn();
  auto hunger = std::make_shared<HungerResult>();
  HungerPoint point;
  point.network = 1;
  point.moved = point.done = true;
  point.samples = 38;
  point.over_shifts = 0.4;
  hunger->points.push_back(point);
  hunger->inputs = hunger_inputs(scene_.train, results_.train.data);
  results_.train.hunger = hunger;
  EXPECT_THAT(of("hunger_accuracy right moved 38"), ElementsAre(0.4));
  EXPECT_THAT(of("hunger_accuracy left moved 38"), IsEmpty());
  scene_.train.hunger.most_steps = 500;  // another plan
  EXPECT_THAT(of("hunger_accuracy right moved 38"), IsEmpty());
  auto ladder = std::make_shared<LadderResult>();
  scene_.train.ladder.seeds = 2;
  ladder->settings = possible(scene_.train.ladder);
  ladder->rungs[4].moved = {0.5};
  results_.train.ladder = ladder;
  EXPECT_THAT(of("ladder_accuracy 5"), IsEmpty());  // a seed is still to come
  ladder->rungs[4].moved = {0.5, 1.0};
  results_.train.ladder = ladder;
  EXPECT_THAT(of("ladder_accuracy 5"), ElementsAre(0.75));
}

TEST_F(TrainQuantities, ALessonSaysHowItIsLookedAt) {
  ViewState view;
  const toml::table table = parse_toml("loss = true\nspeed = \"slow\"\nopened = 7\n");
  read_train_view({&table, "view.train"}, view);
  EXPECT_TRUE(view.train.loss);
  EXPECT_EQ(view.train.speed, TrainSpeed::slow);
  EXPECT_EQ(view.train.opened, 7);
  const toml::table wrong = parse_toml("speed = \"fast\"\n");
  EXPECT_THROW(read_train_view({&wrong, "view.train"}, view), SceneError);
}

}  // namespace
}  // namespace flatscope
