#include "core/layers/conv_patch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "core/tensor/random.h"
#include "tests/core/layers/own_border.h"

namespace flatscope {
namespace {

struct Setting {
  Tensor input, weight;
  std::vector<float> bias;
  Conv2dOptions options;
  Padding padding;
  std::int64_t out_h = 0, out_w = 0;
};

std::vector<float> random_values(Generator& generator, std::int64_t count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = static_cast<float>(uniform_below(generator, 2001)) / 1000.0F - 1.0F;
  return values;
}

// Any layer; it may have no output.
Setting random_setting(Generator& generator) {
  const auto pick = [&](std::uint32_t n) { return static_cast<std::int64_t>(uniform_below(generator, n)); };
  Setting s;
  const std::int64_t channels = 1 + pick(4), height = 1 + pick(10), width = 1 + pick(10), filters = 1 + pick(3),
                     kernel_h = 1 + pick(5), kernel_w = 1 + pick(5);
  s.input = Tensor({channels, height, width}, random_values(generator, channels * height * width));
  s.weight = Tensor({filters, channels, kernel_h, kernel_w},
                    random_values(generator, filters * channels * kernel_h * kernel_w));
  if (pick(2) == 0) s.bias = random_values(generator, filters);
  s.options.stride = 1 + pick(3);
  s.options.dilation = 1 + pick(3);
  s.options.padding_h = pick(4);
  s.options.padding_w = pick(4);
  s.options.padding_mode = all_borders[pick(4)];
  s.options.same = s.options.stride == 1 && pick(3) == 0;
  s.padding = twin::padding_of(s.options, kernel_h, kernel_w);
  s.out_h = conv_output_size(height, s.padding.top, s.padding.bottom, kernel_h, s.options.stride, s.options.dilation);
  s.out_w = conv_output_size(width, s.padding.left, s.padding.right, kernel_w, s.options.stride, s.options.dilation);
  return s;
}

ConvPatch patch_of(const Setting& s, std::int64_t filter, std::int64_t row, std::int64_t column) {
  return conv_patch(s.input, s.weight, s.bias, s.options, filter, row, column);
}

void check_taps(const Setting& s, const ConvPatch& patch, std::int64_t filter, std::int64_t row, std::int64_t column) {
  for (std::int64_t c = 0; c < patch.channels; ++c) {
    double sum = 0.0;
    for (std::int64_t y = 0; y < patch.kernel_h; ++y) {
      for (std::int64_t x = 0; x < patch.kernel_w; ++x) {
        const ConvTap& tap = patch.tap(c, y, x);
        ASSERT_EQ(tap.row, row * s.options.stride + y * s.options.dilation - s.padding.top);
        ASSERT_EQ(tap.column, column * s.options.stride + x * s.options.dilation - s.padding.left);
        const std::int64_t from_row = twin::source_index(tap.row, s.input.height(), s.options.padding_mode);
        const std::int64_t from_column = twin::source_index(tap.column, s.input.width(), s.options.padding_mode);
        const bool empty = from_row < 0 || from_column < 0;
        ASSERT_EQ(tap.source_row, empty ? -1 : from_row);
        ASSERT_EQ(tap.source_column, empty ? -1 : from_column);
        ASSERT_EQ(tap.value, empty ? 0.0F : s.input.at(c, from_row, from_column));
        ASSERT_EQ(tap.inside, !empty && tap.row == from_row && tap.column == from_column);
        const std::int64_t index = ((filter * patch.channels + c) * patch.kernel_h + y) * patch.kernel_w + x;
        ASSERT_EQ(tap.weight, s.weight.data()[index]);
        ASSERT_EQ(tap.product, static_cast<double>(tap.value) * static_cast<double>(tap.weight));
        sum += tap.product;
      }
    }
    ASSERT_DOUBLE_EQ(patch.channel_sums[static_cast<std::size_t>(c)], sum);
  }
}

TEST(ConvPatch, SumsToTheConvolutionsOutputOverRandomSettings) {
  Generator generator(31);
  int outputs = 0, padded = 0;
  for (int round = 0; round < 600; ++round) {
    const Setting s = random_setting(generator);
    if (s.out_h < 1 || s.out_w < 1) continue;
    const Tensor all = conv2d(s.input, s.weight, s.bias, s.options);
    for (std::int64_t filter = 0; filter < all.channels(); ++filter) {
      const auto row = static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(s.out_h)));
      const auto column = static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(s.out_w)));
      const ConvPatch patch = patch_of(s, filter, row, column);
      check_taps(s, patch, filter, row, column);
      if (HasFatalFailure()) return;
      EXPECT_NEAR(patch.result, static_cast<double>(all.at(filter, row, column)), 2e-5);
      double sum = 0.0;
      for (const double one : patch.channel_sums) sum += one;
      EXPECT_DOUBLE_EQ(patch.sum, sum);
      const double bias = s.bias.empty() ? 0.0 : static_cast<double>(s.bias[static_cast<std::size_t>(filter)]);
      EXPECT_DOUBLE_EQ(patch.bias, bias);
      EXPECT_DOUBLE_EQ(patch.result, sum + bias);
      ++outputs;
      for (const ConvTap& tap : patch.taps) padded += tap.inside ? 0 : 1;
    }
  }
  EXPECT_GT(outputs, 400);
  EXPECT_GT(padded, 1000);
}

TEST(ConvPatch, PaddedPlacesNameTheInputThatTheyRepeat) {
  const Tensor input({1, 1, 4}, {1, 2, 3, 4});
  const Tensor weight({1, 1, 1, 3}, {1, 10, 100});
  Conv2dOptions options;
  options.padding_w = 1;
  const auto first = [&](Border border) {
    options.padding_mode = border;
    return conv_patch(input, weight, {}, options, 0, 0, 0);
  };
  EXPECT_EQ(first(Border::zeros).tap(0, 0, 0).source_column, -1);
  EXPECT_EQ(first(Border::zeros).result, 210);
  EXPECT_EQ(first(Border::circular).tap(0, 0, 0).source_column, 3);
  EXPECT_EQ(first(Border::circular).result, 214);
  EXPECT_EQ(first(Border::replicate).tap(0, 0, 0).source_column, 0);
  EXPECT_EQ(first(Border::replicate).result, 211);
  EXPECT_EQ(first(Border::reflect).tap(0, 0, 0).source_column, 1);
  EXPECT_EQ(first(Border::reflect).result, 212);
  EXPECT_FALSE(first(Border::reflect).tap(0, 0, 0).inside);
  EXPECT_TRUE(first(Border::reflect).tap(0, 0, 1).inside);
}

TEST(ConvPatch, TheOutputCentredOnAnInputIsTheNearest) {
  Generator generator(32);
  const auto pick = [&](std::uint32_t n) { return static_cast<std::int64_t>(uniform_below(generator, n)); };
  for (int round = 0; round < 2000; ++round) {
    Conv2dOptions options;
    options.stride = 1 + pick(5);
    options.dilation = 1 + pick(4);
    const std::int64_t kernel = 1 + pick(11), before = pick(8), outputs = 1 + pick(12), place = pick(60) - 12;
    const std::int64_t found = output_centred_on(place, outputs, before, kernel, options);
    ASSERT_GE(found, 0);
    ASSERT_LT(found, outputs);
    const auto distance = [&](std::int64_t o) { return std::llabs(centre_tap(o, before, kernel, options) - place); };
    std::int64_t nearest = 0;
    for (std::int64_t o = 1; o < outputs; ++o) nearest = distance(o) < distance(nearest) ? o : nearest;
    ASSERT_EQ(found, nearest);
  }
}

TEST(ConvPatch, TheMiddleTapStandsInTheMiddleOfAnOddKernel) {
  Generator generator(33);
  for (int round = 0; round < 300; ++round) {
    const Setting s = random_setting(generator);
    if (s.out_h < 1 || s.out_w < 1) continue;
    const ConvPatch patch = patch_of(s, 0, s.out_h - 1, s.out_w - 1);
    const ConvTap& middle = patch.tap(0, (patch.kernel_h - 1) / 2, (patch.kernel_w - 1) / 2);
    EXPECT_EQ(middle.row, centre_tap(s.out_h - 1, s.padding.top, patch.kernel_h, s.options));
    EXPECT_EQ(middle.column, centre_tap(s.out_w - 1, s.padding.left, patch.kernel_w, s.options));
  }
}

TEST(ConvPatch, RefusesWhatIsNotThere) {
  const Tensor input({2, 3, 3}), weight({1, 2, 3, 3});
  const std::vector<float> one = {0.5F}, two = {0.5F, 1.0F};
  EXPECT_EQ(conv_patch(input, weight, one, {}, 0, 0, 0).result, 0.5);
  EXPECT_THROW(conv_patch(input, weight, {}, {}, 1, 0, 0), std::out_of_range);
  EXPECT_THROW(conv_patch(input, weight, {}, {}, 0, 1, 0), std::out_of_range);
  EXPECT_THROW(conv_patch(input, weight, {}, {}, 0, 0, -1), std::out_of_range);
  EXPECT_THROW(conv_patch(Tensor({1, 3, 3}), weight, {}, {}, 0, 0, 0), std::invalid_argument);
  EXPECT_THROW(conv_patch(input, Tensor({2, 3, 3}), {}, {}, 0, 0, 0), std::invalid_argument);
  EXPECT_THROW(conv_patch(input, weight, two, {}, 0, 0, 0), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
