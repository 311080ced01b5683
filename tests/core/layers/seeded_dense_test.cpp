#include "core/layers/seeded_dense.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/layers/seeded_weights.h"
#include "core/tensor/random.h"
#include "tests/core/on_one_thread.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

Tensor random_vector(std::int64_t size, Generator& generator) {
  Tensor tensor({size});
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

TEST(SeededDense, HasTheSameWeightsEverywhere) {
  // Values noted when the hashes were fixed: what saved scenes show rests on them.
  const SeededDense layer{.seed = 1, .out_features = 3, .in_features = 4};
  const float expected[] = {-0x1.61ap-2F, -0x1.182p-2F, 0x1.392p-2F, -0x1.4e4p-3F, -0x1.61ap-2F, 0x1.c86p-2F,
                            -0x1.e4p-7F,  0x1.e0ap-2F,  0x1.58p-8F,  -0x1.c86p-2F, -0x1.f12p-2F, 0x1.52ep-2F};
  for (std::int64_t o = 0; o < 3; ++o) {
    for (std::int64_t i = 0; i < 4; ++i) EXPECT_EQ(seeded_weight(layer, o, i), expected[o * 4 + i]);
  }
  // Far into a row, past the first period and stretch, and past what 32 bits count.
  const SeededDense wide{.seed = 7, .out_features = 1000, .in_features = 1LL << 40};
  EXPECT_EQ(seeded_weight(wide, 999, 123'456), -0x1.0ap-25F);
  EXPECT_EQ(seeded_weight(wide, 5, (1LL << 39) + 5), -0x1.2ap-25F);
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
  // Around a stretch, a period, four of them, a piece, and many pieces.
  for (const std::int64_t inputs : {1,    2,    15,   16,   17,   63,     64,     65,     100,    1000,   1023,
                                    1024, 1025, 4095, 4096, 4097, 16'384, 16'391, 30'000, 70'001, 300'007}) {
    for (const std::int64_t outputs : {1, 3, 4, 8, 13, 32, 300}) {
      if (inputs * outputs > 4'000'000) continue;
      const SeededDense layer{.seed = 9, .out_features = outputs, .in_features = inputs};
      const Tensor x = random_vector(inputs, generator), weight = materialise(layer), y = dense(x, layer);
      ASSERT_EQ(y.shape(), Shape{outputs});
      for (std::int64_t o = 0; o < outputs; ++o) {
        double sum = 0.0, squares = 0.0;
        for (std::int64_t i = 0; i < inputs; ++i) {
          const double product = static_cast<double>(weight.data()[o * inputs + i]) * static_cast<double>(x.data()[i]);
          sum += product;
          squares += product * product;
        }
        // Rounding errors add up like a walk: some 2e-7 of what independent products add up to.
        ASSERT_NEAR(static_cast<double>(y.data()[o]), sum, 2e-6 * std::sqrt(squares) + 1e-9)
            << inputs << " to " << outputs << ", output " << o;
      }
    }
  }
}

TEST(SeededDense, GivesTheSameBitsOnOneThreadAndOnAll) {
  Generator generator(4);
  const Tensor x = random_vector(140'011, generator);
  const SeededDense layer{.seed = 5, .out_features = 670, .in_features = 140'011};
  EXPECT_EQ(on_one_thread([&] { return dense(x, layer); }), dense(x, layer));
}

TEST(SeededDense, RefusesWhatDoesNotFit) {
  const Tensor x({3, 2, 2});
  EXPECT_EQ(refusal([&] { dense(x, SeededDense{.out_features = 2, .in_features = 12}); }), "accepted");
  EXPECT_THAT(refusal([&] { dense(x, SeededDense{.out_features = 2, .in_features = 11}); }),
              AllOf(HasSubstr("3 x 2 x 2"), HasSubstr("11")));
  EXPECT_THAT(refusal([&] { dense(x, SeededDense{.out_features = 0, .in_features = 12}); }), HasSubstr("at least 1"));
  EXPECT_THAT(refusal([&] { materialise(SeededDense{.out_features = 2, .in_features = 0}); }), HasSubstr("at least 1"));
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

TEST(SeededDense, IsUniformForEveryOutput) {
  const std::int64_t outputs = 64, inputs = 16'384;
  const auto count = static_cast<double>(inputs);
  for (const std::uint32_t seed : {0U, 1U, 2U, 0xffffffffU}) {
    const Tensor weight = unit_weights(seed, outputs, inputs);
    for (std::int64_t o = 0; o < outputs; ++o) {
      double sum = 0.0, squares = 0.0;
      std::vector<double> bins(256);
      for (const float value : weight.values().subspan(static_cast<std::size_t>(o * inputs), inputs)) {
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
      EXPECT_NEAR(chi_squared, 255.0, 5.5 * std::sqrt(2.0 * 255.0)) << "seed " << seed << ", output " << o;
    }
  }
}

TEST(SeededDense, IsUncorrelated) {
  const std::int64_t outputs = 64, inputs = 16'384;
  for (const std::uint32_t seed : {1U, 2U}) {
    const Tensor weight = unit_weights(seed, outputs, inputs);
    const auto bound = [](double count) { return 5.5 / std::sqrt(count); };
    for (std::int64_t a = 0; a < outputs; ++a) {
      const float* const row = weight.data() + a * inputs;
      for (std::int64_t b = a + 1; b < outputs; ++b) {
        // Two outputs share the base at one place of the period in eight, and keep to that.
        ASSERT_LT(std::abs(correlation(row, weight.data() + b * inputs, inputs, 1, 1)),
                  bound(std::min<double>(inputs, 8.0 * detail::seeded_period)))
            << a << " " << b;
      }
      for (const std::int64_t lag : {1, 2, 3, 16, 64, 256, 1024}) {  // neighbours in the picture
        // Within a stretch neighbours are those of the table, of which there are only so many.
        const std::int64_t independent = lag < detail::seeded_stretch ? detail::seeded_table : inputs - lag;
        ASSERT_LT(std::abs(correlation(row, row + lag, inputs - lag, 1, 1)), bound(static_cast<double>(independent)))
            << a << " lag " << lag;
      }
    }
    for (const std::int64_t lag : {1, 2, 64, 1024, 8191}) {  // the columns of neighbouring inputs, all outputs together
      double sum = 0.0;
      for (std::int64_t i = 0; i + lag < inputs; ++i) {
        sum += correlation(weight.data() + i, weight.data() + i + lag, outputs, inputs, inputs);
      }
      const double count = static_cast<double>(inputs - lag);
      // One pair of stretches in 256 begins at the same place of the table.
      ASSERT_LT(std::abs(sum / count), bound(count * outputs) + 1.0 / 256.0) << "lag " << lag;
    }
  }
  // Neighbouring seeds have nothing in common either.
  const Tensor one = unit_weights(1, 8, inputs), two = unit_weights(2, 8, inputs);
  EXPECT_LT(std::abs(correlation(one.data(), two.data(), one.size(), 1, 1)),
            5.5 / std::sqrt(static_cast<double>(one.size())));
}

// In a picture of the matrix no input's column and no output's row is stronger than the others.
TEST(SeededDense, HasNoStripes) {
  const std::int64_t outputs = 512, inputs = 512;
  for (const std::uint32_t seed : {1U, 9U}) {
    const Tensor weight = unit_weights(seed, outputs, inputs);
    std::vector<double> columns(inputs), rows(outputs);
    for (std::int64_t k = 0; k < weight.size(); ++k) {
      const double square = static_cast<double>(weight.data()[k]) * static_cast<double>(weight.data()[k]);
      rows[static_cast<std::size_t>(k / inputs)] += square / inputs;
      columns[static_cast<std::size_t>(k % inputs)] += square / outputs;
    }
    // Five times what the mean of so many independent squares scatters by, and a little for the eight magnitudes.
    const double most = 5.0 * std::sqrt(4.0 / 45.0 / outputs) + 0.02;
    for (const double mean : columns) EXPECT_NEAR(mean, 1.0 / 3.0, most);
    for (const double mean : rows) EXPECT_NEAR(mean, 1.0 / 3.0, most);
  }
}

// Four weights at the corners of a rectangle share the keys that pick their bases; their product must average out too.
TEST(SeededDense, HasNoPatternInRectangles) {
  const std::int64_t outputs = 64, inputs = 4'096;
  const Tensor weight = unit_weights(3, outputs, inputs);
  for (const std::int64_t apart : {1, 5, 64, 1000}) {
    double sum = 0.0, squares = 0.0;
    std::int64_t count = 0;
    for (std::int64_t o = 0; o + 1 < outputs; ++o) {
      for (std::int64_t i = 0; i + apart < inputs; ++i) {
        const float* const w = weight.data() + o * inputs + i;
        const double product =
            static_cast<double>(w[0] * w[apart]) * static_cast<double>(w[inputs] * w[inputs + apart]);
        sum += product;
        squares += product * product;
        ++count;
      }
    }
    EXPECT_NEAR(sum / std::sqrt(squares), 0.0, 5.0) << apart << " apart";
  }
}

// Outputs of a layer are told apart by their answers to a picture: over many layers, their answers to one picture
// scatter as those of independent weights do, and no two go together.
TEST(SeededDense, AnswersScatterAsThoseOfIndependentWeights) {
  const std::int64_t inputs = 3 * 32 * 32, outputs = 16, layers = 2'000;
  Tensor picture({3, 32, 32});
  for (std::int64_t i = 0; i < inputs; ++i)
    picture.data()[i] = 0.5F + 0.4F * std::sin(0.05F * static_cast<float>(i % 32 + i / 32));
  double length = 0.0;
  for (const float value : picture.values()) length += static_cast<double>(value) * static_cast<double>(value);
  const double deviation = std::sqrt(length / 3.0 / static_cast<double>(inputs));
  std::vector<double> sums(static_cast<std::size_t>(outputs * outputs)), fourth(static_cast<std::size_t>(outputs));
  for (std::int64_t seed = 0; seed < layers; ++seed) {
    const Tensor y = dense(picture, SeededDense{static_cast<std::uint32_t>(seed), outputs, inputs});
    for (std::int64_t a = 0; a < outputs; ++a) {
      const double one = static_cast<double>(y.data()[a]) / deviation;
      fourth[static_cast<std::size_t>(a)] += one * one * one * one;
      for (std::int64_t b = 0; b <= a; ++b)
        sums[static_cast<std::size_t>(a * outputs + b)] += one * static_cast<double>(y.data()[b]) / deviation;
    }
  }
  const auto count = static_cast<double>(layers);
  for (std::int64_t a = 0; a < outputs; ++a) {
    EXPECT_NEAR(sums[static_cast<std::size_t>(a * outputs + a)] / count, 1.0, 5.0 * std::sqrt(2.0 / count));
    EXPECT_NEAR(fourth[static_cast<std::size_t>(a)] / count, 3.0, 5.0 * std::sqrt(96.0 / count));
    for (std::int64_t b = 0; b < a; ++b)
      EXPECT_NEAR(sums[static_cast<std::size_t>(a * outputs + b)] / count, 0.0, 5.0 / std::sqrt(count))
          << a << " " << b;
  }
}

}  // namespace
}  // namespace flatscope
