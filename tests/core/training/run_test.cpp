// A training run: what it promises beyond its numbers.
#include "core/training/run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "core/layers/shift.h"
#include "core/training/exact_permutation.h"
#include "core/training/sample_switches.h"
#include "core/training/shifts.h"
#include "tests/core/allocations.h"
#include "tests/core/on_one_thread.h"
#include "tests/core/refusal.h"
#include "tests/core/training/data.h"

namespace flatscope {
namespace {

using test::layers_of;
using test::small_data;
using testing::HasSubstr;

TrainSettings settings_for(std::string_view layers) {
  TrainSettings settings;
  settings.layers = layers_of(layers);
  settings.batch = 16;
  settings.optimizer.learning_rate = 3e-3F;
  return settings;
}

constexpr std::string_view mlp = "flatten linear:12 relu linear:4";
constexpr std::string_view cnn = "conv:5:3:padding=1 relu maxpool:2 conv:6:3 relu globalmaxpool linear:4";
constexpr std::string_view cnn_flat = "conv:5:3:padding=1 tanh maxpool:2 flatten relu linear:9 tanh linear:4";

void advance(TrainRun& run, std::int64_t steps) {
  for (std::int64_t i = 0; i < steps; ++i) ASSERT_TRUE(run.step());
}

// All switches on.
TrainSettings everything(std::string_view layers) {
  TrainSettings settings = settings_for(layers);
  settings.dropout = 0.2F;
  settings.augment_shift = 2;
  settings.shuffle_pixels = true;
  settings.optimizer.weight_decay = 0.01F;
  return settings;
}

TEST(TrainRun, the_same_bits_for_any_number_of_threads_and_any_slices) {
  for (const std::string_view layers : {mlp, cnn, cnn_flat}) {
    TrainRun run(everything(layers), small_data());
    advance(run, 23);
    const Tensor whole({run.row().size() > 0 ? static_cast<std::int64_t>(run.row().size()) : 0},
                       {run.row().begin(), run.row().end()});
    const Tensor alone = on_one_thread([&] {
      TrainRun sliced(everything(layers), small_data());
      for (const int steps : {1, 2, 20}) {
        advance(sliced, steps);
        // Looking at it changes nothing.
        sliced.test_accuracy();
        sliced.health();
      }
      return Tensor(whole.shape(), {sliced.row().begin(), sliced.row().end()});
    });
    EXPECT_EQ(whole, alone) << layers;
  }
}

TEST(TrainRun, goes_back_to_the_very_same_start) {
  TrainRun run(everything(cnn), small_data());
  const std::vector<NamedTensor> start = run.parameters();
  advance(run, 9);
  const std::vector<NamedTensor> then = run.parameters();
  const double loss = run.last_loss();
  EXPECT_NE(start, then);
  run.restart();
  EXPECT_EQ(run.parameters(), start);
  EXPECT_EQ(run.steps(), 0);
  EXPECT_TRUE(std::isnan(run.last_loss()));
  advance(run, 9);
  EXPECT_EQ(run.parameters(), then);
  EXPECT_EQ(run.last_loss(), loss);
}

TEST(TrainRun, another_seed_another_run_and_each_switch_counts) {
  std::set<std::vector<float>> rows;
  const auto add = [&](const TrainSettings& settings) {
    TrainRun run(settings, small_data());
    advance(run, 6);
    rows.insert({run.row().begin(), run.row().end()});
  };
  TrainSettings settings = settings_for(mlp);
  add(settings);
  settings.seed = 2, add(settings), settings.seed = 1;
  settings.in_order = true, add(settings), settings.in_order = false;
  settings.dropout = 0.3F, add(settings), settings.dropout = 0.0F;
  settings.augment_shift = 1, add(settings), settings.augment_shift = 0;
  settings.shuffle_pixels = true, add(settings), settings.shuffle_pixels = false;
  settings.optimizer.weight_decay = 0.1F, add(settings), settings.optimizer.weight_decay = 0.0F;
  settings.samples = 50, add(settings), settings.samples = 0;
  EXPECT_EQ(rows.size(), 8U);
}

TEST(TrainRun, an_epoch_sees_every_sample_once_and_its_last_batch_may_be_short) {
  const TrainSettings settings = settings_for(mlp);
  TrainRun run(settings, small_data(70));
  EXPECT_EQ(run.steps_an_epoch(), 5);
  advance(run, 4);
  EXPECT_EQ(run.epochs(), 0);
  EXPECT_EQ(run.step_in_epoch(), 4);
  advance(run, 1);
  EXPECT_EQ(run.epochs(), 1);
  EXPECT_EQ(run.step_in_epoch(), 0);
  // With a learning rate that changes nothing the epoch's mean is the loss of all samples, which only comes out when
  // each is seen once.
  TrainSettings still = settings;
  still.optimizer.learning_rate = 1e-30F;
  TrainRun look(still, small_data(70));
  advance(look, 5);
  const Tensor probabilities = look.probabilities(look.data().train.images);
  double sum = 0.0;
  for (std::int64_t i = 0; i < 70; ++i)
    sum -= std::log(
        static_cast<double>(probabilities.data()[i * 4 + look.data().train.labels[static_cast<std::size_t>(i)]]));
  EXPECT_NEAR(look.epoch_loss(), sum / 70.0, 1e-5);
  EXPECT_NEAR(look.epoch_accuracy(), look.train_accuracy(), 1e-9);
}

TEST(TrainRun, learns) {
  for (const std::string_view layers : {mlp, cnn_flat, std::string_view("local:2:3:padding=1 relu flatten linear:4")}) {
    TrainSettings settings = settings_for(layers);
    settings.optimizer.learning_rate = 1e-2F;
    TrainRun run(settings, small_data());
    advance(run, 40 * run.steps_an_epoch());
    EXPECT_GT(run.train_accuracy(), 0.97) << layers;
    EXPECT_GT(run.test_accuracy(), 0.9) << layers;
    EXPECT_LT(run.epoch_loss(), 0.3);
    EXPECT_TRUE(run.health().sentences.empty());
  }
}

TEST(TrainRun, names_its_parameters_as_pytorch_does_and_takes_them_back) {
  TrainRun run(settings_for(cnn), small_data());
  std::vector<std::string> names;
  for (const NamedTensor& parameter : run.parameters()) names.push_back(parameter.name);
  EXPECT_THAT(names, testing::ElementsAre("0.weight", "0.bias", "3.weight", "3.bias", "6.weight", "6.bias"));
  EXPECT_EQ(run.parameters()[2].tensor.shape(), (Shape{6, 5, 3, 3}));

  TrainSettings other = settings_for(cnn);
  other.seed = 9;
  TrainRun same(other, small_data());
  same.set_parameters(run.parameters());
  EXPECT_EQ(same.parameters(), run.parameters());
  std::vector<NamedTensor> wrong = run.parameters();
  wrong.pop_back();
  EXPECT_THAT(refusal([&] { same.set_parameters(wrong); }), HasSubstr("no array 6.bias"));
  wrong = run.parameters();
  wrong[0].tensor = Tensor({5, 1, 3, 2});
  EXPECT_THAT(refusal([&] { same.set_parameters(wrong); }), HasSubstr("0.weight is 5 x 1 x 3 x 2; this network needs"));
  wrong = run.parameters();
  wrong.push_back({"7.weight", Tensor({1})});
  EXPECT_THAT(refusal([&] { same.set_parameters(wrong); }), HasSubstr("array 7.weight, for which"));
}

TEST(TrainRun, starts_as_pytorch_does) {
  TrainRun run(settings_for("conv:40:3 relu flatten linear:4"), small_data());
  for (const NamedTensor& parameter : run.parameters()) {
    const double bound = parameter.name[0] == '0' ? 1.0 / 3.0 : 1.0 / std::sqrt(40.0 * 6 * 5);
    double largest = 0.0, sum = 0.0;
    for (const float value : parameter.tensor.values()) {
      largest = std::max(largest, static_cast<double>(std::fabs(value)));
      sum += static_cast<double>(value);
    }
    EXPECT_LE(largest, bound);
    if (parameter.tensor.size() > 100) {
      EXPECT_GT(largest, 0.95 * bound) << parameter.name;
      EXPECT_LT(std::fabs(sum) / static_cast<double>(parameter.tensor.size()), 0.15 * bound);
    }
  }
}

TEST(TrainRun, one_that_diverges_stops_and_says_what_to_turn) {
  TrainSettings settings = settings_for(mlp);
  settings.optimizer.kind = OptimizerKind::sgd;
  settings.optimizer.learning_rate = 1e3F;
  TrainRun run(settings, small_data());
  int steps = 0;
  while (run.step() && steps < 2000) ++steps;
  if (run.stopped().empty()) {
    EXPECT_FALSE(run.health().sentences.empty());
  } else {
    EXPECT_THAT(run.stopped(), HasSubstr("Lower the learning rate (it is 1e+03)"));
    EXPECT_FALSE(run.step());
  }
  std::vector<NamedTensor> bad = run.parameters();
  bad[0].tensor.data()[3] = std::numeric_limits<float>::quiet_NaN();
  run.restart();
  run.set_parameters(bad);
  EXPECT_FALSE(run.step());
  EXPECT_THAT(run.stopped(), HasSubstr("the loss is no number any more"));
  EXPECT_EQ(run.steps(), 0);
  run.restart();
  EXPECT_TRUE(run.step());
}

TEST(TrainRun, dead_units_and_one_class_for_everything_are_marked) {
  TrainRun run(settings_for(mlp), small_data());
  advance(run, 5);
  std::vector<NamedTensor> dead = run.parameters();
  for (float& value : dead[1].tensor.values()) value = -100.0F;
  run.set_parameters(dead);
  const Health health = run.health();
  EXPECT_EQ(health.units, 12);
  EXPECT_EQ(health.dead, 12);
  EXPECT_GE(health.only_class, 0);
  ASSERT_EQ(health.sentences.size(), 2U);
  EXPECT_THAT(health.sentences[0], HasSubstr("Every picture gets the class \"bar "));
  EXPECT_THAT(health.sentences[1], HasSubstr("12 of 12 units behind a ReLU are dead"));
}

TEST(TrainRun, a_unit_is_dead_where_no_place_of_any_picture_is_above_zero) {
  TrainRun run(settings_for(cnn), small_data());
  // Biases of the first convolution, 5 channels, and of the second, 6: a high one keeps a channel alive, a low one does
  // not.
  for (const auto& [low_first, low_second] : {std::pair<std::size_t, std::size_t>{2, 5}, {0, 6}, {5, 1}}) {
    std::vector<NamedTensor> parameters = run.parameters();
    const auto set = [](Tensor& biases, std::size_t low) {
      for (std::size_t i = 0; i < biases.values().size(); ++i) biases.values()[i] = i < low ? -100.0F : 100.0F;
    };
    set(parameters[1].tensor, low_first);
    set(parameters[3].tensor, low_second);
    for (float& value : parameters[2].tensor.values()) value = 0.0F;
    run.set_parameters(parameters);
    const Health health = run.health();
    EXPECT_EQ(health.units, 11);
    EXPECT_EQ(health.dead, static_cast<std::int64_t>(low_first + low_second));
  }
  // One pixel of one channel is enough.
  std::vector<NamedTensor> parameters = run.parameters();
  for (float& value : parameters[0].tensor.values()) value = 0.0F;
  parameters[0].tensor.values()[4] = 1.0F;  // the middle of the first filter: its map is the picture, less a threshold
  float brightest = 0.0F;
  for (const float value : run.data().train.images.values()) brightest = std::max(brightest, value);
  for (float& value : parameters[1].tensor.values()) value = -100.0F;
  parameters[1].tensor.values()[0] = -0.999F * brightest;
  for (float& value : parameters[3].tensor.values()) value = 1.0F;
  run.set_parameters(parameters);
  EXPECT_EQ(run.health().dead, 4);
}

TEST(TrainRun, refuses_what_cannot_be_trained) {
  const auto refused = [](std::string_view layers, const auto& change) {
    TrainSettings settings = settings_for(layers);
    change(settings);
    return refusal([&] { TrainRun(settings, small_data()); });
  };
  const auto nothing = [](TrainSettings&) {};
  EXPECT_EQ(refused(mlp, nothing), "accepted");
  EXPECT_THAT(refused("flatten linear:5", nothing), HasSubstr("end with linear:4"));
  EXPECT_THAT(refused("linear:4", nothing), HasSubstr("Layer 1, linear:4, needs a flat input"));
  EXPECT_THAT(refused("conv:4:3", nothing), HasSubstr("gives 4 x 6 x 5"));
  EXPECT_THAT(refused(mlp, [](TrainSettings& s) { s.batch = 0; }), HasSubstr("batch is 0"));
  EXPECT_THAT(refused(mlp, [](TrainSettings& s) { s.dropout = 1.0F; }), HasSubstr("dropout is 1"));
  EXPECT_THAT(refused(mlp, [](TrainSettings& s) { s.optimizer.learning_rate = 0.0F; }), HasSubstr("above 0"));
  EXPECT_THAT(refused(mlp, [](TrainSettings& s) { s.optimizer.momentum = 1.0F; }), HasSubstr("less than 1"));
  Dataset bad = *small_data();
  bad.train.labels[3] = 9;
  EXPECT_THAT(refusal([&] { TrainRun(settings_for(mlp), std::make_shared<const Dataset>(bad)); }),
              HasSubstr("A label of \"bars\" is 9, but there are only 4 classes"));
  bad.train.labels.pop_back();
  EXPECT_THAT(refusal([&] { TrainRun(settings_for(mlp), std::make_shared<const Dataset>(bad)); }),
              HasSubstr("70 pictures and 69 labels"));
}

TEST(TrainRun, a_batch_larger_than_the_data_is_the_data) {
  TrainSettings settings = settings_for(mlp);
  settings.batch = 100'000;
  TrainRun run(settings, small_data());
  EXPECT_EQ(run.steps_an_epoch(), 1);
  advance(run, 3);
  EXPECT_EQ(run.epochs(), 3);
}

TEST(TrainRun, allocates_nothing_after_the_first_epoch) {
  for (const std::string_view layers : {mlp, cnn, cnn_flat, std::string_view("local:2:3 relu flatten linear:4")}) {
    TrainRun run(everything(layers), small_data());
    advance(run, run.steps_an_epoch());
    const std::int64_t before = test::allocations();
    for (std::int64_t i = 2 * run.steps_an_epoch(); i > 0; --i) run.step();
    EXPECT_EQ(test::allocations(), before) << layers;
  }
}

TEST(TrainRun, says_before_what_it_will_hold) {
  for (const std::string_view layers : {mlp, cnn, cnn_flat, std::string_view("local:2:3 relu flatten linear:4"),
                                        std::string_view("conv:8:5:stride=2:padding=2 relu flatten linear:4")}) {
    for (const bool dropout : {false, true}) {
      TrainSettings settings = settings_for(layers);
      settings.dropout = dropout ? 0.5F : 0.0F;
      const TrainRun run(settings, small_data());
      const Count told = training_bytes(settings, run.data());
      // The network that answers in between is counted too; it is made when it is first asked.
      const Count answers = net_bytes({1, 8, 7}, settings.layers, Predictor::at_once, false, false);
      EXPECT_GE(static_cast<double>(told.value), 0.95 * static_cast<double>(run.bytes())) << layers;
      EXPECT_LE(told.value - answers.value, run.bytes() * 3 / 2) << layers;
    }
  }
  TrainSettings huge = settings_for("flatten linear:2147483647 relu linear:2147483647 relu linear:4");
  EXPECT_GT(training_bytes(huge, *small_data()).value, std::int64_t{1} << 60);
}

TEST(TrainRun, a_predictor_answers_as_the_run_does) {
  TrainRun run(everything(cnn), small_data());
  advance(run, 10);
  Predictor predictor = run.predictor();
  const Tensor& images = run.data().test.images;
  const Tensor probabilities = run.probabilities(images);
  EXPECT_EQ(predictor.probabilities(images), probabilities);
  for (std::int64_t i = 0; i < probabilities.shape()[0]; ++i) {
    float sum = 0.0F;
    for (std::int64_t c = 0; c < 4; ++c) sum += probabilities.data()[i * 4 + c];
    EXPECT_NEAR(sum, 1.0F, 1e-5F);
  }
  EXPECT_EQ(predictor.accuracy(run.data().test), run.test_accuracy());
  advance(run, 1);
  EXPECT_NE(run.probabilities(images), probabilities);
  EXPECT_THAT(refusal([&] { predictor.probabilities(Tensor({1, 1, 8, 8})); }), HasSubstr("reads a number of pictures"));
  // Layer by layer, the last is the answer.
  const Tensor image({1, 8, 7}, {images.data(), images.data() + 56});
  const std::vector<Tensor> made = predictor.activations(image);
  ASSERT_EQ(made.size(), 7U);
  EXPECT_EQ(made[0].shape(), (Shape{5, 8, 7}));
  const Tensor logits = predictor.answers(images).logits;
  for (std::int64_t c = 0; c < 4; ++c) EXPECT_NEAR(made[6].data()[c], logits.data()[c], 1e-5F);
}

TEST(ShiftSweep, is_the_accuracy_on_moved_pictures) {
  TrainRun run(settings_for(cnn_flat), small_data());
  advance(run, 60);
  const auto test = std::make_shared<const LabelledImages>(run.data().test);
  for (const Border border : {Border::zeros, Border::circular}) {
    ShiftSweep sweep(run.predictor(), test, {}, 2, border);
    EXPECT_TRUE(std::isnan(sweep.mean()));
    ASSERT_TRUE(sweep.advance());
    EXPECT_NEAR(sweep.accuracy().at(0, 2, 2), run.test_accuracy(), 1e-6);  // the middle first
    EXPECT_TRUE(std::isnan(sweep.accuracy().at(0, 0, 0)));
    while (sweep.advance()) continue;
    EXPECT_EQ(sweep.done(), 25);
    double sum = 0.0;
    for (std::int64_t dy = -2; dy <= 2; ++dy) {
      for (std::int64_t dx = -2; dx <= 2; ++dx) {
        LabelledImages other = *test;
        const std::int64_t size = 56;
        for (std::int64_t i = 0; i < other.images.shape()[0]; ++i) {
          const Tensor image({1, 8, 7}, {test->images.data() + i * size, test->images.data() + (i + 1) * size});
          const Tensor gone = shift(image, dx, dy, border);
          std::copy_n(gone.data(), size, other.images.data() + i * size);
        }
        const double accuracy = run.accuracy(other);
        EXPECT_NEAR(sweep.accuracy().at(0, dy + 2, dx + 2), accuracy, 1e-6) << dx << ", " << dy;
        sum += accuracy;
      }
    }
    EXPECT_NEAR(sweep.mean(), sum / 25.0, 1e-6);
  }
}

TEST(ShiftConsistency, is_1_for_a_network_that_does_not_care_and_falls_for_one_that_does) {
  TrainRun flat(settings_for("flatten linear:20 relu linear:4"), small_data());
  advance(flat, 100);
  Predictor caring = flat.predictor();
  const Tensor& images = flat.data().test.images;
  EXPECT_EQ(shift_consistency(caring, images, {}, 0, Border::zeros, 200, 1), 1.0);
  const double some = shift_consistency(caring, images, {}, 3, Border::circular, 400, 1);
  EXPECT_LT(some, 0.9);
  EXPECT_EQ(shift_consistency(caring, images, {}, 3, Border::circular, 400, 1), some);
  // The mean of everything is the same wherever the picture wraps to.
  TrainRun blind(settings_for("globalavgpool linear:4"), small_data());
  Predictor indifferent = blind.predictor();
  EXPECT_GT(shift_consistency(indifferent, images, {}, 3, Border::circular, 400, 1), 0.99);
}

TEST(PermuteFirstLayer, shuffled_inputs_and_columns_give_the_same_outputs_to_rounding) {
  const auto data = small_data(70, {2, 8, 7});
  TrainRun run(settings_for(mlp), data);
  advance(run, 20);
  const std::vector<std::int32_t> permutation = pixel_permutation(5, 56);
  Predictor shuffled = run.predictor();
  shuffled.set_parameters(permute_first_layer({2, 8, 7}, run.settings().layers, run.parameters(), permutation));
  const Tensor before = run.logits(data->test.images);
  const Tensor after = shuffled.answers(with_pixels_permuted(data->test.images, permutation)).logits;
  for (std::int64_t i = 0; i < before.size(); ++i) EXPECT_NEAR(before.data()[i], after.data()[i], 1e-5F);
  EXPECT_NE(shuffled.answers(data->test.images).logits, before);
  EXPECT_THAT(refusal([&] {
                permute_first_layer({2, 8, 7}, layers_of(cnn), run.parameters(), permutation);
              }),
              HasSubstr("begins with flatten and a linear layer"));
}

TEST(TrainRun, shuffled_pixels_are_the_data_sets_shuffled) {
  TrainSettings settings = settings_for(mlp);
  settings.in_order = true;
  settings.shuffle_pixels = true;
  TrainRun run(settings, small_data());
  advance(run, 7);
  Dataset shuffled = *small_data();
  shuffled.train.images = with_pixels_permuted(shuffled.train.images, run.permutation());
  settings.shuffle_pixels = false;
  TrainRun same(settings, std::make_shared<const Dataset>(shuffled));
  advance(same, 7);
  EXPECT_EQ(same.parameters(), run.parameters());
}

}  // namespace
}  // namespace flatscope
