#include "core/layers/dense.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "core/tensor/random.h"
#include "tests/core/on_one_thread.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

Tensor random_tensor(Shape shape, Generator& generator) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

void expect_naive(const Tensor& y, const Tensor& x, const Tensor& weight, const Tensor& bias) {
  const std::int64_t outputs = weight.shape()[0], inputs = weight.shape()[1];
  ASSERT_EQ(y.shape(), Shape{outputs});
  for (std::int64_t o = 0; o < outputs; ++o) {
    double sum = bias.empty() ? 0.0 : static_cast<double>(bias.data()[o]);
    double magnitude = std::abs(sum);
    for (std::int64_t i = 0; i < inputs; ++i) {
      const double product = static_cast<double>(weight.data()[o * inputs + i]) * static_cast<double>(x.data()[i]);
      sum += product;
      magnitude += std::abs(product);
    }
    ASSERT_NEAR(static_cast<double>(y.data()[o]), sum, 2e-6 * magnitude + 1e-7)
        << inputs << " to " << outputs << ", output " << o;
  }
}

TEST(Dense, EqualsTheNaiveTwin) {
  Generator generator(1);
  for (const std::int64_t inputs : {1, 2, 15, 16, 17, 31, 100, 4096, 30'000}) {
    for (const std::int64_t outputs : {1, 2, 3, 4, 5, 8, 11, 64}) {
      const Tensor x = random_tensor({inputs}, generator), weight = random_tensor({outputs, inputs}, generator);
      const Tensor bias = random_tensor({outputs}, generator);
      expect_naive(dense(x, weight, {}), x, weight, {});
      expect_naive(dense(x, weight, bias.values()), x, weight, bias);
      if (HasFatalFailure()) return;
    }
  }
}

TEST(Dense, ReadsItsInputFlattened) {
  Generator generator(2);
  const Tensor picture = random_tensor({3, 5, 7}, generator), weight = random_tensor({4, 105}, generator);
  EXPECT_EQ(dense(picture, weight, {}), dense(picture.reshaped({105}), weight, {}));
}

// <W x, y> = <x, W^T y>
TEST(Dense, HasItsTransposeAsAdjoint) {
  Generator generator(3);
  for (int i = 0; i < 20; ++i) {
    const auto inputs = static_cast<std::int64_t>(1 + uniform_below(generator, 300));
    const auto outputs = static_cast<std::int64_t>(1 + uniform_below(generator, 30));
    const Tensor x = random_tensor({inputs}, generator), y = random_tensor({outputs}, generator);
    const Tensor weight = random_tensor({outputs, inputs}, generator);
    Tensor transposed({inputs, outputs});
    for (std::int64_t o = 0; o < outputs; ++o) {
      for (std::int64_t k = 0; k < inputs; ++k) transposed.data()[k * outputs + o] = weight.data()[o * inputs + k];
    }
    const Tensor forward = dense(x, weight, {}), back = dense(y, transposed, {});
    double left = 0.0, right = 0.0;
    for (std::int64_t o = 0; o < outputs; ++o) left += static_cast<double>(forward.data()[o]) * y.data()[o];
    for (std::int64_t k = 0; k < inputs; ++k) right += static_cast<double>(back.data()[k]) * x.data()[k];
    EXPECT_NEAR(left, right, 1e-4 * std::sqrt(static_cast<double>(inputs * outputs)));
  }
}

TEST(Dense, GivesTheSameBitsOnOneThreadAndOnAll) {
  Generator generator(4);
  const Tensor x = random_tensor({20'011}, generator), weight = random_tensor({67, 20'011}, generator);
  EXPECT_EQ(on_one_thread([&] { return dense(x, weight, {}); }), dense(x, weight, {}));
}

TEST(Dense, RefusesWhatDoesNotFit) {
  const Tensor x({3, 2, 2}), weight({4, 12});
  EXPECT_EQ(refusal([&] { dense(x, weight, {}); }), "accepted");
  EXPECT_THAT(refusal([&] { dense(x, Tensor({4, 13}), {}); }), AllOf(HasSubstr("3 x 2 x 2"), HasSubstr("4 x 13")));
  EXPECT_THAT(refusal([&] { dense(x, Tensor({4, 3, 4}), {}); }), HasSubstr("4 x 3 x 4"));
  EXPECT_THAT(refusal([&] { dense(x, Tensor({0, 12}), {}); }), HasSubstr("0 x 12"));
  EXPECT_THAT(refusal([&] { dense(x, weight, std::vector<float>(5)); }),
              AllOf(HasSubstr("5 values"), HasSubstr("4 outputs")));
}

}  // namespace
}  // namespace flatscope
