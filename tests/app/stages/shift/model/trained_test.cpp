// Trained networks on the Shift stage: what they read is what a Predictor reads of the picture that is shown.
#include "app/stages/shift/model/trained.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "app/engine/computer.h"
#include "app/engine/history.h"
#include "app/files/scene_file.h"
#include "app/stages/shift/model/file.h"
#include "app/stages/shift/model/stage.h"
#include "app/stages/shift/model/trained_exports.h"
#include "core/layers/shift.h"
#include "core/training/loss.h"
#include "core/training/sample_switches.h"
#include "tests/app/stages/shift/some_pair.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using test::blob;
using test::pair_side;

Predictor predictor_of(const TrainedNetwork& network) {
  Predictor predictor(network.input, network.layers, network.permutation);
  predictor.set_parameters(network.parameters);
  return predictor;
}

Tensor as_batch(const Tensor& image) {
  return Tensor({1, image.channels(), image.height(), image.width()}, {image.values().begin(), image.values().end()});
}

class TrainedShift : public testing::Test {
 protected:
  TrainedShift() {
    scene_.pictures = {test::picture_of(test::noise_image(generator_, 40, 20, 3))};
    scene_.stage = Stage::shift;
    scene_.shift.pair = test::some_pair();
    scene_.shift.trained = true;
    scene_.shift.sample = 3;
  }
  const TrainedPair& pair() const { return *scene_.shift.pair; }
  std::shared_ptr<const ObjectResult> object() const {
    return std::make_shared<const ObjectResult>(compute(object_inputs(scene_)));
  }
  Tensor sample(std::int64_t index) const {
    const Tensor& images = pair().data->test.images;
    const std::int64_t size = images.size() / images.shape()[0];
    const auto from = images.values().begin() + index * size;
    return Tensor({images.shape()[1], pair_side, pair_side}, {from, from + size});
  }

  Generator generator_{3};
  Scene scene_;
};

TEST_F(TrainedShift, TheAnswersAreThePredictorsOwnToThePictureThatIsShown) {
  for (const auto& [dx, dy] : {std::pair{0, 0}, {3, 0}, {-8, 5}, {1, -8}, {8, 8}}) {
    scene_.shift.dx = dx;
    scene_.shift.dy = dy;
    const auto what = object();
    const Tensor moved = shift(sample(3), dx, dy, Border::zeros);
    const ShiftResult shown = compute(layer_inputs(scene_, what), {});
    ASSERT_EQ(shown.after->picture, moved);
    ASSERT_EQ(shown.before->picture, sample(3));
    const PairResult readings = compute(PairInputs{scene_.shift.pair, what, dx, dy});
    for (std::size_t i = 0; i < 2; ++i) {
      Predictor predictor = predictor_of(*pair().networks[i]);
      const Tensor before = predictor.probabilities(as_batch(sample(3))),
                   after = predictor.probabilities(as_batch(moved));
      const Reading& reading = readings.networks[i];
      ASSERT_TRUE(reading.answers());
      double difference = 0.0;
      for (std::size_t k = 0; k < 4; ++k) {
        EXPECT_EQ(reading.before[k], before.data()[k]);
        EXPECT_EQ(reading.after[k], after.data()[k]);
        difference += std::abs(static_cast<double>(after.data()[k]) - static_cast<double>(before.data()[k]));
      }
      EXPECT_EQ(reading.class_before, largest_of(before.values()));
      EXPECT_EQ(reading.class_after, largest_of(after.values()));
      EXPECT_NEAR(reading.moved, difference / 2.0, 1e-6);
    }
  }
}

TEST_F(TrainedShift, TheFirstConvolutionsMapsAreShownBeforeAndAfter) {
  const PairResult readings = compute(PairInputs{scene_.shift.pair, object(), 4, -2});
  EXPECT_TRUE(readings.networks[0].maps_before.empty());
  const Reading& cnn = readings.networks[1];
  EXPECT_TRUE(cnn.rectified);
  Predictor predictor = predictor_of(*pair().networks[1]);
  // activations() runs each layer on its own; the ReLU is the second.
  EXPECT_EQ(cnn.maps_before, predictor.activations(sample(3))[1]);
  EXPECT_EQ(cnn.maps_after, predictor.activations(shift(sample(3), 4, -2, Border::zeros))[1]);
}

TEST_F(TrainedShift, TheMapHasTheAnswerOfEveryPlace) {
  const auto what = object();
  const AnswerMaps maps = compute(AnswerMapInputs{scene_.shift.pair, what});
  std::set<int> classes;
  for (const auto& [dx, dy] : {std::pair{0, 0}, {-8, -8}, {8, -8}, {-8, 8}, {8, 8}, {2, -5}, {-1, 7}}) {
    const PairResult there = compute(PairInputs{scene_.shift.pair, what, dx, dy});
    for (std::size_t i = 0; i < 2; ++i) {
      const AnswerMap& map = maps.networks[i];
      ASSERT_EQ(map.classes.size(), static_cast<std::size_t>(answer_places));
      EXPECT_EQ(map.at(dx, dy), there.networks[i].class_after);
      EXPECT_EQ(map.probabilities[AnswerMap::index(dx, dy)],
                there.networks[i].after[static_cast<std::size_t>(map.at(dx, dy))]);
      for (const std::uint8_t one : map.classes) classes.insert(one);
    }
  }
  EXPECT_GT(classes.size(), 1U) << "a map of one class could not tell places apart";
  int kept = 0;
  for (const std::uint8_t one : maps.networks[0].classes) kept += one == maps.networks[0].at(0, 0) ? 1 : 0;
  EXPECT_EQ(maps.networks[0].keeps(), kept);
}

TEST_F(TrainedShift, AllTestSamplesAreMovedTheSame) {
  Stored<KeepInputs, KeepResult> previous;
  for (const auto& [dx, dy] : {std::pair{0, 0}, {3, 0}, {-4, 6}}) {
    const KeepInputs inputs{scene_.shift.pair, dx, dy};
    const KeepResult result = compute(inputs, previous);
    EXPECT_EQ(result.samples, 40);
    for (std::size_t i = 0; i < 2; ++i) {
      Predictor predictor = predictor_of(*pair().networks[i]);
      int kept = 0;
      for (std::int64_t k = 0; k < 40; ++k) {
        const int before = predictor.answers(as_batch(sample(k))).classes[0];
        kept += predictor.answers(as_batch(shift(sample(k), dx, dy, Border::zeros))).classes[0] == before ? 1 : 0;
      }
      EXPECT_EQ(result.kept[i], kept) << dx << " " << dy;
    }
    previous = {inputs, std::make_shared<const KeepResult>(result)};
  }
}

TEST_F(TrainedShift, ShuffledPixelsAreShuffledAfterTheMove) {
  auto shuffled = std::make_shared<TrainedNetwork>(*pair().networks[0]);
  shuffled->permutation = pixel_permutation(9, pair_side * pair_side);
  auto changed = std::make_shared<TrainedPair>(pair());
  changed->networks[0] = shuffled;
  scene_.shift.pair = changed;
  const PairResult readings = compute(PairInputs{changed, object(), 2, 1});
  Predictor plain = predictor_of(*pair().networks[0]);
  auto without = *shuffled;
  without.permutation.clear();
  Predictor unshuffled = predictor_of(without);
  const Tensor seen = with_pixels_permuted(as_batch(shift(sample(3), 2, 1, Border::zeros)), shuffled->permutation);
  const Tensor wanted = unshuffled.probabilities(seen);
  for (std::size_t k = 0; k < 4; ++k) EXPECT_EQ(readings.networks[0].after[k], wanted.data()[k]);
}

TEST_F(TrainedShift, ThePathIsStraightAndTheFirstOtherAnswerIsOnIt) {
  EXPECT_EQ(straight_path(0, 0), (std::vector<PathPlace>{{0, 0}}));
  EXPECT_EQ(straight_path(4, -2), (std::vector<PathPlace>{{0, 0}, {1, -1}, {2, -1}, {3, -2}, {4, -2}}));
  EXPECT_EQ(straight_path(0, 3), (std::vector<PathPlace>{{0, 0}, {0, 1}, {0, 2}, {0, 3}}));
  AnswerMap map;
  EXPECT_FALSE(first_change(map, 4, 0));
  map.classes.assign(answer_places, 2);
  EXPECT_FALSE(first_change(map, 8, 8));
  EXPECT_EQ(map.keeps(), answer_places);
  map.classes[AnswerMap::index(3, 0)] = 7;
  map.classes[AnswerMap::index(5, 0)] = 1;
  map.classes[AnswerMap::index(2, 1)] = 4;
  EXPECT_EQ(first_change(map, 8, 0), (PathPlace{3, 0}));
  EXPECT_FALSE(first_change(map, 2, 0));
  EXPECT_FALSE(first_change(map, -8, 0));
  EXPECT_EQ(first_change(map, 4, 2), (PathPlace{2, 1}));
  EXPECT_EQ(map.keeps(), answer_places - 3);
}

TEST_F(TrainedShift, ADrawingIsMadeAsLargeAsWhatTheyLearntFrom) {
  EXPECT_EQ(usual_extent(pair()), blob);
  Tensor doodle({doodle_height, doodle_width});
  for (int row = 5; row < 65; ++row)
    for (int column = 60; column < 90; ++column) doodle.at(0, row, column) = 0.4F;
  const Tensor fitted = fitted_doodle(&doodle, {1, pair_side, pair_side}, 8);
  std::int64_t left = pair_side, right = 0, top = pair_side, bottom = 0;
  for (std::int64_t row = 0; row < pair_side; ++row)
    for (std::int64_t column = 0; column < pair_side; ++column) {
      const float value = fitted.at(0, row, column);
      if (value == 0.0F) continue;
      EXPECT_FLOAT_EQ(value, 1.0F);  // even ink is full ink
      left = std::min(left, column);
      right = std::max(right, column + 1);
      top = std::min(top, row);
      bottom = std::max(bottom, row + 1);
    }
  EXPECT_EQ(bottom - top, 8);  // 60 x 30 of the sheet
  EXPECT_EQ(right - left, 4);
  EXPECT_EQ(top, 6);
  EXPECT_EQ(left, 8);
  const Tensor nothing = fitted_doodle(nullptr, {1, pair_side, pair_side}, 8);
  for (const float value : nothing.values()) EXPECT_EQ(value, 0.0F);

  scene_.shift.pair_object = PairObject::doodle;
  scene_.shift.doodle = std::make_shared<const Tensor>(doodle);
  const ObjectResult result = compute(object_inputs(scene_));
  EXPECT_EQ(result.object.shape(), (Shape{1, pair_side, pair_side}));
  EXPECT_FALSE(result.whole_picture);
}

TEST_F(TrainedShift, APictureIsFittedInTheColoursThatTheyRead) {
  scene_.shift.pair_object = PairObject::picture;
  ObjectResult result = compute(object_inputs(scene_));
  EXPECT_EQ(result.object.shape(), (Shape{1, pair_side, pair_side}));
  EXPECT_TRUE(result.whole_picture);
  // Twice as wide as high: a quarter of the canvas stays 0 above and below.
  for (std::int64_t column = 0; column < pair_side; ++column) {
    EXPECT_EQ(result.object.at(0, 4, column), 0.0F);
    EXPECT_GT(result.object.at(0, 5, column), 0.0F);
    EXPECT_EQ(result.object.at(0, 15, column), 0.0F);
  }
  auto colour = std::make_shared<TrainedPair>();
  colour->networks[1] = test::network("CNN", "conv:4:3 relu globalavgpool linear:4", 4, 3);
  colour->data = test::noise_patches(3);
  scene_.shift.pair = colour;
  result = compute(object_inputs(scene_));
  EXPECT_EQ(result.object.shape(), (Shape{3, pair_side, pair_side}));
  const PairResult readings = compute(PairInputs{colour, object(), 1, 1});
  EXPECT_FALSE(readings.networks[0].answers());
  EXPECT_FALSE(readings.networks[0].problem.empty());
  EXPECT_TRUE(readings.networks[1].answers());
}

TEST_F(TrainedShift, TheRandomLayerStaysTheDefault) {
  Scene plain;
  plain.pictures = scene_.pictures;
  plain.stage = Stage::shift;
  EXPECT_EQ(answering_pair(plain.shift), nullptr);
  // Wanted, but nobody brought one: a scene whose weights are not there.
  Scene wanted = plain;
  wanted.shift.trained = true;
  EXPECT_EQ(object_inputs(wanted), object_inputs(plain));
  EXPECT_EQ(shift_size(wanted), shift_size(plain));
  // Brought, but the random layer was chosen again.
  Scene brought = scene_;
  brought.shift.trained = false;
  EXPECT_EQ(object_inputs(brought), object_inputs(plain));
  EXPECT_EQ(layer_inputs(brought, nullptr), layer_inputs(plain, nullptr));
  EXPECT_EQ(shift_text(plain.shift, {}).find("trained"), std::string::npos);
}

TEST_F(TrainedShift, UndoAndFilesKeepWhatWasBrought) {
  Scene before = scene_;
  before.shift.pair = nullptr;
  before.shift.trained = false;
  History history(before);
  EXPECT_TRUE(history.commit(scene_));
  EXPECT_EQ(history.undo()->shift.pair, nullptr);
  EXPECT_EQ(history.redo()->shift.pair, scene_.shift.pair);
  scene_.shift.pair_object = PairObject::picture;
  const std::string text = shift_text(scene_.shift, {});
  for (const char* const line : {"trained = true\n", "pair_object = \"picture\"\n", "sample = 3\n"})
    EXPECT_NE(text.find(line), std::string::npos) << line;
}

TEST_F(TrainedShift, ItIsHeldWhereTheMapIs) {
  scene_.shift.dx = 15;
  scene_.shift.dy = -11;
  scene_.shift.sample = 4000;
  clamp_shift(scene_);
  EXPECT_EQ(scene_.shift.dx, answer_radius);
  EXPECT_EQ(scene_.shift.dy, -answer_radius);
  EXPECT_EQ(scene_.shift.sample, 39);
}

TEST_F(TrainedShift, WhatDivergedSaysSo) {
  auto broken = std::make_shared<TrainedNetwork>(*pair().networks[0]);
  broken->parameters[0].tensor.data()[0] = std::numeric_limits<float>::quiet_NaN();
  auto changed = std::make_shared<TrainedPair>(pair());
  changed->networks[0] = broken;
  const PairResult readings = compute(PairInputs{changed, object(), 1, 0});
  EXPECT_FALSE(readings.networks[0].answers());
  EXPECT_NE(readings.networks[0].problem.find("diverged"), std::string::npos);
  EXPECT_TRUE(readings.networks[1].answers());
  EXPECT_TRUE(compute(AnswerMapInputs{changed, object()}).networks[0].classes.empty());
  EXPECT_TRUE(std::isnan(compute(KeepInputs{changed, 1, 0}, {}).share(0)));
}

TEST_F(TrainedShift, TheWorkerAnswersAllOfIt) {
  Worker worker({});
  Computer computer(worker);
  scene_.shift.dx = 2;
  // What comes makes the next thing possible, which is asked for then.
  for (int pass = 0; pass < 6; ++pass) {
    computer.request(scene_);
    worker.finish();
  }
  const Results& results = computer.results();
  EXPECT_FALSE(computer.take_error());
  ASSERT_TRUE(results.readings);
  EXPECT_EQ(results.readings.inputs.object, results.shift.inputs.object);
  EXPECT_EQ(results.readings.inputs.dx, 2);
  EXPECT_TRUE(results.answer_maps.answers({scene_.shift.pair, results.readings.inputs.object}));
  EXPECT_TRUE(results.keeps.answers({scene_.shift.pair, 2, 0}));
  EXPECT_EQ(shift_model.exports(scene_, results).items.size(), 5U);
  // A drag asks for no map again, and the random layer for nothing of it.
  const auto map = results.answer_maps.value;
  scene_.shift.dx = 5;
  computer.request(scene_);
  worker.finish();
  EXPECT_EQ(computer.results().answer_maps.value, map);
  scene_.shift.trained = false;
  computer.request(scene_);
  worker.finish();
  EXPECT_FALSE(computer.results().readings);
}

TEST_F(TrainedShift, TheTablesHoldWhatIsShown) {
  Results results;
  const auto what = object();
  results.shift = {layer_inputs(scene_, what),
                   std::make_shared<const ShiftResult>(compute(layer_inputs(scene_, what), {}))};
  const PairInputs inputs{scene_.shift.pair, what, 0, 0};
  results.readings = {inputs, std::make_shared<const PairResult>(compute(inputs))};
  const std::string table = probabilities_csv(pair(), *results.readings);
  EXPECT_EQ(table.substr(0, table.find('\n')), "network,class,before,after");
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 1 + 2 * 4);
  const std::string map = answer_map_csv(pair(), compute(AnswerMapInputs{scene_.shift.pair, what}));
  EXPECT_EQ(std::count(map.begin(), map.end(), '\n'), 1 + 2 * answer_places);
  EXPECT_NE(map.find("\nMLP,-8,-8,"), std::string::npos);
  EXPECT_NE(map.find("\nCNN,8,8,"), std::string::npos);
  EXPECT_NE(trained_numbers_csv(results).find("MLP: class before,"), std::string::npos);
}

TEST_F(TrainedShift, ClassesHaveSignsThatTellThemApart) {
  TrainedPair named = pair();
  EXPECT_EQ(class_sign(named, 2), "2");
  auto set = std::make_shared<Dataset>();
  set->classes = {"circle", "square", "étoile"};
  named.data = set;
  EXPECT_EQ(class_sign(named, 0), "c");
  EXPECT_EQ(class_sign(named, 2), "é");
  set->classes = {"coat", "cap", "bag"};
  EXPECT_EQ(class_sign(named, 0), "A");
  EXPECT_EQ(class_sign(named, 2), "C");
  named.data = nullptr;
  EXPECT_EQ(class_sign(named, 3), "3");
  EXPECT_EQ(class_name(named, 3), "3");
}

}  // namespace
}  // namespace flatscope
