#include "core/layers/pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/layers/border.h"
#include "core/tensor/random.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

Tensor random_tensor(Shape shape, Generator& generator) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

// Checks one patch by its definition.
void expect_naive(const Tensor& input, PoolKind kind, std::int64_t kernel, std::int64_t stride) {
  const Tensor output = pool2d(input, kind, kernel, stride);
  ASSERT_EQ(output.shape(),
            (Shape{input.channels(), (input.height() - kernel) / stride + 1, (input.width() - kernel) / stride + 1}));
  for (std::int64_t c = 0; c < output.channels(); ++c) {
    for (std::int64_t row = 0; row < output.height(); ++row) {
      for (std::int64_t column = 0; column < output.width(); ++column) {
        double sum = 0.0;
        float most = -std::numeric_limits<float>::infinity();
        bool has_nan = false;
        for (std::int64_t i = 0; i < kernel; ++i) {
          for (std::int64_t j = 0; j < kernel; ++j) {
            const float value = input.at(c, row * stride + i, column * stride + j);
            has_nan = has_nan || std::isnan(value);
            most = std::max(most, value);
            sum += static_cast<double>(value);
          }
        }
        const float actual = output.at(c, row, column);
        if (has_nan) {
          ASSERT_TRUE(std::isnan(actual));
        } else if (kind == PoolKind::max) {
          ASSERT_EQ(actual, most);
        } else {
          ASSERT_NEAR(static_cast<double>(actual), sum / static_cast<double>(kernel * kernel), 2e-6);
        }
      }
    }
  }
}

TEST(Pool2d, EqualsTheNaiveTwin) {
  Generator generator(1);
  for (int i = 0; i < 300; ++i) {
    const std::int64_t height = 1 + uniform_below(generator, 20), width = 1 + uniform_below(generator, 90);
    const std::int64_t kernel = 1 + uniform_below(generator, static_cast<std::uint32_t>(std::min(height, width)));
    const std::int64_t stride = 1 + uniform_below(generator, 6);
    Tensor input = random_tensor({1 + uniform_below(generator, 4), height, width}, generator);
    if (i % 3 == 0) input.data()[uniform_below(generator, static_cast<std::uint32_t>(input.size()))] = nan;
    for (const PoolKind kind : {PoolKind::max, PoolKind::avg}) {
      expect_naive(input, kind, kernel, stride);
      ASSERT_FALSE(HasFatalFailure()) << to_string(input.shape()) << " kernel " << kernel << " stride " << stride;
    }
  }
}

TEST(Pool2d, EqualsTheNaiveTwinOnALargePicture) {
  Generator generator(2);
  const Tensor input = random_tensor({3, 301, 403}, generator);
  for (const PoolKind kind : {PoolKind::max, PoolKind::avg}) {
    expect_naive(input, kind, 2, 2);
    expect_naive(input, kind, 3, 1);
    expect_naive(input, kind, 3, 2);
  }
}

TEST(Pool2d, TakesAStrideBeyondThePicture) {
  Generator generator(3);
  const Tensor input = random_tensor({1, 5, 9}, generator);
  for (const std::int64_t stride : {9, 10, 1000}) {
    const Tensor output = pool2d(input, PoolKind::max, 2, stride);
    ASSERT_EQ(output.shape(), (Shape{1, 1, 1}));
    EXPECT_EQ(output.at(0, 0, 0),
              std::max({input.at(0, 0, 0), input.at(0, 0, 1), input.at(0, 1, 0), input.at(0, 1, 1)}));
  }
  EXPECT_EQ(pool2d(input, PoolKind::max, 2, std::numeric_limits<std::int64_t>::max()).size(), 1);
}

TEST(Pool2d, OfOneByOneChangesNothing) {
  Generator generator(4);
  const Tensor input = random_tensor({2, 7, 21}, generator);
  EXPECT_EQ(pool2d(input, PoolKind::max, 1, 1), input);
  EXPECT_EQ(pool2d(input, PoolKind::avg, 1, 1), input);
}

TEST(GlobalPool, EqualsTheNaiveTwin) {
  Generator generator(5);
  for (int i = 0; i < 60; ++i) {
    const Tensor input = random_tensor(
        {1 + uniform_below(generator, 5), 1 + uniform_below(generator, 90), 1 + uniform_below(generator, 90)},
        generator);
    const Tensor most = global_pool(input, PoolKind::max), mean = global_pool(input, PoolKind::avg);
    ASSERT_EQ(most.shape(), Shape{input.channels()});
    for (std::int64_t c = 0; c < input.channels(); ++c) {
      const auto plane = input.plane(c);
      EXPECT_EQ(most.data()[c], *std::max_element(plane.begin(), plane.end()));
      double sum = 0.0;
      for (const float value : plane) sum += static_cast<double>(value);
      EXPECT_NEAR(static_cast<double>(mean.data()[c]), sum / static_cast<double>(plane.size()), 2e-6);
    }
  }
}

TEST(GlobalPool, NaNWinsWhereverItIs) {
  for (const std::int64_t width : {1, 3, 16, 17, 40}) {
    for (std::int64_t place = 0; place < width; ++place) {
      Tensor input({1, 1, width});
      input.data()[place] = nan;
      EXPECT_TRUE(std::isnan(global_pool(input, PoolKind::max).data()[0])) << place << " of " << width;
      EXPECT_TRUE(std::isnan(global_pool(input, PoolKind::avg).data()[0])) << place << " of " << width;
    }
  }
}

// What makes global pooling blind to where things are.
TEST(GlobalPool, DoesNotSeeACircularShift) {
  Generator generator(6);
  Tensor input = random_tensor({1, 8, 8}, generator);
  const float before = global_pool(input, PoolKind::max).data()[0];
  std::rotate(input.values().begin(), input.values().begin() + 19, input.values().end());
  EXPECT_EQ(global_pool(input, PoolKind::max).data()[0], before);
}

TEST(Relu, ClipsAtZeroAndKeepsNaN) {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const std::int64_t count : {1, 5, 16, 21, 70'001}) {
    Tensor input({count});
    const float pattern[] = {-1.5F, 2.5F, 0.0F, nan, -infinity, infinity, 1e-40F};
    for (std::int64_t i = 0; i < count; ++i) input.data()[i] = pattern[i % 7];
    const Tensor output = relu(input);
    ASSERT_EQ(output.shape(), input.shape());
    for (std::int64_t i = 0; i < count; ++i) {
      const float value = pattern[i % 7];
      if (std::isnan(value)) {
        ASSERT_TRUE(std::isnan(output.data()[i]));
      } else {
        ASSERT_EQ(output.data()[i], std::max(value, 0.0F));
      }
    }
  }
}

TEST(Pool2d, RefusesWhatDoesNotFit) {
  const Tensor input({3, 4, 6});
  EXPECT_EQ(refusal([&] { pool2d(input, PoolKind::max, 4, 1); }), "accepted");
  EXPECT_THAT(refusal([&] { pool2d(input, PoolKind::max, 5, 1); }), AllOf(HasSubstr("5 x 5"), HasSubstr("3 x 4 x 6")));
  EXPECT_THAT(refusal([&] { pool2d(input, PoolKind::max, 0, 1); }), HasSubstr("at least 1"));
  EXPECT_THAT(refusal([&] { pool2d(input, PoolKind::avg, 2, 0); }), HasSubstr("at least 1"));
  EXPECT_THAT(refusal([&] { pool2d(Tensor({5}), PoolKind::max, 1, 1); }), HasSubstr("channels x height x width"));
  EXPECT_THAT(refusal([&] { pool2d(Tensor({1, 0, 3}), PoolKind::max, 1, 1); }), HasSubstr("1 x 0 x 3"));
  EXPECT_THAT(refusal([&] { global_pool(Tensor({1, 0, 3}), PoolKind::max); }), HasSubstr("1 x 0 x 3"));
}

TEST(BlurPool2d, IsTheBlurredPictureAtEveryStridethPlace) {
  Generator generator(5);
  const double weights[] = {0.25, 0.5, 0.25};
  for (int round = 0; round < 60; ++round) {
    const Tensor input = random_tensor(
        {1 + uniform_below(generator, 3), 2 + uniform_below(generator, 12), 2 + uniform_below(generator, 40)},
        generator);
    const std::int64_t stride = 1 + uniform_below(generator, 5);
    const Tensor output = blur_pool2d(input, stride);
    ASSERT_EQ(output.shape(),
              (Shape{input.channels(), (input.height() - 1) / stride + 1, (input.width() - 1) / stride + 1}));
    for (std::int64_t i = 0; i < output.size(); ++i) {
      const std::int64_t row = i / output.width() % output.height() * stride, column = i % output.width() * stride;
      double sum = 0.0;
      for (std::int64_t dy = 0; dy < 3; ++dy) {
        for (std::int64_t dx = 0; dx < 3; ++dx) {
          const std::int64_t y = source_index(row + dy - 1, input.height(), Border::reflect);
          const std::int64_t x = source_index(column + dx - 1, input.width(), Border::reflect);
          sum += weights[dy] * weights[dx] * static_cast<double>(input.at(i / output.plane_size(), y, x));
        }
      }
      ASSERT_NEAR(static_cast<double>(output.data()[i]), sum, 1e-6) << to_string(input.shape()) << ", " << stride;
    }
  }
}

TEST(BlurPool2d, RefusesWhatHasNothingToMirror) {
  EXPECT_THAT(refusal([] { blur_pool2d(Tensor({2, 5, 1}), 2); }), HasSubstr("each side at least 2"));
  EXPECT_THAT(refusal([] { blur_pool2d(Tensor({2, 5, 5}), 0); }), HasSubstr("the stride must be at least 1"));
}

}  // namespace
}  // namespace flatscope
