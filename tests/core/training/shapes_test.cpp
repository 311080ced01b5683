#include "core/training/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <vector>

#include "core/training/canvas.h"
#include "tests/core/on_one_thread.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

std::vector<float> shape(std::uint32_t seed, SampleStream stream, std::uint64_t index, std::int64_t canvas) {
  std::vector<float> values(static_cast<std::size_t>(canvas * canvas));
  draw_shape(seed, stream, index, canvas, values);
  return values;
}

TEST(Shapes, AreAPureFunctionOfSeedStreamAndIndex) {
  const Dataset data = shapes_dataset(7, 24, 40, 20);
  EXPECT_EQ(data.classes, (std::vector<std::string>{"circle", "square", "triangle", "cross", "star"}));
  EXPECT_EQ(data.train.images.shape(), (Shape{40, 1, 24, 24}));
  EXPECT_EQ(data.test.images.shape(), (Shape{20, 1, 24, 24}));
  const auto sample = [](const LabelledImages& part, std::int64_t i) {
    return std::vector<float>(part.images.data() + i * 576, part.images.data() + i * 576 + 576);
  };
  std::set<std::vector<float>> different;
  for (std::int64_t i = 39; i >= 0; --i) {
    EXPECT_EQ(data.train.labels[static_cast<std::size_t>(i)], i % 5);
    EXPECT_EQ(sample(data.train, i), shape(7, SampleStream::training, static_cast<std::uint64_t>(i), 24));
    different.insert(sample(data.train, i));
    if (i < 20) {
      EXPECT_EQ(sample(data.test, i), shape(7, SampleStream::testing, static_cast<std::uint64_t>(i), 24));
      different.insert(sample(data.test, i));
    }
  }
  EXPECT_EQ(different.size(), 60U);
  EXPECT_NE(shape(7, SampleStream::training, 0, 24), shape(8, SampleStream::training, 0, 24));
  // More of them begin with the same ones, and far indices are as good as near ones.
  const Dataset more = shapes_dataset(7, 24, 400, 20);
  EXPECT_TRUE(std::equal(data.train.images.values().begin(), data.train.images.values().end(),
                         more.train.images.values().begin()));
  EXPECT_NE(shape(7, SampleStream::training, 5, 24),
            shape(7, SampleStream::training, 5 + (std::uint64_t{1} << 32) * 5, 24));
}

TEST(Shapes, LieInTheMiddleInOneGreyWithSmoothEdges) {
  for (const std::int64_t canvas : {8, 16, 24, 32}) {
    const Dataset data = shapes_dataset(3, canvas, 500, 5);
    const std::vector<EdgeRoom> rooms = edge_rooms(data.train.images);
    // At most 0.32 of the canvas and the half pixel that is smooth, from the middle.
    const auto least = static_cast<std::int64_t>(std::floor(0.18 * static_cast<double>(canvas) - 0.5));
    const EdgeRoom room = least_room(rooms);
    EXPECT_GE(std::min({room.left, room.right, room.top, room.bottom}), least) << canvas;
    for (std::int64_t i = 0; i < 500; ++i) {
      const float* const at = data.train.images.data() + i * canvas * canvas;
      const auto [low, high] = std::minmax_element(at, at + canvas * canvas);
      ASSERT_EQ(*low, 0.0F);
      ASSERT_LE(*high, 1.0F);
      ASSERT_GT(*high, 0.2F);  // a thin outline may pass between centres
    }
  }
}

// Filled shapes have the area that geometry says, edges included.
TEST(Shapes, HaveTheirAreas) {
  constexpr double pi = 3.14159265358979;
  const double unit[] = {pi, 2.0, 3.0 * std::sqrt(3.0) / 4.0, 8 * 0.94 * 0.34 - 4 * 0.34 * 0.34,
                         5.0 * 0.45 * std::sin(pi / 5.0)};
  int seen[5] = {};
  for (std::uint64_t i = 0; i < 300; ++i) {
    Generator generator = sample_generator(11, SampleStream::testing, i);
    const double radius = 256.0 * uniform_between(generator, 0.2F, 0.32F);
    uniform01(generator);  // the turn
    if (uniform01(generator) >= 0.5F) continue;
    uniform01(generator);  // the thickness
    const double grey = uniform_between(generator, 0.5F, 1.0F);
    double sum = 0.0;
    for (const float value : shape(11, SampleStream::testing, i, 256)) sum += static_cast<double>(value);
    const std::uint8_t label = shape_label(i);
    ASSERT_NEAR(sum / (grey * radius * radius) / unit[label], 1.0, 0.01) << i << " label " << int(label);
    ++seen[label];
  }
  for (const int count : seen) EXPECT_GT(count, 10);
}

TEST(Shapes, AreTheSameOnAnyNumberOfThreads) {
  const Tensor many = shapes_dataset(5, 16, 200, 1).train.images;
  EXPECT_EQ(on_one_thread([] { return shapes_dataset(5, 16, 200, 1).train.images; }), many);
}

TEST(Shapes, RefuseWhatCannotBe) {
  EXPECT_EQ(refusal([] { shapes_dataset(1, 7, 10, 10); }),
            "shapes can't be drawn on a canvas of 7 pixels a side; 8 to 256 are possible");
  EXPECT_NE(refusal([] { shapes_dataset(1, 24, 0, 10); }), "accepted");
  EXPECT_NE(refusal([] { shapes_dataset(1, 24, 10, 2'000'000); }), "accepted");
  std::vector<float> short_one(10);
  EXPECT_NE(refusal([&] { draw_shape(1, SampleStream::training, 0, 8, short_one); }), "accepted");
}

}  // namespace
}  // namespace flatscope
