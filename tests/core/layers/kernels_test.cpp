#include "core/layers/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "core/layers/conv2d.h"
#include "core/layers/shift.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

double sum_of(const Tensor& tensor) { return std::accumulate(tensor.values().begin(), tensor.values().end(), 0.0); }

Tensor picture(std::int64_t height, std::int64_t width) {
  Generator generator(7);
  Tensor x({1, height, width});
  for (float& value : x.values()) value = uniform01(generator);
  return x;
}

Tensor answer(const Tensor& x, const Tensor& kernel) {
  Conv2dOptions options;
  options.same = true;
  return conv2d(x, kernel.reshaped({1, 1, kernel.height(), kernel.width()}), {}, options);
}

TEST(Kernels, PresetsAreTheOldOnesAtThreeByThree) {
  for (Preset preset : all_presets) EXPECT_EQ(preset_kernel(preset, 3, 3), kernel_of(preset)) << to_string(preset);
}

TEST(Kernels, PresetsKeepTheirSumsAtEverySize) {
  for (Preset preset : all_presets) {
    int made = 0;
    for (std::int64_t height = 1; height <= 11; ++height) {
      for (std::int64_t width = 1; width <= 11; ++width) {
        if (!preset_fits(preset, height, width)) {
          EXPECT_THROW(preset_kernel(preset, height, width), std::invalid_argument);
          continue;
        }
        ++made;
        const Tensor kernel = preset_kernel(preset, height, width);
        EXPECT_EQ(kernel.shape(), (Shape{height, width}));
        EXPECT_NEAR(sum_of(kernel), is_signed(preset) ? 0.0 : 1.0, 1e-6) << to_string(preset);
      }
    }
    EXPECT_GE(made, 25) << to_string(preset);
  }
}

TEST(Kernels, SlopesAndBendsAnswerAlikeAtEverySize) {
  // A ramp of slope 1 to the right answers 8 to Sobel x, half a square 2 to the Laplacian in one direction.
  Tensor ramp({1, 11, 11}), bowl({1, 11, 11});
  for (std::int64_t row = 0; row < 11; ++row) {
    for (std::int64_t column = 0; column < 11; ++column) {
      ramp.at(0, row, column) = static_cast<float>(column);
      bowl.at(0, row, column) = static_cast<float>(row * row);
    }
  }
  for (std::int64_t height = 3; height <= 11; ++height) {
    for (std::int64_t width = 3; width <= 11; ++width) {
      const auto first = [&](const Tensor& x, Preset preset) {
        return conv2d(x, preset_kernel(preset, height, width).reshaped({1, 1, height, width}), {}, {}).at(0, 0, 0);
      };
      EXPECT_NEAR(first(ramp, Preset::sobel_x), 8.0F, 1e-5F);
      EXPECT_NEAR(first(ramp, Preset::sobel_y), 0.0F, 1e-5F);
      EXPECT_NEAR(first(bowl, Preset::laplacian), 2.0F, 1e-4F);
    }
  }
}

TEST(Kernels, IdentityWithSameGivesThePictureBack) {
  const Tensor x = picture(6, 7);
  for (std::int64_t side = 1; side <= 11; ++side) EXPECT_EQ(answer(x, preset_kernel(Preset::identity, side, 5)), x);
}

TEST(Kernels, ShiftMovesAsShiftDoes) {
  const Tensor x = picture(6, 7);
  int moved = 0;
  for (std::int64_t height : {1, 2, 3, 6}) {
    for (std::int64_t width : {1, 3, 4, 5}) {
      for (std::int64_t dy = -3; dy <= 3; ++dy) {
        for (std::int64_t dx = -3; dx <= 3; ++dx) {
          const bool fits = dy <= (height - 1) / 2 && dy >= (height - 1) / 2 - (height - 1) && dx <= (width - 1) / 2 &&
                            dx >= (width - 1) / 2 - (width - 1);
          if (!fits) {
            EXPECT_THROW(shift_kernel(height, width, dx, dy), std::invalid_argument);
            continue;
          }
          ++moved;
          EXPECT_EQ(answer(x, shift_kernel(height, width, dx, dy)), shift(x, dx, dy, Border::zeros));
        }
      }
    }
  }
  EXPECT_EQ(moved, (1 + 2 + 3 + 6) * (1 + 3 + 4 + 5));
}

TEST(Kernels, GaussianHasItsRatiosAndSum) {
  const Tensor kernel = gaussian_kernel(7, 5, 1.5F);
  EXPECT_NEAR(sum_of(kernel), 1.0, 1e-6);
  // Two elements down and one right of the middle.
  EXPECT_NEAR(kernel.at(0, 5, 3) / kernel.at(0, 3, 2), std::exp(-5.0 / (2.0 * 1.5 * 1.5)), 1e-6);
  // Even sides: the four middle elements share the top, also when sigma is far below the spacing.
  const Tensor even = gaussian_kernel(4, 4, 0.05F);
  EXPECT_EQ(even.at(0, 1, 1), 0.25F);
  EXPECT_EQ(even.at(0, 2, 2), 0.25F);
  EXPECT_THROW(gaussian_kernel(3, 3, 0.0F), std::invalid_argument);
  EXPECT_THROW(gaussian_kernel(3, 3, std::numeric_limits<float>::quiet_NaN()), std::invalid_argument);
}

TEST(Kernels, GaborFollowsItsFormula) {
  GaborOptions options;
  options.angle = 30.0F;
  options.wavelength = 5.0F;
  options.sigma = 2.5F;
  options.aspect = 0.5F;
  options.phase = 45.0F;
  const Tensor kernel = gabor_kernel(9, 7, options);
  const double pi = std::acos(-1.0), x = 2.0, y = -3.0;  // row 1, column 5
  const double u = x * std::sqrt(0.75) + y * 0.5, v = -x * 0.5 + y * std::sqrt(0.75);
  EXPECT_NEAR(kernel.at(0, 1, 5), std::exp(-(u * u + 0.25 * v * v) / 12.5) * std::cos(2.0 * pi * u / 5.0 + pi / 4.0),
              1e-6);
  // At angle 0 the stripes stand upright: equal values in a column but for the envelope.
  options = {};
  const Tensor upright = gabor_kernel(7, 7, options);
  EXPECT_NEAR(upright.at(0, 3, 5), -std::exp(-0.5), 1e-6);
  EXPECT_NEAR(upright.at(0, 5, 3), std::exp(-0.5), 1e-6);
  // A quarter turn of the stripes is the transposed kernel.
  options.angle = 90.0F;
  EXPECT_LT(max_abs(gabor_kernel(7, 7, options).values()), 1.0001F);
  const Tensor turned = gabor_kernel(7, 7, options), expected = transposed(upright);
  for (std::size_t i = 0; i < 49; ++i) EXPECT_NEAR(turned.values()[i], expected.values()[i], 1e-6);
  options.wavelength = 0.0F;
  EXPECT_THROW(gabor_kernel(7, 7, options), std::invalid_argument);
}

TEST(Kernels, RandomFollowsItsSeed) {
  EXPECT_EQ(random_kernel(5, 4, 11), random_kernel(5, 4, 11));
  EXPECT_NE(random_kernel(5, 4, 11), random_kernel(5, 4, 12));
  double squares = 0.0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const Tensor kernel = random_kernel(4, 5, seed);
    for (float value : kernel.values()) squares += static_cast<double>(value) * value;
  }
  EXPECT_NEAR(squares / 200.0, 1.0, 0.1);  // 20 values of variance 1/20
}

TEST(Kernels, SizesOutsideOneToElevenAreRefused) {
  for (auto [height, width] : {std::pair{0, 3}, {3, 12}, {-1, 1}, {12, 12}}) {
    EXPECT_THROW(check_kernel_size(height, width), std::invalid_argument);
    EXPECT_THROW(preset_kernel(Preset::box, height, width), std::invalid_argument);
    EXPECT_THROW(gaussian_kernel(height, width, 1.0F), std::invalid_argument);
    EXPECT_THROW(gabor_kernel(height, width, {}), std::invalid_argument);
    EXPECT_THROW(shift_kernel(height, width, 0, 0), std::invalid_argument);
    EXPECT_THROW(random_kernel(height, width, 0), std::invalid_argument);
  }
}

TEST(Kernels, NormaliseBySumOrMagnitude) {
  Tensor box({1, 4}, {1, 2, 3, 2});
  EXPECT_EQ(normalise(box.values()), Normalised::sum);
  EXPECT_EQ(box, Tensor({1, 4}, {0.125F, 0.25F, 0.375F, 0.25F}));
  Tensor edge({1, 3}, {-1, 0, 1});
  EXPECT_EQ(normalise(edge.values()), Normalised::magnitude);
  EXPECT_EQ(edge, Tensor({1, 3}, {-0.5F, 0, 0.5F}));
  Tensor typed({1, 3}, {0.333F, 0.333F, -0.667F});
  EXPECT_EQ(normalise(typed.values()), Normalised::magnitude);
  Tensor negative({1, 2}, {-3, -1});
  EXPECT_EQ(normalise(negative.values()), Normalised::sum);
  EXPECT_EQ(negative, Tensor({1, 2}, {0.75F, 0.25F}));
  Tensor nothing({2, 2});
  EXPECT_EQ(normalise(nothing.values()), Normalised::nothing);
  EXPECT_EQ(nothing, Tensor({2, 2}));
  Tensor broken({1, 2}, {1, std::numeric_limits<float>::infinity()});
  EXPECT_THROW(normalise(broken.values()), std::invalid_argument);
  const float huge = std::numeric_limits<float>::max();
  Tensor large({1, 2}, {huge, huge});
  normalise(large.values());
  EXPECT_EQ(large, Tensor({1, 2}, {0.5F, 0.5F}));
}

TEST(Kernels, TransposeAndRotateAsNumpyDoes) {
  const Tensor kernel({2, 3}, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(transposed(kernel), Tensor({3, 2}, {1, 4, 2, 5, 3, 6}));
  EXPECT_EQ(rotated(kernel, 1), Tensor({3, 2}, {3, 6, 2, 5, 1, 4}));  // numpy.rot90
  EXPECT_EQ(rotated(kernel, -1), Tensor({3, 2}, {4, 1, 5, 2, 6, 3}));
  EXPECT_EQ(rotated(kernel, 2), Tensor({2, 3}, {6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(rotated(kernel, 3), rotated(kernel, -1));
  EXPECT_EQ(rotated(kernel, 4), kernel);
  // Every channel for itself.
  const Tensor two({2, 1, 2}, {1, 2, 3, 4});
  EXPECT_EQ(transposed(two), Tensor({2, 2, 1}, {1, 2, 3, 4}));
  EXPECT_EQ(rotated(two, 1), Tensor({2, 2, 1}, {2, 1, 4, 3}));
  EXPECT_THROW(transposed(Tensor({3})), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
