// The numbers of kernel and patch at any size, and what shows that it can be clicked.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "driver.h"

namespace flatscope::testing {
namespace {

// A bell over a kernel of `side` × `side`: no two numbers of a row are alike, none is 0.
std::string bell(int side, double width) {
  const auto at = [&](int row, int column) {
    const double y = row - (side - 1) / 2.0, x = column - (side - 1) / 2.0;
    return std::exp(-(x * x + y * y) / (2.0 * width * width)) / (2.0 * 3.14159265358979 * width * width);
  };
  std::string text = "[[[";
  for (int row = 0; row < side; ++row) {
    text += row > 0 ? ", [" : "[";
    for (int column = 0; column < side; ++column) text += (column > 0 ? ", " : "") + std::to_string(at(row, column));
    text += "]";
  }
  return text + "]]]";
}

class ConvolveNumbers : public ::testing::Test {
 protected:
  Screen start(int side, double width) {
    std::ofstream file(driver.file("bell.toml"));
    file << "stage = \"convolve\"\n[convolve]\nworking_size = 24\nrow = 7\ncolumn = 11\n"
         << "[[convolve.layers]]\nweight = " << bell(side, width) << "\nbias = [0.0]\npadding = " << side / 2 << "\n";
    file.close();
    driver.start({"--scene", driver.file("bell.toml")});
    driver.park();
    return driver.settle();
  }
  // Texts that lie in a box: numbers, one a cell.
  static int numbers_in(const Screen& screen, const Box& box) {
    int count = 0;
    for (const Text& text : screen.texts) {
      const Point middle = text.box.centre();
      count += middle.x > box.left && middle.x < box.right && middle.y > box.top && middle.y < box.bottom;
    }
    return count;
  }
  Driver driver;
};

TEST_F(ConvolveNumbers, OfAFiveByFivePatchAreAllReadable) {
  const Screen screen = start(5, 1.0);
  for (const char* grid : {"convolve.window", "convolve.window.kernel", "convolve.window.products"})
    EXPECT_EQ(numbers_in(screen, screen.area(grid)), 25) << grid;
  EXPECT_EQ(numbers_in(screen, screen.controls.at("convolve.kernel.grid").box), 25);
  EXPECT_TRUE(screen.says("0.16")) << screen.words();  // the middle of the bell, in two digits
}

TEST_F(ConvolveNumbers, ShowFewerDigitsBeforeNone) {
  const Screen screen = start(8, 1.5);
  EXPECT_EQ(numbers_in(screen, screen.controls.at("convolve.kernel.grid").box), 64);
  EXPECT_EQ(screen.controls.count("convolve.kernel.large"), 0U);
}

TEST_F(ConvolveNumbers, OfElevenByElevenAreSeenLarge) {
  const Screen small = start(11, 2.2);
  EXPECT_EQ(numbers_in(small, small.area("convolve.window.kernel")), 0);
  driver.click(small.controls.at("convolve.numbers.open").box.centre());
  driver.wait_fact("convolve.numbers", "all");
  driver.park();
  const Screen large = driver.settle();
  for (const char* grid : {"convolve.window", "convolve.window.kernel", "convolve.window.products"})
    EXPECT_EQ(numbers_in(large, large.area(grid)), 121) << grid;
  EXPECT_EQ(large.fact("convolve.result"), small.fact("convolve.result"));
  driver.key("Right");  // it is still the patch
  driver.wait_fact("convolve.column", "12");
  driver.key("Escape");
  driver.wait("the stage again", [](const Screen& s) { return s.fact("convolve.numbers").empty(); });
  // A click on the numbers themselves, and one back; the inspector's button leads to the kernel.
  driver.click(driver.now().area("convolve.window.products").centre());
  driver.wait_fact("convolve.numbers", "all");
  driver.click(driver.now().area("convolve.window.kernel").centre());
  driver.wait("the stage again", [](const Screen& s) { return s.fact("convolve.numbers").empty(); });
  driver.click("convolve.kernel.large");
  driver.wait_fact("convolve.numbers", "all");
  driver.key("Home");
  driver.wait("the stage again", [](const Screen& s) { return s.fact("convolve.numbers").empty(); });
}

// Large text leaves room for one grid at a time.
TEST_F(ConvolveNumbers, AreOneGridAtATimeWhereThereIsNoRoomForThree) {
  start(11, 2.2);
  for (int i = 0; i < 10; ++i) driver.key("ctrl+equal");
  driver.wait_fact("text_scale", "2.00");
  driver.settle();
  driver.click(driver.now().controls.at("convolve.numbers.open").box.centre());
  driver.wait_fact("convolve.numbers", "Input");
  driver.park();
  Screen screen = driver.settle();
  EXPECT_EQ(numbers_in(screen, screen.area("convolve.window")), 121);
  driver.click(screen.controls.at("convolve.numbers.grid/Kernel").box.centre());
  driver.wait_fact("convolve.numbers", "Kernel");
  driver.park();
  screen = driver.settle();
  EXPECT_EQ(numbers_in(screen, screen.area("convolve.window.kernel")), 121);
  EXPECT_EQ(screen.areas.count("convolve.window"), 0U);
}

TEST_F(ConvolveNumbers, WhatCanBeClickedShowsIt) {
  const Screen screen = start(3, 1.0);
  EXPECT_EQ(screen.fact("pointer"), "arrow");
  const auto over = [&](const Point& at, const char* shape) {
    driver.move(at);
    driver.wait(std::string("the pointer as ") + shape, [&](const Screen& s) { return s.fact("pointer") == shape; });
    driver.park();
    driver.wait_fact("pointer", "arrow");
  };
  over(screen.controls.at("convolve.input").box.centre(), "hand");
  over(screen.controls.at("convolve.output").box.centre(), "hand");
  over(screen.area("convolve.window.kernel").centre(), "hand");
  over(screen.area("convolve.matrix.box").centre(), "hand");
  over(screen.controls.at("convolve.kernel.grid").box.at(0.5, 0.5), "text");
  const Box number = driver.reveal("convolve.stride.value");
  over(number.centre(), "text");
  // A dotted line under it, also while nobody points there.
  EXPECT_GT(driver.display().marked_pixels({number.left, number.bottom - 4}, {number.right, number.bottom}), 1);

  driver.click("convolve.panel/All feature maps");
  driver.wait_fact("convolve.maps", "1");
  driver.park();
  const Box map = driver.settle().controls.at("convolve.map.0").box;
  const Point corner{map.right - 24, map.top + 1}, end{map.right - 1, map.top + 24};
  const std::vector<unsigned> before = driver.display().picture(corner, end);
  driver.move(map.centre());
  driver.wait("the sign", [](const Screen& s) { return s.areas.count("convolve.map.sign") != 0; });
  driver.settle();
  const std::vector<unsigned> after = driver.display().picture(corner, end);
  ASSERT_EQ(before.size(), after.size());
  int changed = 0;
  for (std::size_t i = 0; i < before.size(); ++i) changed += before[i] != after[i];
  EXPECT_GT(changed, 150);
  EXPECT_TRUE(driver.now().fact("pointer") == "hand");
}

// Gaps between the taps: a dashed frame still shows what a drag takes along.
TEST_F(ConvolveNumbers, ADilatedPatchHasAFrameOfItsExtent) {
  std::ofstream file(driver.file("gaps.toml"));
  file << "stage = \"convolve\"\n[convolve]\nworking_size = 12\nrow = 4\ncolumn = 6\n"
       << "[[convolve.layers]]\nweight = [[[[1, 1, 1], [1, 1, 1], [1, 1, 1]]]]\nbias = [0.0]\npadding = 3\ndilation = "
          "3\n";
  file.close();
  driver.start({"--scene", driver.file("gaps.toml")});
  driver.park();
  const Screen screen = driver.settle();
  // 18 cells across with the padding; the taps stand at columns 3, 6 and 9 of the picture, rows 1, 4 and 7.
  const Box input = screen.area("convolve.input");
  const double cell = input.width() / 18.0;
  const auto green = [&](unsigned colour) {
    const int red = static_cast<int>(colour >> 16 & 255U), strong = static_cast<int>(colour >> 8 & 255U);
    return strong > 150 && strong > red + 80;
  };
  // Along the upper edge between two taps, where no tap's own frame is.
  const double y = input.top + 4.0 * cell, from = input.left + (6.0 + 1.3) * cell, to = input.left + (9.0 - 0.3) * cell;
  int marked = 0;
  for (const unsigned colour : driver.display().picture({from, y - 2}, {to, y + 2})) marked += green(colour);
  EXPECT_GT(marked, 4);
}

}  // namespace
}  // namespace flatscope::testing
