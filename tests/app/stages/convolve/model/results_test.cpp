// Every layer's answer: the same numbers as core's functions one after another, and what is drawn of them.
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "app/engine/results.h"
#include "app/files/assets.h"
#include "core/layers/conv2d.h"
#include "core/layers/pool.h"
#include "core/tensor/reduce.h"

namespace flatscope {
namespace {

ConvolveInputs inputs_of(std::int64_t height, std::int64_t width, std::vector<ConvLayer> layers) {
  ConvolveInputs inputs = convolve_inputs(first_scene());
  inputs.size = {height, width};
  inputs.layers = std::move(layers);
  return inputs;
}

TEST(ConvolveResults, AgreeWithTheLayersOneByOne) {
  for (const Pooling pooling : {Pooling::none, Pooling::max, Pooling::avg}) {
    for (const bool relu_too : {false, true}) {
      ConvLayer layer = first_conv_layer();
      layer.use_bias = true;
      layer.bias = {0.5F, -0.25F, 0.0F};
      layer.relu = relu_too;
      layer.pooling = pooling;
      const ConvolveResult result = compute(inputs_of(40, 60, {layer}), {});
      ASSERT_EQ(result.layers.size(), 1U);
      const LayerAnswer& answer = *result.layers[0];
      const Tensor conv = conv2d(*result.picture, *layer.weight, layer.bias, options_of(layer));
      EXPECT_EQ(*answer.conv, conv);
      Tensor output = relu_too ? relu(conv) : conv;
      if (pooling != Pooling::none)
        output = pool2d(output, pooling == Pooling::avg ? PoolKind::avg : PoolKind::max, 2, 2);
      EXPECT_EQ(*answer.output, output);
      ASSERT_EQ(answer.peaks.size(), 3U);
      float largest = 0.0F;
      for (std::int64_t map = 0; map < 3; ++map) {
        EXPECT_EQ(answer.peaks[static_cast<std::size_t>(map)], max_abs(output.plane(map)));
        largest = std::max(largest, max_abs(output.plane(map)));
      }
      EXPECT_EQ(answer.peak, largest);
      EXPECT_EQ(answer.shown, answer.output);
      EXPECT_EQ(answer.shown_block, 1);
    }
  }
}

TEST(ConvolveResults, LargeMapsAreReducedForTheScreen) {
  ConvolveInputs inputs = inputs_of(500, 700, {first_conv_layer()});
  Stored<ConvolveInputs, ConvolveResult> previous;
  // Memory is used again from step to step: no step may show another's values.
  for (int step = 0; step < 4; ++step) {
    inputs.layers[0].weight = with_value(inputs.layers[0], 0, 0, 1, 1, static_cast<float>(step));
    const auto result = std::make_shared<const ConvolveResult>(compute(inputs, previous));
    const LayerAnswer& answer = *result->layers[0];
    EXPECT_EQ(*answer.output, conv2d(*result->picture, answer.weight, {}, options_of(inputs.layers[0])));
    EXPECT_EQ(answer.shown_block, 3);
    EXPECT_EQ(*answer.shown, block_extremes(*answer.output, 3));
    previous = {inputs, result};
  }
}

TEST(ConvolveResults, LevelsCountPoolings) {
  ConvLayer first = first_conv_layer(), second = next_conv_layer(3);
  first.pooling = Pooling::max;
  const ConvolveResult result = compute(inputs_of(16, 24, {first, second}), {});
  EXPECT_EQ(result.layers[0]->conv_level, 1U);
  EXPECT_EQ(result.layers[0]->output_level, 2U);
  EXPECT_EQ(result.layers[1]->conv_level, 3U);
  EXPECT_EQ(result.field->levels()[3].rows.size, 8);
  EXPECT_EQ(result.field->levels()[3].rows.outputs, result.layers[1]->conv->height());
}

}  // namespace
}  // namespace flatscope
