// The list of lessons, and writing one in the window.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <functional>
#include <string>

#include "app/files/assets.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "core/files/file.h"
#include "tests/app/alone.h"
#include "tests/app/wait_for.h"

namespace flatscope::testing {
namespace {

constexpr std::string_view my_lesson = R"(title = "Mine"
[[step]]
title = "One"
say = "W is {picture_width}."

[[step]]
title = "Two"
say = "The end."
)";

class LessonWritten : public ::testing::Test {
 protected:
  LessonWritten() : window_(ground_, first_scene()) {}

  std::filesystem::path file() const { return ground_.folder() / "mine.toml"; }
  Screen now() { return window_.now(); }
  void click(const std::string& control) {
    const Screen screen = now();
    ASSERT_TRUE(screen.controls.count(control)) << control;
    window_.click(screen.controls.at(control).box.centre());
    window_.settle();
  }
  bool comes(const std::function<bool()>& what) {
    bool came = false;
    wait_for(window_, [&](const Screen&) { return came = what(); });
    return came;
  }
  void open() {
    write_file(file(), my_lesson);
    window_.app().play_lesson(file());
    ASSERT_TRUE(comes([&] { return window_.app().lesson().lesson != nullptr; }));
    window_.press(GLFW_KEY_F6);
    ASSERT_TRUE(comes([&] { return window_.app().writes_lesson(); }));
    window_.settle();
  }
  void type(const std::string& letters) {
    for (const char c : letters) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(c));
      window_.frame();
    }
    window_.settle();
  }
  bool file_says(const std::string& words) {
    return comes([&] { return lesson_text(file()).find(words) != std::string::npos; });
  }

  const Ground ground_;
  Alone window_;
};

TEST_F(LessonWritten, TheListPlaysOne) {
  window_.press(GLFW_KEY_L);
  ASSERT_TRUE(comes([&] { return now().says("Where does the pixel below go?"); }));
  click("lessons/Where does the pixel below go?");
  ASSERT_TRUE(comes([&] { return window_.app().lesson().lesson != nullptr; }));
  EXPECT_FALSE(window_.app().view().lessons);
  // Only what it uses stays in the rail.
  window_.settle();
  EXPECT_TRUE(now().controls.count("stage/flatten"));
  EXPECT_FALSE(now().controls.count("stage/train"));
  window_.app().leave_lesson();
  window_.settle();
  EXPECT_TRUE(now().controls.count("stage/train"));
}

TEST_F(LessonWritten, TheListIsLeftByEscapeAndWalkedByKeys) {
  window_.press(GLFW_KEY_L);
  ASSERT_TRUE(comes([&] { return now().says("Where does the pixel below go?"); }));
  window_.press(GLFW_KEY_ESCAPE);
  window_.settle();
  EXPECT_FALSE(window_.app().view().lessons);
  window_.press(GLFW_KEY_L);
  window_.press(GLFW_KEY_DOWN);
  window_.press(GLFW_KEY_ENTER);
  EXPECT_TRUE(comes([&] { return window_.app().lesson().lesson != nullptr; }));
}

TEST_F(LessonWritten, StepsAreAddedMovedAndTakenBack) {
  open();
  Scene other = window_.scene();
  click("editor/add");
  EXPECT_TRUE(file_says("A new step"));
  ASSERT_TRUE(comes([&] { return window_.app().lesson().lesson->steps.size() == 3; }));
  click("editor/up");
  EXPECT_TRUE(comes([&] { return window_.app().lesson().lesson->steps[0].title == "A new step"; }));
  window_.press(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  EXPECT_TRUE(comes([&] { return window_.app().lesson().lesson->steps[0].title == "One"; }));
  EXPECT_EQ(window_.scene(), other);  // undo was the text's, not the scene's
  click("editor/undo");
  EXPECT_TRUE(comes([&] { return window_.app().lesson().lesson->steps.size() == 2; }));
  EXPECT_EQ(lesson_text(file()), my_lesson);
}

TEST_F(LessonWritten, AMistakeIsToldWithItsLineAndMendedByAClick) {
  open();
  write_file(file(), std::string_view("title = \"Mine\"\n[[step]]\ntitle = \"One\"\nsay = \"Words.\"\nminuts = 1\n"));
  ASSERT_TRUE(comes([&] { return !window_.app().lesson().mistakes.empty(); }));
  window_.settle();
  EXPECT_TRUE(now().says("The class keeps the last good version."));
  EXPECT_EQ(window_.app().lesson().lesson->steps.size(), 2U);
  ASSERT_TRUE(comes([&] { return now().controls.count("editor/mend-0") > 0; }));
  EXPECT_TRUE(now().says("Line 5"));
  click("editor/mend-0");
  EXPECT_TRUE(file_says("minutes = 1"));
  EXPECT_TRUE(comes([&] { return window_.app().lesson().mistakes.empty(); }));
  EXPECT_EQ(window_.app().lesson().lesson->steps.size(), 1U);
}

TEST_F(LessonWritten, WhatIsTypedIsPlayed) {
  open();
  const Box text = now().controls.at("editor/text").box;
  window_.click(text.at(0.5, 0.02));
  window_.settle();
  type("# mine ");
  EXPECT_TRUE(file_says("# mine "));
  window_.press(GLFW_KEY_F6);
  window_.settle();
  EXPECT_FALSE(window_.app().writes_lesson());
}

TEST_F(LessonWritten, TheBarTellsAMistakeAndPlaysTheLastGoodVersion) {
  open();
  window_.press(GLFW_KEY_F6);
  write_file(file(), std::string_view("title = \"Mine\"\n[[step]]\ntitle = \"One\"\nsay = \"Words.\"\nminuts = 1\n"));
  ASSERT_TRUE(comes([&] { return !window_.app().lesson().mistakes.empty(); }));
  window_.settle();
  EXPECT_TRUE(now().says("mine.toml:5: “minuts” means nothing here. Did you mean “minutes”?"));
  EXPECT_TRUE(now().says("The last good version is played."));
}

TEST_F(LessonWritten, ALessonFileIsPlayedWhereItIsOpened) {
  write_file(file(), my_lesson);
  window_.app().open({file()});
  EXPECT_TRUE(comes([&] { return window_.app().lesson().lesson != nullptr; }));
}

TEST_F(LessonWritten, OneOfTheProgramIsCopiedBeforeItIsWrittenOn) {
  window_.app().play_lesson(find_lesson("pixel-below"));
  ASSERT_TRUE(comes([&] { return window_.app().lesson().lesson != nullptr; }));
  window_.press(GLFW_KEY_F6);
  window_.settle();
  EXPECT_FALSE(window_.app().writes_lesson());
  EXPECT_TRUE(now().says("A copy of it can be written on."));
}

TEST_F(LessonWritten, OneThatCannotBePlayedIsOpenedToBeMended) {
  write_file(file(), std::string_view("title = \"Mine\"\n[[step]]\ntitle = \"One\"\nsay = \"Words.\"\nminuts = 1\n"));
  window_.app().play_lesson(file());
  ASSERT_TRUE(comes([&] { return now().controls.count("notice/Write on it") > 0; })) << now().words();
  click("notice/Write on it");
  ASSERT_TRUE(comes([&] { return window_.app().writes_lesson(); }));
  ASSERT_TRUE(comes([&] { return now().controls.count("editor/mend-0") > 0; }));
  click("editor/mend-0");
  EXPECT_TRUE(comes([&] { return window_.app().lesson().lesson->title == "Mine"; }));
  EXPECT_TRUE(window_.app().lesson().mistakes.empty());
}

TEST_F(LessonWritten, AClickAddsAQuestionAndANumberOfTheProgram) {
  open();
  window_.click(now().controls.at("editor/text").box.at(0.5, 0.02));
  window_.settle();
  click("editor/quantity-values");
  EXPECT_TRUE(file_says("{values}"));
  click("editor/undo");
  EXPECT_TRUE(comes([&] { return lesson_text(file()) == my_lesson; }));
  click("editor/question-number");
  ASSERT_TRUE(comes([&] { return window_.app().lesson().lesson->steps[0].question.has_value(); }));
  EXPECT_TRUE(file_says("kind = \"number\""));
  // What was typed before belongs to another text: it can't be taken back in this one.
  click("editor/step-2");
  const std::string second = lesson_text(file());
  window_.click(now().controls.at("editor/text").box.at(0.5, 0.02));
  window_.settle();
  window_.press(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  for (int i = 0; i < 3; ++i) window_.frame({}, 1.0);
  window_.settle();
  EXPECT_EQ(lesson_text(file()), second);
}

TEST_F(LessonWritten, WhoThinksBetterOfANewOneStaysWhereTheyWere) {
  write_file(file(), my_lesson);
  window_.app().play_lesson(file(), 1);
  ASSERT_TRUE(comes([&] { return window_.app().lesson().lesson != nullptr; }));
  window_.app().new_lesson();
  window_.settle();
  ASSERT_TRUE(window_.app().chooser().is_open());
  window_.press(GLFW_KEY_ESCAPE);
  window_.settle();
  EXPECT_FALSE(window_.app().chooser().is_open());
  EXPECT_EQ(window_.app().lesson().step, 1);
}

}  // namespace
}  // namespace flatscope::testing
