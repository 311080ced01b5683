#include "app/engine/scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "app/files/assets.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

Scene scene_of(std::int64_t width, std::int64_t height, int channels = 3) {
  Generator generator(1);
  Scene scene;
  scene.pictures.push_back(test::picture_of(test::noise_image(generator, width, height, channels)));
  return scene;
}

TEST(Scene, StagesHaveNames) {
  for (const Stage stage : all_stages()) EXPECT_EQ(stage_from_string(to_string(stage)), stage);
  EXPECT_FALSE(stage_from_string("train!"));
}

TEST(Scene, NameIsTheFilesOwn) {
  EXPECT_EQ(name_of({{}, "/home/me/pictures/tree.jpg", nullptr}), "tree.jpg");
  EXPECT_EQ(name_of({"chelsea.png", {}, nullptr}), "chelsea.png");
}

TEST(Scene, WorkingSizeReachesThePicturesOwn) {
  EXPECT_EQ(max_working_size(scene_of(20, 10).pictures[0].image.get()), 256);
  EXPECT_EQ(max_working_size(scene_of(10, 300).pictures[0].image.get()), 300);
}

TEST(Scene, ShiftSizeHasAnEnd) {
  EXPECT_EQ(max_filtered_size(scene_of(20, 10).pictures[0].image.get()), 256);
  EXPECT_EQ(max_filtered_size(scene_of(2, 3000).pictures[0].image.get()), largest_filtered_size);
}

TEST(Scene, PicturesKeepTheirAspect) {
  Scene scene = scene_of(40, 20);
  scene.flatten.working_size = 10;
  scene.shift.working_size = 20;
  scene.shift.object = ObjectKind::cutout;
  EXPECT_EQ(flatten_size(scene), (PixelSize{10, 5}));
  EXPECT_EQ(shift_size(scene), (PixelSize{20, 10}));
}

TEST(Scene, OtherObjectsStandOnAFourByThreeCanvas) {
  Scene scene = scene_of(40, 20);
  scene.shift.working_size = 48;
  for (const ObjectKind kind : {ObjectKind::silhouette, ObjectKind::digit, ObjectKind::doodle}) {
    scene.shift.object = kind;
    EXPECT_EQ(shift_size(scene), (PixelSize{48, 36}));
  }
}

TEST(Scene, ClampBringsExtremesIntoRange) {
  constexpr int most = std::numeric_limits<int>::max(), least = std::numeric_limits<int>::min();
  for (const int extreme : {least, most}) {
    Scene scene = scene_of(40, 20);
    scene.picture = extreme;
    scene.flatten.working_size = extreme;
    scene.flatten.pinned = Place{extreme, extreme, extreme};
    scene.flatten.unroll = static_cast<float>(extreme);
    scene.shift.working_size = extreme;
    scene.shift.digit = scene.shift.dx = scene.shift.dy = scene.shift.stride = scene.shift.dense_outputs = extreme;
    clamp(scene);
    const bool up = extreme > 0;
    EXPECT_EQ(scene.picture, 0);
    EXPECT_EQ(scene.flatten.working_size, up ? 256 : 4);
    EXPECT_EQ(scene.flatten.pinned, (up ? Place{0, 127, 255} : Place{0, 0, 0}));
    EXPECT_EQ(scene.flatten.unroll, up ? 1.0F : 0.0F);
    EXPECT_EQ(scene.shift.working_size, up ? 256 : 8);
    EXPECT_EQ(scene.shift.digit, up ? 1796 : 0);
    EXPECT_EQ(scene.shift.dx, up ? 256 : -8);
    EXPECT_EQ(scene.shift.dy, up ? 192 : -6);
    EXPECT_EQ(scene.shift.stride, up ? 4 : 1);
    EXPECT_EQ(scene.shift.dense_outputs, up ? 64 : 4);
  }
}

TEST(Scene, DigitsRangeIsTheBundledOnes) {
  Scene scene = scene_of(40, 20);
  scene.shift.digit = 1'000'000;
  clamp(scene);
  EXPECT_EQ(static_cast<std::size_t>(scene.shift.digit), bundled_digits().labels.size() - 1);
}

TEST(Scene, PinKeepsItsChannelOnlyInColour) {
  Scene scene = scene_of(40, 20);
  scene.flatten.colour = true;
  scene.flatten.pinned = Place{2, 1, 1};
  clamp(scene);
  EXPECT_EQ(scene.flatten.pinned->channel, 2);
  scene.flatten.colour = false;
  clamp(scene);
  EXPECT_EQ(scene.flatten.pinned->channel, 0);

  Scene grey = scene_of(40, 20, 1);
  grey.flatten.colour = true;
  grey.flatten.pinned = Place{2, 1, 1};
  clamp(grey);
  EXPECT_EQ(grey.flatten.pinned->channel, 0);
}

TEST(Scene, ClampKeepsEachFilterOnce) {
  Scene scene = scene_of(8, 8);
  scene.shift.filters = {Preset::box, Preset::emboss, Preset::box, Preset::identity, Preset::emboss};
  clamp(scene);
  EXPECT_EQ(scene.shift.filters, (std::vector{Preset::box, Preset::emboss, Preset::identity}));
  scene.shift.filters.clear();
  clamp(scene);
  EXPECT_EQ(scene.shift.filters.size(), 1U);
}

TEST(Scene, ClampRepairsCutouts) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Cutout wild :
       {Cutout{0.8F, 0.9F, 0.2F, 0.1F}, Cutout{1.0F, 1.0F, 1.0F, 1.0F}, Cutout{-3.0F, 0.0F, 0.0F, 7.0F},
        Cutout{nan, nan, nan, nan}, Cutout{0.5F, 0.5F, 0.5F, 0.5F}}) {
    Scene scene = scene_of(8, 8);
    scene.shift.cutout = wild;
    clamp(scene);
    const Cutout& cutout = scene.shift.cutout;
    EXPECT_GE(cutout.left, 0.0F);
    EXPECT_LT(cutout.left, cutout.right);
    EXPECT_LE(cutout.right, 1.0F);
    EXPECT_GE(cutout.top, 0.0F);
    EXPECT_LT(cutout.top, cutout.bottom);
    EXPECT_LE(cutout.bottom, 1.0F);
  }
}

TEST(Scene, ClampIsIdempotentAndLeavesGoodScenesAlone) {
  Generator generator(2);
  const std::vector<Picture> pictures = {test::picture_of(test::noise_image(generator, 37, 21, 3)),
                                         test::picture_of(test::noise_image(generator, 16, 90, 2))};
  for (int i = 0; i < 300; ++i) {
    const Scene scene = test::random_scene(generator, pictures);
    Scene again = scene;
    clamp(again);
    EXPECT_EQ(again, scene);
  }
}

TEST(Scene, ClampKeepsTheDoodlesPointerAndDropsAWrongOne) {
  Generator generator(3);
  Scene scene = scene_of(8, 8);
  const auto doodle = test::random_doodle(generator);
  scene.shift.doodle = doodle;
  clamp(scene);
  EXPECT_EQ(scene.shift.doodle, doodle);
  scene.shift.doodle = std::make_shared<const Tensor>(Shape{3, 4});
  clamp(scene);
  EXPECT_EQ(scene.shift.doodle, nullptr);
}

TEST(Scene, ClampWorksBeforeAnyPictureIsThere) {
  Scene scene;
  scene.shift.object = ObjectKind::picture;
  scene.flatten.pinned = Place{0, 3, 4};
  scene.flatten.working_size = 1000;
  clamp(scene);
  EXPECT_EQ(scene.flatten.working_size, 256);
}

}  // namespace
}  // namespace flatscope
