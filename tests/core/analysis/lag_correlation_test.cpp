#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/analysis/lag_correlation.h"
#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

Tensor golden(const std::string& name) {
  return decode_npy(read_file(path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "data" / (name + ".npy")));
}

// By the definition.
double naive(std::span<const float> v, std::size_t lag) {
  if (lag == 0) return 1.0;
  const std::size_t count = v.size() - lag;
  double mean_a = 0, mean_b = 0;
  for (std::size_t i = 0; i < count; ++i) {
    mean_a += v[i];
    mean_b += v[i + lag];
  }
  mean_a /= static_cast<double>(count);
  mean_b /= static_cast<double>(count);
  double ab = 0, aa = 0, bb = 0;
  bool constant_a = true, constant_b = true;
  for (std::size_t i = 0; i < count; ++i) {
    const double a = v[i] - mean_a, b = v[i + lag] - mean_b;
    ab += a * b;
    aa += a * a;
    bb += b * b;
    constant_a = constant_a && v[i] == v[0];
    constant_b = constant_b && v[i + lag] == v[lag];
  }
  return constant_a || constant_b ? 0.0 : ab / std::sqrt(aa * bb);
}

void expect_naive(const std::vector<float>& v, std::int64_t max_lag) {
  const std::vector<float> result = lag_correlation(v, max_lag);
  ASSERT_EQ(static_cast<std::int64_t>(result.size()),
            std::min<std::int64_t>(max_lag, static_cast<std::int64_t>(v.size()) - 1) + 1);
  for (std::size_t lag = 0; lag < result.size(); ++lag) {
    ASSERT_NEAR(result[lag], naive(v, lag), 2e-6) << "size " << v.size() << ", lag " << lag;
  }
}

TEST(LagCorrelation, IsItsDefinitionForEverySmallSize) {
  Generator generator(3);
  for (std::size_t size = 1; size <= 70; ++size) {
    std::vector<float> v(size);
    for (float& value : v) value = uniform01(generator);
    expect_naive(v, 100);
  }
}

TEST(LagCorrelation, IsItsDefinitionAcrossBlocks) {
  Generator generator(4);
  for (std::int64_t max_lag : {0, 1, 63, 64, 500, 2999}) {
    std::vector<float> v(3000);
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] = 0.5F + 0.4F * static_cast<float>(std::sin(static_cast<double>(i) / 9.0)) * uniform01(generator);
    }
    expect_naive(v, max_lag);
  }
}

TEST(LagCorrelation, AgreesWithNumpyOnAPicture) {
  const Tensor vector = golden("lag_vector"), expected = golden("lag_expected");
  const std::vector<float> result = lag_correlation(vector.values(), expected.size() - 1);
  ASSERT_EQ(static_cast<std::int64_t>(result.size()), expected.size());
  for (std::size_t lag = 0; lag < result.size(); ++lag) EXPECT_NEAR(result[lag], expected.values()[lag], 1e-6) << lag;
}

TEST(LagCorrelation, ALargeMeanCostsNoDigits) {
  Generator generator(5);
  std::vector<float> v(2000);
  for (float& value : v) value = 100'000.0F + normal(generator);
  expect_naive(v, 50);
}

TEST(LagCorrelation, ASpikeDoesNotDrownTheRest) {
  Generator generator(6);
  std::vector<float> v(2000);
  for (float& value : v) value = uniform01(generator);
  v[0] = 1e9F;
  expect_naive(v, 1999);
  v[0] = 0.0F;
  v[1200] = 1e12F;
  expect_naive(v, 1999);
}

TEST(LagCorrelation, ConstantPartsGiveZero) {
  expect_naive(std::vector<float>(100, 0.1F), 99);
  std::vector<float> step(100, 0.1F);
  for (std::size_t i = 60; i < 100; ++i) step[i] = 0.7F;
  expect_naive(step, 99);
  EXPECT_EQ(lag_correlation(step, 50)[50], 0.0F);
}

TEST(LagCorrelation, APeriodShows) {
  std::vector<float> v(256 * 16);
  for (std::size_t i = 0; i < v.size(); ++i) v[i] = static_cast<float>((i % 256) * (i % 256) % 97);
  const std::vector<float> result = lag_correlation(v, 600);
  EXPECT_NEAR(result[256], 1.0F, 1e-6F);
  EXPECT_NEAR(result[512], 1.0F, 1e-6F);
  EXPECT_LT(result[100], 0.9F);
}

TEST(LagCorrelation, OddOnes) {
  EXPECT_TRUE(lag_correlation({}, 5).empty());
  EXPECT_TRUE(lag_correlation(std::vector<float>{1.0F, 2.0F}, -1).empty());
  EXPECT_EQ(lag_correlation(std::vector<float>{7.0F}, 5), std::vector<float>{1.0F});
  for (float value : lag_correlation(std::vector<float>{1.0F, std::numeric_limits<float>::infinity(), 2.0F, 3.0F}, 2)) {
    EXPECT_TRUE(std::isnan(value));
  }
}

}  // namespace
}  // namespace flatscope
