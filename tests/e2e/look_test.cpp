// What is remembered about the room, the list of keys, the presenter's view.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/files/file.h"
#include "core/files/image.h"
#include "driver.h"
#include "pictures.h"
#include "tests/look.h"

namespace flatscope::testing {
namespace {

class Look : public ::testing::Test {
 protected:
  Driver driver;
};

TEST_F(Look, ThemeAndTextSizeByKeyAreRemembered) {
  EXPECT_EQ(driver.start().fact("theme"), "dark");
  driver.key("t");
  driver.wait_fact("theme", "light");
  driver.key("ctrl+equal");
  driver.wait_fact("text_scale", "1.10");
  driver.key("ctrl+equal");
  driver.wait_fact("text_scale", "1.20");
  driver.key("ctrl+minus");
  driver.wait_fact("text_scale", "1.10");
  ASSERT_EQ(driver.leave(), 0);
  const Screen again = driver.start();
  EXPECT_EQ(again.fact("theme"), "light");
  EXPECT_EQ(again.fact("text_scale"), "1.10");
  driver.key("ctrl+0");
  driver.wait_fact("text_scale", "1.00");
  driver.click("tool/theme");
  driver.wait_fact("theme", "dark");
}

TEST_F(Look, LargerTextPressedAgainAndAgainStaysUnderThePointer) {
  Screen screen = driver.start({"--scale", "1"});
  const Point at = screen.controls.at("tool/larger-text").box.centre();
  driver.move(at);
  for (const char* scale : {"1.10", "1.20", "1.30", "1.40", "1.50", "1.60", "1.70", "1.80", "1.90", "2.00"}) {
    driver.click(at);
    screen = driver.wait_fact("text_scale", scale);
    driver.settle();
  }
  EXPECT_EQ(screen.fact("theme"), "dark");
  // Once the pointer is elsewhere the tools take their places for this size.
  driver.park();
  screen = driver.wait("the tools to go", [&](const Screen& s) {
    const Box& box = s.controls.at("tool/larger-text").box;
    return at.x < box.left || at.x > box.right || at.y < box.top || at.y > box.bottom;
  });
  const Point smaller = screen.controls.at("tool/smaller-text").box.centre();
  for (const char* scale : {"1.90", "1.80", "1.70", "1.60"}) {
    driver.click(smaller);
    driver.wait_fact("text_scale", scale);
    driver.settle();
  }
}

TEST(FirstStart, TakesLargerTextOnALargeDisplay) {
  Driver large(2560, 1440);
  EXPECT_EQ(large.start().fact("text_scale"), "1.50");
  large.key("ctrl+minus");
  large.wait_fact("text_scale", "1.40");
  ASSERT_EQ(large.leave(), 0);
  EXPECT_EQ(large.start().fact("text_scale"), "1.40");  // it is not the first one any more
}

TEST(FirstStart, ObeysTheCommandLineAndLeavesSmallDisplaysAlone) {
  Driver large(2560, 1440);
  EXPECT_EQ(large.start({"--scale", "1"}).fact("text_scale"), "1.00");
  Driver small(1920, 1080);
  EXPECT_EQ(small.start().fact("text_scale"), "1.00");
}

// The record says what was to be drawn; this looks at the pixels, which new fonts once left empty.
TEST_F(Look, WordsAreThereAfterEveryChangeOfTextSize) {
  Screen screen = driver.start();
  const auto heading_pixels = [&] {
    for (const Text& text : screen.texts) {
      if (text.words != "A grid becomes a line") continue;
      return driver.display().marked_pixels({text.box.left, text.box.top}, {text.box.right, text.box.bottom});
    }
    return -1;
  };
  EXPECT_GT(heading_pixels(), 200);
  for (const auto& [key, scale] : {std::pair{"ctrl+equal", "1.10"}, {"ctrl+equal", "1.20"}, {"ctrl+minus", "1.10"}}) {
    driver.key(key);
    screen = driver.wait_fact("text_scale", scale);
    // The fact comes with the frame before the fonts do.
    screen = driver.wait("words at the new size", [&, before = screen.frame](const Screen& s) {
      screen = s;
      return s.frame > before && heading_pixels() > 200;
    });
  }
}

// In the window itself: every pixel of a picture at its place in its own colour, in both themes, on their grounds.
TEST_F(Look, TheWindowShowsThePicturesOwnColours) {
  const auto colour_of = [](int row, int column) {
    return Rgb{30 + 55 * column, 25 + 60 * row, 240 - 13 * (4 * row + column)};
  };
  std::vector<std::uint8_t> samples;
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      const Rgb colour = colour_of(row, column);
      for (const int level : {colour.red, colour.green, colour.blue})
        samples.push_back(static_cast<std::uint8_t>(level));
    }
  }
  const std::vector<std::byte> png = encode_png(samples, 4, 4, 3);
  write_file(driver.folder() / "colours.png", std::span<const std::byte>(png));
  write_text(driver.file("scene.toml"),
             "stage = \"flatten\"\n[[pictures]]\npath = \"colours.png\"\n[flatten]\nworking_size = 4\ncolour = "
             "true\n[shift]\nobject = \"silhouette\"\n");
  driver.start({"--scene", "scene.toml", "--theme", "light"});
  const auto seen = [&](Point at) {
    const std::vector<unsigned> pixels = driver.display().picture(at, {at.x + 1, at.y + 1});
    return pixels.empty() ? Rgb{-1, -1, -1} : hex(pixels.front() & 0xFFFFFFU);
  };
  for (const ThemeLook* look : {&light_look, &dark_look}) {
    driver.park();
    const Screen screen = driver.settle();
    const Box grid = screen.area("flatten.grid"), stage = screen.area("stage"), inspector = screen.area("inspector");
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 4; ++column)
        EXPECT_EQ(seen(grid.at((column + 0.2) / 4.0, (row + 0.25) / 4.0)), colour_of(row, column))
            << look->theme << ", row " << row << ", column " << column;
    EXPECT_EQ(seen({stage.left + 8, stage.top + 4}), look->ground) << look->theme;
    EXPECT_EQ(seen({inspector.right - 3, inspector.top + 3}), look->panel) << look->theme;
    driver.key("t");
    driver.wait_fact("theme", look == &light_look ? "dark" : "light");
  }
  // What is painted from the theme's colours is painted anew: where nothing is, a map has the colour of 0.
  driver.key("2");
  driver.wait_fact("stage", "shift");
  for (const ThemeLook* look : {&light_look, &dark_look}) {
    const Screen screen = driver.settle();
    EXPECT_EQ(seen(screen.area("shift.map.0.before").at(0.04, 0.04)), look->diverging[5]) << look->theme;
    driver.key("t");
    driver.wait_fact("theme", look == &light_look ? "dark" : "light");
  }
}

// Where the processor paints, a frame draws only what changed. With the other theme's colours all of it does: there and
// back again, and it must look just the same.
TEST_F(Look, WhatIsLeftAsItWasIsAsItShouldBe) {
  const std::string frames = driver.file("frames.log");
  ::setenv("FLATSCOPE_FRAME_LOG", frames.c_str(), 1);
  Screen screen = driver.start();
  ::unsetenv("FLATSCOPE_FRAME_LOG");
  // What a first start offers would leave between two pictures.
  driver.wait_words("New here?");
  driver.key("Escape");
  driver.wait("the offer has gone", [](const Screen& s) { return !s.says("New here?"); });
  int compared = 0;
  const auto picture = [&] {
    return driver.display().picture({0, 0}, {static_cast<double>(screen.width), static_cast<double>(screen.height)});
  };
  const auto compare = [&](const std::string& what) {
    driver.settle();
    pause_for(1.0);  // a tooltip takes its time
    screen = driver.settle();
    const std::vector<unsigned> parts = picture();
    const std::string theme = screen.fact("theme");
    driver.key("t");
    driver.wait("the other theme", [&](const Screen& s) { return s.fact("theme") != theme; });
    driver.settle();
    driver.key("t");
    driver.wait_fact("theme", theme);
    driver.settle();
    const std::vector<unsigned> whole = picture();
    ASSERT_FALSE(whole.empty());
    EXPECT_TRUE(parts == whole) << what;
    ++compared;
  };
  for (const char* stage : {"1", "2", "3", "4"}) {
    driver.key(stage);
    screen = driver.settle();
    compare(std::string("stage ") + stage);
    for (int x = screen.width / 10; x < screen.width * 7 / 10; x += 9)
      driver.move({static_cast<double>(x), screen.height * 0.2 + x * 0.3});
    compare(std::string("hovering over stage ") + stage);
    driver.park();
    driver.wheel({screen.width - 60.0, screen.height * 0.6}, -3);  // the inspector
    compare(std::string("scrolled on stage ") + stage);
  }
  driver.key("2");
  const Box slider = driver.reveal("shift.dx");
  driver.drag(slider.centre(), slider.at(0.8, 0.5), 20);
  compare("dragged");
  driver.key("t");
  compare("the other theme");
  driver.key("ctrl+equal");
  driver.wait_fact("text_scale", "1.10");
  compare("larger text");
  driver.key("question");
  driver.settle();
  driver.key("Escape");
  compare("the list of keys is gone");
  driver.key("ctrl+o");
  driver.settle();
  driver.key("Escape");
  compare("the chooser is gone");
  driver.resize(1111, 777);
  compare("another size");
  ASSERT_EQ(driver.leave(), 0);

  // Most frames were indeed drawn in part.
  std::ifstream log(frames);
  int whole_frames = 0, parts = 0;
  for (std::string line; std::getline(log, line);) {
    const auto at = line.find("painted ");
    ASSERT_NE(at, std::string::npos) << line;
    (std::stod(line.substr(at + 8)) < 0.7 ? parts : whole_frames) += 1;
  }
  EXPECT_GT(parts, whole_frames);
  EXPECT_GT(whole_frames, 2 * compared);
}

TEST_F(Look, TheQuestionMarkShowsEveryKey) {
  driver.start();
  driver.key("question");
  const Screen keys = driver.wait_fact("overlay", "help");
  for (const char* action : {"Flatten",
                             "Shift",
                             "Move the object, the pinned pixel or the window left",
                             "The same by 10",
                             "Grey or colour",
                             "Next order",
                             "Smaller working size",
                             "Larger working size",
                             "See all again; object and window back, line rolled up",
                             "Open pictures or a scene",
                             "Save the scene",
                             "Save it under another name",
                             "Next opened picture",
                             "Previous opened picture",
                             "Close this picture",
                             "Parameters",
                             "Export: pictures, numbers, code",
                             "Copy the layer or network",
                             "Drag a row",
                             "Undo",
                             "Redo",
                             "Presenter: only the picture",
                             "Full screen",
                             "Dark or light",
                             "Larger text",
                             "Smaller text",
                             "Text as it was",
                             "These keys",
                             "Close what is on top, let go of a pin",
                             "Leave"})
    EXPECT_TRUE(keys.says(action)) << action << " is not in the list: " << keys.words();
  driver.key("Escape");
  driver.wait_fact("overlay", "");
}

TEST_F(Look, PresenterModeShowsThePictureAlone) {
  const Screen all = driver.start();
  const double width = all.area("stage").width();
  driver.key("p");
  const Screen alone =
      driver.wait("the picture alone", [](const Screen& s) { return s.areas.count("inspector") == 0; });
  EXPECT_GT(alone.area("stage").width(), width);
  EXPECT_EQ(alone.area("stage").width(), alone.width);
  driver.key("Escape");
  driver.wait("the inspector again", [](const Screen& s) { return s.areas.count("inspector") == 1; });
}

TEST_F(Look, EveryControlHasATooltip) {
  driver.start();
  // One of each kind; a tooltip is what is drawn on the topmost layer.
  for (const char* control :
       {"tool/save", "stage/shift", "order/Hilbert", "colour/Colour", "flatten/size", "picture/coffee.png"}) {
    driver.park();
    driver.wait("no tooltip", [](const Screen& s) {
      for (const Text& text : s.texts)
        if (text.layer == 2) return false;
      return true;
    });
    driver.move(driver.reveal(control).centre());
    driver.wait(std::string("a tooltip of ") + control, [](const Screen& s) {
      for (const Text& text : s.texts)
        if (text.layer == 2) return true;
      return false;
    });
  }
}

TEST_F(Look, StagesAreSwitchedByRailAndByKey) {
  driver.start();
  driver.click("stage/shift");
  driver.wait_fact("stage", "shift");
  driver.key("1");
  driver.wait_fact("stage", "flatten");
  driver.key("2");
  driver.wait_fact("stage", "shift");
}

}  // namespace
}  // namespace flatscope::testing
