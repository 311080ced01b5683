// Numbers of the Shift stage by name: each is what core says, or what can be counted by hand.
#include "app/stages/shift/model/quantities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/scene_file.h"
#include "app/files/toml_read.h"
#include "core/layers/dense.h"
#include "core/layers/seeded_dense.h"
#include "core/layers/shift.h"
#include "tests/app/stages/quantities.h"
#include "tests/app/stages/shift/some_pair.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ShiftQuantities : public test::Quantities {
 protected:
  ShiftQuantities() {
    Generator generator{31};
    scene_.pictures = {test::picture_of(test::noise_image(generator, 24, 16, 1))};
    scene_.stage = Stage::shift;
    scene_.shift.object = ObjectKind::picture;
    scene_.shift.working_size = 24;
    scene_.shift.dx = 3;
    scene_.shift.dy = -2;
  }
  Tensor before() const { return compute(object_inputs(scene_)).object; }
  Tensor after() const { return shift(before(), scene_.shift.dx, scene_.shift.dy, scene_.shift.border); }
};

TEST_F(ShiftQuantities, TheVectorIsCountedElementByElement) {
  const Tensor x = before(), moved = after();
  double changed = 0.0;
  for (std::int64_t i = 0; i < x.size(); ++i) changed += x.data()[i] != moved.data()[i] ? 1.0 : 0.0;
  EXPECT_EQ(one("elements_changed"), changed);
  EXPECT_EQ(one("vector_length"), 24.0 * 16.0);
  EXPECT_EQ(one("object_pixels"), 24.0 * 16.0);
  EXPECT_NEAR(one("changed_share"), changed / (24.0 * 16.0), 1e-12);
  EXPECT_EQ(one("places_along"), -2.0 * 24.0 + 3.0);
  EXPECT_EQ(one("shift_dx"), 3.0);
  EXPECT_EQ(one("shift_dy"), -2.0);
}

TEST_F(ShiftQuantities, AnObjectHasThePixelsOfItsMask) {
  scene_.shift.object = ObjectKind::cutout;
  scene_.shift.cutout = {0.25F, 0.25F, 0.5F, 0.75F};
  EXPECT_EQ(one("object_pixels"), 6.0 * 8.0);
}

TEST_F(ShiftQuantities, TheDenseLayerIsThatOfTheSeed) {
  const SeededDense layer{scene_.shift.dense_seed, scene_.shift.dense_outputs, before().size()};
  const Tensor y = dense(before(), materialise(layer), {}), moved = dense(after(), materialise(layer), {});
  double difference = 0.0, length = 0.0;
  for (std::int64_t i = 0; i < y.size(); ++i) {
    difference += std::pow(static_cast<double>(moved.data()[i]) - static_cast<double>(y.data()[i]), 2);
    length += std::pow(static_cast<double>(y.data()[i]), 2);
  }
  EXPECT_NEAR(one("dense_change"), std::sqrt(difference / length), 1e-4);
  EXPECT_NEAR(one("dense_value 3"), static_cast<double>(moved.data()[3]), 1e-4);
  EXPECT_THAT(refusal("dense_value 24"), HasSubstr("0 to 23"));
}

TEST_F(ShiftQuantities, InsideNothingIsLeftAndAPeakGoesAlong) {
  scene_.shift.object = ObjectKind::silhouette;
  scene_.shift.working_size = 48;
  EXPECT_EQ(one("inside_residual"), 0.0);
  EXPECT_EQ(one("border_residual"), 0.0);  // the horse does not reach an edge
  EXPECT_EQ(one("pooled_change"), 0.0);
  EXPECT_THAT(of("peak_moved 1"), ElementsAre(-2.0, 3.0));
  const std::vector<double> from = of("peak_before 2"), to = of("peak_after 2");
  EXPECT_EQ(to.at(0), from.at(0) - 2.0);
  EXPECT_EQ(to.at(1), from.at(1) + 3.0);
  EXPECT_THAT(refusal("peak_moved 4"), HasSubstr("1 to 3"));
}

TEST_F(ShiftQuantities, AWholePictureMeetsItsBorder) {
  EXPECT_EQ(one("inside_residual"), 0.0);
  EXPECT_GT(one("border_residual"), 0.0);
  scene_.shift.stride = 2;
  EXPECT_GT(one("inside_residual"), 0.0);
  scene_.shift.dx = 24;
  EXPECT_THAT(refusal("inside_residual"), HasSubstr("nothing is left to compare"));
}

TEST_F(ShiftQuantities, WhatIsMeasuredIsKnownOnceTheResultsHaveCome) {
  scene_.shift.pair = test::some_pair();
  scene_.shift.trained = true;
  for (const std::string name : {"class_before", "class_after", "probability_moved", "places_kept", "keeps_class"}) {
    EXPECT_THAT(of(name + " left"), IsEmpty()) << name;
    EXPECT_THAT(refusal(name + " up"), HasSubstr("left or right")) << name;
  }
  const auto object = std::make_shared<const ObjectResult>(compute(object_inputs(scene_)));
  const PairInputs inputs{scene_.shift.pair, object, scene_.shift.dx, scene_.shift.dy};
  results_.object = {object_inputs(scene_), object};
  results_.readings = {inputs, std::make_shared<const PairResult>(compute(inputs))};
  const AnswerMapInputs all{scene_.shift.pair, object};
  results_.answer_maps = {all, std::make_shared<const AnswerMaps>(compute(all))};
  const KeepInputs samples{scene_.shift.pair, scene_.shift.dx, scene_.shift.dy};
  results_.keeps = {samples, std::make_shared<const KeepResult>(compute(samples, {}))};
  const Reading& right = results_.readings->networks[1];
  EXPECT_EQ(one("class_before right"), right.class_before);
  EXPECT_EQ(one("class_after right"), right.class_after);
  EXPECT_EQ(one("probability_moved right"), static_cast<double>(right.moved));
  EXPECT_EQ(one("places_kept left"), results_.answer_maps->networks[0].keeps());
  EXPECT_EQ(one("keeps_class left"), results_.keeps->share(0));
  scene_.shift.dx = 1;  // what is known is of another move
  EXPECT_THAT(of("class_after right"), IsEmpty());
  EXPECT_THAT(of("keeps_class left"), IsEmpty());
}

TEST_F(ShiftQuantities, ALessonSaysWhatIsEnlarged) {
  ViewState view;
  const toml::table table = parse_toml("enlarged = \"sobel-y\"\nplaces_of = \"right\"\nbelow = \"maps\"\n");
  read_shift_view({&table, "view.shift"}, view);
  EXPECT_EQ(view.shift.enlarged, Preset::sobel_y);
  EXPECT_EQ(view.shift.places_of, 1);
  EXPECT_TRUE(view.shift.pair_maps);
  const toml::table wrong = parse_toml("below = \"up\"\n");
  EXPECT_THROW(read_shift_view({&wrong, "view.shift"}, view), SceneError);
}

}  // namespace
}  // namespace flatscope
