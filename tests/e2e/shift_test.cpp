// The Shift stage under real mouse and key events: four views that answer in one and the same frame.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

const std::vector<std::string> views = {"shift.hash.image", "shift.hash.vector", "shift.hash.dense", "shift.hash.maps"};

int number(const Screen& screen, const std::string& fact) { return std::stoi(screen.fact(fact)); }

class Shift : public ::testing::Test {
 protected:
  Screen start(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.end(), {"--stage", "shift"});
    driver.start(arguments);
    driver.park();
    return driver.settle();
  }
  // Presses on the canvas and leaves the button down; returns the place.
  Point grab(const Screen& screen) {
    const Point at = screen.area("shift.canvas").centre();
    driver.move(at);
    pause(0.05);
    driver.display().button(1, true);
    return at;
  }
  static void pause(double seconds) { pause_for(seconds); }
  Driver driver;
};

TEST_F(Shift, DraggingTheObjectChangesAllFourViewsInTheSameFrame) {
  const Screen first = start();
  const Box canvas = first.area("shift.canvas");
  const Point from = grab(first);
  int moved = 0;
  Screen before = first;
  for (int step = 1; step <= 6; ++step) {
    driver.move({from.x + canvas.width() * 0.03 * step, from.y + canvas.height() * 0.02 * step});
    const auto frames = driver.watch("the object to follow", [&](const Screen& s) {
      return s.fact("shift.dx") != before.fact("shift.dx") || s.fact("shift.dy") != before.fact("shift.dy");
    });
    const Screen& after = frames.back();
    for (const std::string& view : views)
      EXPECT_NE(before.fact(view), after.fact(view))
          << view << " did not follow in frame " << after.frame << ", at " << after.fact("shift.dx");
    for (std::size_t i = 0; i + 1 < frames.size(); ++i)
      for (const std::string& view : views)
        EXPECT_EQ(frames[i].fact(view), before.fact(view)) << view << " was ahead of the others";
    EXPECT_EQ(after.fact("shift.interior"), "0");
    before = after;
    ++moved;
  }
  driver.display().button(1, false);
  driver.park();
  const Screen last = driver.settle();
  EXPECT_EQ(moved, 6);
  EXPECT_GT(number(last, "shift.dx"), 4);
  EXPECT_GT(number(last, "shift.dy"), 2);
  EXPECT_GT(number(last, "shift.elements_changed"), 0);
  EXPECT_GT(std::stod(last.fact("shift.dense_change")), 0.0);
  EXPECT_EQ(last.fact("shift.interior"), "0");
  // The peaks of the maps moved by just as much.
  std::string by = "+";
  by.append(last.fact("shift.dx")).append(",+").append(last.fact("shift.dy"));
  EXPECT_EQ(last.fact("shift.peak.0"), by);
}

TEST_F(Shift, TheSliderMovesByWholePixels) {
  start();
  const Box slider = driver.reveal("shift.dx");
  driver.drag(slider.centre(), slider.at(0.7, 0.5));
  const Screen moved = driver.wait("a shift to the right", [](const Screen& s) { return number(s, "shift.dx") > 5; });
  EXPECT_EQ(moved.fact("shift.dy"), "0");
  driver.set_slider("shift.dy", -7);
  driver.wait_fact("shift.dy", "-7");
}

TEST_F(Shift, ArrowKeysMoveByOneAndByTen) {
  start();
  driver.key("Right");
  driver.wait_fact("shift.dx", "1");
  driver.key("Down");
  driver.wait_fact("shift.dy", "1");
  driver.key("shift+Right");
  driver.wait_fact("shift.dx", "11");
  driver.key("shift+Up");
  driver.wait_fact("shift.dy", "-9");
  driver.key("Left");
  driver.wait_fact("shift.dx", "10");
  driver.key("Home");
  const Screen home = driver.wait_fact("shift.dx", "0");
  EXPECT_EQ(home.fact("shift.dy"), "0");
}

TEST_F(Shift, MovingThereAndBackIsWhatItWas) {
  const Screen first = start();
  for (const char* key : {"Right", "Down", "Left", "Up"}) {
    const Screen before = driver.now();
    driver.key(key);
    driver.wait(std::string("the key ") + key,
                [&](const Screen& s) { return s.fact("shift.hash.image") != before.fact("shift.hash.image"); });
  }
  const Screen last = driver.wait_fact("shift.hash.image", first.fact("shift.hash.image"));
  for (const std::string& view : views) EXPECT_EQ(last.fact(view), first.fact(view)) << view;
  EXPECT_EQ(last.fact("shift.elements_changed"), "0");
}

TEST_F(Shift, APartOfThePictureIsMarkedAndMoved) {
  start();
  driver.click("shift.object/Cut-out");
  driver.wait("the button that marks", [](const Screen& s) { return s.controls.count("shift.mark") == 1; });
  driver.click("shift.mark");
  driver.wait_words("Never mind");
  const Box canvas = driver.settle().area("shift.canvas");
  driver.drag(canvas.at(0.2, 0.3), canvas.at(0.5, 0.8));
  const Screen marked = driver.wait_words("Mark the part to move");
  driver.park();
  const std::string before = driver.settle().fact("shift.hash.image");
  driver.key("shift+Right");
  const Screen moved = driver.wait_fact("shift.dx", "10");
  EXPECT_NE(moved.fact("shift.hash.image"), before);

  // Another part is another object.
  driver.key("Home");
  driver.wait_fact("shift.dx", "0");
  driver.click("shift.mark");
  driver.wait_words("Never mind");
  driver.drag(canvas.at(0.6, 0.1), canvas.at(0.9, 0.4));
  driver.wait("another cut-out",
              [&](const Screen& s) { return s.says("Mark the part to move") && s.fact("shift.hash.image") != before; });
}

TEST_F(Shift, AStrokeIsDrawnAndMoved) {
  start();
  driver.click("shift.object/Draw");
  const Screen empty = driver.wait_words("Draw something here");
  const Box canvas = empty.area("shift.canvas");
  driver.drag(canvas.at(0.3, 0.4), canvas.at(0.6, 0.6));
  driver.wait("a drawing", [&](const Screen& s) {
    return !s.says("Draw something here") && s.fact("shift.hash.image") != empty.fact("shift.hash.image");
  });
  driver.click("shift.tool/Move");
  driver.wait("the tool that moves", [](const Screen& s) { return s.value("shift.tool/Move") == "on"; });
  driver.drag(canvas.at(0.5, 0.5), canvas.at(0.6, 0.5));
  const Screen moved = driver.wait("the drawing to move", [](const Screen& s) { return number(s, "shift.dx") > 2; });
  EXPECT_EQ(moved.fact("shift.interior"), "0");
}

// The colour of one pixel, as red, green and blue.
std::array<int, 3> colour_at(Driver& driver, Point at) {
  const std::vector<unsigned> pixels = driver.display().picture(at, {at.x + 1, at.y + 1});
  if (pixels.empty()) return {-1, -1, -1};
  return {static_cast<int>(pixels[0] >> 16 & 255U), static_cast<int>(pixels[0] >> 8 & 255U),
          static_cast<int>(pixels[0] & 255U)};
}

TEST_F(Shift, AStrokeOnAMovedDrawingGoesWhereThePointerIsAndTheShiftStays) {
  start();
  driver.click("shift.object/Draw");
  driver.wait_words("Draw something here");
  Box canvas = driver.settle().area("shift.canvas");
  driver.drag(canvas.at(0.3, 0.3), canvas.at(0.5, 0.3));
  driver.wait("a drawing", [](const Screen& s) { return !s.says("Draw something here"); });
  driver.click("shift.tool/Move");
  Screen screen = driver.wait_words("drag it, or use the arrow keys");
  driver.key("shift+Right");
  driver.wait_fact("shift.dx", "10");
  driver.click("shift.tool/Draw");
  screen = driver.wait_words("a drag draws");
  EXPECT_EQ(screen.fact("shift.dx"), "10");
  EXPECT_TRUE(screen.says("still")) << screen.words();
  const std::string before = driver.settle().fact("shift.hash.image");
  const Point place = canvas.at(0.7, 0.75);
  driver.drag(place, {place.x + 3, place.y + 3}, 2);
  driver.wait("a stroke", [&](const Screen& s) { return s.fact("shift.hash.image") != before; });
  driver.park();
  screen = driver.settle();
  EXPECT_EQ(screen.fact("shift.dx"), "10");
  EXPECT_EQ(screen.fact("shift.dy"), "0");
  const std::array<int, 3> ink = colour_at(driver, place);
  EXPECT_GT(ink[0], 120) << ink[0] << " " << ink[1] << " " << ink[2];
  // Where the moved sheet ends it is said, and nothing is drawn.
  driver.move(canvas.at(0.08, 0.5));
  const std::string drawn = driver.wait_words("sheet ends here").fact("shift.hash.image");
  driver.drag(canvas.at(0.06, 0.5), canvas.at(0.1, 0.5), 2);
  driver.park();
  EXPECT_EQ(driver.settle().fact("shift.hash.image"), drawn);
  EXPECT_LT(colour_at(driver, canvas.at(0.08, 0.5))[0], 60);
  driver.click("shift.tool/Rub out");
  driver.wait_words("a drag rubs out");
}

TEST_F(Shift, MapsOpenLargeByAClickAndCloseAgain) {
  Screen screen = start();
  driver.key("shift+Right");
  screen = driver.wait_fact("shift.dx", "10");
  const Box small = screen.area("shift.map.1.after");
  driver.click(small.centre());
  screen = driver.wait_fact("shift.enlarged", "sobel-y");
  const Box large = driver.settle().area("shift.map.1.after");
  EXPECT_GT(large.width(), 2.0 * small.width());
  EXPECT_EQ(driver.now().areas.count("shift.canvas"), 0U);
  // Keys still move the object, and both maps are painted with different values: the horse's legs moved.
  const std::string maps = driver.now().fact("shift.hash.maps");
  driver.key("Right");
  driver.wait("the maps to follow", [&](const Screen& s) { return s.fact("shift.hash.maps") != maps; });
  driver.park();
  screen = driver.settle();
  EXPECT_TRUE(screen.says("peak moved 11 right")) << screen.words();
  const Box before = screen.area("shift.map.1.before"), after = screen.area("shift.map.1.after");
  EXPECT_NE(driver.display().picture(before.at(0.1, 0.1), before.at(0.9, 0.9)),
            driver.display().picture(after.at(0.1, 0.1), after.at(0.9, 0.9)));
  driver.click("shift.strip.laplacian");
  driver.wait_fact("shift.enlarged", "laplacian");
  driver.key("Escape");
  screen = driver.wait_fact("shift.enlarged", "");
  EXPECT_EQ(driver.settle().areas.count("shift.canvas"), 1U);
  driver.click(screen.area("shift.map.0.before").centre());
  driver.wait_fact("shift.enlarged", "sobel-x");
  driver.click("shift.map.close");
  driver.wait_fact("shift.enlarged", "");
  // Without its filter there is nothing to see large.
  driver.click(screen.area("shift.map.0.before").centre());
  driver.wait_fact("shift.enlarged", "sobel-x");
  driver.click("shift.filter.sobel-x");
  driver.wait_fact("shift.enlarged", "");
}

TEST_F(Shift, AMapUnderThePointerLooksAsIfItCanBeClicked) {
  const Screen screen = start();
  const Box map = screen.area("shift.map.0.after");
  const Point frame{map.left - 1, map.centre().y};
  const std::array<int, 3> quiet = colour_at(driver, frame);
  const std::vector<unsigned> corner =
      driver.display().picture({map.right - 22, map.top + 2}, {map.right - 2, map.top + 22});
  driver.move(map.centre());
  driver.frames_pass();
  driver.settle();
  const std::array<int, 3> pointed = colour_at(driver, frame);
  EXPECT_GT(pointed[0], quiet[0] + 80);
  EXPECT_NE(driver.display().picture({map.right - 22, map.top + 2}, {map.right - 2, map.top + 22}), corner);
}

TEST_F(Shift, NumbersThatCanBeTypedStandOnADottedLine) {
  const Screen screen = start();
  const Box number = screen.controls.at("shift.stride.value").box;
  const std::array<int, 3> panel = colour_at(driver, {number.left - 6, number.centre().y});
  // Somewhere in the lowest pixels under the number there are dots, and between them there are none.
  int dots = 0, gaps = 0;
  for (double x = std::ceil(number.left) + 4; x < number.right - 4; ++x) {
    bool marked = false;
    for (double y = std::floor(number.bottom) - 3; y <= number.bottom; ++y)
      marked = marked || colour_at(driver, {x, y}) != panel;
    ++(marked ? dots : gaps);
  }
  EXPECT_GT(dots, 1);
  EXPECT_GT(gaps, 1);
}

TEST_F(Shift, TheBordersAnswerIsExplainedForTheObjectThatIsThere) {
  start();
  driver.key("Right");
  EXPECT_TRUE(driver.wait_fact("shift.dx", "1").says("does not reach an edge"));
  driver.set_slider("shift.dx", 30);
  Screen screen = driver.wait("the horse at the edge", [](const Screen& s) { return s.fact("shift.border") != "0"; });
  EXPECT_TRUE(screen.says("cut off at the right edge")) << screen.words();
  EXPECT_EQ(screen.areas.count("shift.answer.border"), 1U);
  driver.click("shift.border/Wrap");
  screen = driver.wait_fact("shift.border", "0");
  EXPECT_TRUE(screen.says("comes in on the other")) << screen.words();
}

// Green says that nothing differs, vermilion that something does, whatever the row.
TEST_F(Shift, TheColoursOfTheNumbersFollowTheirValues) {
  start();
  driver.key("Right");
  Screen screen = driver.wait_fact("shift.dx", "1");
  const auto chip = [&](const std::string& name) {
    for (const Text& text : screen.texts)
      if (text.words == name) return colour_at(driver, {text.box.left - 10, text.box.centre().y});
    ADD_FAILURE() << name << " is not there: " << screen.words();
    return std::array<int, 3>{};
  };
  const auto green = [](const std::array<int, 3>& colour) { return colour[1] > colour[0] + 60; };
  const auto red = [](const std::array<int, 3>& colour) { return colour[0] > colour[1] + 60; };
  driver.park();
  screen = driver.settle();
  EXPECT_EQ(screen.fact("shift.border"), "0");
  EXPECT_TRUE(green(chip("Feature maps inside")));
  EXPECT_TRUE(green(chip("At the border")));
  EXPECT_TRUE(green(chip("After global max pooling")));
  EXPECT_TRUE(screen.says("Relative change of outputs")) << screen.words();
  driver.set_slider("shift.stride", 2);
  driver.wait("stride 2 to break it", [](const Screen& s) { return s.fact("shift.interior") != "0"; });
  driver.park();
  screen = driver.settle();
  EXPECT_TRUE(red(chip("Feature maps inside")));
  driver.set_slider("shift.stride", 1);
  driver.set_slider("shift.dx", 30);
  driver.wait("the border to be reached", [](const Screen& s) { return s.fact("shift.border") != "0"; });
  driver.park();
  screen = driver.settle();
  EXPECT_TRUE(green(chip("Feature maps inside")));
  EXPECT_TRUE(red(chip("At the border")));
}

// A caption never says "moved" of something that is no peak, nor of another peak.
TEST_F(Shift, CaptionsSpeakOfThePeakAndSayWhenAnotherOneTookOver) {
  start();
  driver.set_slider("shift.stride", 2);
  int others = 0;
  for (int dx = 1; dx <= 6; ++dx) {
    driver.key("Right");
    driver.wait_fact("shift.dx", std::to_string(dx));
    const Screen screen = driver.settle();
    for (int map = 0; map < 3; ++map) {
      const std::string key = "shift.peak." + std::to_string(map);
      if (screen.fact(key + ".followed") != "yes") {
        ++others;
        EXPECT_TRUE(screen.says("another peak") || screen.says("other peak")) << screen.words();
        continue;
      }
      // By half the shift, rounded to one of the neighbouring places.
      const std::string by = screen.fact(key);
      const int right = std::stoi(by.substr(0, by.find(',')));
      EXPECT_LE(std::abs(right - dx / 2), 2) << "map " << map << " at " << dx << ": " << by;
    }
    for (const Text& text : screen.texts)
      if (text.words.find("moved") != std::string::npos && text.box.top > screen.area("shift.maps").top &&
          text.box.bottom <= screen.area("shift.maps").bottom) {
        EXPECT_NE(text.words.find("peak"), std::string::npos) << text.words;
      }
  }
  EXPECT_GT(others, 0);  // else nothing was tried
}

TEST_F(Shift, DigitsAreChosenByClick) {
  start();
  driver.click("shift.object/Digit");
  driver.wait("the digits", [](const Screen& s) { return s.controls.count("shift.digit/7") == 1; });
  driver.park();
  const std::string before = driver.settle().fact("shift.hash.image");
  driver.click("shift.digit/7");
  const Screen seven = driver.wait("another digit", [&](const Screen& s) {
    return s.value("shift.digit/7") == "on" && s.fact("shift.hash.image") != before;
  });
  driver.click("shift.digit.another");
  driver.wait("another seven", [&](const Screen& s) {
    return s.value("shift.digit/7") == "on" && s.fact("shift.hash.image") != seven.fact("shift.hash.image");
  });
}

TEST_F(Shift, WhatIsChangedWhileItIsWatchedStandsAboveTheFold) {
  const Screen screen = driver.start({"--stage", "shift"});
  ASSERT_EQ(screen.height, 720);
  for (const char* id : {"shift.dx", "shift.dy", "shift.border/Mirror", "shift.stride", "shift.pooling/Max 2"}) {
    ASSERT_EQ(screen.controls.count(id), 1U) << id;
    EXPECT_LE(screen.controls.at(id).box.bottom, 720.0) << id;
  }
  for (const Text& text : screen.texts) {
    if (text.words == "After global max pooling") {
      EXPECT_LE(text.box.bottom, 720.0);
    }
  }
}

TEST_F(Shift, ItSaysInWordsWhereItWentAndNothingWhileUnmoved) {
  const Screen still = driver.start({"--stage", "shift"});
  EXPECT_TRUE(still.says("not moved")) << still.words();
  EXPECT_TRUE(still.says("before and after are the same")) << still.words();
  EXPECT_FALSE(still.says("peak")) << still.words();
  driver.key("Right");
  driver.key("Up");
  driver.key("Up");
  driver.wait_fact("shift.dy", "-2");
  const Screen moved = driver.settle();
  EXPECT_TRUE(moved.says("T: 1 pixel right, 2 up")) << moved.words();
  EXPECT_FALSE(moved.says("before and after are the same")) << moved.words();
  // The names of the two strips stand beside them.
  const Box vector = moved.area("shift.vector");
  int names = 0;
  for (const Text& text : moved.texts) {
    if (text.words != "before" && text.words != "after") continue;
    if (text.box.left < vector.left + 2 && text.box.top > vector.top && text.box.bottom < vector.bottom) ++names;
  }
  EXPECT_EQ(names, 2);
}

TEST_F(Shift, NoTooltipCoversTheMapsThatItIsAbout) {
  driver.start({"--stage", "shift"});
  driver.key("shift+Right");
  driver.wait("a moved object", [](const Screen& s) { return s.fact("shift.dx") != "0"; });
  const Screen screen = driver.settle();
  const Box before = screen.area("shift.map.0.before"), after = screen.area("shift.map.0.after");
  const Point points[] = {{before.left + 20, before.bottom + 14}, {before.left + 20, 720 - 30}};
  for (const Point& point : points) {
    driver.park();
    driver.move(point);
    const Screen told = driver.wait("a tooltip", [](const Screen& s) { return s.areas.count("tooltip") == 1; });
    const Box tooltip = told.area("tooltip");
    for (const Box& map : {before, after}) {
      const Box both = map.common(tooltip);
      EXPECT_FALSE(both.width() > 1 && both.height() > 1) << "pointing at y = " << point.y;
    }
  }
}

TEST_F(Shift, StrideAndPoolingBreakWhatTheConvolutionKeeps) {
  start();
  driver.key("Right");
  EXPECT_EQ(driver.wait_fact("shift.dx", "1").fact("shift.interior"), "0");
  driver.set_slider("shift.stride", 2);
  Screen broken = driver.wait("stride 2 to break it", [](const Screen& s) { return s.fact("shift.interior") != "0"; });
  EXPECT_TRUE(broken.says("is no multiple of it") || broken.says("cannot follow")) << broken.words();
  driver.key("Right");  // by 2: a whole step again
  driver.wait("a whole step to be followed",
              [](const Screen& s) { return s.fact("shift.dx") == "2" && s.fact("shift.interior") == "0"; });
  driver.set_slider("shift.stride", 1);
  driver.key("Left");
  driver.wait("stride 1 to be exact",
              [](const Screen& s) { return s.fact("shift.dx") == "1" && s.fact("shift.interior") == "0"; });
  driver.click("shift.pooling/Max 2");
  driver.wait("pooling to break it", [](const Screen& s) { return s.fact("shift.interior") != "0"; });
}

TEST_F(Shift, TheBorderModeDecidesWhatComesIn) {
  write_png(driver.file("small.png"), 40, 30);
  start({"small.png"});
  driver.key("shift+Right");
  const Screen zeros = driver.wait_fact("shift.dx", "10");
  std::vector<std::string> seen{zeros.fact("shift.hash.image")};
  for (const char* mode : {"Wrap", "Repeat", "Mirror"}) {
    driver.click(std::string("shift.border/") + mode);
    const Screen screen = driver.wait(std::string("another border with ") + mode,
                                      [&](const Screen& s) { return s.fact("shift.hash.image") != seen.back(); });
    EXPECT_EQ(screen.fact("shift.interior"), "0") << mode;
    seen.push_back(screen.fact("shift.hash.image"));
  }
  // Around a torus nothing is lost: the maps agree everywhere.
  driver.click("shift.border/Wrap");
  driver.wait("no difference at the border either", [](const Screen& s) { return s.fact("shift.border") == "0"; });
}

TEST_F(Shift, FiltersAreSwitchedOnAndOff) {
  const Screen first = start();
  ASSERT_EQ(first.fact("shift.maps_shown"), "3");
  driver.click("shift.filter.gaussian");
  driver.wait_fact("shift.maps_shown", "4");
  driver.click("shift.filter.sobel-x");
  const Screen three = driver.wait_fact("shift.maps_shown", "3");
  EXPECT_NE(three.fact("shift.hash.maps"), first.fact("shift.hash.maps"));
}

}  // namespace
}  // namespace flatscope::testing
