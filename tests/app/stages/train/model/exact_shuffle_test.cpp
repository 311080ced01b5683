#include "app/stages/train/model/exact_shuffle.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/training/sample_switches.h"
#include "tests/core/training/data.h"

namespace flatscope {
namespace {

TrainRun trained(const std::shared_ptr<const Dataset>& data, bool shuffled) {
  TrainSettings settings;
  settings.layers = test::layers_of("flatten linear:12 relu linear:4");
  settings.seed = 3;
  settings.batch = 16;
  settings.optimizer.learning_rate = 0.01F;
  settings.shuffle_pixels = shuffled;
  TrainRun run(settings, data);
  for (int step = 0; step < 80; ++step) run.step();
  return run;
}

ExactShuffle measured(const TrainRun& run, const std::shared_ptr<const Dataset>& data) {
  ExactShuffling shuffling(
      {run.settings().layers, run.parameters(), run.settings().shuffle_pixels, run.settings().seed, run.steps()}, data);
  while (shuffling.advance()) {
  }
  return shuffling.result();
}

// Two colours, so that planes keep their own columns.
const Shape two_planes = {2, 8, 7};

TEST(ExactShuffle, OutputsStayToRounding) {
  const auto data = test::small_data(200, two_planes);
  for (const bool shuffled : {false, true}) {
    TrainRun run = trained(data, shuffled);
    const ExactShuffle exact = measured(run, data);
    EXPECT_EQ(exact.samples, static_cast<std::int64_t>(data->test.labels.size()));
    EXPECT_EQ(exact.steps, 80);
    float largest = 0.0F;
    const Tensor logits = run.logits(data->test.images);
    for (const float logit : logits.values()) largest = std::max(largest, std::fabs(logit));
    EXPECT_EQ(exact.largest_output, static_cast<double>(largest));
    EXPECT_GT(exact.largest_difference, 0.0);  // the order of the sums is another
    EXPECT_LT(exact.largest_difference, 1e-5 * exact.largest_output);
  }
}

TEST(ExactShuffle, WithTheWeightsAsTheyWereItIsLost) {
  const auto data = test::small_data(200, two_planes);
  TrainRun run = trained(data, false);
  ASSERT_GT(run.test_accuracy(), 0.9);
  const ExactShuffle exact = measured(run, data);
  LabelledImages shuffled = data->test;
  shuffled.images = with_pixels_permuted(shuffled.images, shuffle_of(3, two_planes));
  EXPECT_EQ(exact.only_inputs, run.accuracy(shuffled));
  EXPECT_LT(exact.only_inputs, 0.7);
}

TEST(ExactShuffle, AShuffledRunIsShuffledOnceMore) {
  const auto data = test::small_data(200, two_planes);
  TrainRun run = trained(data, true);
  LabelledImages twice = data->test;
  for (int i = 0; i < 2; ++i) twice.images = with_pixels_permuted(twice.images, run.permutation());
  Predictor plain(two_planes, run.settings().layers);
  plain.set_parameters(run.parameters());
  EXPECT_EQ(measured(run, data).only_inputs, plain.accuracy(twice));
}

TEST(ExactShuffle, WhatIsNoNumberIsNotTakenForNothing) {
  const auto data = test::small_data(60, two_planes);
  TrainRun run = trained(data, false);
  std::vector<NamedTensor> parameters = run.parameters();
  parameters.back().tensor.data()[0] = std::nanf("");
  ExactShuffling shuffling({run.settings().layers, parameters, false, 3, 1}, data);
  while (shuffling.advance()) {
  }
  EXPECT_TRUE(std::isnan(shuffling.result().largest_difference));
}

TEST(ExactShuffle, AsksForADenseFirstLayer) {
  EXPECT_TRUE(begins_dense(test::layers_of("flatten linear:4")));
  EXPECT_FALSE(begins_dense(test::layers_of("flatten")));
  EXPECT_FALSE(begins_dense(test::layers_of("relu flatten linear:4")));
  EXPECT_FALSE(begins_dense(test::layers_of("conv:2:3 flatten linear:4")));
}

}  // namespace
}  // namespace flatscope
