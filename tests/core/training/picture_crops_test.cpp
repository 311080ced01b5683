#include "core/training/picture_crops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/tensor/random.h"
#include "tests/core/on_one_thread.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

NamedPicture noise(const std::string& name, std::int64_t height, std::int64_t width, std::uint32_t seed,
                   std::int64_t channels = 1) {
  Generator generator(seed);
  NamedPicture picture{name, Tensor({channels, height, width})};
  for (float& value : picture.pixels.values()) value = uniform01(generator);
  return picture;
}

// 1 in the bands that a part may see, 0 in the others.
NamedPicture banded(bool training, bool lying) {
  NamedPicture picture{"bands", lying ? Tensor({1, 60, 122}) : Tensor({1, 122, 60})};
  for (std::int64_t row = 0; row < picture.pixels.height(); ++row) {
    for (std::int64_t column = 0; column < picture.pixels.width(); ++column) {
      // A pixel that is shared by a band of each kind belongs to neither.
      const std::int64_t at = lying ? column : row, first = at * 6 / 122, last = ((at + 1) * 6 - 1) / 122;
      const bool for_testing = first % 3 == 2, ours = for_testing == (last % 3 == 2) && for_testing != training;
      picture.pixels.at(0, row, column) = ours ? 1.0F : 0.0F;
    }
  }
  return picture;
}

TEST(PictureCrops, NoPixelIsInBothParts) {
  for (const bool lying : {true, false}) {
    const std::vector<NamedPicture> for_training = {banded(true, lying), noise("noise", 90, 90, 1)};
    const std::vector<NamedPicture> for_testing = {banded(false, lying), noise("noise", 90, 90, 1)};
    const CropSettings settings{.canvas = 16, .training = 2000, .testing = 2000};
    const LabelledImages train = crops_dataset(for_training, settings, 3).data.train;
    const LabelledImages test = crops_dataset(for_testing, settings, 3).data.test;
    for (std::int64_t i = 0; i < 2000; i += 2) {
      for (std::int64_t p = 0; p < 256; ++p) {
        ASSERT_NEAR(train.images.data()[i * 256 + p], 1.0F, 1e-5F) << i;
        ASSERT_NEAR(test.images.data()[i * 256 + p], 1.0F, 1e-5F) << i;
      }
    }
  }
}

TEST(PictureCrops, FollowFromTheSeedAndReachAllPlaces) {
  const std::vector<NamedPicture> pictures = {noise("a", 200, 300, 1, 3), noise("b", 150, 100, 2),
                                              noise("c", 99, 99, 3)};
  const CropSettings settings{.canvas = 12, .training = 90, .testing = 30, .colour = true};
  const FoundData found = crops_dataset(pictures, settings, 5);
  EXPECT_THAT(found.data.classes, ElementsAre("a", "b", "c"));
  EXPECT_EQ(found.data.train.images.shape(), (Shape{90, 3, 12, 12}));
  EXPECT_EQ(found.data.test.images.shape(), (Shape{30, 3, 12, 12}));
  EXPECT_EQ(found.report.used, 120);
  EXPECT_THAT(found.report.problems, IsEmpty());
  for (std::size_t i = 0; i < 90; ++i) ASSERT_EQ(found.data.train.labels[i], i % 3);
  EXPECT_EQ(crops_dataset(pictures, settings, 5).data.train.images, found.data.train.images);
  EXPECT_NE(crops_dataset(pictures, settings, 6).data.train.images, found.data.train.images);
  EXPECT_EQ(on_one_thread([&] { return crops_dataset(pictures, settings, 5).data.test.images; }),
            found.data.test.images);
  std::set<std::vector<float>> different;
  for (std::int64_t i = 0; i < 90; ++i) {
    different.insert({found.data.train.images.data() + i * 432, found.data.train.images.data() + i * 432 + 432});
  }
  EXPECT_EQ(different.size(), 90U);
  // A grey picture among coloured ones has three equal channels.
  const float* const grey = found.data.train.images.data() + 432;
  EXPECT_TRUE(std::equal(grey, grey + 144, grey + 144));
}

TEST(PictureCrops, MirroringTurnsHalfOfThemRound) {
  NamedPicture slope{"slope", Tensor({1, 120, 120})};
  for (std::int64_t i = 0; i < slope.pixels.size(); ++i) {
    slope.pixels.data()[i] = static_cast<float>(i % 120) / 120.0F;
  }
  const std::vector<NamedPicture> pictures = {slope, noise("b", 90, 90, 1)};
  for (const bool mirrored : {false, true}) {
    const CropSettings settings{.canvas = 16, .training = 400, .testing = 2, .mirrored = mirrored};
    const LabelledImages train = crops_dataset(pictures, settings, 1).data.train;
    int falling = 0;
    for (std::int64_t i = 0; i < 400; i += 2)
      falling += train.images.data()[i * 256] > train.images.data()[i * 256 + 15];
    EXPECT_NEAR(falling, mirrored ? 100 : 0, mirrored ? 30 : 0);
  }
}

TEST(PictureCrops, WarnWhereThereIsLittleToLearnFrom) {
  const NamedPicture flat{"flat.png", Tensor({1, 200, 200}, std::vector<float>(40000, 0.5F))};
  const std::vector<NamedPicture> pictures = {noise("small.png", 60, 60, 1), flat, noise("long.png", 30, 300, 2),
                                              noise("small too.png", 60, 60, 3)};
  const std::vector<std::string> problems = crops_dataset(pictures, {}, 1).report.problems;
  ASSERT_EQ(problems.size(), 4U);
  EXPECT_THAT(problems[0],
              HasSubstr("'small.png' is small: a sample is cut from 10 x 10 pixels and enlarged to 24 x 24"));
  EXPECT_THAT(problems[1], HasSubstr("'flat.png' has one colour throughout"));
  EXPECT_THAT(problems[2], HasSubstr("'long.png' has room for only 6"));
  const NamedPicture first = noise("first", 90, 90, 1), second{"second", first.pixels};
  EXPECT_THAT(crops_dataset(std::vector{first, second}, {.canvas = 8}, 1).report.problems,
              ElementsAre(HasSubstr("'first' and 'second' are the same picture")));
}

TEST(PictureCrops, RefuseWhatCannotBe) {
  const NamedPicture good = noise("a", 90, 90, 1);
  EXPECT_EQ(refusal([&] { crops_dataset(std::vector{good}, {}, 1); }),
            "samples can be cut from 2 to 10 pictures, each a class, not from 1");
  EXPECT_NE(refusal([&] { crops_dataset(std::vector(11, good), {}, 1); }), "accepted");
  EXPECT_EQ(refusal([&] {
              crops_dataset(std::vector{good, noise("tiny", 23, 23, 1)}, {}, 1);
            }),
            "the picture 'tiny' is too small to cut samples from: 23 x 23 pixels; at least 24 x 4 are needed");
  EXPECT_NE(refusal([&] { crops_dataset(std::vector{good, noise("two", 30, 30, 1, 2)}, {}, 1); }), "accepted");
  EXPECT_NE(refusal([&] { crops_dataset(std::vector{good, good}, {.canvas = 7}, 1); }), "accepted");
  EXPECT_NE(refusal([&] { crops_dataset(std::vector{good, good}, {.training = 0}, 1); }), "accepted");
  // The smallest that is taken, lying and standing, at every canvas.
  for (const std::int64_t canvas : {8, 24, 256}) {
    const std::vector<NamedPicture> least = {noise("a", 24, 4, 1), noise("b", 4, 29, 1), noise("c", 4000, 4, 2)};
    EXPECT_EQ(refusal([&] { crops_dataset(least, {.canvas = canvas, .training = 60, .testing = 60}, 1); }), "accepted");
  }
}

}  // namespace
}  // namespace flatscope
