#include "core/tensor/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace flatscope {
namespace {

TEST(Random, IsTheSameEverywhere) {
  // The standard fixes what std::mt19937 gives; these follow from it by arithmetic that is exact.
  Generator generator(5489);
  EXPECT_EQ(uniform01(generator), static_cast<float>(3499211612U >> 8) / 16777216.0F);
  EXPECT_EQ(uniform01(generator), static_cast<float>(581869302U >> 8) / 16777216.0F);
  EXPECT_EQ(uniform_below(generator, 1000), 3890346734U % 1000);
  EXPECT_EQ(uniform_below(generator, 10), 3586334585U % 10);
}

TEST(Random, Uniform01StaysInItsRangeAndFillsIt) {
  Generator generator(1);
  double sum = 0.0, squares = 0.0;
  float least = 1.0F, most = 0.0F;
  const int count = 200'000;
  for (int i = 0; i < count; ++i) {
    const float value = uniform01(generator);
    ASSERT_GE(value, 0.0F);
    ASSERT_LT(value, 1.0F);
    least = std::min(least, value);
    most = std::max(most, value);
    sum += static_cast<double>(value);
    squares += static_cast<double>(value) * static_cast<double>(value);
  }
  EXPECT_NEAR(sum / count, 0.5, 0.003);
  EXPECT_NEAR(squares / count, 1.0 / 3.0, 0.003);
  EXPECT_LT(least, 1e-4F);
  EXPECT_GT(most, 1.0F - 1e-4F);
}

TEST(Random, NormalHasItsMoments) {
  Generator generator(2);
  double sums[4] = {};
  const int count = 400'000;
  int beyond_two = 0;
  for (int i = 0; i < count; ++i) {
    const double value = static_cast<double>(normal(generator));
    ASSERT_TRUE(std::isfinite(value));
    double power = 1.0;
    for (double& sum : sums) sum += power *= value;
    if (std::abs(value) > 2.0) ++beyond_two;
  }
  EXPECT_NEAR(sums[0] / count, 0.0, 0.008);
  EXPECT_NEAR(sums[1] / count, 1.0, 0.015);
  EXPECT_NEAR(sums[2] / count, 0.0, 0.03);
  EXPECT_NEAR(sums[3] / count, 3.0, 0.1);
  EXPECT_NEAR(static_cast<double>(beyond_two) / count, 0.0455, 0.002);
}

TEST(Random, UniformBelowIsFairAndReachesAll) {
  for (const std::uint32_t n : {1U, 2U, 3U, 7U, 10U, 100U}) {
    Generator generator(3);
    std::vector<int> counts(n);
    const int draws = 20'000 * static_cast<int>(n > 10 ? 5 : n);
    for (int i = 0; i < draws; ++i) {
      const std::uint32_t value = uniform_below(generator, n);
      ASSERT_LT(value, n);
      ++counts[value];
    }
    const double expected = static_cast<double>(draws) / n;
    for (const int count : counts) EXPECT_NEAR(count, expected, 5.0 * std::sqrt(expected));
  }
  // A size just above half of the generator's range rejects nearly every second draw.
  Generator generator(4);
  const std::uint32_t n = (1U << 31) + 1;
  double sum = 0.0;
  for (int i = 0; i < 100'000; ++i) sum += static_cast<double>(uniform_below(generator, n));
  EXPECT_NEAR(sum / 100'000 / n, 0.5, 0.005);
}

}  // namespace
}  // namespace flatscope
