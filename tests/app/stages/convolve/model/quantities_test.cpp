// Numbers of the Convolve stage by name, against core and counts by hand.
#include "app/stages/convolve/model/quantities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/scene_file.h"
#include "app/files/toml_read.h"
#include "core/layers/conv2d.h"
#include "tests/app/stages/quantities.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

class ConvolveQuantities : public test::Quantities {
 protected:
  ConvolveQuantities() {
    Generator generator{5};
    scene_.pictures = {test::picture_of(test::noise_image(generator, 12, 8, 1))};
    scene_.stage = Stage::convolve;
    scene_.convolve.working_size = 12;
    scene_.convolve.filter = 1;  // Sobel y
  }
  ConvLayer& layer() { return scene_.convolve.layers.front(); }
};

TEST_F(ConvolveQuantities, ASumIsThatOfTheProducts) {
  double sum = 0.0;
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column)
      sum += one("kernel_value " + std::to_string(row) + " " + std::to_string(column)) *
             one("input_value " + std::to_string(3 + row) + " " + std::to_string(5 + column));
  EXPECT_NEAR(one("window_sum 4 6"), sum, 1e-5);
  EXPECT_EQ(one("output_value 4 6"), one("window_sum 4 6"));
  EXPECT_EQ(one("kernel_value 0 1"), -2.0);  // Sobel y
  EXPECT_THAT(refusal("kernel_value 3 0"), HasSubstr("0 to 2"));
}

TEST_F(ConvolveQuantities, ReluAndPoolingComeAfterTheSum) {
  layer().relu = true;
  layer().pooling = Pooling::max;
  double most = 0.0;
  for (const char* place : {"4 6", "4 7", "5 6", "5 7"}) most = std::max(most, one(std::string("window_sum ") + place));
  EXPECT_EQ(one("output_value 2 3"), most);
  EXPECT_EQ(one("output_height"), 4.0);
  EXPECT_EQ(one("output_width"), 6.0);
  EXPECT_THAT(refusal("output_value 4 0"), HasSubstr("0 to 3"));
}

TEST_F(ConvolveQuantities, AnOutputIsAsLargeAsStrideAndPaddingLeaveIt) {
  EXPECT_EQ(one("output_width"), 12.0);
  layer().padding = 0;
  EXPECT_EQ(one("output_width"), 10.0);
  EXPECT_EQ(one("output_height"), 6.0);
  layer().stride = 2;
  EXPECT_EQ(one("output_width"), 5.0);
  EXPECT_EQ(one("output_height"), 3.0);
}

TEST_F(ConvolveQuantities, TheMatrixIsCountedInThreeSteps) {
  layer().padding = 0;
  // Three filters on 10 x 6 places, each of nine taps on the picture's 96 pixels.
  EXPECT_EQ(one("matrix_rows"), 180.0);
  EXPECT_EQ(one("matrix_columns"), 96.0);
  EXPECT_EQ(one("free_parameters dense"), 180.0 * 96.0);
  EXPECT_EQ(one("free_parameters local"), 180.0 * 9.0);
  EXPECT_EQ(one("free_parameters shared"), 27.0);
  EXPECT_EQ(one("matrix_nonzero"), 1620.0);
  EXPECT_EQ(one("matrix_nonzero dense"), 180.0 * 96.0);
  EXPECT_DOUBLE_EQ(one("matrix_density"), 9.0 / 96.0);
  EXPECT_EQ(one("matrix_row_of 2 3"), 60.0 + 23.0);  // of the second map
  EXPECT_EQ(one("row_connections 17"), 9.0);
  EXPECT_THAT(refusal("free_parameters wide"), HasSubstr("dense, local or shared"));
}

TEST_F(ConvolveQuantities, AnOutputSeesMoreWithEachLayer) {
  EXPECT_EQ(one("receptive_field"), 3.0);
  EXPECT_EQ(one("receptive_field 4 6"), 3.0);
  EXPECT_EQ(one("receptive_field 0 0"), 2.0);  // the rest is padding
  EXPECT_EQ(one("pixels_seen 0 0"), 4.0);
  EXPECT_EQ(one("outputs_fed 4 6"), 9.0);
  scene_.convolve.layers.push_back(next_conv_layer(3));
  scene_.convolve.layer = 1;
  scene_.convolve.filter = 0;
  EXPECT_EQ(one("receptive_field"), 5.0);
  EXPECT_EQ(one("pixels_seen 4 6"), 25.0);
  EXPECT_EQ(one("outputs_fed 4 6"), 25.0);
}

TEST_F(ConvolveQuantities, ALayerWithoutAnOutputRefuses) {
  layer().padding = 0;
  scene_.convolve.working_size = 4;
  scene_.convolve.layers.push_back(layer());
  scene_.convolve.layer = 1;
  EXPECT_THAT(refusal("output_width"), HasSubstr("no output"));
}

TEST_F(ConvolveQuantities, ALessonSaysHowItIsLookedAt) {
  ViewState view;
  const toml::table table = parse_toml("enlarged = true\nmatrix_rows = 24\ncamera_zoom = 2.0\n");
  read_convolve_view({&table, "view.convolve"}, view);
  EXPECT_TRUE(view.convolve.enlarged);
  EXPECT_EQ(view.convolve.matrix_camera.rows, 24.0);
  EXPECT_EQ(view.convolve.input.zoom, 2.0F);
}

}  // namespace
}  // namespace flatscope
