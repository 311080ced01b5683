// The Convolve stage's patch under real mouse and key events: the sum it shows is that of the picture's own numbers.
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "core/files/image.h"
#include "core/tensor/resample.h"
#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

constexpr int wide = 12, high = 8;  // small enough that the stage shows every pixel as it is
constexpr int sobel_x[3][3] = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};

int number(const Screen& screen, const std::string& fact) { return std::stoi(screen.fact(fact)); }
double real(const Screen& screen, const std::string& fact) { return std::stod(screen.fact(fact)); }

class ConvolvePatch : public ::testing::Test {
 protected:
  Screen start(const std::vector<std::string>& more = {}) {
    write_png(driver.file("tiny.png"), wide, high);
    grey = to_grey(to_tensor(load_image(driver.file("tiny.png"))));
    std::vector<std::string> arguments = {driver.file("tiny.png"), "--stage", "convolve"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    driver.start(arguments);
    driver.park();
    wait_at(4, 7);
    driver.key("Home");
    wait_at(0, 0);
    return driver.settle();
  }
  double pixel(int row, int column) const {
    const bool inside = row >= 0 && column >= 0 && row < high && column < wide;
    return inside ? static_cast<double>(grey.at(0, row, column)) : 0.0;
  }
  // The first filter of a fresh stage, Sobel x with padding 1.
  double expected(int row, int column) const {
    double sum = 0.0;
    for (int y = 0; y < 3; ++y)
      for (int x = 0; x < 3; ++x) sum += pixel(row + y - 1, column + x - 1) * sobel_x[y][x];
    return sum;
  }
  Screen wait_at(int row, int column) {
    return driver.wait(
        "the window at row " + std::to_string(row) + ", column " + std::to_string(column), [&](const Screen& s) {
          return s.fact("convolve.row") == std::to_string(row) && s.fact("convolve.column") == std::to_string(column);
        });
  }
  Point output_cell(const Screen& screen, int row, int column) const {
    return screen.area("convolve.output").at((column + 0.5) / wide, (row + 0.5) / high);
  }
  // Places of the padding are -1 and 8 or 12.
  Point input_cell(const Screen& screen, int row, int column) const {
    return screen.area("convolve.input").at((column + 1.5) / (wide + 2), (row + 1.5) / (high + 2));
  }
  Driver driver;
  Tensor grey;
};

TEST_F(ConvolvePatch, AnOutputUnderThePointerShowsTheSumOfItsPatch) {
  const Screen first = start();
  for (const auto& [row, column] : {std::pair{4, 7}, std::pair{0, 0}, std::pair{7, 11}, std::pair{3, 0}}) {
    driver.move(output_cell(first, row, column));
    const Screen screen = wait_at(row, column);
    EXPECT_NEAR(real(screen, "convolve.sum"), expected(row, column), 1e-5);
    EXPECT_NEAR(real(screen, "convolve.result"), expected(row, column), 1e-5);
    std::istringstream values(screen.fact("convolve.window.values"));
    std::string value;
    for (int tap = 0; tap < 9; ++tap) {
      ASSERT_TRUE(std::getline(values, value, ','));
      EXPECT_NEAR(std::stod(value), pixel(row + tap / 3 - 1, column + tap % 3 - 1), 1e-5);
    }
    EXPECT_TRUE(screen.says("sum, numbers rounded")) << screen.words();
    EXPECT_TRUE(screen.says("ROW " + std::to_string(row) + ", COLUMN " + std::to_string(column)));
    EXPECT_EQ(screen.fact("convolve.lands"), std::to_string(row) + "," + std::to_string(column));
  }
  driver.park();
  wait_at(0, 0);  // nothing was pinned
}

TEST_F(ConvolvePatch, AnInputUnderThePointerHasThePatchAroundItAndShowsWhatItFeeds) {
  const Screen first = start();
  driver.move(input_cell(first, 4, 7));
  EXPECT_EQ(wait_at(4, 7).fact("convolve.feeds"), "9");
  driver.move(input_cell(first, 0, 11));
  EXPECT_EQ(wait_at(0, 11).fact("convolve.feeds"), "4");
  driver.move(input_cell(first, -1, 5));  // in the padding: the nearest output that there is
  EXPECT_EQ(wait_at(0, 5).fact("convolve.feeds"), "");
  driver.click(input_cell(first, 5, 2));
  wait_at(5, 2);
  driver.drag(input_cell(first, 1, 1), input_cell(first, 6, 9));  // let go, it stays too
  driver.park();
  wait_at(6, 9);
  driver.key("ctrl+z");
  EXPECT_NEAR(real(wait_at(5, 2), "convolve.sum"), expected(5, 2), 1e-5);
  driver.key("ctrl+z");
  wait_at(0, 0);
}

TEST_F(ConvolvePatch, InOneSlowFrameAKeyComesAfterTheButtonBeforeIt) {
  const Screen first = start();
  driver.click(input_cell(first, 5, 2));
  wait_at(5, 2);
  const auto drag_and = [&](int row, int column, const char* key) {
    driver.move(input_cell(first, 1, 1));
    wait_at(1, 1);
    driver.display().button(1, true);
    driver.frames_pass();
    driver.move(input_cell(first, row, column));
    wait_at(row, column);
    driver.hold([&] {
      driver.display().button(1, false);
      driver.park();
      driver.key(key);
    });
  };
  drag_and(6, 9, "Right");
  wait_at(6, 10);
  drag_and(3, 3, "ctrl+z");
  driver.frames_pass();
  driver.settle();
  wait_at(6, 10);
}

TEST_F(ConvolvePatch, KeysStepThePatch) {
  start();
  driver.key("Right");
  wait_at(0, 1);
  driver.key("Down");
  wait_at(1, 1);
  driver.key("shift+Right");
  wait_at(1, 11);
  driver.key("Right");  // the edge holds it
  driver.frames_pass();
  wait_at(1, 11);
  driver.key("period");  // along the rows it goes on in the next one
  EXPECT_EQ(number(wait_at(2, 0), "convolve.step"), 2 * wide + 1);
  driver.key("comma");
  EXPECT_NEAR(real(wait_at(1, 11), "convolve.sum"), expected(1, 11), 1e-5);
  driver.key("Up");
  wait_at(0, 11);
  driver.key("Left");
  wait_at(0, 10);
  driver.key("Home");
  wait_at(0, 0);
  driver.key("ctrl+z");
  wait_at(0, 10);
}

TEST_F(ConvolvePatch, KeysMoveItAwayFromUnderThePointer) {
  const Screen first = start();
  driver.move(output_cell(first, 2, 3));
  wait_at(2, 3);
  driver.key("Right");
  wait_at(2, 4);
  driver.frames_pass();
  wait_at(2, 4);  // the pointer has not moved: it does not take the patch back
  driver.move(output_cell(first, 6, 6));
  wait_at(6, 6);
}

TEST_F(ConvolvePatch, ThePlayerRunsPausesAndSleeps) {
  start();
  driver.key("Down");
  wait_at(1, 0);
  driver.click("convolve.speed/16");
  driver.park();
  driver.key("space");
  driver.wait("some steps",
              [](const Screen& s) { return s.fact("convolve.playing") == "1" && number(s, "convolve.step") > 17; });
  driver.key("space");
  driver.wait_fact("convolve.playing", "0");
  const Screen paused = driver.settle();
  const int reached = number(paused, "convolve.step");
  EXPECT_NEAR(real(paused, "convolve.sum"), expected((reached - 1) / wide, (reached - 1) % wide), 1e-5);
  driver.key("ctrl+z");  // the whole ride is one step
  wait_at(1, 0);
  driver.key("ctrl+shift+z");
  driver.wait_fact("convolve.step", std::to_string(reached));
  driver.key("b");
  driver.wait("steps back", [&](const Screen& s) {
    return s.fact("convolve.playing") == "-1" && number(s, "convolve.step") < reached - 2;
  });
  driver.key("b");
  driver.wait_fact("convolve.playing", "0");
}

TEST_F(ConvolvePatch, ThePlayerStopsAtTheLastOutputAndBeginsAnew) {
  start();
  driver.click("convolve.speed/16");
  driver.park();
  driver.key("shift+Down");
  wait_at(high - 1, 0);
  driver.key("shift+Right");
  wait_at(high - 1, 10);
  driver.key("space");
  wait_at(high - 1, wide - 1);
  driver.wait_fact("convolve.playing", "0");
  EXPECT_EQ(number(driver.settle(), "convolve.step"), wide * high);
  driver.click("convolve.step.play");
  driver.wait("the first row",
              [](const Screen& s) { return s.fact("convolve.playing") == "1" && number(s, "convolve.step") < wide; });
}

TEST_F(ConvolvePatch, ZoomedInThePatchStaysInSight) {
  const Screen first = start();
  const Point corner = input_cell(first, 0, 0);
  driver.wheel(corner, 4);
  const Screen zoomed = driver.wait("a closer look", [](const Screen& s) { return real(s, "convolve.zoom") > 1.2; });
  EXPECT_EQ(zoomed.fact("convolve.row"), "0");
  driver.key("shift+Right");
  wait_at(0, 10);
  driver.key("Home");
  driver.wait_fact("convolve.zoom", "1.000");
}

}  // namespace
}  // namespace flatscope::testing
