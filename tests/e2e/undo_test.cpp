// Everything that can be changed can be undone and done again, to the same numbers.
#include <gtest/gtest.h>

#include <functional>

#include "driver.h"

namespace flatscope::testing {
namespace {

class Undo : public ::testing::Test {
 protected:
  // What the screen says about the Scene and its results, without what changes by itself.
  static std::map<std::string, std::string> told(const Screen& screen) {
    std::map<std::string, std::string> facts = screen.facts;
    for (const char* passing : {"behind", "opening", "flatten.hovering", "typing"}) facts.erase(passing);
    return facts;
  }
  static bool settled(const Screen& screen) { return screen.fact("behind") == "no" && screen.fact("opening") == "0"; }

  void there_and_back(const std::string& what, const std::function<void()>& act) {
    SCOPED_TRACE(what);
    driver.park();
    const auto before = told(driver.settle());
    act();
    driver.wait(what, [&](const Screen& s) { return settled(s) && told(s) != before; });
    driver.park();
    const auto after = told(driver.settle());
    driver.key("ctrl+z");
    driver.wait(what + " undone", [&](const Screen& s) { return settled(s) && told(s) == before; });
    driver.key("ctrl+shift+z");
    driver.wait(what + " done again", [&](const Screen& s) { return settled(s) && told(s) == after; });
  }
  void by_click(const std::string& control) {
    there_and_back(control, [&] { driver.click(control); });
  }
  void by_key(const std::string& chord) {
    there_and_back("key " + chord, [&] { driver.key(chord); });
  }
  void by_slider(const std::string& control, double from, double to) {
    there_and_back(control, [&] {
      const Box slider = driver.reveal(control);
      driver.drag(slider.at(from, 0.5), slider.at(to, 0.5));
    });
  }
  Driver driver;
};

TEST_F(Undo, OnTheFlattenStage) {
  const Screen screen = driver.start();
  const Box grid = screen.area("flatten.grid");
  there_and_back("a pin", [&] { driver.click(grid.at(0.3, 0.3)); });
  by_key("Right");
  by_click("order/Hilbert");
  by_key("o");
  by_click("colour/Colour");
  by_click("layout/HWC");
  by_slider("flatten/size", 0.3, 0.5);
  by_slider("flatten/unroll", 0.02, 0.4);
  by_click("unroll/Roll up");
  by_key("minus");
  by_click("picture/coffee.png");
  by_key("Escape");
  by_key("2");
}

TEST_F(Undo, OnTheShiftStage) {
  const Screen screen = driver.start({"--stage", "shift"});
  const Box canvas = screen.area("shift.canvas");
  there_and_back("a drag of the object", [&] { driver.drag(canvas.at(0.5, 0.5), canvas.at(0.6, 0.55)); });
  by_slider("shift.dx", 0.5, 0.3);
  by_key("shift+Down");
  by_click("shift.border/Mirror");
  by_slider("shift.stride", 0.05, 0.95);
  by_click("shift.pooling/Average 2");
  by_click("shift.object/Digit");
  by_click("shift.digit/4");
  by_click("shift.object/Draw");
  there_and_back("a stroke", [&] { driver.drag(canvas.at(0.2, 0.2), canvas.at(0.5, 0.5)); });
  by_click("shift.clear");
  by_click("shift.object/Horse");
  by_click("shift.background/White");
  by_click("shift.filter.emboss");
  by_slider("shift.outputs", 0.3, 0.8);
  by_click("shift.weights");
}

TEST_F(Undo, ManyStepsBackToTheStart) {
  driver.start({"--stage", "shift"});
  driver.park();
  const auto first = told(driver.settle());
  for (int step = 1; step <= 12; ++step) {
    driver.key("Right");
    driver.wait_fact("shift.dx", std::to_string(step));
  }
  for (int step = 11; step >= 0; --step) {
    driver.key("ctrl+z");
    driver.wait_fact("shift.dx", std::to_string(step));
  }
  EXPECT_EQ(told(driver.settle()), first);
}

}  // namespace
}  // namespace flatscope::testing
