// Stripes that the zeros of a padding leave in the maps of an even picture.
#include "app/stages/convolve/model/padding_stripes.h"

#include <gtest/gtest.h>

#include "core/layers/kernels.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

// The answer of one layer with one kernel to a grey picture of one value.
std::shared_ptr<const LayerAnswer> answer_to(std::uint8_t value, Preset preset, int padding, Border mode,
                                             int stride = 1) {
  auto image = std::make_shared<Image>();
  image->width = 14;
  image->height = 10;
  image->channels = 1;
  image->samples = std::vector<std::uint8_t>(140, value);
  ConvLayer layer;
  layer.weight = make_weights(kernel_of(preset).reshaped({1, 1, 3, 3}));
  layer.bias = {0.0F};
  layer.padding = padding;
  layer.padding_mode = mode;
  layer.stride = stride;
  ConvolveInputs inputs{image, {14, 10}, false, {layer}};
  return compute(inputs, Stored<ConvolveInputs, ConvolveResult>{}).layers.at(0);
}

TEST(PaddingStripes, SobelXHasThemLeftAndRight) {
  const PaddingStripes stripes = padding_stripes(*answer_to(200, Preset::sobel_x, 1, Border::zeros), 0);
  EXPECT_EQ(stripes, (PaddingStripes{true, true, false, false}));
  EXPECT_EQ(edges_in_words(stripes), "left and right edges");
}

TEST(PaddingStripes, SobelYHasThemAboveAndBelow) {
  EXPECT_EQ(padding_stripes(*answer_to(200, Preset::sobel_y, 1, Border::zeros), 0),
            (PaddingStripes{false, false, true, true}));
}

TEST(PaddingStripes, TheLaplacianHasThemAllAround) {
  const PaddingStripes stripes = padding_stripes(*answer_to(200, Preset::laplacian, 1, Border::zeros), 0);
  EXPECT_EQ(stripes, (PaddingStripes{true, true, true, true}));
  EXPECT_EQ(edges_in_words(stripes), "edges");
}

TEST(PaddingStripes, ThereAreNoneWithoutZerosNextToSomethingBright) {
  EXPECT_FALSE(padding_stripes(*answer_to(200, Preset::sobel_x, 0, Border::zeros), 0).any());
  EXPECT_FALSE(padding_stripes(*answer_to(200, Preset::sobel_x, 1, Border::replicate), 0).any());
  EXPECT_FALSE(padding_stripes(*answer_to(200, Preset::sobel_x, 1, Border::circular), 0).any());
  EXPECT_FALSE(padding_stripes(*answer_to(0, Preset::sobel_x, 1, Border::zeros), 0).any());
  // A blur is a little darker at the edge, which is no stripe of an edge filter.
  EXPECT_FALSE(padding_stripes(*answer_to(200, Preset::gaussian, 1, Border::zeros), 0).any());
}

TEST(PaddingStripes, AStepMayLeaveOneEdgeOut) {
  // 14 columns with padding 1 and steps of 2: the last patch ends at column 13, on the picture.
  EXPECT_EQ(padding_stripes(*answer_to(200, Preset::sobel_x, 1, Border::zeros, 2), 0),
            (PaddingStripes{true, false, false, false}));
}

}  // namespace
}  // namespace flatscope
