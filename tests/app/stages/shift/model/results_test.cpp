#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/engine/results.h"
#include "core/layers/dense.h"
#include "core/layers/seeded_dense.h"
#include "core/layers/shift.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using Previous = Stored<LayerInputs, ShiftResult>;

std::shared_ptr<const ObjectResult> object_of(const Scene& scene) {
  return std::make_shared<const ObjectResult>(compute(object_inputs(scene)));
}

ShiftResult fresh(const Scene& scene) { return compute(layer_inputs(scene, object_of(scene)), {}); }

class ShiftResults : public testing::Test {
 protected:
  ShiftResults() {
    pictures_ = {test::picture_of(test::noise_image(generator_, 50, 34, 3)),
                 test::picture_of(test::noise_image(generator_, 33, 51, 1))};
    scene_.pictures = pictures_;
    scene_.shift.working_size = 40;
    scene_.shift.object = ObjectKind::picture;
    scene_.shift.colour = true;
    scene_.shift.dx = 5;
    scene_.shift.dy = -3;
    object_ = object_of(scene_);
  }
  ShiftResult step() {
    const LayerInputs inputs = layer_inputs(scene_, object_);
    const ShiftResult result = compute(inputs, previous_);
    previous_ = {inputs, std::make_shared<const ShiftResult>(result)};
    return result;
  }
  Generator generator_{31};
  std::vector<Picture> pictures_;
  Scene scene_;
  std::shared_ptr<const ObjectResult> object_;
  Previous previous_;
};

TEST_F(ShiftResults, PicturesAreTheObjectBeforeAndAfter) {
  const ShiftResult whole = step();
  EXPECT_EQ(whole.before->picture, object_->object);
  EXPECT_EQ(whole.after->picture, shift(object_->object, 5, -3, Border::zeros));

  scene_.shift.object = ObjectKind::cutout;
  scene_.shift.border = Border::circular;
  object_ = object_of(scene_);
  const ShiftResult cut = step();
  EXPECT_EQ(cut.before->picture, composite(object_->background, object_->object, object_->mask, 0, 0, Border::zeros));
  EXPECT_EQ(cut.after->picture,
            composite(object_->background, object_->object, object_->mask, 5, -3, Border::circular));
}

TEST_F(ShiftResults, AnswersAreThoseOfTheLayers) {
  for (int i = 0; i < 40; ++i) {
    scene_ = test::random_scene(generator_, pictures_);
    const ShiftScene& shift = scene_.shift;
    const ShiftResult result = fresh(scene_);
    for (const auto& answers : {result.before, result.after}) {
      const Tensor& picture = answers->picture;
      const SeededDense layer{shift.dense_seed, shift.dense_outputs, picture.size()};
      const Tensor wanted_dense = dense(picture, materialise(layer), {});
      ASSERT_EQ(answers->dense.shape(), wanted_dense.shape());
      for (std::int64_t o = 0; o < wanted_dense.size(); ++o) {
        ASSERT_NEAR(answers->dense.data()[o], wanted_dense.data()[o], 1e-4F);
      }
      Conv2dOptions options;
      options.stride = shift.stride;
      options.padding_h = options.padding_w = 1;
      options.padding_mode = shift.border;
      Tensor maps = conv2d(picture, filter_bank(shift.filters, picture.channels()), {}, options);
      if (shift.pooling != Pooling::none) {
        maps = pool2d(maps, shift.pooling == Pooling::max ? PoolKind::max : PoolKind::avg, 2, 2);
      }
      // Bit for bit with one channel; else the channels are added before they are weighed.
      if (picture.channels() == 1) {
        ASSERT_EQ(answers->maps, maps);
      }
      ASSERT_EQ(answers->maps.shape(), maps.shape());
      for (std::int64_t k = 0; k < maps.size(); ++k) {
        ASSERT_NEAR(answers->maps.data()[k], maps.data()[k], 4e-6F);
      }
    }
  }
}

// The first largest magnitude of a map in rows [r0, r1) and columns [c0, c1).
Peak strongest(const Tensor& maps, std::int64_t m, std::int64_t r0, std::int64_t r1, std::int64_t c0, std::int64_t c1) {
  Peak wanted;
  float largest = -1.0F;
  for (std::int64_t row = r0; row < r1; ++row) {
    for (std::int64_t column = c0; column < c1; ++column) {
      if (std::abs(maps.at(m, row, column)) <= largest) continue;
      wanted = {row, column, maps.at(m, row, column)};
      largest = std::abs(wanted.value);
    }
  }
  return wanted;
}

TEST_F(ShiftResults, PeaksAreTheFirstLargestThatNoBorderReaches) {
  for (int i = 0; i < 80; ++i) {
    const ShiftResult result = fresh(test::random_scene(generator_, pictures_));
    const Tensor &before = result.before->maps, &after = result.after->maps;
    const InteriorSpan &rows = result.interior_rows, &columns = result.interior_columns;
    const bool interior = rows.first < rows.last && columns.first < columns.last;
    for (std::int64_t m = 0; m < after.channels(); ++m) {
      const auto at = static_cast<std::size_t>(m);
      const std::int64_t r0 = interior ? rows.first : 0, r1 = interior ? rows.last : after.height();
      const std::int64_t c0 = interior ? columns.first : 0, c1 = interior ? columns.last : after.width();
      const Peak wanted = strongest(after, m, r0, r1, c0, c1);
      ASSERT_EQ(result.after->peaks[at].row, wanted.row);
      ASSERT_EQ(result.after->peaks[at].column, wanted.column);
      ASSERT_EQ(result.after->peaks[at].value, wanted.value);
      const std::int64_t dr = interior ? rows.output_delta : 0, dc = interior ? columns.output_delta : 0;
      const Peak origin = strongest(before, m, r0 - dr, r1 - dr, c0 - dc, c1 - dc);
      ASSERT_EQ(result.peaks_before[at].row, origin.row);
      ASSERT_EQ(result.peaks_before[at].column, origin.column);
      ASSERT_EQ(result.peaks_before[at].value, origin.value);
      ASSERT_EQ(result.after->pooled[at], max_abs(after.plane(m)));
      ASSERT_EQ(result.before->pooled[at], max_abs(before.plane(m)));
    }
  }
}

TEST_F(ShiftResults, NumbersAgreeWithBruteForce) {
  for (int i = 0; i < 100; ++i) {
    const ShiftResult result = fresh(test::random_scene(generator_, pictures_));
    const Tensor &x = result.before->picture, &moved = result.after->picture;
    std::int64_t count = 0;
    for (std::int64_t k = 0; k < x.size(); ++k) {
      count += x.data()[k] != moved.data()[k] ? 1 : 0;
    }
    ASSERT_EQ(result.elements_changed, count);

    const Tensor &y = result.before->dense, &y_moved = result.after->dense;
    double difference = 0.0, length = 0.0;
    for (std::int64_t o = 0; o < y.size(); ++o) {
      difference += std::pow(static_cast<double>(y_moved.data()[o]) - static_cast<double>(y.data()[o]), 2);
      length += std::pow(static_cast<double>(y.data()[o]), 2);
    }
    const double relative = length > 0.0 ? std::sqrt(difference) / std::sqrt(length) : 0.0;
    ASSERT_NEAR(static_cast<double>(result.dense_relative_change), relative, 1e-5 * (1.0 + relative));

    float pooled = 0.0F;
    for (std::size_t m = 0; m < result.map_scale.size(); ++m) {
      const auto channel = static_cast<std::int64_t>(m);
      const float before = max_abs(result.before->maps.plane(channel)),
                  after = max_abs(result.after->maps.plane(channel));
      const float inside = std::abs(result.before->peaks[m].value);
      ASSERT_EQ(result.map_scale[m], inside > 0.0F ? inside : std::max(before, after));
      pooled = std::max(pooled, std::abs(after - before));
    }
    ASSERT_EQ(result.pooled_change, pooled);
  }
}

TEST_F(ShiftResults, InsideTheResidualIsExactlyZero) {
  int with_interior = 0;
  for (int i = 0; i < 300; ++i) {
    Scene scene = test::random_scene(generator_, pictures_);
    scene.shift.stride = 1;
    scene.shift.pooling = Pooling::none;
    scene.shift.dx /= 3;  // near enough that something of the interior is left
    scene.shift.dy /= 3;
    if (scene.shift.background == Background::picture) scene.shift.background = Background::automatic;
    const ShiftResult result = fresh(scene);
    ASSERT_EQ(result.equivariance.interior_max_abs, 0.0F);
    ASSERT_EQ(result.equivariance.interior_elements + result.equivariance.border_elements, result.before->maps.size());
    if (result.equivariance.interior_elements > 0) ++with_interior;
  }
  EXPECT_GT(with_interior, 100);
}

TEST_F(ShiftResults, StrideBreaksEquivarianceWhereItMust) {
  scene_.shift.stride = 2;
  scene_.shift.dx = 1;
  scene_.shift.dy = 0;
  EXPECT_GT(fresh(scene_).equivariance.interior_max_abs, 0.0F);
  scene_.shift.dx = 2;  // a whole step of the output
  EXPECT_EQ(fresh(scene_).equivariance.interior_max_abs, 0.0F);
}

// A field of 0.8 that every step of 2 sees, and a single brighter pixel far away that only some see.
Scene field_and_spark(std::int64_t width, std::int64_t row, std::int64_t column, std::uint8_t spark) {
  auto image = std::make_shared<Image>();
  image->width = width;
  image->height = 120;
  image->channels = 1;
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width * 120));
  for (std::int64_t r = 20; r < 24; ++r)
    for (std::int64_t c = 30; c < 34; ++c) pixels[static_cast<std::size_t>(r * width + c)] = 204;
  pixels[static_cast<std::size_t>(row * width + column)] = spark;
  image->samples = std::move(pixels);
  Scene scene;
  scene.pictures = {test::picture_of(image)};
  scene.shift.working_size = static_cast<int>(width);
  scene.shift.object = ObjectKind::picture;
  scene.shift.filters = {Preset::identity};
  scene.shift.stride = 2;
  return scene;
}

// Its strongest answer after a move may be another peak: the one before is followed all the same. The wide picture's
// maps are not kept whole.
TEST_F(ShiftResults, APeakIsFollowedThoughAnotherOneIsStrongerNow) {
  for (const std::int64_t width : {160, 1200}) {
    Scene scene = field_and_spark(width, 61, 101, 255);  // an odd place: no step of 2 sees it before the move
    scene.shift.dx = 3;
    scene.shift.dy = 1;
    const ShiftResult result = fresh(scene);
    EXPECT_EQ(result.after->maps.empty(), width == 1200);
    const Peak &from = result.peaks_before[0], &strongest = result.after->peaks[0], &to = result.peaks_after[0];
    EXPECT_EQ(from.row, 10);
    EXPECT_EQ(from.column, 15);
    EXPECT_EQ(strongest.row, 31);  // the spark, far to the right
    EXPECT_EQ(strongest.column, 52);
    EXPECT_TRUE(result.peak_followed[0]);
    // By half a step down and a step and a half to the right: the field's values are all alike.
    EXPECT_GE(to.row - from.row, 0);
    EXPECT_LE(to.row - from.row, 1);
    EXPECT_GE(to.column - from.column, 1);
    EXPECT_LE(to.column - from.column, 2);
    EXPECT_EQ(to.value, from.value);
  }
}

TEST_F(ShiftResults, APeakThatAStepMissesIsNotFollowed) {
  Scene scene = field_and_spark(160, 60, 100, 255);  // seen before the move, and not after it
  scene.shift.dx = 1;
  scene.shift.dy = 1;
  const ShiftResult result = fresh(scene);
  EXPECT_EQ(result.peaks_before[0].row, 30);
  EXPECT_EQ(result.peaks_before[0].column, 50);
  EXPECT_FALSE(result.peak_followed[0]);
  EXPECT_EQ(result.peaks_after[0].row, result.after->peaks[0].row);
  scene.shift.dx = 2;  // a whole step: there it is again
  scene.shift.dy = 4;
  const ShiftResult whole = fresh(scene);
  EXPECT_TRUE(whole.peak_followed[0]);
  EXPECT_EQ(whole.peaks_after[0].row, 32);
  EXPECT_EQ(whole.peaks_after[0].column, 51);
}

// A peak that goes right is never said to have gone up.
TEST_F(ShiftResults, APeakThatIsFollowedWentByTheShiftOverTheStep) {
  int followed = 0;
  for (int i = 0; i < 80; ++i) {
    Scene scene = test::random_scene(generator_, pictures_);
    scene.shift.stride = test::between(generator_, 2, 4);
    if (scene.shift.background == Background::picture) scene.shift.background = Background::automatic;
    scene.shift.dx /= 3;
    scene.shift.dy /= 3;
    const ShiftResult result = fresh(scene);
    const double step = scene.shift.stride * (scene.shift.pooling == Pooling::none ? 1 : 2);
    for (std::size_t m = 0; m < result.peaks_after.size(); ++m) {
      const Peak &from = result.peaks_before[m], &to = result.peaks_after[m];
      if (!result.peak_followed[m] || (from.row == to.row && from.column == to.column)) continue;
      ++followed;
      ASSERT_LT(std::abs(static_cast<double>(to.row - from.row) - scene.shift.dy / step), 1.0);
      ASSERT_LT(std::abs(static_cast<double>(to.column - from.column) - scene.shift.dx / step), 1.0);
      ASSERT_NEAR(to.value, from.value, 0.25F * std::abs(from.value) + 1e-6F);
    }
  }
  EXPECT_GT(followed, 20);
}

TEST_F(ShiftResults, WithoutAStrideEveryPeakIsFollowedByTheShift) {
  for (int i = 0; i < 30; ++i) {
    Scene scene = test::random_scene(generator_, pictures_);
    scene.shift.stride = 1;
    scene.shift.pooling = Pooling::none;
    scene.shift.dx /= 4;
    scene.shift.dy /= 4;
    if (scene.shift.background == Background::picture) scene.shift.background = Background::automatic;
    const ShiftResult result = fresh(scene);
    if (result.equivariance.interior_elements == 0) continue;
    for (std::size_t m = 0; m < result.peaks_after.size(); ++m) {
      ASSERT_TRUE(result.peak_followed[m]);
      ASSERT_EQ(result.peaks_after[m].column - result.peaks_before[m].column, scene.shift.dx);
      ASSERT_EQ(result.peaks_after[m].row - result.peaks_before[m].row, scene.shift.dy);
    }
  }
}

TEST_F(ShiftResults, APictureBehindStaysAndBreaksEquivariance) {
  scene_.shift.object = ObjectKind::cutout;
  scene_.shift.background = Background::picture;
  // Inside the cut-out object and background are the same picture, so it shows once it has moved.
  EXPECT_GT(fresh(scene_).equivariance.interior_max_abs, 0.0F);
}

TEST_F(ShiftResults, GlobalPoolingForgetsWhereAnObjectIs) {
  scene_.shift.object = ObjectKind::silhouette;
  scene_.shift.dx = 4;
  scene_.shift.dy = 2;
  const ShiftResult result = fresh(scene_);
  EXPECT_EQ(result.pooled_change, 0.0F);
  EXPECT_GT(result.dense_relative_change, 0.0F);
  EXPECT_GT(result.elements_changed, 0);
  for (std::size_t m = 0; m < result.before->peaks.size(); ++m) {
    EXPECT_EQ(result.after->peaks[m].value, result.before->peaks[m].value);
  }
}

TEST_F(ShiftResults, NothingMovedNothingChanged) {
  scene_.shift.dx = scene_.shift.dy = 0;
  const ShiftResult result = step();
  EXPECT_EQ(result.after, result.before);
  EXPECT_EQ(result.elements_changed, 0);
  EXPECT_EQ(result.dense_relative_change, 0.0F);
  EXPECT_EQ(result.pooled_change, 0.0F);
  EXPECT_EQ(result.equivariance.interior_max_abs, 0.0F);
  EXPECT_EQ(result.equivariance.border_max_abs, 0.0F);
}

TEST_F(ShiftResults, ABlankDoodleGivesNoNotANumber) {
  scene_.shift.object = ObjectKind::doodle;
  scene_.shift.doodle = nullptr;
  const ShiftResult result = fresh(scene_);
  EXPECT_EQ(result.dense_relative_change, 0.0F);
  EXPECT_EQ(result.elements_changed, 0);
}

TEST_F(ShiftResults, ADragKeepsBefore) {
  const ShiftResult first = step();
  scene_.shift.dx = 9;
  EXPECT_EQ(step().before, first.before);
  scene_.shift.dx = scene_.shift.dy = 0;
  EXPECT_EQ(step().after, first.before);
}

// The picture wraps and so does the convolution: nothing is lost at any edge, and the answer only moves.
TEST_F(ShiftResults, WrapIsExactAtTheBorderToo) {
  for (int i = 0; i < 40; ++i) {
    scene_ = test::random_scene(generator_, pictures_);
    scene_.shift.border = Border::circular;
    scene_.shift.stride = 1;
    scene_.shift.pooling = Pooling::none;
    scene_.shift.background = Background::black;
    const ShiftResult result = fresh(scene_);
    ASSERT_EQ(result.equivariance.interior_max_abs, 0.0F);
    ASSERT_EQ(result.equivariance.border_max_abs, 0.0F);
  }
}

TEST_F(ShiftResults, EverythingElseMakesBeforeAnew) {
  const auto changed_by = [this](auto change) {
    const Scene scene = scene_;
    const auto before = step().before;
    change(scene_.shift);
    const bool renewed = step().before != before;
    scene_ = scene;
    return renewed;
  };
  EXPECT_TRUE(changed_by([](ShiftScene& shift) { shift.stride = 2; }));
  EXPECT_TRUE(changed_by([](ShiftScene& shift) { shift.border = Border::reflect; }));
  EXPECT_TRUE(changed_by([](ShiftScene& shift) { shift.pooling = Pooling::avg; }));
  EXPECT_TRUE(changed_by([](ShiftScene& shift) { shift.filters = {Preset::box}; }));
  EXPECT_TRUE(changed_by([](ShiftScene& shift) { shift.dense_outputs = 11; }));
  EXPECT_TRUE(changed_by([](ShiftScene& shift) { shift.dense_seed = 8; }));
  EXPECT_TRUE(changed_by([this](ShiftScene&) { object_ = object_of(scene_); }));
}

// Their maps are drawn smaller than they are, and not kept.
TEST_F(ShiftResults, NumbersOfLargePicturesAreThoseOfTheirMaps) {
  scene_.pictures = {test::picture_of(test::noise_image(generator_, 600, 200, 3))};
  scene_.shift.working_size = 600;
  int exact = 0, inexact = 0;
  for (int i = 0; i < 24; ++i) {
    ShiftScene& shift = scene_.shift;
    shift.object = i % 3 == 0 ? ObjectKind::cutout : ObjectKind::picture;
    shift.background = i % 6 == 0 ? Background::picture : Background::automatic;
    shift.border = all_borders[i % 4];
    shift.stride = i % 5 == 4 ? 2 : 1;
    shift.pooling = i % 7 == 6 ? Pooling::max : Pooling::none;
    shift.dx = i == 0 ? 0 : test::between(generator_, -90, 90);
    shift.dy = i == 0 ? 0 : test::between(generator_, -150, 150);
    clamp(scene_);
    object_ = object_of(scene_);
    const LayerInputs inputs = layer_inputs(scene_, object_);
    const ShiftResult result = step();
    const Tensor before = maps_of(inputs, *result.before), after = maps_of(inputs, *result.after);
    ASSERT_EQ(before.shape(), result.before->maps_shape);
    const InteriorSpan &rows = result.interior_rows, &columns = result.interior_columns;
    ASSERT_EQ(result.equivariance, compare_shifted(after, before, rows, columns, shift.border));
    (result.equivariance.interior_max_abs == 0.0F ? exact : inexact) += 1;
    const bool interior = rows.first < rows.last && columns.first < columns.last;
    const std::int64_t dr = interior ? rows.output_delta : 0, dc = interior ? columns.output_delta : 0;
    for (std::int64_t m = 0; m < before.channels(); ++m) {
      const Peak origin =
          interior ? strongest(before, m, rows.first - dr, rows.last - dr, columns.first - dc, columns.last - dc)
                   : strongest(before, m, 0, before.height(), 0, before.width());
      const Peak& found = result.peaks_before[static_cast<std::size_t>(m)];
      ASSERT_EQ(found.row, origin.row) << i;
      ASSERT_EQ(found.column, origin.column) << i;
      ASSERT_EQ(found.value, origin.value) << i;
    }
  }
  EXPECT_GT(exact, 5);
  EXPECT_GT(inexact, 2);
}

TEST_F(ShiftResults, ReuseGivesWhatAFreshStartGives) {
  for (int i = 0; i < 60; ++i) {
    scene_.shift.dx = test::between(generator_, -40, 40);
    scene_.shift.dy = test::between(generator_, -27, 27);
    scene_.shift.border = test::pick(generator_, all_borders);
    if (i % 5 == 0) scene_.shift.stride = test::between(generator_, 1, 4);
    if (i % 7 == 0) scene_.shift.pooling = test::coin(generator_) ? Pooling::max : Pooling::none;
    const ShiftResult reused = step(), other = fresh(scene_);
    ASSERT_EQ(reused.before->maps, other.before->maps);
    ASSERT_EQ(reused.after->maps, other.after->maps);
    ASSERT_EQ(reused.after->dense, other.after->dense);
    ASSERT_EQ(reused.changed, other.changed);
    ASSERT_EQ(reused.equivariance, other.equivariance);
  }
}

}  // namespace
}  // namespace flatscope
