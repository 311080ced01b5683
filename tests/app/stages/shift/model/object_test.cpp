#include <gtest/gtest.h>

#include <algorithm>

#include "app/engine/results.h"
#include "app/files/assets.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

// 8-bit HWC samples of one value, in `colours` channels, with an alpha that is 0 in the left half.
std::shared_ptr<const Image> half_transparent(std::uint8_t value, int colours = 3) {
  auto image = std::make_shared<Image>();
  image->width = 40;
  image->height = 20;
  image->channels = colours + 1;
  std::vector<std::uint8_t> samples;
  for (int pixel = 0; pixel < 40 * 20; ++pixel) {
    for (int c = 0; c < colours; ++c) samples.push_back(value);
    samples.push_back(pixel % 40 < 20 ? 0 : 255);
  }
  image->samples = std::move(samples);
  return image;
}

class ObjectResults : public testing::Test {
 protected:
  ObjectResults() {
    scene_.pictures = {test::picture_of(test::noise_image(generator_, 40, 20, 3))};
    scene_.shift.working_size = 40;
  }
  ObjectResult object() const { return compute(object_inputs(scene_)); }

  Generator generator_{21};
  Scene scene_;
};

// Rows and columns that hold anything, [first, last).
struct Extent {
  std::int64_t top, bottom, left, right;
};
Extent extent_of(const Tensor& mask) {
  Extent extent{mask.height(), 0, mask.width(), 0};
  for (std::int64_t row = 0; row < mask.height(); ++row) {
    for (std::int64_t column = 0; column < mask.width(); ++column) {
      if (mask.at(0, row, column) == 0.0F) continue;
      extent.top = std::min(extent.top, row);
      extent.bottom = std::max(extent.bottom, row + 1);
      extent.left = std::min(extent.left, column);
      extent.right = std::max(extent.right, column + 1);
    }
  }
  return extent;
}

bool is_all(const Tensor& tensor, float value) {
  return std::all_of(tensor.values().begin(), tensor.values().end(), [value](float one) { return one == value; });
}

TEST_F(ObjectResults, EveryObjectHasItsShapes) {
  const std::vector<Picture> pictures = {scene_.pictures[0], test::picture_of(test::noise_image(generator_, 9, 30, 1)),
                                         test::picture_of(half_transparent(200))};
  for (int i = 0; i < 300; ++i) {
    const Scene scene = test::random_scene(generator_, pictures);
    const ObjectInputs inputs = object_inputs(scene);
    const ObjectResult result = compute(inputs);
    const Shape shape = {inputs.colour ? 3 : 1, inputs.size.height, inputs.size.width};
    ASSERT_EQ(result.object.shape(), shape);
    ASSERT_EQ(result.background.shape(), shape);
    ASSERT_EQ(result.mask.shape(), (Shape{inputs.size.height, inputs.size.width}));
    for (const float share : result.mask.values()) {
      ASSERT_GE(share, 0.0F);
      ASSERT_LE(share, 1.00001F);
    }
    ASSERT_EQ(result.background_stays, inputs.background == Background::picture && !result.whole_picture);
  }
}

TEST_F(ObjectResults, SmallestCanvasWorksForEveryObject) {
  scene_.shift.working_size = 8;
  for (const ObjectKind kind : all_object_kinds) {
    scene_.shift.object = kind;
    scene_.shift.doodle = test::random_doodle(generator_);
    EXPECT_NO_THROW(object()) << to_string(kind);
  }
}

TEST_F(ObjectResults, AnOpaquePictureMovesAsAWhole) {
  scene_.shift.object = ObjectKind::picture;
  scene_.shift.colour = true;
  const ObjectResult result = object();
  EXPECT_TRUE(result.whole_picture);
  EXPECT_TRUE(is_all(result.mask, 1.0F));
  EXPECT_EQ(result.object, resample_area(*scene_.pictures[0].image, 20, 40));
  // Opaque alpha is no mask.
  Generator generator(5);
  Image opaque = *half_transparent(9);
  auto& samples = std::get<std::vector<std::uint8_t>>(opaque.samples);
  for (std::size_t i = 3; i < samples.size(); i += 4) samples[i] = 255;
  scene_.pictures[0].image = std::make_shared<const Image>(opaque);
  EXPECT_TRUE(object().whole_picture);
  // Nor are the horse's few stray pixels.
  scene_.pictures[0] = bundled_picture("horse.png");
  EXPECT_TRUE(object().whole_picture);
}

TEST_F(ObjectResults, ATransparentPictureBringsItsMask) {
  scene_.shift.object = ObjectKind::picture;
  scene_.pictures[0].image = half_transparent(200);
  const ObjectResult bright = object();
  EXPECT_FALSE(bright.whole_picture);
  const Extent extent = extent_of(bright.mask);
  EXPECT_EQ(extent.left, 20);
  EXPECT_EQ(extent.right, 40);
  EXPECT_TRUE(is_all(bright.background, 0.0F));
  scene_.pictures[0].image = half_transparent(40);
  EXPECT_TRUE(is_all(object().background, 1.0F));
  scene_.shift.background = Background::black;
  EXPECT_TRUE(is_all(object().background, 0.0F));
}

// Grey with alpha, at all three depths: of two channels the last is the mask, never the grey.
TEST_F(ObjectResults, AGreyPictureWithAlphaBringsItsMask) {
  scene_.shift.object = ObjectKind::picture;
  const std::shared_ptr<const Image> bytes = half_transparent(200, 1);
  Image words = *bytes, floats = *bytes;
  std::vector<std::uint16_t> deep;
  std::vector<float> real;
  for (const std::uint8_t sample : std::get<std::vector<std::uint8_t>>(bytes->samples)) {
    deep.push_back(static_cast<std::uint16_t>(sample * 257));
    real.push_back(static_cast<float>(sample) / 255.0F);
  }
  words.samples = deep;
  floats.samples = real;
  for (const Image& image : {*bytes, words, floats}) {
    SCOPED_TRACE(image.samples.index());
    scene_.pictures[0].image = std::make_shared<const Image>(image);
    for (const bool colour : {false, true}) {
      scene_.shift.colour = colour;
      const ObjectResult result = object();
      EXPECT_FALSE(result.whole_picture);
      ASSERT_EQ(result.mask.shape(), (Shape{20, 40}));
      ASSERT_EQ(result.object.channels(), 1) << "grey stays grey";
      for (std::int64_t row = 0; row < 20; ++row) {
        for (std::int64_t column = 0; column < 40; ++column) {
          ASSERT_EQ(result.mask.at(0, row, column), column < 20 ? 0.0F : 1.0F) << row << ", " << column;
          if (column >= 20) {
            ASSERT_FLOAT_EQ(result.object.at(0, row, column), 200 / 255.0F);
          }
        }
      }
    }
  }
  // Opaque, it is no mask, whatever its grey.
  std::vector<std::uint8_t> opaque = std::get<std::vector<std::uint8_t>>(bytes->samples);
  for (std::size_t i = 1; i < opaque.size(); i += 2) opaque[i] = 255;
  Image whole = *bytes;
  whole.samples = opaque;
  scene_.pictures[0].image = std::make_shared<const Image>(whole);
  EXPECT_TRUE(object().whole_picture);
}

TEST_F(ObjectResults, ACutoutStandsWhereItWas) {
  scene_.shift.object = ObjectKind::cutout;
  scene_.shift.cutout = {0.25F, 0.5F, 0.5F, 1.0F};
  const ObjectResult result = object();
  const Extent extent = extent_of(result.mask);
  EXPECT_EQ(extent.left, 10);
  EXPECT_EQ(extent.right, 20);
  EXPECT_EQ(extent.top, 10);
  EXPECT_EQ(extent.bottom, 20);
  for (std::int64_t row = 10; row < 20; ++row) {
    for (std::int64_t column = 10; column < 20; ++column) EXPECT_EQ(result.mask.at(0, row, column), 1.0F);
  }
  EXPECT_EQ(result.object, to_grey(resample_area(*scene_.pictures[0].image, 20, 40)));
  EXPECT_FALSE(result.whole_picture);
  scene_.shift.cutout = {0.9999F, 0.0F, 1.0F, 1.0F};  // thinner than a pixel: one pixel
  const Extent thin = extent_of(object().mask);
  EXPECT_EQ(thin.right - thin.left, 1);
}

TEST_F(ObjectResults, ACutoutOfATransparentPictureKeepsItsHoles) {
  scene_.shift.object = ObjectKind::cutout;
  scene_.shift.cutout = {0.0F, 0.0F, 0.75F, 1.0F};
  scene_.pictures[0].image = half_transparent(200);
  const Extent extent = extent_of(object().mask);
  EXPECT_EQ(extent.left, 20);
  EXPECT_EQ(extent.right, 30);
}

TEST_F(ObjectResults, TheSilhouetteIsTheHorseInTheMiddle) {
  scene_.shift.object = ObjectKind::silhouette;
  scene_.shift.working_size = 96;
  const ObjectResult result = object();
  const Extent extent = extent_of(result.mask);
  const std::int64_t height = extent.bottom - extent.top, width = extent.right - extent.left;
  EXPECT_GT(height, 72 * 45 / 100);
  EXPECT_LE(height, 72 * 56 / 100);
  EXPECT_GT(width, height);  // a horse is longer than high
  EXPECT_NEAR(static_cast<double>(extent.left + extent.right) / 2, 48.0, 4.0);
  EXPECT_NEAR(static_cast<double>(extent.top + extent.bottom) / 2, 36.0, 4.0);
  double sum = 0.0;
  for (const float share : result.mask.values()) sum += static_cast<double>(share);
  const double filled = sum / static_cast<double>(width * height);
  EXPECT_GT(filled, 0.2);  // neither a full rectangle nor an outline
  EXPECT_LT(filled, 0.8);
  // Upright, it stands on legs with air between them.
  const auto runs_in = [&](std::int64_t row) {
    int runs = 0;
    for (std::int64_t column = 1; column < result.mask.width(); ++column)
      runs += result.mask.at(0, row, column) >= 0.5F && result.mask.at(0, row, column - 1) < 0.5F ? 1 : 0;
    return runs;
  };
  int legs = 0, back = 0;
  for (std::int64_t i = 0; i < height / 4; ++i) {
    legs = std::max(legs, runs_in(extent.bottom - 1 - i));
    back = std::max(back, runs_in(extent.top + i));
  }
  EXPECT_GE(legs, 3);
  EXPECT_LT(back, legs);
}

TEST_F(ObjectResults, ADigitIsEnlargedByAWholeFactor) {
  scene_.shift.object = ObjectKind::digit;
  scene_.shift.working_size = 64;  // 64 x 48: factor 3, 24 pixels
  for (const int index : {0, 7, 1796}) {
    scene_.shift.digit = index;
    const Tensor mask = object().mask;
    const std::int64_t top = (48 - 24) / 2, left = (64 - 24) / 2;
    for (std::int64_t row = 0; row < 48; ++row) {
      for (std::int64_t column = 0; column < 64; ++column) {
        const bool inside = row >= top && row < top + 24 && column >= left && column < left + 24;
        const float wanted = inside ? bundled_digits().images.at(index, (row - top) / 3, (column - left) / 3) : 0.0F;
        ASSERT_FLOAT_EQ(mask.at(0, row, column), wanted);
      }
    }
  }
}

TEST_F(ObjectResults, ADoodleCoversTheCanvas) {
  scene_.shift.object = ObjectKind::doodle;
  scene_.shift.working_size = doodle_width;
  EXPECT_TRUE(is_all(object().mask, 0.0F));  // nothing drawn yet
  scene_.shift.doodle = test::random_doodle(generator_);
  EXPECT_EQ(object().mask, *scene_.shift.doodle);
  scene_.shift.working_size = 2 * doodle_width;
  EXPECT_EQ(object().mask, resample_area(*scene_.shift.doodle, 2 * doodle_height, 2 * doodle_width));
}

TEST_F(ObjectResults, ShapesStandOutFromTheirBackground) {
  struct Case {
    Background background;
    float object, ground;
  };
  scene_.shift.colour = true;
  for (const ObjectKind kind : {ObjectKind::silhouette, ObjectKind::digit, ObjectKind::doodle}) {
    scene_.shift.object = kind;
    for (const Case& one : {Case{Background::automatic, 1.0F, 0.0F}, Case{Background::black, 1.0F, 0.0F},
                            Case{Background::white, 0.0F, 1.0F}}) {
      scene_.shift.background = one.background;
      const ObjectResult result = object();
      EXPECT_EQ(result.object.channels(), 3);
      EXPECT_TRUE(is_all(result.object, one.object));
      EXPECT_TRUE(is_all(result.background, one.ground));
    }
    scene_.shift.background = Background::picture;
    const ObjectResult result = object();
    EXPECT_TRUE(is_all(result.object, 1.0F));
    EXPECT_TRUE(result.background_stays);
    EXPECT_EQ(result.background, resample_area(*scene_.pictures[0].image, 30, 40));
  }
}

TEST_F(ObjectResults, AGreyPictureBehindAColouredShapeIsRepeated) {
  scene_.pictures[0] = test::picture_of(test::noise_image(generator_, 40, 20, 1));
  scene_.shift.colour = true;
  scene_.shift.background = Background::picture;
  const Tensor background = object().background;
  ASSERT_EQ(background.channels(), 3);
  for (std::int64_t c = 1; c < 3; ++c) {
    EXPECT_TRUE(std::equal(background.plane(c).begin(), background.plane(c).end(), background.plane(0).begin()));
  }
}

TEST_F(ObjectResults, WhatAnObjectDoesNotUseAsksForNothing) {
  scene_.shift.object = ObjectKind::digit;
  const ObjectInputs before = object_inputs(scene_);
  EXPECT_EQ(before.image, nullptr);
  scene_.shift.cutout = {0.1F, 0.1F, 0.2F, 0.2F};
  scene_.shift.doodle = test::random_doodle(generator_);
  scene_.pictures[0] = test::picture_of(test::noise_image(generator_, 10, 10, 3));
  scene_.shift.dx = 4;
  scene_.shift.stride = 2;
  EXPECT_EQ(object_inputs(scene_), before);
  scene_.shift.digit = 4;
  EXPECT_FALSE(object_inputs(scene_) == before);
}

}  // namespace
}  // namespace flatscope
