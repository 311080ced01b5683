// The Set up tab, read from its record: networks chosen, counts that meet, data, and what the switches do.
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "app/files/assets.h"
#include "core/training/run.h"
#include "tests/app/wait_for.h"

namespace flatscope::testing {
namespace {

Scene set_up() {
  Scene scene = first_scene();
  scene.stage = Stage::train;
  scene.train.tab = TrainTab::set_up;
  return scene;
}

Screen wait_for_sheet(Alone& window, const std::string& counts) {
  return wait_for(window, [&](const Screen& now) { return now.fact("train.sheet") == counts; });
}

void click(Alone& window, const std::string& control) {
  window.click(window.now().controls.at(control).box.centre());
  window.settle();
}

TEST(SetUp, ShowsFiveNetworksAndWhichTwoAreTrained) {
  const Ground ground;
  Alone window(ground, set_up());
  const Screen screen = wait_for_sheet(window, "1200 + 597");
  EXPECT_EQ(screen.fact("train.card.single"), "5,770");
  EXPECT_EQ(screen.fact("train.card.mlp"), "75,146 left");
  EXPECT_EQ(screen.fact("train.card.cnn-flat"), "8,250");
  EXPECT_EQ(screen.fact("train.card.cnn"), "3,738 right");
  EXPECT_TRUE(screen.says("1,200 to learn from, 597 others to test"));
  EXPECT_TRUE(screen.says("16 × 12²"));
  EXPECT_TRUE(screen.says("73,856"));
  EXPECT_FALSE(screen.says("PICTURE"));
}

TEST(SetUp, ACardIsTrainedOnTheSideThatIsClicked) {
  const Ground ground;
  Alone window(ground, set_up());
  wait_for_sheet(window, "1200 + 597");
  click(window, "train.use.cnn-flat.left");
  Screen screen = window.now();
  EXPECT_EQ(screen.fact("train.card.cnn-flat"), "8,250 left");
  EXPECT_EQ(screen.fact("train.card.mlp"), "75,146");
  EXPECT_TRUE(screen.value("train.left.downsampling/Max") == "on");
  click(window, "train.left.downsampling/None");
  EXPECT_EQ(to_string(window.scene().train.networks[0][2]), "conv:16:3:padding=same");
  window.press('Z', GLFW_MOD_CONTROL);
  EXPECT_EQ(to_string(window.scene().train.networks[0][2]), "maxpool:2");
}

TEST(SetUp, CountsMeetAtAClick) {
  const Ground ground;
  Alone window(ground, set_up(), {1280, 1600});
  wait_for_sheet(window, "1200 + 597");
  EXPECT_EQ(window.now().fact("train.counts"), "75146 3738");
  click(window, "train.meet");
  EXPECT_EQ(window.now().fact("train.counts"), "3532 3738");
  EXPECT_TRUE(window.now().says("5.83 % apart"));
}

TEST(SetUp, TheShuffleIsTheVeryOneOfATraining) {
  const Ground ground;
  Scene scene = set_up();
  scene.train.seed = 7;
  Alone window(ground, scene);
  const Screen screen = wait_for_sheet(window, "1200 + 597");
  const std::vector<std::int32_t> order = shuffle_of(7, {1, 24, 24});
  EXPECT_EQ(screen.fact("train.switch.order"),
            std::to_string(order[0]) + " " + std::to_string(order[1]) + " " + std::to_string(order[2]));
  EXPECT_EQ(screen.fact("train.switch.shuffled"), "off");
  EXPECT_TRUE(screen.says("here 3 right, 2 up"));
  EXPECT_TRUE(screen.says("8 × 8 grey"));
}

// Two opened pictures are two classes: the strip is there, and both networks end in two numbers.
TEST(SetUp, OpenedPicturesAreClasses) {
  const Ground ground;
  Scene scene = set_up();
  scene.pictures.push_back(bundled_picture("coffee.png"));
  Alone window(ground, scene, {1280, 1600});
  wait_for_sheet(window, "1200 + 597");
  click(window, "train.data/Pictures");
  const Screen screen = wait_for_sheet(window, "600 + 300");
  EXPECT_TRUE(screen.says("PICTURE"));
  EXPECT_TRUE(screen.says("coffee"));
  wait_for(window, [&](const Screen&) { return window.scene().train.networks[1].back().out == 2; });
  EXPECT_EQ(window.scene().train.networks[0].back().out, 2);
}

TEST(SetUp, OnePictureIsNoDataAndTheNextOneMakesSome) {
  const Ground ground;
  Scene scene = set_up();
  scene.train.tab = TrainTab::learning;
  Alone window(ground, scene, {1280, 900});
  Screen screen = wait_for(window, [](const Screen& now) { return now.says("not trained yet"); });
  const float play = screen.controls.at("train.play").box.centre().y;
  click(window, "train.data/Pictures");
  screen = wait_for(window, [](const Screen& now) { return !now.fact("train.no_data").empty(); });
  EXPECT_TRUE(screen.says("Nothing to learn from yet"));
  EXPECT_TRUE(screen.says("nothing to learn from"));
  EXPECT_EQ(screen.controls.at("train.play").box.centre().y, play) << "the controls stay where they were";
  click(window, "train.play");
  EXPECT_EQ(window.now().fact("train.running"), "no");
  click(window, "picture/coffee.png");
  screen = wait_for(window, [](const Screen& now) { return now.says("not trained yet"); });
  EXPECT_TRUE(screen.fact("train.no_data").empty());
}

TEST(SetUp, WhatIsWrongWithAFolderIsSaid) {
  const Ground ground;
  Alone window(ground, set_up(), {1280, 1600});
  wait_for_sheet(window, "1200 + 597");
  click(window, "train.data/Folder");
  Screen screen = wait_for(window, [](const Screen& now) { return !now.fact("train.data.problem").empty(); });
  EXPECT_TRUE(screen.says("Choose a folder first"));
  EXPECT_EQ(screen.fact("train.card.mlp"), "75,146 left");  // networks are shown without data
  click(window, "train.folder");
  EXPECT_TRUE(window.now().says("Choose a folder"));
}

// Answers with this path whatever it is asked for.
class PlatformWith final : public PlatformAlone {
 public:
  explicit PlatformWith(std::filesystem::path path) : path_(std::move(path)) {}
  bool ask_for_files(const FileQuestion& question, std::function<void(FileChoice)> answer) override {
    use = question.use;
    answer({question.use, {path_}, {}});
    return true;
  }
  FileUse use = FileUse::open;

 private:
  std::filesystem::path path_;
};

TEST(SetUp, AFolderWithOneFolderAClassIsReadAndWhatIsLeftOutIsCounted) {
  namespace fs = std::filesystem;
  const Ground ground;
  const fs::path pets = ground.folder() / "pets";
  const auto copy = [&](const char* picture, const char* name, int times) {
    fs::create_directories(pets / name);
    for (int i = 0; i < times; ++i)
      fs::copy_file(resources() / "assets" / "images" / picture, pets / name / (std::to_string(i) + ".png"));
  };
  copy("chelsea.png", "cats", 5);
  copy("horse.png", "horses", 5);
  copy("coffee.png", "cups", 5);
  std::ofstream(pets / "cats" / "broken.png") << "no picture";
  Alone window(ground, set_up(), {1280, 1600}, std::make_unique<PlatformWith>(pets));
  wait_for_sheet(window, "1200 + 597");
  click(window, "train.data/Folder");
  click(window, "train.folder");
  EXPECT_TRUE(dynamic_cast<PlatformWith&>(window.platform()).use == FileUse::open_folder);
  const Screen screen = wait_for_sheet(window, "12 + 3");
  EXPECT_EQ(screen.fact("train.data.left_out"), "1");
  EXPECT_NE(screen.fact("train.data.problem").find("broken.png"), std::string::npos);
  EXPECT_TRUE(screen.says("15 pictures used, 1 left out."));
  EXPECT_TRUE(screen.says("horses"));
  wait_for(window, [&](const Screen&) { return window.scene().train.networks[0].back().out == 3; });
}

TEST(SetUp, GoesToParametersAndBack) {
  const Ground ground;
  Alone window(ground, set_up(), {1280, 1600});
  wait_for_sheet(window, "1200 + 597");
  const auto networks = window.scene().train.networks;
  click(window, "train.to_parameters");
  EXPECT_TRUE(window.scene().stage == Stage::parameters);
  EXPECT_EQ(window.scene().parameters.networks[1].layers, networks[1]);
  window.move({-1, -1});
  click(window, "parameters.train");
  EXPECT_TRUE(window.scene().stage == Stage::train);
  EXPECT_EQ(window.scene().train.networks, networks);
}

}  // namespace
}  // namespace flatscope::testing
