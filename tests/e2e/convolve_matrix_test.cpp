// The panel "As a matrix" under real mouse and key events: its switches and counts, hover, zoom.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <sstream>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

// Pairs of an output and an input that a 3 x 3 patch with padding 1 joins, by looking at every pair.
std::int64_t connections(int height, int width) {
  std::int64_t count = 0;
  for (int r = 0; r < height; ++r)
    for (int c = 0; c < width; ++c)
      for (int i = 0; i < height; ++i)
        for (int j = 0; j < width; ++j)
          if (std::abs(i - r) <= 1 && std::abs(j - c) <= 1) ++count;
  return count;
}

double number(const Screen& screen, const std::string& fact) { return std::stod(screen.fact(fact)); }

// First row, row behind the last, first column, column behind the last.
std::array<double, 4> seen(const Screen& screen) {
  std::istringstream words(screen.fact("convolve.matrix.seen"));
  std::array<double, 4> numbers{};
  for (double& one : numbers) words >> one;
  return numbers;
}

class ConvolveMatrix : public ::testing::Test {
 protected:
  // The cat, 8 rows and 12 columns in grey; three filters of 3 x 3, padding 1.
  Screen start(const std::vector<std::string>& arguments = {"--stage", "convolve"}) {
    driver.start(arguments);
    driver.wait("the matrix", [](const Screen& s) { return s.fact("convolve.matrix.state") == "shared"; });
    driver.park();
    return driver.settle();
  }
  Point entry(const Screen& screen, double row, double column) {
    const std::array<double, 4> at = seen(screen);
    const Box& box = screen.area("convolve.matrix.box");
    return box.at((column + 0.5 - at[2]) / (at[3] - at[2]), (row + 0.5 - at[0]) / (at[1] - at[0]));
  }
  Driver driver;
};

TEST_F(ConvolveMatrix, LocalAndSharedAreFlippedAndCounted) {
  const Screen shared = start();
  const std::int64_t inputs = 8 * 12, outputs = 3 * inputs, band = 3 * connections(8, 12);
  EXPECT_EQ(shared.fact("convolve.matrix.rows"), std::to_string(outputs));
  EXPECT_EQ(shared.fact("convolve.matrix.columns"), std::to_string(inputs));
  EXPECT_EQ(shared.fact("convolve.matrix.dense"), std::to_string(outputs * inputs));
  EXPECT_EQ(shared.fact("convolve.matrix.local"), std::to_string(band));
  EXPECT_EQ(shared.fact("convolve.matrix.shared"), "27");
  EXPECT_EQ(shared.fact("convolve.matrix.non_zeros"), std::to_string(band));
  EXPECT_NEAR(number(shared, "convolve.matrix.density"),
              static_cast<double>(band) / static_cast<double>(outputs * inputs), 1e-6);
  EXPECT_LT(number(shared, "convolve.matrix.difference"), 1e-5);
  EXPECT_TRUE(shared.says("27,648")) << shared.words();
  EXPECT_TRUE(shared.says("2,244")) << shared.words();
  EXPECT_TRUE(shared.says("largest difference")) << shared.words();

  driver.click("convolve.matrix.shared");
  driver.wait_fact("convolve.matrix.state", "local");
  const Screen local = driver.settle();
  EXPECT_EQ(local.fact("convolve.matrix.non_zeros"), std::to_string(band));
  EXPECT_GT(number(local, "convolve.matrix.difference"), 0.1);
  EXPECT_TRUE(local.says("Other numbers")) << local.words();

  driver.click("convolve.matrix.local");
  driver.wait_fact("convolve.matrix.state", "dense");
  const Screen dense = driver.settle();
  EXPECT_EQ(dense.fact("convolve.matrix.non_zeros"), std::to_string(outputs * inputs));
  EXPECT_EQ(number(dense, "convolve.matrix.density"), 1.0);
  EXPECT_GT(number(dense, "convolve.matrix.difference"), 0.1);

  // Without local there is nothing to share.
  driver.click("convolve.matrix.shared");
  driver.frames_pass();
  EXPECT_EQ(driver.settle().fact("convolve.matrix.state"), "dense");
  driver.click("convolve.matrix.local");
  driver.wait_fact("convolve.matrix.state", "local");
  driver.click("convolve.matrix.shared");
  driver.wait_fact("convolve.matrix.state", "shared");
  driver.key("ctrl+z");
  driver.wait_fact("convolve.matrix.state", "local");
}

TEST_F(ConvolveMatrix, ARowOfAnotherMapBringsThatMapIntoTheRowAtTheTop) {
  const Screen first = start();
  EXPECT_EQ(first.fact("convolve.map"), "1");
  driver.move(entry(first, 96 + 56, 43));  // output (4, 8) of map 2
  Screen screen = driver.wait_fact("convolve.map", "2");
  EXPECT_TRUE(screen.says("FEATURE MAP 2 OF 3")) << screen.words();
  EXPECT_TRUE(screen.says("of map 2")) << screen.words();
  EXPECT_FALSE(screen.says("of map 1")) << screen.words();
  // The map in the row is that of the filter in hand again, once the pointer is on it.
  driver.move(screen.area("convolve.output").centre());
  screen = driver.wait_fact("convolve.map", "1");
  EXPECT_TRUE(screen.says("FEATURE MAP 1 OF 3")) << screen.words();
  driver.park();
  driver.wait_fact("convolve.map", "1");
}

TEST_F(ConvolveMatrix, AnEntryLeadsToItsOutputAndItsInput) {
  Screen screen = start();
  // In the block of the first map: output (4, 8) is row 56, input (3, 7) column 43.
  driver.click("convolve.matrix.map");
  screen = driver.wait("one map", [](const Screen& s) { return seen(s)[1] == 96.0; });
  driver.settle();
  driver.move(entry(driver.now(), 56, 43));
  screen = driver.wait_fact("convolve.matrix.column", "43");
  EXPECT_EQ(screen.fact("convolve.matrix.row"), "56");
  screen = driver.wait("the window there", [](const Screen& s) {
    return s.fact("convolve.row") == "4" && s.fact("convolve.column") == "8";
  });
  const std::string words = screen.fact("convolve.matrix.words");
  EXPECT_NE(words.find("row 56 = output (4, 8)"), std::string::npos) << words;
  EXPECT_NE(words.find("column 43 = input (3, 7)"), std::string::npos) << words;
  EXPECT_NE(words.find("weight −"
                       "1.000 (kernel row 0, column 0)"),
            std::string::npos)
      << words;
  driver.move(entry(driver.now(), 56, 3));
  driver.wait("no connection", [](const Screen& s) {
    return s.fact("convolve.matrix.words").find("no connection") != std::string::npos;
  });
  driver.park();
  driver.wait_fact("convolve.matrix.column", "");
  driver.wait_fact("convolve.column", "7");
}

// "Map 2 only" changes the counts, the labels and the sentences as well as the drawing.
TEST_F(ConvolveMatrix, OneMapAloneIsCountedAndNamedAlone) {
  start();
  driver.click("convolve.filter/2");
  driver.wait_fact("convolve.map", "2");
  driver.click(driver.now().controls.at("convolve.matrix.map").box.centre());
  driver.wait_fact("convolve.matrix.rows", "96");
  driver.park();
  const Screen one = driver.settle();
  const std::int64_t inputs = 8 * 12, band = connections(8, 12);
  EXPECT_EQ(one.fact("convolve.matrix.dense"), std::to_string(inputs * inputs));
  EXPECT_EQ(one.fact("convolve.matrix.local"), std::to_string(band));
  EXPECT_EQ(one.fact("convolve.matrix.shared"), "9");
  EXPECT_EQ(one.fact("convolve.matrix.non_zeros"), std::to_string(band));
  EXPECT_NEAR(number(one, "convolve.matrix.density"), static_cast<double>(band) / static_cast<double>(inputs * inputs),
              1e-6);
  EXPECT_LT(number(one, "convolve.matrix.difference"), 1e-5);
  for (const char* words :
       {"MAP 2 OF THE SAME LAYER", "map 2: 96 outputs", "9,216", "748", "the same 9 weights", "All maps"})
    EXPECT_TRUE(one.says(words)) << words << "\n" << one.words();
  for (const char* words : {"3 maps × 96", "27,648", "2,244"})
    EXPECT_FALSE(one.says(words)) << words << "\n" << one.words();
  // Rows count from the map's first: output (4, 7) is 4 * 12 + 7.
  EXPECT_EQ(one.fact("convolve.matrix.row"), "55");
  EXPECT_NE(one.fact("convolve.matrix.words").find("row 55 = output (4, 7) of map 2"), std::string::npos)
      << one.fact("convolve.matrix.words");

  // What is drawn is Sobel y's block: output (1, 3) takes -2 of the input above and +2 of the one below, where Sobel x
  // has nothing.
  const auto colour = [&](int column) {
    const Point at = entry(one, 15, column);
    const std::vector<unsigned> pixels = driver.display().picture({at.x, at.y}, {at.x + 1, at.y + 1});
    return pixels.empty() ? 0U : pixels.front();
  };
  const auto part = [](unsigned pixel, int shift) { return static_cast<int>(pixel >> shift & 255U); };
  const unsigned above = colour(3), below = colour(2 * 12 + 3);
  EXPECT_GT(part(above, 0), part(above, 16) + 60) << std::hex << above;  // blue: negative
  EXPECT_GT(part(below, 16), part(below, 0) + 60) << std::hex << below;  // red: positive

  driver.move(entry(one, 15, 3));
  const Screen pointed = driver.wait_fact("convolve.matrix.row", "15");
  EXPECT_NE(
      pointed.fact("convolve.matrix.words").find("row 15 = output (1, 3) of map 2, column 3 = input (0, 3): weight"),
      std::string::npos)
      << pointed.fact("convolve.matrix.words");
  driver.park();
  driver.click(driver.now().controls.at("convolve.matrix.map").box.centre());
  driver.wait_fact("convolve.matrix.rows", "288");
  const Screen all = driver.settle();
  EXPECT_EQ(all.fact("convolve.matrix.shared"), "27");
  EXPECT_EQ(all.fact("convolve.matrix.row"), std::to_string(96 + 55));
}

TEST_F(ConvolveMatrix, AnInputUnderThePointerIsAColumn) {
  const Screen screen = start();
  driver.move(screen.controls.at("convolve.input").box.centre());
  driver.wait("a column", [](const Screen& s) { return !s.fact("convolve.matrix.column").empty(); });
  driver.park();
  driver.wait_fact("convolve.matrix.column", "");
}

TEST_F(ConvolveMatrix, TheWheelZoomsToSingleEntriesOfALargeMatrix) {
  write_png(driver.file("square.png"), 256, 256);
  Screen screen = start({"--stage", "convolve", "square.png"});
  driver.set_slider("convolve.size", 256);
  driver.wait_fact("convolve.matrix.columns", "65536");
  driver.park();
  screen = driver.settle();
  EXPECT_EQ(screen.fact("convolve.matrix.dense"), std::to_string(3LL * 65'536 * 65'536));
  const Point at = screen.area("convolve.matrix.box").at(0.5, 0.25);
  for (int turn = 0; turn < 12; ++turn) driver.wheel(at, 5);
  screen = driver.wait("single entries", [](const Screen& s) {
    return seen(s)[1] - seen(s)[0] < 20.0 && seen(s)[3] - seen(s)[2] < 20.0 && s.fact("convolve.matrix.step") == "1 1";
  });
  // What was under the pointer still is.
  EXPECT_NEAR((seen(screen)[0] + seen(screen)[1]) / 2.0, 0.25 * 3 * 65'536, 2'000.0);
  const std::array<double, 4> before = seen(screen);
  driver.drag(at, {at.x - 60, at.y - 30});
  screen = driver.wait("a pan", [&](const Screen& s) { return seen(s)[2] > before[2] + 0.5; });
  EXPECT_GT(seen(screen)[0], before[0]);
  driver.click("convolve.matrix.all");
  driver.wait("all of it", [](const Screen& s) { return seen(s)[1] == 3.0 * 65'536 && seen(s)[3] == 65'536.0; });
}

}  // namespace
}  // namespace flatscope::testing
