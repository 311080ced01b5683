// A lesson in the window: played with the keyboard, answered wrongly, the gap seen; nothing told before.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <cmath>
#include <string>

#include "app/files/assets.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

class LessonShown : public ::testing::Test {
 protected:
  LessonShown() : window_(ground_, first_scene()) {}

  void play(const std::string& name, int step) {
    const LessonReading reading = read_lesson_file(find_lesson(name));
    ASSERT_TRUE(reading.lesson.has_value());
    window_.app().begin(std::make_shared<const Lesson>(*reading.lesson), step - 1);
    window_.settle();
  }
  Screen now() { return window_.now(); }
  void click(const std::string& control) {
    window_.click(now().controls.at(control).box.centre());
    window_.settle();
  }
  void type(const std::string& digits) {
    for (const char c : digits) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
      window_.frame();
    }
    window_.settle();
  }

  const Ground ground_;
  Alone window_;
};

TEST_F(LessonShown, TellsNothingBeforeTheAnswerAndTheGapAfterIt) {
  play("pixel-below", 3);
  EXPECT_EQ(now().fact("lesson.step"), "3");
  EXPECT_TRUE(now().says("at which index does the pixel below (4, 9) land?") || now().says("16"));
  EXPECT_FALSE(now().says("57, 89"));
  EXPECT_FALSE(now().says("apart"));
  EXPECT_TRUE(now().says("Kept back until you commit"));
  // Nothing that is pointed at tells it either.
  window_.move(now().area("flatten.grid").at(9.5 / 16, 5.5 / 11));
  window_.settle();
  EXPECT_EQ(now().fact("flatten.row"), "4");
  window_.press(GLFW_KEY_ENTER);
  window_.settle();
  EXPECT_TRUE(now().says("Kept back until you commit"));
  type("74");
  click("lesson.commit");
  EXPECT_EQ(window_.app().lesson().steps[2].phase, StepPhase::committed);
  EXPECT_EQ(now().fact("lesson.outcome"), "off 15");
  EXPECT_TRUE(now().says("57, 89"));
  click("lesson.again");
  EXPECT_FALSE(now().says("57, 89"));
}

TEST_F(LessonShown, AClickOnTheLineIsAGuessAndPinsNothing) {
  play("pixel-below", 3);
  const Scene before = window_.scene();
  window_.click(now().area("flatten.overview").at(89.5 / 176, 0.5));
  window_.settle();
  EXPECT_EQ(window_.app().lesson().steps[2].guess.typed, "89");
  EXPECT_EQ(window_.scene(), before);
  click("lesson.commit");
  EXPECT_EQ(now().fact("lesson.outcome"), "89");
}

TEST_F(LessonShown, KeysOfAClickerGoThroughIt) {
  play("pixel-below", 1);
  window_.press(GLFW_KEY_PAGE_DOWN);
  window_.settle();
  EXPECT_EQ(now().fact("lesson.step"), "2");
  window_.press(GLFW_KEY_PAGE_UP);
  window_.settle();
  EXPECT_EQ(now().fact("lesson.step"), "1");
}

TEST_F(LessonShown, WhatIsChangedInAStepComesBack) {
  play("pixel-below", 4);
  const Scene step = window_.scene();
  window_.press(GLFW_KEY_O);
  window_.settle();
  EXPECT_NE(window_.scene(), step);
  click("lesson.restore");
  EXPECT_EQ(window_.scene(), step);
  window_.press(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  window_.settle();
  EXPECT_NE(window_.scene(), step);
}

TEST_F(LessonShown, HiddenControlsAreGoneWithTheirHeadings) {
  play("pixel-below", 1);
  EXPECT_FALSE(now().says("ORDER"));
  EXPECT_FALSE(now().says("HOW FAR NEIGHBOURS DRIFT"));
  EXPECT_TRUE(now().says("Working size"));
  play("pixel-below", 4);
  EXPECT_TRUE(now().says("ORDER"));
}

TEST_F(LessonShown, HandsAreCountedAndShown) {
  play("pixel-below", 6);
  click("bar/lesson.tally");
  click("lesson.choice/B");
  click("lesson.choice/B");
  click("lesson.choice/A");
  EXPECT_THAT(window_.app().lesson().steps[5].tally.before, ::testing::ElementsAre(1, 2, 0));
  EXPECT_TRUE(now().says("2"));
}

TEST_F(LessonShown, AControlIsPointedAtWhereItStands) {
  const LessonReading reading = read_lesson(
      "title = \"A\"\n[[step]]\ntitle = \"One\"\nsay = \"Drag it.\"\nhighlight = [{ control = \"flatten/unroll\" }, "
      "{ control = \"flatten/nothing\" }]\n",
      {});
  ASSERT_TRUE(reading.lesson.has_value());
  window_.app().begin(std::make_shared<const Lesson>(*reading.lesson), 0);
  window_.settle();
  EXPECT_EQ(now().fact("lesson.highlight.control"), "flatten/unroll");
  const Box ring = now().area("lesson.ring"), track = now().controls.at("flatten/unroll").box;
  EXPECT_LE(ring.left, track.left);
  EXPECT_GE(ring.right, track.right);
  EXPECT_LT(ring.top, track.top - 10) << "its name is inside, too";
  EXPECT_GE(ring.bottom, track.bottom);
}

}  // namespace
}  // namespace flatscope::testing
