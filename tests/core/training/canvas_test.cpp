#include "core/training/canvas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/tensor/random.h"
#include "core/tensor/resample.h"
#include "core/training/sample_switches.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

Tensor noise(const Shape& shape, std::uint32_t seed) {
  Generator generator(seed);
  Tensor images(shape);
  for (float& value : images.values()) value = 0.25F + 0.5F * uniform01(generator);
  return images;
}

Tensor one_plane(const Tensor& images, std::int64_t plane) {
  const float* const at = images.data() + plane * images.plane_size();
  return {{images.height(), images.width()}, {at, at + images.plane_size()}};
}

TEST(Canvas, PicturesStandInItsMiddleAsTheyAre) {
  const Tensor images = noise({5, 3, 7, 4}, 1);
  const Tensor on_canvas = placed(images, {.canvas = 12});
  ASSERT_EQ(on_canvas.shape(), (Shape{5, 3, 12, 12}));
  for (std::int64_t plane = 0; plane < 15; ++plane) {
    for (std::int64_t row = 0; row < 12; ++row) {
      for (std::int64_t column = 0; column < 12; ++column) {
        const bool inside = row >= 2 && row < 9 && column >= 4 && column < 8;
        const float expected = inside ? images.data()[(plane * 7 + row - 2) * 4 + column - 4] : 0.0F;
        ASSERT_EQ(on_canvas.data()[(plane * 12 + row) * 12 + column], expected) << plane << " " << row << " " << column;
      }
    }
  }
  EXPECT_EQ(placed(noise({2, 1, 9, 9}, 2), {.canvas = 9}), noise({2, 1, 9, 9}, 2));
}

TEST(Canvas, AShareEnlargesOrReduces) {
  const Tensor images = noise({4, 1, 8, 6}, 3);
  // Three quarters of 16: 12 high and 9 wide.
  const Tensor larger = placed(images, {.canvas = 16, .share = 0.75});
  for (std::int64_t i = 0; i < 4; ++i) {
    const Tensor expected = resample_bilinear(one_plane(images, i), 12, 9);
    for (std::int64_t row = 0; row < 12; ++row) {
      EXPECT_TRUE(std::equal(expected.data() + row * 9, expected.data() + row * 9 + 9,
                             larger.data() + (i * 16 + row + 2) * 16 + 3));
    }
  }
  EXPECT_EQ(least_room(edge_rooms(larger)), (EdgeRoom{3, 2, 4, 2}));
  const Tensor smaller = placed(noise({4, 1, 48, 40}, 4), {.canvas = 16, .share = 0.75});
  EXPECT_EQ(one_plane(placed(one_plane(smaller, 2).reshaped({1, 1, 16, 16}), {.canvas = 16}), 0),
            one_plane(smaller, 2));
  const Tensor middle = resample_area(one_plane(noise({4, 1, 48, 40}, 4), 2), 12, 10);
  EXPECT_EQ(smaller.data()[(2 * 16 + 2) * 16 + 3], middle.data()[0]);
  EXPECT_EQ(edge_rooms(placed(images, {.canvas = 16, .share = 1.0}))[0].top, 0);
}

TEST(Canvas, HalfSizeIsTheMeanOfFour) {
  const Tensor images = noise({3, 2, 28, 28}, 5);
  const Tensor half = placed(images, {.canvas = 24, .half_size = true});
  for (std::int64_t plane = 0; plane < 6; ++plane) {
    const float* const in = images.data() + plane * 28 * 28;
    for (std::int64_t row = 0; row < 14; ++row) {
      for (std::int64_t column = 0; column < 14; ++column) {
        const float* const corner = in + row * 2 * 28 + column * 2;
        ASSERT_NEAR(half.data()[(plane * 24 + row + 5) * 24 + column + 5],
                    (corner[0] + corner[1] + corner[28] + corner[29]) / 4.0F, 1e-6F);
      }
    }
  }
  EXPECT_EQ(least_room(edge_rooms(half)), (EdgeRoom{5, 5, 5, 5}));
}

TEST(Canvas, RefusalsSayWhatWouldDo) {
  EXPECT_EQ(refusal([] {
              placed(noise({1, 1, 28, 28}, 1), {.canvas = 24});
            }),
            "pictures of 28 x 28 pixels do not fit on a canvas of 24 x 24; a canvas of 28, half size or a share of the "
            "canvas would do");
  EXPECT_EQ(refusal([] {
              placed(noise({1, 1, 28, 28}, 1), {.canvas = 0});
            }),
            "a canvas can't have 0 pixels a side; 1 to 256 are possible");
  for (const double share : {-0.1, 1.01, std::stod("nan")}) {
    EXPECT_NE(refusal([&] { placed(noise({1, 1, 8, 8}, 1), {.canvas = 24, .share = share}); }), "accepted") << share;
  }
  EXPECT_NE(refusal([] { placed(noise({1, 8, 8}, 1), {}); }), "accepted");
  EXPECT_NE(refusal([] { placed(Tensor({0, 1, 8, 8}), {}); }), "accepted");
}

TEST(EdgeRoom, SaysWhenAShiftCutsSomethingOff) {
  Generator generator(7);
  for (int round = 0; round < 200; ++round) {
    Tensor image({1, 2, 1 + uniform_below(generator, 9), 1 + uniform_below(generator, 9)});
    for (float& value : image.values()) value = uniform_below(generator, 12) == 0 ? 1.0F : 0.0F;
    const EdgeRoom room = edge_rooms(image).at(0);
    const auto sum = [](const Tensor& tensor) {
      float total = 0.0F;
      for (const float value : tensor.values()) total += value;
      return total;
    };
    const Tensor chw = image.reshaped({2, image.height(), image.width()});
    for (std::int64_t dy = -10; dy <= 10; ++dy) {
      for (std::int64_t dx = -10; dx <= 10; ++dx) {
        if (sum(chw) == 0.0F) continue;
        ASSERT_EQ(room.leaves(dx, dy), sum(moved(chw, dx, dy)) < sum(chw)) << dx << " " << dy;
      }
    }
  }
  EXPECT_EQ(edge_rooms(Tensor({1, 1, 3, 5})).at(0), (EdgeRoom{5, 3, 5, 3}));
  const std::vector<EdgeRoom> rooms = {{1, 2, 3, 4}, {4, 3, 2, 1}};
  EXPECT_EQ(least_room(rooms), (EdgeRoom{1, 2, 2, 1}));
  EXPECT_EQ(leaving_share(rooms, 3, 0), 0.5);
  EXPECT_EQ(leaving_share(rooms, 0, 0), 0.0);
  EXPECT_EQ(leaving_share(rooms, 9, 0), 1.0);
}

}  // namespace
}  // namespace flatscope
