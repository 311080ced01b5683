#include "app/stages/shift/model/spare_tensors.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/engine/results.h"
#include "core/tensor/reduce.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

constexpr std::int64_t side = 3072;  // 36 MiB

TEST(SpareTensors, ALargeOneIsUsedAgain) {
  Tensor first = take_spare({1, side, side});
  const float* memory = first.data();
  keep_spare(std::move(first));
  const Tensor second = take_spare({1, side, side});
  EXPECT_EQ(second.data(), memory);
  EXPECT_EQ(second.shape(), (Shape{1, side, side}));
}

TEST(SpareTensors, NoneIsHandedOutTwice) {
  keep_spare(Tensor({1, side, side}));
  const Tensor first = take_spare({1, side, side}), second = take_spare({1, side, side});
  EXPECT_NE(first.data(), second.data());
}

TEST(SpareTensors, AnotherShapeIsMadeAnew) {
  keep_spare(Tensor({1, side, side}));
  EXPECT_EQ(take_spare({2, 3, 4}).shape(), (Shape{2, 3, 4}));
  keep_spare(Tensor({2, 3, 4}));
  EXPECT_EQ(take_spare({}).size(), 1);
}

TEST(SpareTensors, ASizeAskedForNoMoreIsFreed) {
  const auto keep_ones = [] {
    Tensor ones({1, side, side + 1});
    std::fill(ones.values().begin(), ones.values().end(), 1.0F);
    keep_spare(std::move(ones));
  };
  keep_ones();
  for (std::int64_t i = 0; i < 6; ++i) take_spare({2, 1024, 1024 + i});
  EXPECT_EQ(take_spare({1, side, side + 1}).data()[0], 1.0F);
  keep_ones();
  for (std::int64_t i = 0; i < 7; ++i) take_spare({2, 1024, 1024 + i});
  EXPECT_EQ(take_spare({1, side, side + 1}).data()[0], 0.0F);  // made anew
}

// Maps large enough to be kept, whose memory holds an older answer when the next one is computed.
TEST(SpareTensors, OldValuesNeverShow) {
  Generator generator(81);
  Scene scene;
  scene.pictures = {test::picture_of(test::noise_image(generator, 1200, 1000, 1))};
  scene.shift.object = ObjectKind::picture;
  scene.shift.working_size = 1200;
  scene.shift.filters.assign(std::begin(all_presets), std::end(all_presets));
  clamp(scene);
  const auto object = std::make_shared<const ObjectResult>(compute(object_inputs(scene)));
  Stored<LayerInputs, ShiftResult> previous;
  for (const int dx : {3, -7, 200, 0, 1}) {
    scene.shift.dx = dx;
    scene.shift.pooling = dx == 200 ? Pooling::max : Pooling::none;
    const LayerInputs inputs = layer_inputs(scene, object);
    previous = {inputs, std::make_shared<const ShiftResult>(compute(inputs, previous))};
    const Tensor& picture = previous->after->picture;
    Conv2dOptions options;
    options.padding_h = options.padding_w = 1;
    Tensor wanted = conv2d(picture, filter_bank(scene.shift.filters, 1), {}, options);
    if (dx == 200) wanted = pool2d(wanted, PoolKind::max, 2, 2);
    // Larger than they are drawn, so they are not kept, but for pooled ones at (0, 0).
    const Answers& after = *previous->after;
    ASSERT_TRUE(after.maps.empty());
    ASSERT_EQ(previous->before->maps.empty(), dx != 200);
    ASSERT_EQ(after.maps_shape, wanted.shape());
    ASSERT_TRUE(maps_of(inputs, after) == wanted) << dx;
    ASSERT_TRUE(after.maps_shown == block_extremes(wanted, dx == 200 ? 2 : 3)) << dx;
    for (int i = 0; i < 50; ++i) {
      const Place place{test::between(generator, 0, static_cast<int>(wanted.channels()) - 1),
                        test::between(generator, 0, static_cast<int>(wanted.height()) - 1),
                        test::between(generator, 0, static_cast<int>(wanted.width()) - 1)};
      ASSERT_EQ(map_value(inputs, after, place), wanted.at(place.channel, place.row, place.column));
    }
  }
}

}  // namespace
}  // namespace flatscope
