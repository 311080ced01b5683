// The Learning tab of a short training, read from its record.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "app/files/assets.h"
#include "tests/app/wait_for.h"

namespace flatscope::testing {
namespace {

Scene short_training() {
  Scene scene = first_scene();
  scene.stage = Stage::train;
  scene.train.tab = TrainTab::learning;
  scene.train.samples = 40;
  scene.train.epochs = 3;
  scene.train.radius = 2;
  return scene;
}

bool swept(const Screen& screen) {
  return !screen.fact("train.shift.0.samples").empty() && std::stoi(screen.fact("train.shift.0.samples")) >= 100 &&
         screen.fact("train.shift.0.mean") != "–" && !screen.fact("train.shift.1.samples").empty() &&
         std::stoi(screen.fact("train.shift.1.samples")) >= 100 && screen.fact("train.shift.1.mean") != "–";
}

TEST(Learning, ShowsAnEmptyPaperBeforeAnythingIsTrained) {
  const Ground ground;
  Alone window(ground, short_training());
  const Screen screen = wait_for(window, [](const Screen& now) { return !now.fact("train.curve.1.test").empty(); });
  EXPECT_TRUE(screen.says("Press play"));
  EXPECT_TRUE(screen.says("in the middle"));
  EXPECT_EQ(screen.fact("train.shift.0.middle"), "–");
  EXPECT_TRUE(screen.fact("train.curve.0.gap").empty());
  EXPECT_THAT(screen.fact("train.weights.1.shown"), ::testing::EndsWith(" of 8"));
}

TEST(Learning, ReadsBothNetworksAtThePointer) {
  const Ground ground;
  Alone window(ground, short_training());
  window.press(' ');
  Screen screen = wait_for(window, [](const Screen& now) { return now.fact("train.epoch") == "3" && swept(now); });
  EXPECT_FALSE(screen.says("Press play"));
  ASSERT_FALSE(screen.fact("train.curve.0.gap").empty());
  const std::string last = screen.fact("train.curve.0.train");

  // The start, in both, from a pointer over the right one.
  window.move(screen.area("train.curve.1").at(0.0, 0.5));
  window.settle();
  screen = window.now();
  EXPECT_EQ(screen.fact("train.pointed_epoch"), "0");
  EXPECT_NE(screen.fact("train.curve.0.train"), last);
  const std::string start = screen.fact("train.curve.0.train");
  window.move(screen.area("train.curve.0").at(1.0, 0.5));
  window.settle();
  screen = window.now();
  EXPECT_EQ(screen.fact("train.pointed_epoch"), "3");
  EXPECT_EQ(screen.fact("train.curve.0.train"), last);
  EXPECT_NE(start, last);

  // Without a pointer the last epoch, and two pixels to the right.
  window.move({-1, -1});
  window.settle();
  screen = window.now();
  EXPECT_TRUE(screen.fact("train.pointed_epoch").empty());
  EXPECT_TRUE(screen.fact("train.pointed_shift").empty());
  EXPECT_TRUE(screen.says("two pixels to the right"));

  // The middle is what the curve says, exactly; what stands on fewer pictures than all is marked.
  for (const char* const network : {"0", "1"}) {
    const std::string shift = std::string("train.shift.") + network;
    EXPECT_EQ(screen.fact(shift + ".middle"), screen.fact(std::string("train.curve.") + network + ".test"));
    EXPECT_EQ(screen.fact(shift + ".middle.about"), "no");
    const bool all = screen.fact(shift + ".samples") == "597" && screen.fact(shift + ".epoch") == "3";
    EXPECT_EQ(screen.fact(shift + ".mean.about"), all ? "no" : "yes");
  }

  // Rows run downwards: the lowest cell at the left.
  window.move(screen.area("train.shift.0").at(0.1, 0.9));
  window.settle();
  screen = window.now();
  EXPECT_EQ(screen.fact("train.pointed_shift"), "-2,2");
  EXPECT_TRUE(screen.says("2 pixels left, 2 down"));
  // The middle's two numbers are one.
  window.move(screen.area("train.shift.1").at(0.5, 0.5));
  window.settle();
  screen = window.now();
  EXPECT_EQ(screen.fact("train.pointed_shift"), "0,0");
  EXPECT_EQ(screen.fact("train.shift.0.place"), screen.fact("train.shift.0.middle"));
}

TEST(Learning, AKeptRunThatIsClickedLiesOverTheCurvesUntilItIsClickedAgain) {
  const Ground ground;
  Alone window(ground, short_training(), {1280, 1500});
  window.press(' ');
  wait_for(window, [](const Screen& now) { return now.fact("train.epoch") == "3"; });
  Screen screen = window.now();
  window.click(screen.controls.at("train.shuffle").box.centre());
  screen = wait_for(window, [](const Screen& now) { return now.controls.count("train.kept.1") == 1; });
  EXPECT_TRUE(screen.says("1 · 40 samples"));
  EXPECT_FALSE(screen.says("kept 1"));
  window.click(screen.controls.at("train.kept.1").box.centre());
  window.settle();
  EXPECT_TRUE(window.now().says("kept 1"));
  window.click(window.now().controls.at("train.kept.1").box.centre());
  window.settle();
  EXPECT_FALSE(window.now().says("kept 1"));
}

TEST(Learning, NamesWhatTheLossHolds) {
  const Ground ground;
  Alone window(ground, short_training());
  Screen screen = wait_for(window, [](const Screen& now) { return !now.fact("train.curve.1.test").empty(); });
  EXPECT_FALSE(screen.says("weight decay is not in it"));
  window.click(screen.controls.at("train.measure/Loss").box.centre());
  window.settle();
  screen = window.now();
  EXPECT_TRUE(screen.says("the penalty of weight decay is not in it"));
}

TEST(Learning, ClaimsWhatTheSettingsAre) {
  const Ground ground;
  Scene scene = short_training();
  scene.train.samples = 1200;
  {
    Alone window(ground, scene);
    EXPECT_TRUE(wait_for(window, [](const Screen& now) {
                  return now.says("1,200 to learn from");
                }).says("Trained in the middle, tested everywhere"));
  }
  scene.train.moved = 3;
  {
    Alone window(ground, scene);
    const Screen screen = wait_for(window, [](const Screen& now) { return now.says("1,200 to learn from"); });
    EXPECT_FALSE(screen.says("Trained in the middle"));
    EXPECT_TRUE(screen.says("Moved by up to 3 pixels while training"));
  }
  scene.train.shuffle = true;
  Alone window(ground, scene);
  EXPECT_TRUE(
      wait_for(window, [](const Screen& now) { return now.says("1,200 to learn from"); }).says("All pixels shuffled"));
}

}  // namespace
}  // namespace flatscope::testing
