// The Parameters stage's pictures and its run under real mouse events: the chart's handle, the squares' zoom, times.
#include <gtest/gtest.h>

#include <cmath>

#include "driver.h"

namespace flatscope::testing {
namespace {

double number(const Screen& screen, const std::string& fact) { return std::stod(screen.fact(fact)); }

class Parameters : public ::testing::Test {
 protected:
  Screen start(const std::vector<std::string>& arguments = {"--stage", "parameters"}) {
    driver.start(arguments);
    driver.wait("the chart", [](const Screen& s) { return !s.fact("parameters.handle").empty(); });
    driver.park();
    return driver.settle();
  }
  // Where a square of this side stands on the chart.
  Point at_side(const Screen& screen, double side) {
    return screen.area("parameters.chart.box").at((std::log2(side) - 3.0) / 10.0, 0.5);
  }
  Point pill(const Screen& screen) { return screen.area("parameters.chart.pill").centre(); }
  Driver driver;
};

TEST_F(Parameters, TheHandleIsDraggedAndTheCountsFollow) {
  Screen screen = start();
  EXPECT_EQ(screen.fact("parameters.handle"), "256");
  EXPECT_EQ(screen.fact("parameters.dense_at_handle"), "12582976");
  EXPECT_EQ(screen.fact("parameters.conv_at_handle"), "1792");
  EXPECT_NE(screen.fact("parameters.compared").find("a dense layer of 64, a convolution with 64 filters"),
            std::string::npos);
  EXPECT_TRUE(screen.says("12,582,976")) << screen.words();
  EXPECT_TRUE(screen.says("1,792")) << screen.words();

  driver.drag(pill(screen), at_side(screen, 1024));
  screen = driver.settle();
  const double side = number(screen, "parameters.handle");
  EXPECT_NEAR(side, 1024, 40);
  EXPECT_EQ(number(screen, "parameters.dense_at_handle"), 3 * side * side * 64 + 64);
  EXPECT_EQ(number(screen, "parameters.local_at_handle"), 64 * side * side * (3 * 3 * 3 + 1));
  EXPECT_EQ(screen.fact("parameters.conv_at_handle"), "1792");

  // Beyond the chart's ends it stops at 8 and 8192.
  const Box box = screen.area("parameters.chart.box");
  driver.drag(pill(screen), {box.left - 40, box.centre().y});
  driver.wait_fact("parameters.handle", "8");
  driver.drag(pill(driver.settle()), {box.right + 60, box.centre().y});
  screen = driver.wait_fact("parameters.handle", "8192");
  EXPECT_EQ(number(screen, "parameters.dense_at_handle"), 3.0 * 8192 * 8192 * 64 + 64);

  driver.key("ctrl+z");
  driver.wait_fact("parameters.handle", "8");
  driver.key("plus");
  driver.wait_fact("parameters.handle", "9");
  driver.settle();
  driver.move(box.at(0.4, 0.5));
  driver.frames_pass();
  for (int i = 0; i < 2; ++i) {
    driver.display().button(1, true);
    driver.display().button(1, false);
  }
  driver.wait_fact("parameters.handle", "256");
}

TEST_F(Parameters, WhatIsCountedCanBeChosen) {
  start();
  driver.click("parameters.cost/multiply-adds");
  Screen screen = driver.wait_fact("parameters.cost", "macs");
  EXPECT_EQ(screen.fact("parameters.dense_at_handle"), "12582912");
  EXPECT_EQ(screen.fact("parameters.conv_at_handle"), std::to_string(1728LL * 256 * 256));
  driver.click("parameters.cost/bytes");
  screen = driver.wait_fact("parameters.cost", "bytes");
  EXPECT_EQ(screen.fact("parameters.dense_at_handle"), std::to_string(4 * (12582976LL + 64)));
  EXPECT_EQ(screen.fact("parameters.conv_at_handle"), std::to_string(4 * (1792LL + 64 * 256 * 256)));
}

TEST_F(Parameters, TheSquaresZoomToOneKernel) {
  Screen screen = start();
  EXPECT_EQ(screen.fact("parameters.ratio"), "7,022");
  const double whole = number(screen, "parameters.pixels_a_weight");
  const Box panel = screen.area("parameters.squares.panel");
  driver.wheel(panel.centre(), 5);
  driver.wait("a larger dot", [&](const Screen& s) { return std::fabs(number(s, "parameters.zoom") - 0.2) < 0.01; });
  driver.park();
  const Box slider = driver.settle().controls.at("parameters.zoom").box;
  driver.drag(slider.at(0.2, 0.5), slider.at(1.2, 0.5));
  screen = driver.wait_fact("parameters.zoom", "1.000");
  // A length, so its square is how many times larger the areas are.
  const double times = number(screen, "parameters.pixels_a_weight") / whole;
  EXPECT_GT(times * times, 1e5);
  EXPECT_TRUE(screen.says("panels wide here")) << screen.words();
  driver.key("Home");
  driver.wait_fact("parameters.zoom", "0.000");
}

TEST_F(Parameters, BothNetworksAreRunAndTimed) {
  start();
  driver.click("parameters.run");
  Screen screen = driver.wait("both results", [](const Screen& s) {
    return s.fact("parameters.run.0.state") == "done" && s.fact("parameters.run.1.state") == "done";
  });
  EXPECT_GT(number(screen, "parameters.run.0.seconds"), 0.0);
  // What came is in sight without scrolling.
  const Box inspector = screen.area("inspector");
  for (const Text& text : driver.settle().texts)
    if (text.words == "answers") {
      EXPECT_GT(text.box.top, inspector.top);
      EXPECT_LT(text.box.bottom, inspector.bottom);
    }
  EXPECT_GT(number(screen, "parameters.run.1.seconds"), 0.0);
  EXPECT_EQ(screen.fact("parameters.run.0.weight_bytes"), std::to_string(12582976LL * 4));
  EXPECT_EQ(screen.fact("parameters.run.1.weight_bytes"), std::to_string(1792 * 4));
  EXPECT_EQ(screen.fact("parameters.run.1.activation_bytes"), std::to_string(4LL * 256 * 256 * (3 + 64)));

  // Another input: the numbers stay, and say whose they are.
  driver.key("minus");
  driver.wait_fact("parameters.run.0.state", "stale");
  driver.key("ctrl+z");
  driver.wait_fact("parameters.run.0.state", "done");
}

TEST_F(Parameters, WhatDoesNotFitIsRefusedInWords) {
  Screen screen = start();
  const Box box = screen.area("parameters.chart.box");
  driver.drag(pill(screen), {box.right + 60, box.centre().y});
  driver.wait_fact("parameters.handle", "8192");
  // 12.9 thousand million weights: 51.5 GB and the picture. A machine that has the room runs it.
  driver.click("parameters.run");
  screen = driver.wait(
      "an answer",
      [](const Screen& s) {
        return s.fact("parameters.run.0.state") == "refused" || s.fact("parameters.run.0.state") == "done";
      },
      300.0);
  if (screen.fact("parameters.run.0.state") == "done") GTEST_SKIP() << "This machine has room for 52 GB.";
  EXPECT_NE(screen.fact("parameters.run.0.refusal").find("Not run: it would take 52.3 GB of memory"), std::string::npos)
      << screen.fact("parameters.run.0.refusal");
  EXPECT_TRUE(driver.running());
}

}  // namespace
}  // namespace flatscope::testing
