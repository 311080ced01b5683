// Receptive fields on the Convolve stage: through stacked layers, from the pixel's side, and beside a dense layer.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "driver.h"

namespace flatscope::testing {
namespace {

class ConvolveLayers : public ::testing::Test {
 protected:
  // Layers of one 3 x 3 box each.
  Screen start(int layers, const std::string& more = "") {
    std::ofstream file(driver.file("stack.toml"));
    file << "stage = \"convolve\"\n[convolve]\npanel = \"layers\"\nworking_size = 24\nrow = 8\ncolumn = 10\nlayer = "
         << layers - 1 << "\n";
    for (int i = 0; i < layers; ++i)
      file << "[[convolve.layers]]\nweight = [[[[1, 1, 1], [1, 1, 1], [1, 1, 1]]]]\nbias = [0.0]\n" << more;
    file.close();
    driver.start({"--scene", driver.file("stack.toml")});
    driver.park();
    return driver.settle();
  }
  Driver driver;
};

TEST_F(ConvolveLayers, ThreeLayersOfThreeByThreeSeeSevenBySeven) {
  const Screen screen = start(3);
  EXPECT_EQ(screen.fact("convolve.field.1"), "3x3");
  EXPECT_EQ(screen.fact("convolve.field.2"), "5x5");
  EXPECT_EQ(screen.fact("convolve.field.3"), "7x7");
  EXPECT_EQ(screen.fact("convolve.seen"), "49");
  EXPECT_TRUE(screen.says("After 3 layers one output sees 7 × 7 pixels")) << screen.words();
  EXPECT_TRUE(screen.says("= 7")) << screen.words();
}

TEST_F(ConvolveLayers, AnElementShowsWhatItSeesAndWhatItFeeds) {
  const Screen first = start(3);
  // The corner of layer 2 sees 3 x 3 pixels and feeds 2 x 2 outputs.
  driver.move(first.controls.at("convolve.level.2").box.at(0.01, 0.01));
  const Screen corner = driver.wait_fact("convolve.seen", "9");
  EXPECT_EQ(corner.fact("convolve.fed"), "4");
  EXPECT_TRUE(corner.says("cut to 3 × 3 by the edge, the rest is padding")) << corner.words();
  EXPECT_TRUE(corner.says("3 × 3, rest padding") || corner.says("3 × 3 + padding") ||
              corner.says("3 × 3, the rest is padding"))
      << corner.words();
  // A pixel in the middle feeds 7 x 7 outputs of the last layer.
  driver.move(first.controls.at("convolve.level.0").box.centre());
  const Screen pixel = driver.wait_fact("convolve.fed", "49");
  EXPECT_TRUE(pixel.says("feeds 9 outputs of layer 1, 25 of layer 2, 49 of layer 3")) << pixel.words();
  driver.park();
  driver.wait_fact("convolve.seen", "49");
}

TEST_F(ConvolveLayers, ADenseOutputSeesEverything) {
  const Screen first = start(1);
  EXPECT_TRUE(first.says("Add a layer")) << first.words();
  driver.move(first.controls.at("convolve.dense.2").box.centre());
  const Screen dense = driver.wait_words("100 %");
  EXPECT_EQ(dense.fact("convolve.seen"), "384");  // 16 x 24
  EXPECT_TRUE(dense.says("A dense output sees all 384 pixels")) << dense.words();
  driver.park();
  driver.wait_fact("convolve.seen", "9");
}

TEST_F(ConvolveLayers, PoolingCountsAsALevel) {
  const Screen screen = start(2, "pooling = \"max\"\n");
  EXPECT_EQ(screen.fact("convolve.field.1"), "4x4");
  EXPECT_EQ(screen.fact("convolve.field.2"), "10x10");
  EXPECT_EQ(screen.controls.count("convolve.level.4"), 1U);
}

}  // namespace
}  // namespace flatscope::testing
