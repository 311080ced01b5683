// Sizes are written one way everywhere.
#include "app/look/size_text.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "app/engine/stage_table.h"
#include "app/files/evidence.h"
#include "app/stages/convolve/model/layers.h"
#include "app/stages/parameters/model/words.h"
#include "core/layers/kernels.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

TEST(SizeText, APlaneIsWidthTimesHeightAndAShapeSaysThatItIsOne) {
  EXPECT_EQ(size_text(451, 300), "451 × 300");
  EXPECT_EQ(size_text(PixelSize{12, 8}), "12 × 8");
  EXPECT_EQ(size_text(Tensor({3, 8, 12})), "12 × 8");
  EXPECT_EQ(size_text(1920, 1080), "1,920 × 1,080");
  EXPECT_EQ(shape_words({3, 8, 12}), "shape 3 × 8 × 12");
  EXPECT_EQ(shape_words({96}), "96 numbers");
  EXPECT_EQ(output_words({2, 8, 12}), "2 maps of 12 × 8");
}

// A kernel 5 wide and 3 high, 2 apart, on a picture 12 wide and 8 high: nothing is turned round.
TEST(SizeText, TheEvidenceAndTheRefusalsGiveWidthBeforeHeight) {
  Generator generator(81);
  Scene scene;
  scene.pictures = {test::picture_of(test::noise_image(generator, 12, 8, 3))};
  scene.stage = Stage::convolve;
  ConvLayer& layer = scene.convolve.layers.front();
  layer.weight = make_weights(Tensor({1, 1, 3, 5}, std::vector<float>(15, 1.0F)));
  layer.bias = {0.0F};
  layer.dilation = 2;
  layer.padding = 4;
  clamp(scene);
  const std::vector<std::string> lines = model_of(scene.stage).settings(scene);
  EXPECT_EQ(lines.at(0), "Picture: 12 x 8 pixels (width x height)");
  EXPECT_NE(lines.at(2).find(" of 5 x 3 taps, "), std::string::npos) << lines.at(2);
  EXPECT_NE(lines.at(2).find(" dilation 2, extent 9 x 5, "), std::string::npos) << lines.at(2);
  layer.padding = 0;
  const ConvChain chain = conv_chain({1, 4, 6}, scene.convolve.layers);
  ASSERT_TRUE(chain.problem.has_value());
  EXPECT_EQ(chain.problem->sentence,
            "Layer 1 has no output: its extent is 9 × 5 (5 × 3 taps, dilation 2), but the input with its padding is "
            "only 6 × 4.");
  try {
    preset_kernel(Preset::sobel_x, 2, 5);
    ADD_FAILURE() << "Sobel x cannot be so low";
  } catch (const std::invalid_argument& error) {
    EXPECT_NE(std::string(error.what()).find("cannot be 5 wide and 2 high"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace flatscope
