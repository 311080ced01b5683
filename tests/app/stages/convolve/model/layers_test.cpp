// The layers of the Convolve stage: shapes by arithmetic, reasons where there is no output, weights by channel.
#include "app/stages/convolve/model/layers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "core/layers/conv2d.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

ConvLayer layer_of(std::int64_t height, std::int64_t width) {
  ConvLayer layer;
  layer.weight = make_weights(Tensor({2, 1, height, width}, std::vector<float>(2 * height * width, 1.0F)));
  layer.bias = {0.0F, 0.0F};
  return layer;
}

std::string problem(const ConvLayer& layer, const Shape& input) {
  const ConvChain chain = conv_chain(input, {layer});
  return chain.problem ? chain.problem->sentence : "";
}

// Whatever conv_chain says of a shape, the convolution itself must have.
TEST(ConvLayers, ShapesAreThoseOfTheConvolution) {
  for (const std::int64_t kh : {1, 2, 3, 5}) {
    for (const std::int64_t kw : {1, 4}) {
      for (int stride = 1; stride <= 3; ++stride) {
        for (int dilation = 1; dilation <= 2; ++dilation) {
          for (const int padding : {0, 1, 3}) {
            ConvLayer layer = layer_of(kh, kw);
            layer.stride = stride;
            layer.dilation = dilation;
            layer.padding = padding;
            const ConvChain chain = conv_chain({3, 7, 9}, {layer});
            if (chain.problem) continue;
            const Tensor out =
                conv2d(Tensor({3, 7, 9}), effective_weight(layer, 3), effective_bias(layer), options_of(layer));
            EXPECT_EQ(out.shape(), chain.layers[0].conv) << kh << " " << kw << " " << stride << " " << dilation;
          }
        }
      }
    }
  }
}

TEST(ConvLayers, ReasonsWhyThereIsNoOutput) {
  EXPECT_EQ(problem(layer_of(3, 3), {1, 4, 4}), "");
  EXPECT_THAT(problem(layer_of(11, 11), {1, 4, 4}), HasSubstr("its extent is 11 × 11"));
  ConvLayer layer = layer_of(3, 3);
  layer.same = true;
  layer.stride = 2;
  EXPECT_THAT(problem(layer, {1, 8, 8}), HasSubstr("needs stride 1"));
  layer = layer_of(3, 3);
  layer.padding = 4;
  layer.padding_mode = Border::reflect;
  EXPECT_THAT(problem(layer, {1, 4, 4}), HasSubstr("mirroring 4 elements needs an input of at least 5"));
  layer.padding_mode = Border::circular;
  EXPECT_EQ(problem(layer, {1, 4, 4}), "");
  layer = layer_of(4, 4);
  layer.padding = 0;
  layer.pooling = Pooling::max;
  EXPECT_THAT(problem(layer, {1, 4, 4}), HasSubstr("pooling takes 2 × 2 outputs"));
}

TEST(ConvLayers, TheFirstLayerWithoutOutputIsNamed) {
  ConvLayer halving = layer_of(3, 3);
  halving.pooling = Pooling::avg;
  const ConvChain chain = conv_chain({1, 4, 4}, {halving, halving, halving});
  ASSERT_TRUE(chain.problem);
  EXPECT_EQ(chain.problem->layer, 2U);
  EXPECT_EQ(chain.layers.size(), 2U);
  EXPECT_EQ(chain.layers[1].output, (Shape{2, 1, 1}));
}

TEST(ConvLayers, ClampBringsEverythingIntoItsRange) {
  ConvLayer layer = layer_of(3, 3);
  layer.stride = 0;
  layer.dilation = 99;
  layer.padding = -1;
  layer.bias = {std::numeric_limits<float>::quiet_NaN()};
  clamp(layer);
  EXPECT_EQ(layer.stride, 1);
  EXPECT_EQ(layer.dilation, largest_conv_dilation);
  EXPECT_EQ(layer.padding, 0);
  EXPECT_EQ(layer.bias, (std::vector<float>{0.0F, 0.0F}));
  layer.weight = make_weights(Tensor({1, 1, 12, 3}));
  clamp(layer);
  EXPECT_EQ(layer.weight, first_conv_layer().weight);
  layer.weight = {};
  clamp(layer);
  EXPECT_EQ(layer.weight, first_conv_layer().weight);
}

}  // namespace
}  // namespace flatscope
