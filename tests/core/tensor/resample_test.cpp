#include "core/tensor/resample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

Tensor golden(const std::string& name) {
  return decode_npy(read_file(path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "data" / (name + ".npy")));
}

void expect_near(const Tensor& a, const Tensor& b, float tolerance) {
  ASSERT_EQ(a.shape(), b.shape());
  for (std::size_t i = 0; i < a.values().size(); ++i) ASSERT_NEAR(a.values()[i], b.values()[i], tolerance) << i;
}

// Share of source element j that output element i covers, when `from` elements become `to`.
double overlap(std::int64_t from, std::int64_t to, std::int64_t i, std::int64_t j) {
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  const double begin = std::max(static_cast<double>(i) * scale, static_cast<double>(j));
  const double end = std::min(static_cast<double>(i + 1) * scale, static_cast<double>(j + 1));
  return std::max(0.0, end - begin);
}

// Weighted mean of `value` over the area of each output pixel; where the weights add up to 0 the plain mean.
template <typename Value, typename Weight>
double naive_pixel(std::int64_t from_height, std::int64_t from_width, std::int64_t height, std::int64_t width,
                   std::int64_t row, std::int64_t column, const Value& value, const Weight& weight) {
  double sum = 0, weights = 0, plain = 0, area = 0;
  for (std::int64_t r = 0; r < from_height; ++r) {
    const double down = overlap(from_height, height, row, r);
    if (down < 1e-12) continue;
    for (std::int64_t c = 0; c < from_width; ++c) {
      const double share = down * overlap(from_width, width, column, c);
      sum += share * weight(r, c) * value(r, c);
      weights += share * weight(r, c);
      plain += share * value(r, c);
      area += share;
    }
  }
  return weights > 0 ? sum / weights : plain / area;
}

template <typename Sample>
Image noise_image(std::int64_t height, std::int64_t width, int channels, std::uint32_t seed, double scale) {
  Generator generator(seed);
  std::vector<Sample> samples(static_cast<std::size_t>(height * width * channels));
  for (Sample& sample : samples) sample = static_cast<Sample>(uniform01(generator) * scale);
  Image image;
  image.width = width;
  image.height = height;
  image.channels = channels;
  image.samples = std::move(samples);
  return image;
}

TEST(ResampleArea, AgreesWithNumpy) {
  const Tensor picture = golden("picture");
  expect_near(resample_area(picture, 3, 6), golden("area_3x6"), 1e-6F);
  expect_near(resample_area(picture, 5, 7), golden("area_5x7"), 1e-6F);
  EXPECT_EQ(resample_area(picture, 24, 36), golden("area_24x36"));
  expect_near(to_grey(picture), golden("grey"), 1e-6F);
}

TEST(ResampleArea, TheSameSizeIsTheSamePicture) {
  const Tensor picture = golden("picture");
  EXPECT_EQ(resample_area(picture, 12, 18), picture);
  for (int channels = 1; channels <= 4; ++channels) {
    const Image image = noise_image<std::uint8_t>(9, 7, channels, 1, 256.0);
    EXPECT_EQ(resample_area(image, 9, 7), to_tensor(image));
    EXPECT_EQ(resample_alpha(image, 9, 7), alpha_mask(image));
  }
}

TEST(ResampleArea, TensorsMatchTheNaiveTwin) {
  const Tensor picture = golden("picture");
  for (std::int64_t height : {1, 4, 11, 12, 13, 29}) {
    for (std::int64_t width : {1, 5, 17, 18, 19, 40}) {
      const Tensor result = resample_area(picture, height, width);
      for (std::int64_t channel = 0; channel < 3; ++channel) {
        for (std::int64_t row = 0; row < height; ++row) {
          for (std::int64_t column = 0; column < width; ++column) {
            const double expected = naive_pixel(
                12, 18, height, width, row, column,
                [&](std::int64_t r, std::int64_t c) { return picture.at(channel, r, c); },
                [](std::int64_t, std::int64_t) { return 1.0; });
            ASSERT_NEAR(result.at(channel, row, column), expected, 1e-6);
          }
        }
      }
    }
  }
}

template <typename Sample>
void images_match_the_twin(double scale) {
  for (int channels = 1; channels <= 4; ++channels) {
    Image image = noise_image<Sample>(23, 31, channels, 5, scale);
    auto& samples = std::get<std::vector<Sample>>(image.samples);
    const auto sample = [&](std::int64_t r, std::int64_t c, int channel) {
      return static_cast<double>(samples[static_cast<std::size_t>((r * 31 + c) * channels + channel)]);
    };
    if (image.has_alpha()) {
      // A corner that nothing shows of.
      for (std::int64_t r = 0; r < 12; ++r) {
        for (std::int64_t c = 0; c < 15; ++c) {
          samples[static_cast<std::size_t>((r * 31 + c + 1) * channels - 1)] = Sample{0};
        }
      }
    }
    const double full = std::is_same_v<Sample, float> ? 1.0 : static_cast<double>(static_cast<Sample>(~0U));
    for (std::int64_t height : {1, 6, 22, 30}) {
      for (std::int64_t width : {1, 7, 31, 50}) {
        const Tensor result = resample_area(image, height, width);
        const Tensor alpha = resample_alpha(image, height, width);
        ASSERT_EQ(result.channels(), image.colour_channels());
        for (std::int64_t row = 0; row < height; ++row) {
          for (std::int64_t column = 0; column < width; ++column) {
            const auto weight = [&](std::int64_t r, std::int64_t c) {
              return image.has_alpha() ? sample(r, c, channels - 1) : 1.0;
            };
            for (int channel = 0; channel < image.colour_channels(); ++channel) {
              const auto value = [&](std::int64_t r, std::int64_t c) { return sample(r, c, channel); };
              ASSERT_NEAR(result.at(channel, row, column),
                          naive_pixel(23, 31, height, width, row, column, value, weight) / full, 2e-6)
                  << channels << " channels to " << height << " x " << width;
            }
            const double expected_alpha =
                naive_pixel(23, 31, height, width, row, column, weight, [](std::int64_t, std::int64_t) { return 1.0; });
            ASSERT_NEAR(alpha.at(0, row, column), image.has_alpha() ? expected_alpha / full : 1.0, 2e-6);
          }
        }
      }
    }
  }
}

TEST(ResampleArea, PicturesOf8BitMatchTheNaiveTwin) { images_match_the_twin<std::uint8_t>(256.0); }
TEST(ResampleArea, PicturesOf16BitMatchTheNaiveTwin) { images_match_the_twin<std::uint16_t>(65536.0); }
TEST(ResampleArea, PicturesOfFloatMatchTheNaiveTwin) { images_match_the_twin<float>(1.0); }

TEST(ResampleArea, FloatsAreClamped) {
  Image image;
  image.width = 4;
  image.height = 1;
  image.channels = 1;
  image.samples =
      std::vector<float>{-3.0F, 7.0F, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()};
  EXPECT_EQ(to_tensor(image), Tensor({1, 1, 4}, {0.0F, 1.0F, 0.0F, 1.0F}));
  EXPECT_EQ(resample_area(image, 1, 2), Tensor({1, 1, 2}, {0.5F, 0.5F}));
}

TEST(ResampleArea, EnlargingByWholeFactorsRepeatsExactly) {
  const Image image = noise_image<std::uint8_t>(5, 6, 4, 9, 256.0);
  const Tensor colour = to_tensor(image), large = resample_area(image, 15, 12);
  for (std::int64_t row = 0; row < 15; ++row) {
    for (std::int64_t column = 0; column < 12; ++column) {
      ASSERT_EQ(large.at(1, row, column), colour.at(1, row / 3, column / 2));
    }
  }
}

TEST(ResampleArea, RefusesImpossibleSizes) {
  EXPECT_THROW(resample_area(Tensor({1, 2, 2}), 0, 2), std::invalid_argument);
  EXPECT_THROW(resample_area(Tensor({1, 2, 2}), 2, -1), std::invalid_argument);
  EXPECT_THROW(resample_area(Tensor({4}), 2, 2), std::invalid_argument);
  EXPECT_THROW(resample_area(Tensor({1, 0, 2}), 2, 2), std::invalid_argument);
  EXPECT_EQ(resample_area(Tensor({4, 6}), 2, 3).shape(), (Shape{2, 3}));
}

TEST(Grey, KeepsGreyAndRefusesOthers) {
  const Tensor grey({1, 2, 2}, {0.1F, 0.2F, 0.3F, 0.4F});
  EXPECT_EQ(to_grey(grey), grey);
  EXPECT_THROW(to_grey(Tensor({2, 2, 2})), std::invalid_argument);
  EXPECT_THROW(to_grey(Tensor({2, 2})), std::invalid_argument);
  const Tensor white({3, 1, 1}, {1.0F, 1.0F, 1.0F});
  EXPECT_FLOAT_EQ(to_grey(white).at(0, 0, 0), 1.0F);
}

TEST(FitSize, KeepsTheAspect) {
  EXPECT_EQ(fit_size(640, 480, 256), (PixelSize{256, 192}));
  EXPECT_EQ(fit_size(480, 640, 256), (PixelSize{192, 256}));
  EXPECT_EQ(fit_size(256, 256, 256), (PixelSize{256, 256}));
  EXPECT_EQ(fit_size(10'000, 3, 100), (PixelSize{100, 1}));
  EXPECT_EQ(fit_size(3, 2, 300), (PixelSize{300, 200}));
  EXPECT_EQ(fit_size(5, 5, 0), (PixelSize{1, 1}));
}

TEST(ResampleBilinear, IsPyTorchsInterpolate) {
  const Tensor picture = golden("bilinear_input");
  for (const char* name : {"bilinear_12x12", "bilinear_24x17", "bilinear_9x31", "bilinear_8x6", "bilinear_1x1"}) {
    SCOPED_TRACE(name);
    const Tensor expected = golden(name);
    expect_near(resample_bilinear(picture, expected.height(), expected.width()), expected, 1e-6F);
  }
  EXPECT_EQ(resample_bilinear(picture, picture.height(), picture.width()), picture);
}

TEST(ResampleBilinear, StaysWithinItsValuesAndRefusesWhatIsNoPicture) {
  Generator generator(3);
  for (int round = 0; round < 30; ++round) {
    Tensor small({2, 1 + uniform_below(generator, 6), 1 + uniform_below(generator, 6)});
    for (float& value : small.values()) value = uniform01(generator);
    const Tensor large = resample_bilinear(small, 1 + uniform_below(generator, 40), 1 + uniform_below(generator, 40));
    const Range in = value_range(small.values()), out = value_range(large.values());
    EXPECT_GE(out.low, in.low - 1e-6F);
    EXPECT_LE(out.high, in.high + 1e-6F);
    // One channel does not see the other.
    const Tensor first({1, small.height(), small.width()}, {small.plane(0).begin(), small.plane(0).end()});
    const Tensor alone = resample_bilinear(first, large.height(), large.width());
    EXPECT_TRUE(std::equal(alone.values().begin(), alone.values().end(), large.plane(0).begin()));
  }
  EXPECT_THROW(resample_bilinear(Tensor({2, 2}), 0, 4), std::invalid_argument);
  EXPECT_THROW(resample_bilinear(Tensor({0, 2}), 4, 4), std::invalid_argument);
  EXPECT_THROW(resample_bilinear(Tensor({1, 1, 2, 2}), 4, 4), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
