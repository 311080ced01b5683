#include "core/dense.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <vector>

#include "core/dense_kernel.h"
#include "core/parallel.h"
#include "core/random.h"

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

// Inside a parallel_for everything runs on the caller.
template <typename Call>
Tensor on_one_thread(const Call& call) {
  Tensor results[2];
  parallel_for(2, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) results[i] = call();
  });
  EXPECT_EQ(results[0], results[1]);
  return results[0];
}

TEST(Dense, GivesTheSameBitsOnOneThreadAndOnAll) {
  Generator generator(4);
  const Tensor x = random_tensor({20'011}, generator), weight = random_tensor({67, 20'011}, generator);
  EXPECT_EQ(on_one_thread([&] { return dense(x, weight, {}); }), dense(x, weight, {}));
  const SeededDense layer{.seed = 5, .out_features = 67, .in_features = 20'011};
  EXPECT_EQ(on_one_thread([&] { return dense(x, layer); }), dense(x, layer));
}

TEST(Dense, RefusesWhatDoesNotFit) {
  const auto refusal = [](const auto& call) -> std::string {
    try {
      call();
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "accepted";
  };
  const Tensor x({3, 2, 2}), weight({4, 12});
  EXPECT_EQ(refusal([&] { dense(x, weight, {}); }), "accepted");
  EXPECT_THAT(refusal([&] { dense(x, Tensor({4, 13}), {}); }), AllOf(HasSubstr("3 x 2 x 2"), HasSubstr("4 x 13")));
  EXPECT_THAT(refusal([&] { dense(x, Tensor({4, 3, 4}), {}); }), HasSubstr("4 x 3 x 4"));
  EXPECT_THAT(refusal([&] { dense(x, Tensor({0, 12}), {}); }), HasSubstr("0 x 12"));
  EXPECT_THAT(refusal([&] { dense(x, weight, std::vector<float>(5)); }),
              AllOf(HasSubstr("5 values"), HasSubstr("4 outputs")));
  EXPECT_THAT(refusal([&] { dense(x, SeededDense{.out_features = 2, .in_features = 11}); }),
              AllOf(HasSubstr("3 x 2 x 2"), HasSubstr("11")));
  EXPECT_THAT(refusal([&] { dense(x, SeededDense{.out_features = 0, .in_features = 12}); }), HasSubstr("at least 1"));
  EXPECT_THAT(refusal([&] { materialise(SeededDense{.out_features = 2, .in_features = 0}); }), HasSubstr("at least 1"));
}

TEST(SeededDense, HasTheSameWeightsEverywhere) {
  // Values noted when the table and its hash were fixed: pictures of weights in lessons and saved scenes rest on them.
  const SeededDense layer{.seed = 1, .out_features = 3, .in_features = 4};
  const float expected[] = {-0x1.05p-5F,  -0x1.8e2p-2F, -0x1.22ep-2F, -0x1.7f4p-3F, -0x1.6a4p-3F, 0x1.ddp-5F,
                            -0x1.0a4p-3F, 0x1.ae2p-2F,  0x1.834p-3F,  0x1.4ccp-3F,  0x1.45ap-2F,  -0x1.23ep-2F};
  for (std::int64_t o = 0; o < 3; ++o) {
    for (std::int64_t i = 0; i < 4; ++i) EXPECT_EQ(seeded_weight(layer, o, i), expected[o * 4 + i]);
  }
}

TEST(SeededDense, MaterialisesWhatSeededWeightSays) {
  const SeededDense layer{.seed = 77, .out_features = 5, .in_features = 40'001};
  const Tensor weight = materialise(layer);
  ASSERT_EQ(weight.shape(), (Shape{5, 40'001}));
  for (std::int64_t k = 0; k < weight.size(); k += 97) {
    ASSERT_EQ(weight.data()[k], seeded_weight(layer, k / 40'001, k % 40'001)) << k;
  }
}

TEST(SeededDense, EqualsTheStoredLayer) {
  Generator generator(6);
  for (const std::int64_t inputs : {1, 2, 15, 16, 17, 100, 4095, 4096, 4097, 30'000}) {
    for (const std::int64_t outputs : {1, 3, 4, 8, 13}) {
      const SeededDense layer{.seed = 9, .out_features = outputs, .in_features = inputs};
      const Tensor x = random_tensor({inputs}, generator);
      expect_naive(dense(x, layer), x, materialise(layer), {});
      if (HasFatalFailure()) return;
    }
  }
}

double correlation(const float* a, const float* b, std::int64_t count, std::int64_t step_a, std::int64_t step_b) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    sum += static_cast<double>(a[i * step_a]) * static_cast<double>(b[i * step_b]);
  }
  return sum / static_cast<double>(count) * 3.0;  // the variance of a uniform number in [-1, 1) is 1/3
}

// Weights in units of their range.
Tensor unit_weights(std::uint32_t seed, std::int64_t outputs, std::int64_t inputs) {
  Tensor weight = materialise({.seed = seed, .out_features = outputs, .in_features = inputs});
  const auto factor = static_cast<float>(std::sqrt(static_cast<double>(inputs)));
  for (float& value : weight.values()) value *= factor;
  return weight;
}

TEST(SeededDense, IsUniform) {
  for (const std::uint32_t seed : {0U, 1U, 2U, 0xffffffffU}) {
    const Tensor weight = unit_weights(seed, 64, 16'384);
    const auto count = static_cast<double>(weight.size());
    double sum = 0.0, squares = 0.0;
    std::vector<double> bins(256);
    for (const float value : weight.values()) {
      ASSERT_GE(value, -1.0F);
      ASSERT_LT(value, 1.0F);
      sum += static_cast<double>(value);
      squares += static_cast<double>(value) * static_cast<double>(value);
      bins[static_cast<std::size_t>((value + 1.0F) * 128.0F)] += 1.0;
    }
    EXPECT_NEAR(sum / count, 0.0, 5.0 * std::sqrt(1.0 / 3.0 / count));
    EXPECT_NEAR(squares / count, 1.0 / 3.0, 5.0 * std::sqrt(4.0 / 45.0 / count));
    double chi_squared = 0.0;
    for (const double bin : bins) chi_squared += (bin - count / 256) * (bin - count / 256) / (count / 256);
    EXPECT_NEAR(chi_squared, 255.0, 5.0 * std::sqrt(2.0 * 255.0)) << "seed " << seed;
  }
}

TEST(SeededDense, IsUncorrelated) {
  const std::int64_t outputs = 64, inputs = 16'384;
  for (const std::uint32_t seed : {1U, 2U}) {
    const Tensor weight = unit_weights(seed, outputs, inputs);
    const auto bound = [](double count) { return 5.5 / std::sqrt(count); };
    for (std::int64_t a = 0; a < outputs; ++a) {
      const float* const row = weight.data() + a * inputs;
      for (std::int64_t b = a + 1; b < outputs; ++b) {  // two outputs
        ASSERT_LT(std::abs(correlation(row, weight.data() + b * inputs, inputs, 1, 1)), bound(inputs)) << a << " " << b;
      }
      for (const std::int64_t lag : {1, 2, 3, 16, 64, 256, 1024}) {  // neighbours in the picture
        // Within a stretch neighbours are those of the table, of which there are only so many.
        const std::int64_t independent = lag < detail::seeded_stretch ? detail::seeded_table : inputs - lag;
        ASSERT_LT(std::abs(correlation(row, row + lag, inputs - lag, 1, 1)), bound(static_cast<double>(independent)))
            << a << " lag " << lag;
      }
    }
    for (const std::int64_t lag : {1, 2, 64, 8191}) {  // the columns of neighbouring inputs, all outputs together
      double sum = 0.0;
      for (std::int64_t i = 0; i + lag < inputs; ++i) {
        sum += correlation(weight.data() + i, weight.data() + i + lag, outputs, inputs, inputs);
      }
      const double count = static_cast<double>(inputs - lag);
      // One pair of stretches in 256 begins at the same place of the table.
      const double most = lag < detail::seeded_stretch ? bound(static_cast<double>(detail::seeded_table))
                                                       : bound(count * outputs) + 1.0 / 256.0;
      ASSERT_LT(std::abs(sum / count), most) << "lag " << lag;
    }
  }
  // Neighbouring seeds have nothing in common either.
  const Tensor one = unit_weights(1, 8, inputs), two = unit_weights(2, 8, inputs);
  EXPECT_LT(std::abs(correlation(one.data(), two.data(), one.size(), 1, 1)),
            5.5 / std::sqrt(static_cast<double>(one.size())));
}

// Four weights at the corners of a rectangle share what picks their stretches; their product must average out as well.
TEST(SeededDense, HasNoPatternInRectangles) {
  const std::int64_t outputs = 32, inputs = 8'192;
  const Tensor weight = unit_weights(3, outputs, inputs);
  double sum = 0.0;
  std::int64_t count = 0;
  for (std::int64_t o = 0; o + 1 < outputs; ++o) {
    for (std::int64_t i = 0; i + 1 < inputs; ++i) {
      const float* const w = weight.data() + o * inputs + i;
      sum += static_cast<double>(w[0] * w[1]) * static_cast<double>(w[inputs] * w[inputs + 1]);
      ++count;
    }
  }
  // Each product has the variance (1/3)^4.
  EXPECT_NEAR(sum / static_cast<double>(count), 0.0, 5.0 / 9.0 / std::sqrt(static_cast<double>(count)));
}

}  // namespace
}  // namespace flatscope
