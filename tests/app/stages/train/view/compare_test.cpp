// The Compare tab of a short training, read from its record.
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "app/files/assets.h"
#include "core/training/run.h"
#include "tests/app/wait_for.h"

namespace flatscope::testing {
namespace {

Scene short_training() {
  Scene scene = first_scene();
  scene.stage = Stage::train;
  scene.train.tab = TrainTab::compare;
  scene.train.samples = 40;
  scene.train.epochs = 3;
  scene.train.radius = 1;
  return scene;
}

bool measured(const Screen& screen) { return !screen.fact("train.exact.0").empty(); }

const ImVec2 high = {1280, 1500};  // everything of the inspector is in sight

TEST(Compare, SaysSoBeforeAnythingIsTrained) {
  const Ground ground;
  Alone window(ground, short_training());
  const Screen screen = wait_for(window, [](const Screen& now) { return !now.fact("train.shuffle.pixel").empty(); });
  EXPECT_FALSE(measured(screen));
  EXPECT_TRUE(screen.says("Train first"));
  EXPECT_TRUE(screen.says("nothing to shuffle back"));  // the CNN
  EXPECT_TRUE(screen.fact("train.points.0").empty());
  EXPECT_EQ(screen.fact("train.kept"), "0");
  EXPECT_EQ(screen.controls.count("train.back"), 0U);
}

TEST(Compare, APixelGoesWhereTheRunsShuffleTakesIt) {
  const Ground ground;
  Alone window(ground, short_training());
  Screen screen = wait_for(window, [](const Screen& now) { return !now.fact("train.shuffle.pixel").empty(); });
  const std::string first = screen.fact("train.shuffle.pixel");
  const std::vector<std::int32_t> from = shuffle_of(static_cast<std::uint32_t>(window.scene().train.seed), {1, 24, 24});
  const auto expect_true = [&] {
    int row = 0, column = 0, to_row = 0, to_column = 0;
    ASSERT_EQ(std::sscanf(screen.fact("train.shuffle.pixel").c_str(), "%d,%d", &row, &column), 2);
    ASSERT_EQ(std::sscanf(screen.fact("train.shuffle.goes_to").c_str(), "%d,%d", &to_row, &to_column), 2);
    EXPECT_EQ(from[static_cast<std::size_t>(to_row * 24 + to_column)], row * 24 + column);
  };
  expect_true();
  // Row 0, column 23, held by a click while the pointer goes elsewhere.
  window.click(screen.area("train.shuffle.before").at(0.99, 0.01));
  window.settle();
  screen = window.now();
  EXPECT_EQ(screen.fact("train.shuffle.pixel"), "0,23");
  expect_true();
  window.move({-1, -1});
  window.settle();
  EXPECT_EQ(window.now().fact("train.shuffle.pixel"), "0,23");
  // Pointed at where it went, the other way round.
  window.move(screen.area("train.shuffle.after").at(0.01, 0.99));
  window.settle();
  screen = window.now();
  EXPECT_EQ(screen.fact("train.shuffle.goes_to"), "23,0");
  expect_true();
  window.move({-1, -1});
  window.press(GLFW_KEY_ESCAPE);
  window.settle();
  EXPECT_EQ(window.now().fact("train.shuffle.pixel"), first);
}

TEST(Compare, ASwitchPutsTwoRunsSideBySideAndTheButtonGoesBack) {
  const Ground ground;
  Alone window(ground, short_training(), high);
  window.press(' ');
  const auto rests = [](const Screen& now) {
    return now.fact("train.epoch") == "3" && now.fact("train.running") == "no" && measured(now);
  };
  Screen screen = wait_for(window, rests);
  EXPECT_LT(std::stod(screen.fact("train.exact.0")), 1e-3);
  EXPECT_TRUE(screen.says("largest difference of any output"));
  EXPECT_EQ(screen.fact("train.kept"), "0");

  window.click(screen.controls.at("train.shuffle").box.centre());
  screen = wait_for(window, [&](const Screen& now) { return now.fact("train.kept") == "1" && rests(now); });
  ASSERT_TRUE(window.scene().train.shuffle);
  EXPECT_EQ(screen.fact("train.over"), "1");
  EXPECT_FALSE(screen.fact("train.points.0").empty());
  EXPECT_FALSE(screen.fact("train.points.1").empty());
  EXPECT_TRUE(screen.says("1 · 40 samples"));
  EXPECT_TRUE(screen.says("This run · shuffled, 40 samples"));
  EXPECT_TRUE(screen.says("1 of 8 are held"));

  // Back, by the button: one step of undo, and that very run without a step of training.
  window.click(screen.controls.at("train.back").box.centre());
  screen = wait_for(window, [](const Screen& now) { return now.fact("train.kept") == "2"; });
  EXPECT_FALSE(window.scene().train.shuffle);
  EXPECT_EQ(window.scene().train.tab, TrainTab::compare);
  EXPECT_EQ(screen.fact("train.epoch"), "3");
  EXPECT_EQ(screen.fact("train.running"), "no");
  EXPECT_EQ(screen.fact("train.over"), "2");
  window.press('Z', GLFW_MOD_CONTROL);
  wait_for(window, [](const Screen& now) { return now.fact("train.over") == "1"; });
  EXPECT_TRUE(window.scene().train.shuffle);

  // A click lays a run over this one, a cross lets it go.
  screen = window.now();
  window.click(screen.controls.at("train.runs.2").box.centre());
  window.settle();
  EXPECT_EQ(window.now().fact("train.over"), "2");
  window.click(window.now().controls.at("train.runs.forget.2").box.centre());
  screen = wait_for(window, [](const Screen& now) { return now.fact("train.kept") == "1"; });
  EXPECT_EQ(screen.fact("train.over"), "1");
}

TEST(Compare, SaysWhatIsMissingWhereNoNetworkBeginsDense) {
  const Ground ground;
  Scene scene = short_training();
  scene.train.networks[0] = scene.train.networks[1];
  Alone window(ground, scene);
  const Screen screen = wait_for(window, [](const Screen& now) { return !now.fact("train.shuffle.pixel").empty(); });
  EXPECT_TRUE(screen.says("Neither network begins with a dense layer"));
}

}  // namespace
}  // namespace flatscope::testing
