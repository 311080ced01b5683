#include "app/stages/train/model/to_shift.h"

#include <gtest/gtest.h>

#include "app/engine/stage_table.h"
#include "core/training/run.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

// Digits, and the left network after some steps; the right one has not begun.
struct Trained {
  Trained() {
    Generator generator(3);
    scene.pictures = {test::picture_of(test::noise_image(generator, 20, 20, 1))};
    scene.stage = Stage::train;
    scene.train.sample = 17;
    DataLoading loading(data_inputs(scene));
    while (loading.advance()) {
    }
    results.train.data = loading.take();
    NetworkState state;
    state.inputs.data = results.train.data;
    state.inputs.settings = train_settings(scene.train, 0);
    state.inputs.settings.shuffle_pixels = true;
    TrainRun run(state.inputs.settings, results.train.data->set);
    run.step();
    permutation.assign(run.permutation().begin(), run.permutation().end());
    state.weights = std::make_shared<const std::vector<NamedTensor>>(run.parameters());
    state.steps = 1;
    results.train.networks[0] = std::make_shared<const NetworkState>(std::move(state));
    results.train.networks[1] = std::make_shared<const NetworkState>();
  }
  Scene scene;
  Results results;
  ViewState view;
  std::vector<std::int32_t> permutation;
};

TEST(ToShift, NothingHappensWithoutWeights) {
  Trained trained;
  trained.results.train.networks[0] = trained.results.train.networks[1];
  EXPECT_FALSE(has_trained_pair(trained.results.train));
  StageEdit edit{trained.scene, trained.view, trained.results};
  take_to_shift(edit);
  EXPECT_FALSE(edit.commit);
  EXPECT_EQ(edit.scene, trained.scene);
}

TEST(ToShift, TheNetworksComeAsTheyAreNowWithTheSampleInHand) {
  Trained trained;
  trained.scene.shift.dx = 5;
  StageEdit edit{trained.scene, trained.view, trained.results};
  take_to_shift(edit);
  EXPECT_TRUE(edit.commit);
  EXPECT_EQ(edit.scene.stage, Stage::shift);
  EXPECT_TRUE(edit.scene.shift.trained);
  EXPECT_EQ(edit.scene.shift.sample, 17);
  EXPECT_EQ(edit.scene.shift.dx, 0);
  const TrainedPair& pair = *edit.scene.shift.pair;
  ASSERT_NE(pair.networks[0], nullptr);
  EXPECT_EQ(pair.networks[1], nullptr);
  EXPECT_EQ(pair.data, trained.results.train.data->set);
  EXPECT_EQ(pair.data_words, "Handwritten digits on 24 × 24");
  const TrainedNetwork& network = *pair.networks[0];
  EXPECT_EQ(network.name, "MLP");
  EXPECT_EQ(network.input, (Shape{1, 24, 24}));
  EXPECT_EQ(network.steps, 1);
  EXPECT_EQ(network.permutation, trained.permutation);
  ASSERT_EQ(network.parameters.size(), trained.results.train.networks[0]->weights->size());
  // The same answers as the run itself gives.
  EXPECT_EQ(network.parameters[0].tensor, (*trained.results.train.networks[0]->weights)[0].tensor);
}

// As the trainer would have asked them after an epoch: all read rightly but some.
void answer(Trained& trained, std::initializer_list<std::size_t> wrong) {
  auto answers = std::make_shared<TestAnswers>();
  answers->classes = trained.results.train.data->set->test.labels;
  for (const std::size_t i : wrong) answers->classes[i] = static_cast<std::uint8_t>((answers->classes[i] + 1) % 10);
  auto state = std::make_shared<NetworkState>(*trained.results.train.networks[0]);
  state->answers = std::move(answers);
  trained.results.train.networks[0] = std::move(state);
}

TEST(ToShift, BeginsWithASampleThatIsReadRightly) {
  Trained trained;
  answer(trained, {17, 18});
  StageEdit edit{trained.scene, trained.view, trained.results};
  take_to_shift(edit);
  EXPECT_EQ(edit.scene.shift.sample, 19);
}

TEST(ToShift, NetworksThatAreBroughtAgainFindTheSampleThatWasChosenThere) {
  Trained trained;
  answer(trained, {17});
  StageEdit edit{trained.scene, trained.view, trained.results};
  take_to_shift(edit);
  EXPECT_EQ(edit.scene.shift.sample, 18);
  edit.scene.shift.sample = 40;
  take_to_shift(edit);
  EXPECT_EQ(edit.scene.shift.sample, 40);
}

}  // namespace
}  // namespace flatscope
