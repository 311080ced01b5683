// What each layer makes of one sample, on a network whose weights are set by hand.
#include "app/stages/train/model/sample_look.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/stages/train/model/results.h"
#include "core/training/sample_switches.h"

namespace flatscope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class LookAtASample : public testing::Test {
 protected:
  LookAtASample() {
    auto set = std::make_shared<Dataset>();
    set->classes = {"a", "b"};
    set->train = {Tensor({1, 1, 2, 2}, {0, 0, 0, 0}), {0}};
    set->test = {Tensor({2, 1, 2, 2}, {0.5F, 0.25F, 0, 1, 1, 0, 0, 0}), {1, 0}};
    auto data = std::make_shared<TrainData>();
    data->set = set;
    results_.data = data;
    auto state = std::make_shared<NetworkState>();
    state->inputs.data = data;
    state->inputs.settings.layers = {{.kind = LayerKind::flatten}, {.kind = LayerKind::linear, .out = 2}};
    state->weights = std::make_shared<const std::vector<NamedTensor>>(std::vector<NamedTensor>{
        {"1.weight", Tensor({2, 4}, {1, 0, 0, 0, 0, 2, 0, 1})}, {"1.bias", Tensor({2}, {0, 1})}});
    state_ = state;
    results_.networks[0] = state;
  }
  TrainScene scene_;
  TrainResults results_;
  std::shared_ptr<NetworkState> state_;
};

TEST_F(LookAtASample, EveryLayerIsSeenAndTheScoresAreThoseOfTheLast) {
  const SampleLook look = compute(sample_look_inputs(scene_, results_));
  const SampleLook::Network& seen = look.networks[0];
  ASSERT_EQ(seen.layers.size(), 2U);
  EXPECT_EQ(seen.layers[0].shape(), (Shape{1, 1, 4}));
  EXPECT_THAT(seen.layers[0].values(), ElementsAre(0.5F, 0.25F, 0.0F, 1.0F));
  EXPECT_THAT(seen.layers[1].values(), ElementsAre(0.5F, 2.5F));
  EXPECT_EQ(seen.read, 1);
  EXPECT_NEAR(seen.scores[1], 1.0 / (1.0 + std::exp(-2.0)), 1e-6);
  EXPECT_NEAR(seen.scores[0] + seen.scores[1], 1.0, 1e-6);
}

TEST_F(LookAtASample, ANetworkWithoutWeightsIsLeftOut) {
  EXPECT_THAT(compute(sample_look_inputs(scene_, results_)).networks[1].layers, IsEmpty());
  EXPECT_EQ(compute(sample_look_inputs(scene_, results_)).networks[1].read, -1);
}

TEST_F(LookAtASample, TheLastSampleStandsForThoseThatThereAreNot) {
  scene_.sample = 7;
  const SampleLookInputs inputs = sample_look_inputs(scene_, results_);
  EXPECT_EQ(inputs.sample, 1);
  EXPECT_EQ(compute(inputs).networks[0].layers[0].values()[0], 1.0F);
}

TEST_F(LookAtASample, ItIsShuffledAsTheNetworkIsUsedToIt) {
  state_->inputs.settings.shuffle_pixels = true;
  state_->inputs.settings.seed = 3;
  const std::vector<std::int32_t> shuffle = shuffle_of(3, {1, 2, 2});
  const Tensor shuffled = with_pixels_permuted(Tensor({1, 2, 2}, {0.5F, 0.25F, 0, 1}), shuffle);
  const SampleLook look = compute(sample_look_inputs(scene_, results_));
  EXPECT_THAT(look.networks[0].layers[0].values(), testing::ElementsAreArray(shuffled.values()));
}

TEST_F(LookAtASample, OtherWeightsAreAnotherQuestion) {
  const SampleLookInputs before = sample_look_inputs(scene_, results_);
  EXPECT_EQ(sample_look_inputs(scene_, results_), before);
  state_->weights = std::make_shared<const std::vector<NamedTensor>>(*state_->weights);
  EXPECT_NE(sample_look_inputs(scene_, results_), before);
}

TEST_F(LookAtASample, ANetworkOfOtherDataIsNotAsked) {
  results_.data = std::make_shared<const TrainData>(*results_.data);
  EXPECT_EQ(sample_look_inputs(scene_, results_).networks[0].weights, nullptr);
  results_.data.reset();
  EXPECT_EQ(sample_look_inputs(scene_, results_).data, nullptr);
}

}  // namespace
}  // namespace flatscope
