// What the Convolve stage calls things: taps and extent, sizes as width × height, where counting begins, and no words
// that only its makers know.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

class ConvolveWords : public ::testing::Test {
 protected:
  // The cat at 12 wide and 8 high; one layer with `weight` and `more`.
  Screen start(const std::string& weight, const std::string& more, const std::string& panel = "layers") {
    std::ofstream file(driver.file("words.toml"));
    file << "stage = \"convolve\"\n[convolve]\npanel = \"" << panel << "\"\nrow = 4\ncolumn = 7\n"
         << "[[convolve.layers]]\nweight = " << weight << "\nbias = [0.0]\n"
         << more;
    file.close();
    driver.start({"--scene", driver.file("words.toml")});
    driver.park();
    return driver.settle();
  }
  void show(const std::string& panel) {
    driver.click("convolve.panel/" + panel);
    driver.wait("the panel", [&](const Screen& s) { return s.value("convolve.panel/" + panel) == "on"; });
    driver.park();
    driver.settle();
  }
  Driver driver;
};

constexpr const char* sobel = "[[[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]]]";

TEST_F(ConvolveWords, DilationIsToldAsTapsAndExtentInEveryPlace) {
  const Screen screen = start(sobel, "dilation = 2\npadding = 2\n");
  const std::string words = screen.words();
  const auto says = [&](const char* part) { EXPECT_NE(words.find(part), std::string::npos) << part << "\n" << words; };
  says("12 × 8 grey · 3 × 3 taps, extent 5 × 5, stride 1");  // the heading
  says("3 × 3 TAPS, EXTENT 5 × 5");                          // the patch
  says("3 × 3 taps, extent 5 × 5 pixels");                   // under the control
  says("seen 3 × 3 of extent 5 × 5");                        // the receptive field
  says("After 1 layer the extent of one output is 5 × 5 pixels: 1 + 2·(3−1)·1 = 5. Its 3 × 3 taps see 9 of them");
  says("extent after 1 layer");
  EXPECT_EQ(words.find("sees 5 × 5"), std::string::npos) << words;
  const Box number = driver.reveal("convolve.dilation");
  driver.move(number.centre());
  const Screen told = driver.wait("its tooltip", [](const Screen& s) { return s.areas.count("tooltip") != 0; });
  EXPECT_TRUE(told.says("3 taps, 2 apart, have an extent of 2·(3 − 1) + 1 = 5 pixels.")) << told.words();
}

TEST_F(ConvolveWords, ATapUnderThePointerTellsItselfAndWhereItLies) {
  const Screen screen = start(sobel, "dilation = 2\npadding = 2\n");
  // Output (4, 7), 2 apart: the last tap of the first row lies on row 2, column 9.
  driver.move(screen.area("convolve.window.kernel").at(5.0 / 6.0, 1.0 / 6.0));
  const Screen told = driver.wait("its tooltip", [](const Screen& s) { return s.areas.count("tooltip") != 0; });
  EXPECT_TRUE(told.says("Tap (0, 2) on row 2, column 9: ")) << told.words();
}

// Both layers leave gaps, and the second fills those of the first: 3 taps 2 apart, then 3 side by side.
TEST_F(ConvolveWords, GapsThatALaterLayerFillsAreNone) {
  std::ofstream file(driver.file("two.toml"));
  file << "stage = \"convolve\"\n[convolve]\npanel = \"layers\"\nworking_size = 24\nlayer = 1\nrow = 8\ncolumn = 10\n";
  for (const char* dilation : {"2", "1"})
    file << "[[convolve.layers]]\nweight = " << sobel << "\nbias = [0.0]\ndilation = " << dilation << "\npadding = 2\n";
  file.close();
  driver.start({"--scene", driver.file("two.toml")});
  driver.park();
  const Screen screen = driver.settle();
  EXPECT_TRUE(screen.says("After 2 layers one output sees 7 × 7 pixels")) << screen.words();
  EXPECT_EQ(screen.fact("convolve.seen"), "49");
}

TEST_F(ConvolveWords, SizesAreWidthTimesHeight) {
  const Screen screen = start("[[[[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]]]]", "padding = 1\n");
  EXPECT_TRUE(screen.says("chelsea.png · 12 × 8 grey · 5 × 3 taps, stride 1, padding 1 → 10 × 8")) << screen.words();
  EXPECT_TRUE(screen.says("1 map of 10 × 8")) << screen.words();  // the inspector's, and the layer's
  EXPECT_TRUE(screen.says("one output sees 5 × 3 pixels")) << screen.words();
  EXPECT_EQ(screen.fact("convolve.output"), "1 map of 10 × 8");
  EXPECT_EQ(screen.fact("convolve.kernel_size"), "5 × 3");
  EXPECT_LT(screen.controls.at("convolve.width.less").box.left, screen.controls.at("convolve.height.less").box.left);
  for (const std::string turned : {"8 × 12", "8 × 10", "3 × 5"}) EXPECT_FALSE(screen.says(turned)) << screen.words();
  show("All feature maps");
  EXPECT_TRUE(driver.now().says("1 FEATURE MAP OF 10 × 8")) << driver.now().words();
}

TEST_F(ConvolveWords, AnOpenedPictureIsToldByWidthTimesHeight) {
  write_png(driver.file("wide.png"), 24, 16);
  driver.start({driver.file("wide.png"), "--stage", "convolve"});
  driver.park();
  const Screen screen = driver.settle();
  for (const auto& [id, control] : screen.controls)
    if (id.find("wide.png") != std::string::npos) driver.move(control.box.centre());
  const Screen told = driver.wait("the tooltip", [](const Screen& s) { return s.areas.count("tooltip") != 0; });
  EXPECT_TRUE(told.says("wide.png, 24 × 16 pixels")) << told.words();
}

TEST_F(ConvolveWords, TheyAreThoseOfAStudent) {
  const Screen screen = start(sobel, "padding = 1\n");
  EXPECT_TRUE(screen.says("a dense layer")) << screen.words();
  EXPECT_TRUE(screen.says("Add a layer, with the + beside Layer, and it grows.")) << screen.words();
  EXPECT_TRUE(screen.says("ROW 4, COLUMN 7 (FROM 0)")) << screen.words();
  EXPECT_TRUE(screen.says("row 4, column 7: step 56 of 96")) << screen.words();
  for (const char* jargon : {"instead: dense", "inspector"}) EXPECT_FALSE(screen.says(jargon)) << screen.words();
  show("As a matrix");
  const Screen matrix = driver.wait_words("connections");
  EXPECT_FALSE(matrix.says("non-zero")) << matrix.words();
  driver.key("p");  // presented, there is no button to add one
  driver.wait("the picture alone", [](const Screen& s) { return s.areas.count("inspector") == 0; });
  driver.settle();  // in letters of another size everything stands elsewhere
  show("Through the layers");
  EXPECT_FALSE(driver.now().says("beside Layer")) << driver.now().words();
}

}  // namespace
}  // namespace flatscope::testing
