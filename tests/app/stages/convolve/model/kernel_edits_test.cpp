// What the kernel editor does to layers, as values.
#include "app/stages/convolve/model/kernel_edits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>

#include "app/stages/convolve/model/kernel_presets.h"
#include "core/layers/kernel_text.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

// Weights counted up from 1, so that every one can be told from the others.
ConvLayer counted_layer(std::int64_t filters, std::int64_t slices, std::int64_t height, std::int64_t width) {
  Tensor weight({filters, slices, height, width});
  float next = 1.0F;
  for (float& value : weight.values()) value = next++;
  ConvLayer layer;
  layer.weight = make_weights(std::move(weight));
  layer.tied = slices == 1;
  for (std::int64_t i = 0; i < filters; ++i) layer.bias.push_back(static_cast<float>(100 + i));
  return layer;
}

std::string kernel_text(const ConvLayer& layer, KernelPlace place) { return kernel_to_text(kernel_at(layer, place)); }

std::string refusal(const std::function<void()>& act) {
  try {
    act();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

TEST(KernelEdits, ResizingKeepsTheValuesAboutTheCentre) {
  ConvLayer layer = counted_layer(1, 1, 3, 3);
  resize_kernels(layer, 5, 5);
  EXPECT_EQ(kernel_text(layer, {}), "0 0 0 0 0\n0 1 2 3 0\n0 4 5 6 0\n0 7 8 9 0\n0 0 0 0 0");
  resize_kernels(layer, 3, 3);
  EXPECT_EQ(kernel_text(layer, {}), "1 2 3\n4 5 6\n7 8 9");
  resize_kernels(layer, 1, 1);
  EXPECT_EQ(kernel_text(layer, {}), "5");
}

TEST(KernelEdits, ResizingKeepsWhatStandsAtTheCentreForEverySize) {
  for (std::int64_t h = 1; h <= 11; ++h) {
    for (std::int64_t w = 1; w <= 11; ++w) {
      for (const auto& [to_h, to_w] : {std::pair{1, 1}, {4, 7}, {11, 11}, {2, 3}}) {
        ConvLayer layer = counted_layer(2, 2, h, w);
        const Tensor before = kernel_at(layer, {1, 1});
        resize_kernels(layer, to_h, to_w);
        const Tensor after = kernel_at(layer, {1, 1});
        ASSERT_EQ(after.shape(), (Shape{to_h, to_w}));
        for (std::int64_t r = 0; r < to_h; ++r) {
          for (std::int64_t c = 0; c < to_w; ++c) {
            const std::int64_t from_r = r - (to_h - 1) / 2 + (h - 1) / 2, from_c = c - (to_w - 1) / 2 + (w - 1) / 2;
            const bool inside = from_r >= 0 && from_r < h && from_c >= 0 && from_c < w;
            ASSERT_EQ(after.data()[r * to_w + c], inside ? before.data()[from_r * w + from_c] : 0.0F)
                << h << "x" << w << " to " << to_h << "x" << to_w << " at " << r << ", " << c;
          }
        }
      }
    }
  }
}

TEST(KernelEdits, SizesOutsideTheRangeAreRefused) {
  ConvLayer layer = counted_layer(1, 1, 3, 3);
  EXPECT_THROW(resize_kernels(layer, 0, 3), std::invalid_argument);
  EXPECT_THROW(resize_kernels(layer, 3, 12), std::invalid_argument);
}

TEST(KernelEdits, ATiedCellIsEveryChannels) {
  ConvLayer layer = first_conv_layer();
  set_value(layer, {1, 2}, 0, 1, 7.0F, 3);
  EXPECT_EQ(layer.slices(), 1);
  const Tensor weight = effective_weight(layer, 3);
  for (int channel = 0; channel < 3; ++channel) EXPECT_EQ(weight.data()[(1 * 3 + channel) * 9 + 1], 7.0F);
}

TEST(KernelEdits, AChannelOfItsOwnLeavesTheOthersAlone) {
  for (int channel = 0; channel < 3; ++channel) {
    ConvLayer layer = first_conv_layer();
    set_tied(layer, false, 3);
    const Tensor before = effective_weight(layer, 3);
    set_value(layer, {0, channel}, 2, 2, 9.0F, 3);
    const Tensor after = effective_weight(layer, 3);
    for (std::int64_t i = 0; i < after.size(); ++i)
      EXPECT_EQ(after.data()[i], i == channel * 9 + 8 ? 9.0F : before.data()[i]) << i;
  }
}

// A layer before may have got more filters since: a channel without a slice must not follow channel 0's edit.
TEST(KernelEdits, AChannelWithoutASliceIsNotChangedWithTheFirst) {
  ConvLayer layer = counted_layer(1, 2, 1, 1);
  layer.tied = false;
  const Tensor before = effective_weight(layer, 3);
  set_value(layer, {0, 0}, 0, 0, 50.0F, 3);
  const Tensor after = effective_weight(layer, 3);
  EXPECT_EQ(after.data()[0], 50.0F);
  EXPECT_EQ(after.data()[1], before.data()[1]);
  EXPECT_EQ(after.data()[2], before.data()[2]);
}

TEST(KernelEdits, TyingAndUntyingLosesNothing) {
  ConvLayer layer = counted_layer(2, 3, 2, 2);
  const ConvLayer before = layer;
  set_tied(layer, true, 3);
  EXPECT_EQ(kernel_at(layer, {1, 2}), kernel_at(before, {1, 0}));
  set_tied(layer, false, 3);
  EXPECT_EQ(layer, before);
}

TEST(KernelEdits, AKernelOfAnotherSizeResizesTheOthers) {
  ConvLayer layer = counted_layer(2, 1, 3, 3);
  set_kernel(layer, {1, 0}, parse_kernel("1 2; 3 4"), 1);
  EXPECT_EQ(kernel_text(layer, {1, 0}), "1 2\n3 4");
  EXPECT_EQ(kernel_text(layer, {0, 0}), "5 6\n8 9");  // the centre of an even kernel is its first element
}

TEST(KernelEdits, NumbersAsTheyAreTyped) {
  EXPECT_EQ(parse_weight("0.5"), 0.5F);
  EXPECT_EQ(parse_weight(" -1 "), -1.0F);
  EXPECT_EQ(parse_weight("−"
                         "2.5"),
            -2.5F);
  EXPECT_EQ(parse_weight("1/9"), 1.0F / 9.0F);
  EXPECT_EQ(parse_weight("-1e-3"), -1e-3F);
  EXPECT_THAT(refusal([] { parse_weight("abc"); }), HasSubstr("“abc” is no number"));
  EXPECT_THAT(refusal([] { parse_weight("1 2"); }), HasSubstr("is no number"));
  EXPECT_THAT(refusal([] { parse_weight("nan"); }), HasSubstr("is no number"));
  EXPECT_THAT(refusal([] { parse_weight("1/0"); }), HasSubstr("is no number"));
  EXPECT_THAT(refusal([] { parse_weight("  "); }), HasSubstr("Nothing is written there"));
  EXPECT_THAT(refusal([] { parse_weight("1e9"); }), HasSubstr("at most 1,000,000"));
}

std::vector<ConvLayer> two_layers() {
  std::vector<ConvLayer> layers{counted_layer(3, 1, 1, 1), counted_layer(2, 3, 1, 1)};
  return layers;
}

TEST(KernelEdits, AFilterTakenOutTakesItsSliceInTheNextLayerAlong) {
  std::vector<ConvLayer> layers = two_layers();
  remove_filter(layers, 0, 1);
  EXPECT_EQ(kernel_text(layers[0], {0, 0}) + kernel_text(layers[0], {1, 0}), "13");
  EXPECT_EQ(layers[0].bias, (std::vector<float>{100.0F, 102.0F}));
  EXPECT_EQ(effective_weight(layers[1], 2), Tensor({2, 2, 1, 1}, {1, 3, 4, 6}));
}

TEST(KernelEdits, ADoubledFilterDoublesItsSliceInTheNextLayer) {
  std::vector<ConvLayer> layers = two_layers();
  duplicate_filter(layers, 0, 0);
  EXPECT_EQ(*layers[0].weight, Tensor({4, 1, 1, 1}, {1, 1, 2, 3}));
  EXPECT_EQ(layers[0].bias, (std::vector<float>{100.0F, 100.0F, 101.0F, 102.0F}));
  EXPECT_EQ(effective_weight(layers[1], 4), Tensor({2, 4, 1, 1}, {1, 1, 2, 3, 4, 4, 5, 6}));
}

TEST(KernelEdits, ATiedNextLayerStaysTied) {
  std::vector<ConvLayer> layers{counted_layer(3, 1, 1, 1), next_conv_layer(3)};
  const ConvLayer next = layers[1];
  duplicate_filter(layers, 0, 0);
  remove_filter(layers, 0, 2);
  EXPECT_EQ(layers[1], next);
}

TEST(KernelEdits, ANewFilterLetsThePictureThrough) {
  std::vector<ConvLayer> layers{first_conv_layer()};
  add_filter(layers, 0, 3);
  ASSERT_EQ(layers[0].filters(), 4);
  ASSERT_EQ(layers[0].bias.size(), 4U);
  const Tensor weight = effective_weight(layers[0], 3);
  float sum = 0.0F;
  for (std::int64_t i = 3 * 27; i < weight.size(); ++i) sum += weight.data()[i];
  EXPECT_FLOAT_EQ(sum, 1.0F);
  EXPECT_FLOAT_EQ(weight.data()[3 * 27 + 4], 1.0F / 3.0F);
}

TEST(KernelEdits, FiltersAndLayersHaveTheirLimits) {
  std::vector<ConvLayer> layers{counted_layer(16, 1, 1, 1)};
  EXPECT_THAT(refusal([&] { add_filter(layers, 0, 1); }), HasSubstr("at most 16 filters"));
  EXPECT_THAT(refusal([&] { duplicate_filter(layers, 0, 3); }), HasSubstr("at most 16 filters"));
  layers = {counted_layer(1, 1, 1, 1)};
  EXPECT_THAT(refusal([&] { remove_filter(layers, 0, 0); }), HasSubstr("only filter"));
  EXPECT_THAT(refusal([&] { remove_layer(layers, 0); }), HasSubstr("only layer"));
  for (int i = 0; i < 3; ++i) add_layer(layers, 1);
  EXPECT_THAT(refusal([&] { add_layer(layers, 1); }), HasSubstr("at most 4 layers"));
}

TEST(KernelEdits, AnAddedLayerTakesTheMeanOfAllItsChannels) {
  for (const std::int64_t channels : {1, 3, 16}) {
    const ConvLayer layer = next_conv_layer(channels);
    const Tensor weight = effective_weight(layer, channels);
    double sum = 0.0;
    for (const float value : weight.values()) sum += value;
    EXPECT_NEAR(sum, 1.0, 1e-5);
    EXPECT_TRUE(layer.tied);
  }
}

TEST(KernelEdits, AnArrayOfTwoAxesIsTheKernelInHand) {
  ConvLayer layer = first_conv_layer();
  take_array(layer, {2, 0}, Tensor({1, 3}, {1, 2, 3}), 1);
  EXPECT_EQ(kernel_text(layer, {2, 0}), "1 2 3");
  EXPECT_EQ(layer.filters(), 3);
}

TEST(KernelEdits, AnArrayOfFourAxesIsTheWholeLayer) {
  ConvLayer layer = first_conv_layer();
  const ConvLayer colour = counted_layer(5, 3, 2, 3);
  take_array(layer, {}, *colour.weight, 3);
  EXPECT_EQ(*layer.weight, *colour.weight);
  EXPECT_FALSE(layer.tied);
  EXPECT_EQ(layer.bias.size(), 5U);
  take_array(layer, {}, *counted_layer(2, 1, 3, 3).weight, 3);
  EXPECT_TRUE(layer.tied);
  take_array(layer, {}, Tensor({4, 2, 2}), 3);
  EXPECT_EQ(layer.weight->shape(), (Shape{4, 1, 2, 2}));
}

TEST(KernelEdits, ALayerSavedAndLoadedIsTheSame) {
  ConvLayer tied = first_conv_layer(), again = tied;
  take_array(again, {}, effective_weight(tied, 3), 3);
  EXPECT_TRUE(again.tied);
  EXPECT_EQ(effective_weight(again, 3), effective_weight(tied, 3));
}

TEST(KernelEdits, ArraysThatAreNoKernelAreRefusedAndChangeNothing) {
  ConvLayer layer = first_conv_layer();
  const ConvLayer before = layer;
  const auto said = [&](const Tensor& array) { return refusal([&] { take_array(layer, {}, array, 3); }); };
  EXPECT_THAT(said(Tensor(Shape{9})), HasSubstr("The array has shape (9,). A kernel has (height, width);"));
  EXPECT_THAT(said(Tensor({1, 1, 1, 3, 3})), HasSubstr("shape (1, 1, 1, 3, 3). A kernel has (height, width);"));
  EXPECT_THAT(said(Tensor({12, 3})),
              HasSubstr("shape (12, 3): kernels of 3 × 12 taps, but they can be 1 × 1 to 11 × 11"));
  EXPECT_THAT(said(Tensor({0, 3})), HasSubstr("1 × 1 to 11 × 11"));
  EXPECT_THAT(said(Tensor({17, 1, 3, 3})), HasSubstr("17 filters, but a layer has 1 to 16"));
  EXPECT_THAT(said(Tensor({2, 5, 3, 3})), HasSubstr("5 input channels, but this layer gets 3"));
  Tensor bad({3, 3});
  bad.data()[4] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_THAT(said(bad), HasSubstr("must be a number"));
  EXPECT_EQ(layer, before);
}

TEST(KernelPresets, ThereIsOneOrAReason) {
  const PresetNumbers numbers;
  for (const KernelPreset preset : all_kernel_presets) {
    EXPECT_FALSE(title_of(preset).empty());
    EXPECT_FALSE(explanation_of(preset).empty());
    for (std::int64_t h = 1; h <= 11; ++h) {
      for (std::int64_t w = 1; w <= 11; ++w) {
        const std::string reason = preset_missing(preset, numbers, h, w);
        if (reason.empty())
          EXPECT_EQ(kernel_of(preset, numbers, h, w).shape(), (Shape{h, w}));
        else
          EXPECT_EQ(refusal([&] { kernel_of(preset, numbers, h, w); }), reason);
      }
    }
  }
}

TEST(KernelPresets, AtThreeByThreeAllExist) {
  for (const KernelPreset preset : all_kernel_presets) EXPECT_EQ(preset_missing(preset, {}, 3, 3), "");
}

TEST(KernelPresets, NumbersAreTaken) {
  PresetNumbers numbers;
  numbers.direction = Direction::up;
  EXPECT_EQ(kernel_to_text(kernel_of(KernelPreset::shift, numbers, 3, 3)), "0 0 0\n0 0 0\n0 1 0");
  EXPECT_THAT(preset_missing(KernelPreset::shift, numbers, 1, 3), HasSubstr("no element beside the centre"));
  numbers.sigma = 2.0F;
  EXPECT_EQ(kernel_of(KernelPreset::gaussian, numbers, 5, 5), gaussian_kernel(5, 5, 2.0F));
  PresetNumbers other = numbers;
  ++other.seed;
  EXPECT_FALSE(kernel_of(KernelPreset::random, numbers, 3, 3) == kernel_of(KernelPreset::random, other, 3, 3));
  other = numbers;
  other.angle = 90.0F;
  EXPECT_FALSE(kernel_of(KernelPreset::gabor, numbers, 7, 7) == kernel_of(KernelPreset::gabor, other, 7, 7));
}

}  // namespace
}  // namespace flatscope
