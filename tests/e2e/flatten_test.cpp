// The Flatten stage under real mouse and key events.
#include <gtest/gtest.h>

#include <cmath>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

// A whole pixel of the screen inside a cell of the grid.
Point cell_centre(const Screen& screen, int size, int row, int column) {
  const Box grid = screen.area("flatten.grid");
  const double cell = grid.width() / size;
  return {std::ceil(grid.left + column * cell + cell * 0.2), std::ceil(grid.top + row * cell + cell * 0.2)};
}

int number(const Screen& screen, const std::string& fact) { return std::stoi(screen.fact(fact)); }

class Flatten : public ::testing::Test {
 protected:
  // A picture of 256 x 256 pixels at its full size.
  Screen at_256() {
    write_png(driver.file("square.png"), 256, 256);
    driver.start({"square.png"});
    driver.set_slider("flatten/size", 256);
    driver.wait_fact("flatten.size", "1x256x256");
    driver.park();
    return driver.settle();
  }
  Driver driver;
};

TEST_F(Flatten, APixelOf256RowsTellsItsIndexAndTheDistanceOfItsNeighbours) {
  const Screen screen = at_256();
  driver.move(cell_centre(screen, 256, 1, 0));
  const Screen hovered = driver.wait("pixel (1, 0)", [](const Screen& s) {
    return s.fact("flatten.hovering") == "yes" && s.fact("flatten.row") == "1" && s.fact("flatten.column") == "0";
  });
  EXPECT_EQ(hovered.fact("flatten.index"), "256");
  EXPECT_EQ(hovered.fact("flatten.up"), "0");
  EXPECT_EQ(hovered.fact("flatten.down"), "512");
  EXPECT_EQ(hovered.fact("flatten.right"), "257");
  EXPECT_EQ(hovered.fact("flatten.left"), "") << "the first pixel of a row has no left neighbour";
  EXPECT_TRUE(hovered.says("Pixel (1, 0)")) << hovered.words();
  EXPECT_TRUE(
      hovered.says("1·"
                   "256 + 0"))
      << hovered.words();
  EXPECT_TRUE(
      hovered.says("±"
                   "256"))
      << hovered.words();
  // The distance, and what it leaves between: one of them is told by the other.
  EXPECT_TRUE(hovered.says("up to 256 apart: 255 values between") || hovered.says("256 apart: 255 values between"))
      << hovered.words();
  EXPECT_TRUE(hovered.says("from 0")) << hovered.words();
}

// Why no order does better: the sentences, and a small grid with the pixels that wait.
TEST_F(Flatten, TheBoundOfAllOrdersIsExplained) {
  driver.start();  // the cat at 16 wide and 11 high
  driver.reveal("distance/hilbert");
  driver.park();
  const Screen screen = driver.settle();
  EXPECT_TRUE(screen.says("no order does better than the shorter side, min(H,\u00A0W) = 11.")) << screen.words();
  EXPECT_TRUE(
      screen.says("at least 11 pixels of the line still wait for a neighbour, and the first of them waits for 11 "
                  "places or more"))
      << screen.words();
  const Box grid = screen.area("flatten.waiting");
  const double cell = grid.width() / 6.0;
  int rank = 0;
  for (int column = 0; column < 6; ++column) {
    for (int row = 0; row < 4; ++row, ++rank) {
      // Its upper edge, in the frame of those that wait.
      const double x = std::floor(grid.left + (column + 0.5) * cell), y = std::floor(grid.top + row * cell);
      bool framed = false;
      for (const unsigned pixel : driver.display().picture({x, y}, {x + 1, y + 3}))
        framed = framed || ((pixel >> 16 & 255U) > 180 && (pixel & 255U) < 120);
      EXPECT_EQ(framed, rank >= 6 && rank < 10) << row << ", " << column;
    }
  }
  driver.key("g");
  driver.wait_fact("flatten.size", "3x11x16");
  driver.click("layout/HWC");
  driver.wait_words("3 channels times the shorter side, 3 · min(H,\u00A0W) = 33.");
}

TEST_F(Flatten, ThePointerOnTheLineLightsUpTheGrid) {
  const Screen screen = at_256();
  const Box line = screen.area("flatten.overview");
  driver.move(line.at(0.25, 0.5));
  const Screen hovered = driver.wait("a pixel pointed at on the line",
                                     [](const Screen& s) { return s.fact("flatten.hovering") == "yes"; });
  const double share = (std::lround(line.at(0.25, 0.5).x) - line.left) / line.width();
  const int index = number(hovered, "flatten.index");
  EXPECT_NEAR(index, share * 65536, 2.0 * 65536 / line.width());
  EXPECT_EQ(number(hovered, "flatten.row"), index / 256);
  EXPECT_EQ(number(hovered, "flatten.column"), index % 256);
  EXPECT_TRUE(hovered.says("Pixel (" + hovered.fact("flatten.row") + ", " + hovered.fact("flatten.column") + ")"));
}

TEST_F(Flatten, ThePointerOnTheLensLightsUpTheGrid) {
  const Screen screen = at_256();
  const int rest = number(screen, "flatten.index");
  const std::string right = "lens." + std::to_string(rest + 1);
  ASSERT_EQ(screen.areas.count(right), 1U) << "the lens shows no cell beside the pixel in hand";
  driver.move(screen.area(right).centre());
  driver.wait_fact("flatten.index", std::to_string(rest + 1));
}

TEST_F(Flatten, AClickPinsAndEscapeLetsGo) {
  const Screen screen = driver.start();
  const std::string size = screen.fact("flatten.size");
  const int width = std::stoi(size.substr(size.rfind('x') + 1));
  driver.click(cell_centre(screen, width, 2, 3));
  driver.wait_fact("flatten.pinned", "yes");
  driver.park();
  Screen pinned = driver.settle();
  EXPECT_TRUE(pinned.says("pinned")) << pinned.words();
  EXPECT_EQ(pinned.fact("flatten.row"), "2");
  EXPECT_EQ(pinned.fact("flatten.column"), "3");
  driver.key("Right");
  driver.wait_fact("flatten.column", "4");
  driver.key("Down");
  driver.wait_fact("flatten.row", "3");
  driver.key("Escape");
  driver.wait_fact("flatten.pinned", "no");

  // Pinned on the line, let go by a second click.
  const Point at = screen.area("flatten.overview").at(0.6, 0.5);
  driver.click(at);
  driver.wait_fact("flatten.pinned", "yes");
  const Screen again = driver.now();
  const Point cell = cell_centre(again, width, number(again, "flatten.row"), number(again, "flatten.column"));
  driver.click(cell);
  driver.wait_fact("flatten.pinned", "no");
}

TEST_F(Flatten, OrdersByClickAndByKey) {
  driver.start();
  const std::pair<const char*, const char*> orders[] = {{"order/Hilbert", "hilbert"},
                                                        {"order/Column", "column-major"},
                                                        {"order/Snake", "boustrophedon"},
                                                        {"order/Morton", "morton"},
                                                        {"order/Row", "row-major"}};
  for (const auto& [control, name] : orders) {
    driver.click(control);
    const Screen screen = driver.wait_fact("flatten.order", name);
    EXPECT_EQ(screen.value(control), "on");
  }
  driver.key("o");
  driver.wait_fact("flatten.order", "column-major");
  driver.click("distance/hilbert");
  driver.wait_fact("flatten.order", "hilbert");
}

TEST_F(Flatten, ColumnByColumnTheNeighboursBesideAreFarApart) {
  const Screen screen = at_256();
  driver.click("order/Column");
  driver.wait_fact("flatten.order", "column-major");
  driver.move(cell_centre(screen, 256, 0, 1));
  const Screen hovered = driver.wait("pixel (0, 1)", [](const Screen& s) {
    return s.fact("flatten.hovering") == "yes" && s.fact("flatten.row") == "0" && s.fact("flatten.column") == "1";
  });
  EXPECT_EQ(hovered.fact("flatten.index"), "256");
  EXPECT_EQ(hovered.fact("flatten.right"), "512");
  EXPECT_EQ(hovered.fact("flatten.down"), "257");
}

TEST_F(Flatten, ColourHasThreeValuesAPixelInBothLayouts) {
  driver.start();
  driver.key("g");
  Screen screen = driver.wait("three channels", [](const Screen& s) { return s.fact("flatten.size")[0] == '3'; });
  driver.park();
  screen = driver.settle();
  EXPECT_EQ(number(screen, "flatten.right") - number(screen, "flatten.index"), 1);
  driver.click("layout/HWC");
  driver.wait("neighbours three apart", [](const Screen& s) {
    return !s.fact("flatten.right").empty() && number(s, "flatten.right") - number(s, "flatten.index") == 3;
  });
  driver.click("colour/Grey");
  driver.wait("one channel", [](const Screen& s) { return s.fact("flatten.size")[0] == '1'; });
}

// Whatever is pointed at, and whether anything is: what is read stays where it is.
TEST_F(Flatten, NothingJumpsWhileThePointerMoves) {
  const Screen screen = driver.start();
  driver.park();
  const Box claim = driver.settle().area("flatten.claim");
  const std::string size = screen.fact("flatten.size");
  const int width = std::stoi(size.substr(size.rfind('x') + 1));
  const auto text = [](const Screen& s, const std::string& words) {
    for (const Text& one : s.texts)
      if (one.words == words) return one.box;
    ADD_FAILURE() << "no \"" << words << "\" among " << s.words();
    return Box{};
  };
  const Box apart = text(driver.settle(), "apart");
  for (const auto& [row, column] : {std::pair{0, 0}, std::pair{10, 15}, std::pair{4, 0}, std::pair{3, 7}}) {
    driver.move(cell_centre(screen, width, row, column));
    const std::string wanted = std::to_string(row * width + column);
    driver.wait_fact("flatten.index", wanted);
    const Screen now = driver.settle();
    EXPECT_EQ(now.area("flatten.claim").top, claim.top) << wanted;
    EXPECT_EQ(now.area("flatten.claim").left, claim.left) << wanted;
    EXPECT_EQ(text(now, "apart").top, apart.top) << wanted;
  }
}

TEST_F(Flatten, InColourValuesAndIndicesHaveTheirNames) {
  driver.start();
  driver.key("g");
  driver.wait("three channels", [](const Screen& s) { return s.fact("flatten.size")[0] == '3'; });
  driver.park();
  const Screen screen = driver.settle();
  for (const char* words : {"value", "at index", "red", "green", "blue", "The numbers are each pixel's red value"})
    EXPECT_TRUE(screen.says(words)) << words << " among " << screen.words();
  // Pinned on the green plane: the grid's numbers are green values then, and the line says so.
  const Box line = screen.area("flatten.overview");
  driver.click(line.at(0.5, 0.5));
  driver.wait_fact("flatten.channel", "1");
  driver.park();
  EXPECT_TRUE(driver.settle().says("The numbers are each pixel's green value"));
}

TEST_F(Flatten, TheLargestTextStillListsTheNeighbours) {
  driver.start({"--scale", "2.5"});
  driver.park();
  for (const bool colour : {false, true}) {
    if (colour) {
      driver.key("g");
      driver.wait("three channels", [](const Screen& s) { return s.fact("flatten.size")[0] == '3'; });
    }
    const Screen screen = driver.settle();
    for (const char* words : {"left, right", "up, down",
                              "±"
                              "1",
                              "±"
                              "16"})
      EXPECT_TRUE(screen.says(words)) << words << " among " << screen.words();
  }
}

TEST_F(Flatten, TheUnrollSliderPullsTheGridIntoTheLine) {
  driver.start();
  const Box slider = driver.reveal("flatten/unroll");
  driver.drag({slider.left + 6, slider.centre().y}, slider.at(0.5, 0.5));
  const Screen half = driver.wait("half unrolled", [](const Screen& s) {
    const double unroll = std::stod(s.fact("flatten.unroll"));
    return unroll > 0.4 && unroll < 0.6;
  });
  EXPECT_FALSE(half.says("The grid is gone"));
  driver.drag(slider.at(0.5, 0.5), {slider.right + 40, slider.centre().y});
  const Screen whole = driver.wait_fact("flatten.unroll", "1.000");
  EXPECT_TRUE(whole.says("The grid is gone. Only the order is left.")) << whole.words();
  driver.click("unroll/Roll up");
  driver.wait_fact("flatten.unroll", "0.000");
}

TEST_F(Flatten, TheWheelZoomsAroundThePointer) {
  const Screen screen = at_256();
  const Point at = cell_centre(screen, 256, 100, 80);
  const auto look = [&](Point where) {
    driver.park();
    driver.move(where);
    return driver.wait("a pixel under the pointer",
                       [](const Screen& s) { return s.fact("flatten.hovering") == "yes"; });
  };
  const int before = number(look({at.x + 60, at.y}), "flatten.column") - number(look(at), "flatten.column");
  ASSERT_GT(before, 20);
  driver.wheel(at, 4);
  driver.wait("closer pixels: labels of other rows",
              [&](const Screen& s) { return s.texts.size() != screen.texts.size(); });
  driver.settle();
  const Screen centre = look(at);
  EXPECT_EQ(centre.fact("flatten.row"), "100");
  EXPECT_EQ(centre.fact("flatten.column"), "80");
  const int after = number(look({at.x + 60, at.y}), "flatten.column") - 80;
  EXPECT_LT(after, before * 3 / 4);
  EXPECT_GT(after, 0);

  driver.key("Home");
  driver.settle();
  EXPECT_EQ(number(look({at.x + 60, at.y}), "flatten.column") - 80, before);
}

TEST_F(Flatten, TheWorkingSizeChangesByKeysAndBySlider) {
  const Screen first = driver.start();
  const std::string size = first.fact("flatten.size");
  const auto changed_from = [&](const std::string& old) {
    return driver.wait("another size", [old](const Screen& s) { return s.fact("flatten.size") != old; })
        .fact("flatten.size");
  };
  driver.key("plus");
  const std::string larger = changed_from(size);
  driver.key("minus");
  EXPECT_EQ(changed_from(larger), size);
  const Box slider = driver.reveal("flatten/size");
  driver.drag(slider.at(0.3, 0.5), slider.at(0.7, 0.5));
  const std::string dragged = changed_from(size);
  EXPECT_GT(std::stoi(dragged.substr(dragged.rfind('x') + 1)), 16);
}

}  // namespace
}  // namespace flatscope::testing
