#include "core/training/loss.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/core/layers/gradients.h"

namespace flatscope {
namespace {

using test::batch_of;
using test::draw;
using test::expect_gradient;
using test::random_tensor;

std::vector<std::uint8_t> random_labels(std::int64_t samples, std::int64_t classes, Generator& generator) {
  std::vector<std::uint8_t> labels;
  for (std::int64_t i = 0; i < samples; ++i)
    labels.push_back(static_cast<std::uint8_t>(draw(generator, 0, classes - 1)));
  return labels;
}

// By the definition, in double.
double naive(const Tensor& logits, const std::vector<std::uint8_t>& labels) {
  const std::int64_t classes = logits.shape()[1];
  double sum = 0.0;
  for (std::size_t s = 0; s < labels.size(); ++s) {
    const float* const z = logits.data() + static_cast<std::int64_t>(s) * classes;
    double total = 0.0;
    for (std::int64_t i = 0; i < classes; ++i) total += std::exp(static_cast<double>(z[i]));
    sum += std::log(total) - static_cast<double>(z[labels[s]]);
  }
  return sum;
}

TEST(CrossEntropy, is_its_definition_and_its_gradient_is_the_difference_of_the_mean) {
  Generator generator(21);
  for (int round = 0; round < 60; ++round) {
    const std::int64_t samples = draw(generator, 1, 50), classes = draw(generator, 2, 30);
    SCOPED_TRACE(std::to_string(samples) + " samples, " + std::to_string(classes) + " classes");
    Tensor logits = random_tensor({samples, classes}, generator);
    for (float& value : logits.values()) value *= 3.0F;
    const std::vector<std::uint8_t> labels = random_labels(samples, classes, generator);
    Batch gradient(samples, {classes});
    const BatchLoss loss = cross_entropy(batch_of(logits), labels, &gradient);
    const double expected = naive(logits, labels);
    ASSERT_NEAR(loss.sum, expected, 1e-5 * (1.0 + expected));
    ASSERT_NEAR(cross_entropy(batch_of(logits), labels, nullptr).sum, loss.sum, 0.0);
    // In double, so that the step can be small; of the mean, scaled to the sum so that the tolerance holds for any
    // size.
    Tensor of_sum = stored(gradient).reshaped({samples * classes});
    for (float& value : of_sum.values()) value *= static_cast<float>(samples);
    expect_gradient(logits.values(), of_sum.values(), 0.01F, 5e-5, [&] { return naive(logits, labels); });
  }
}

TEST(CrossEntropy, each_samples_gradient_sums_to_0_and_its_own_class_alone_is_negative) {
  Generator generator(22);
  const std::int64_t samples = 19, classes = 7;
  const Tensor logits = random_tensor({samples, classes}, generator);
  const std::vector<std::uint8_t> labels = random_labels(samples, classes, generator);
  Batch gradient(samples, {classes});
  cross_entropy(batch_of(logits), labels, &gradient);
  const Tensor slopes = stored(gradient);
  for (std::int64_t s = 0; s < samples; ++s) {
    float sum = 0.0F;
    for (std::int64_t i = 0; i < classes; ++i) {
      const float slope = slopes.data()[s * classes + i];
      sum += slope;
      EXPECT_EQ(slope < 0.0F, i == labels[static_cast<std::size_t>(s)]);
    }
    EXPECT_NEAR(sum, 0.0F, 1e-7F);
  }
}

// Softmax does not care what all logits have in common; without that, exp(1000) would be infinite.
TEST(CrossEntropy, large_logits_do_not_overflow) {
  const Tensor logits({2, 3}, {1000, 1001, 999, -1000, -1001, -1000});
  const std::vector<std::uint8_t> labels = {1, 0};
  Batch gradient(2, {3});
  const BatchLoss loss = cross_entropy(batch_of(logits), labels, &gradient);
  const double first = std::log(std::exp(-1.0) + 1.0 + std::exp(-2.0)), second = std::log(2.0 + std::exp(-1.0));
  EXPECT_NEAR(loss.sum, first + second, 1e-4);
  EXPECT_EQ(loss.right, 2);  // the first of two largest counts
  const Tensor slopes = stored(gradient);
  for (const float slope : slopes.values()) EXPECT_TRUE(std::isfinite(slope));
  const Tensor nan({1, 3}, {0, std::numeric_limits<float>::quiet_NaN(), 1});
  EXPECT_TRUE(std::isnan(cross_entropy(batch_of(nan), std::vector<std::uint8_t>{0}, nullptr).sum));
}

TEST(Softmax, is_what_the_gradient_is_made_of) {
  Generator generator(23);
  Tensor logits = random_tensor({1, 9}, generator);
  Batch gradient(1, {9});
  cross_entropy(batch_of(logits), std::vector<std::uint8_t>{4}, &gradient);
  const Tensor slopes = stored(gradient);
  softmax(logits.values());
  for (std::int64_t i = 0; i < 9; ++i) EXPECT_NEAR(slopes.data()[i], logits.data()[i] - (i == 4 ? 1.0F : 0.0F), 1e-6F);
}

}  // namespace
}  // namespace flatscope
