// The Train stage under real mouse and key events: both networks learn, and what was learnt can be seen, kept and taken
// to the Shift stage.
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "driver.h"

namespace flatscope::testing {
namespace {

long long whole(const Screen& screen, const std::string& fact) {
  const std::string words = screen.fact(fact);
  return words.empty() ? -1 : std::stoll(words);
}

// "97.5 %"; -1 where there is no number yet.
double number(const Screen& screen, const std::string& fact) {
  const std::string words = screen.fact(fact);
  return words.empty() || words.front() < '0' || words.front() > '9' ? -1.0 : std::stod(words);
}

class Train : public ::testing::Test {
 protected:
  Screen start() {
    driver.start({"--stage", "train"});
    driver.park();
    return driver.wait("the data", [](const Screen& s) { return s.fact("train.steps") == "0"; });
  }
  // Plays until so many epochs are made, and pauses.
  Screen learn(long long epochs) {
    driver.key("space");
    driver.wait(
        std::to_string(epochs) + " epochs", [&](const Screen& s) { return whole(s, "train.epoch") >= epochs; },
        3 * patience);
    driver.key("space");
    return driver.wait_fact("train.running", "no");
  }
  void show_tab(const std::string& words) {
    const Screen screen = driver.now();
    for (const Text& text : screen.texts)
      if (text.words == words && text.box.top < 200) return driver.click({text.box.centre()});
    FAIL() << "there is no tab " << words << " in: " << screen.words();
  }
  Driver driver;
};

TEST_F(Train, PlaysPausesAndGoesBackToTheVerySameStart) {
  start();
  driver.key("e");
  Screen screen = driver.wait("the first epoch", [](const Screen& s) {
    return whole(s, "train.epoch") == 1 && !s.fact("train.curve.0.test").empty() && s.fact("train.running") == "no";
  });
  // Behind as long as the accuracies of that epoch are worked out.
  screen = driver.wait("both networks' numbers", [](const Screen& s) {
    return !s.fact("train.curve.1.test").empty() && s.fact("behind") == "no";
  });
  const std::string mlp = screen.fact("train.curve.0.test"), cnn = screen.fact("train.curve.1.test");
  EXPECT_NE(mlp, cnn);

  driver.key("n");
  driver.wait("one more step", [](const Screen& s) { return whole(s, "train.steps") == 39; });

  learn(3);
  pause_for(0.3);  // the step that was under way is still told
  const long long steps = whole(driver.now(), "train.steps");
  driver.frames_pass();
  EXPECT_EQ(whole(driver.now(), "train.steps"), steps) << "it is paused";

  driver.key("b");
  driver.wait_fact("train.steps", "0");
  driver.key("e");
  screen = driver.wait("the first epoch again", [&](const Screen& s) {
    return whole(s, "train.epoch") == 1 && s.fact("train.curve.0.test") == mlp;
  });
  driver.wait("the other network's", [&](const Screen& s) { return s.fact("train.curve.1.test") == cnn; });
}

TEST_F(Train, ASwitchKeepsTheRunAndUndoBringsItBack) {
  start();
  learn(2);
  show_tab("Compare");
  driver.wait_fact("train.kept", "0");
  driver.click("train.shuffle");
  driver.wait_fact("train.kept", "1");
  driver.wait("the shuffled run to have learnt", [](const Screen& s) { return whole(s, "train.steps") >= 0; });
  driver.key("ctrl+z");
  driver.wait("the run of before", [](const Screen& s) { return whole(s, "train.epoch") >= 2; });
}

TEST_F(Train, TheMapOfShiftsTellsThemApart) {
  start();
  learn(12);
  const Screen screen = driver.wait(
      "both maps",
      [&](const Screen& s) { return !s.fact("train.shift.0.mean").empty() && !s.fact("train.shift.1.mean").empty(); },
      3 * patience);
  EXPECT_LT(number(screen, "train.shift.0.mean"), number(screen, "train.shift.1.mean")) << screen.words();
  driver.move(screen.area("train.shift.0").at(0.5 + 2.0 / 17.0, 0.5));
  driver.wait_fact("train.pointed_shift", "2,0");
}

TEST_F(Train, ACellOfTheConfusionMatrixShowsItsPictures) {
  start();
  learn(1);
  show_tab("Mistakes");
  const Screen screen = driver.wait("the matrix", [](const Screen& s) { return s.areas.count("train.matrix") > 0; });
  driver.click(screen.area("train.matrix").at(0.05, 0.05));
  const Screen chosen = driver.wait_fact("train.cell", "0,0");
  EXPECT_EQ(chosen.fact("train.pictures"), chosen.fact("train.cell.count"));
  driver.key("Escape");
  driver.wait_fact("train.cell", "");
}

TEST_F(Train, BothAreTakenToTheShiftStageAndDecideThere) {
  start();
  learn(6);
  driver.click("train.to-shift");
  Screen screen = driver.wait_fact("stage", "shift");
  screen = driver.wait("both to read it", [](const Screen& s) {
    return !s.fact("shift.pair.0.before").empty() && !s.fact("shift.pair.1.before").empty();
  });
  const Box canvas = screen.area("shift.canvas");
  driver.drag(canvas.centre(), canvas.at(0.5 + 3.0 / 24.0, 0.5));
  screen = driver.wait_fact("shift.dx", "3");
  EXPECT_GT(std::stod(screen.fact("shift.pair.0.moved")), std::stod(screen.fact("shift.pair.1.moved")));
  driver.key("ctrl+z");
  driver.wait_fact("shift.dx", "0");
}

TEST_F(Train, GoesOnBehindAnotherStageAndLeavesNothingBehindWhenItIsClosed) {
  start();
  driver.key("space");
  driver.wait("some steps", [](const Screen& s) { return whole(s, "train.steps") > 0; });
  const long long before = whole(driver.now(), "train.steps");
  driver.key("1");
  driver.wait_fact("stage", "flatten");
  driver.frames_pass();
  driver.key("5");
  driver.wait("more steps", [&](const Screen& s) { return whole(s, "train.steps") > before; });
  EXPECT_EQ(driver.leave(), 0);
}

}  // namespace
}  // namespace flatscope::testing
