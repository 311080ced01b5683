// A lesson before a class: what keys and the mouse do, the teacher's notes, and how one step leads to the next.
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <string>

#include "tests/app/lessons/present/presented.h"

namespace flatscope::testing {
namespace {

class PresentedTools : public Present {};

TEST_F(PresentedTools, OnlyWhatIsToBeOperatedIsThere) {
  Alone window(ground_, first_scene());
  begin(window, all_stages(), 0);
  Screen screen = window.now();
  EXPECT_EQ(screen.controls.count("flatten/unroll"), 1U);
  for (const char* gone : {"flatten/size", "order/Row", "colour/Grey"})
    EXPECT_EQ(screen.controls.count(gone), 0U) << gone;
  const Box track = screen.controls.at("flatten/unroll").box;
  EXPECT_GT(track.width(), 0.8 * 1280);
  window.click(track.at(0.5, 0.5));
  EXPECT_NEAR(window.scene().flatten.unroll, 0.5, 0.05);
  begin(window, all_stages(), 1);
  screen = window.now();
  EXPECT_EQ(screen.controls.count("shift.stride"), 1U);
  EXPECT_EQ(screen.controls.count("flatten/unroll"), 0U);
}

TEST_F(PresentedTools, IsLightByDefaultAndTheOrdinaryThemeComesBack) {
  Alone window(ground_, first_scene());
  EXPECT_EQ(window.now().fact("theme"), "dark");
  begin(window, pixel_below(), 0);
  EXPECT_EQ(window.now().fact("theme"), "light");
  window.press(GLFW_KEY_T);
  EXPECT_EQ(window.now().fact("theme"), "dark");
  window.press(GLFW_KEY_T);
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(window.now().fact("theme"), "dark");
  EXPECT_EQ(window.app().settings().presented_theme, Theme::light);
}

TEST_F(PresentedTools, EscapeClosesWhatIsOnTopThenLeavesAndKeepsTheLesson) {
  Alone window(ground_, first_scene());
  begin(window, pixel_below(), 1);
  window.press(GLFW_KEY_D);
  window.press(GLFW_KEY_B);
  window.press(GLFW_KEY_L);
  EXPECT_EQ(window.now().fact("overlay"), "steps");
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(window.now().fact("overlay"), "");
  EXPECT_EQ(window.now().fact("present.curtain"), "black");
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(window.now().fact("present.curtain"), "none");
  EXPECT_EQ(window.now().fact("present.pen"), "yes");
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(window.now().fact("present.pen"), "no");
  EXPECT_TRUE(window.app().view().presenting);
  window.press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(window.app().view().presenting);
  ASSERT_NE(window.app().lesson().lesson, nullptr);
  EXPECT_EQ(window.app().lesson().step, 1);
}

TEST_F(PresentedTools, SpotlightAndMagnifierLastAsLongAsTheirKeys) {
  Alone window(ground_, first_scene());
  begin(window, pixel_below(), 0);
  window.move({400, 300});
  window.press(GLFW_KEY_S);
  EXPECT_EQ(window.now().fact("present.spotlight"), "yes");
  window.frame({{GLFW_KEY_S, 0, true}});
  EXPECT_EQ(window.now().fact("present.spotlight"), "yes");
  let_go(window, GLFW_KEY_S);
  EXPECT_EQ(window.now().fact("present.spotlight"), "no");
  window.press(GLFW_KEY_M);
  const Box lens = window.now().area("present.lens");
  EXPECT_NEAR(lens.centre().x, 400, 2);
  EXPECT_NEAR(lens.centre().y, 300, 2);
  let_go(window, GLFW_KEY_M);
  EXPECT_EQ(window.now().areas.count("present.lens"), 0U);
}

TEST_F(PresentedTools, ThePenDrawsErasesAndLeavesThePictureAlone) {
  Alone window(ground_, first_scene());
  begin(window, pixel_below(), 0);
  const Scene before = window.scene();
  window.press(GLFW_KEY_D);
  for (const double x : {0.2, 0.4, 0.6}) {
    window.move({1280 * x, 300});
    window.frame();
    window.button(true);
    window.frame();
    window.move({1280 * x + 60, 340});
    window.frame();
    window.button(false);
    window.frame();
  }
  window.settle();
  EXPECT_EQ(window.now().fact("present.strokes"), "3");
  EXPECT_EQ(window.app().view().presented.strokes[0].points.size(), 2U);
  EXPECT_EQ(window.scene(), before);
  window.press(GLFW_KEY_E);
  EXPECT_EQ(window.now().fact("present.strokes"), "2");
  window.press(GLFW_KEY_PAGE_DOWN);
  EXPECT_EQ(window.now().fact("present.strokes"), "0");
  window.press(GLFW_KEY_PAGE_UP);
  EXPECT_EQ(window.now().fact("present.strokes"), "2");
  window.press(GLFW_KEY_E, GLFW_MOD_SHIFT);
  EXPECT_EQ(window.now().fact("present.strokes"), "0");
}

TEST_F(PresentedTools, AFrozenPictureStaysWhileTheLessonGoesOn) {
  Alone window(ground_, first_scene());
  const auto lesson = pixel_below();
  begin(window, lesson, 0);
  window.press(GLFW_KEY_F);
  EXPECT_TRUE(window.now().says("frozen"));
  window.press(GLFW_KEY_PAGE_DOWN);
  EXPECT_EQ(window.app().lesson().step, 1);
  EXPECT_TRUE(window.now().says(lesson->steps[0].title));
  EXPECT_FALSE(window.now().says(lesson->steps[1].title));
  window.press(GLFW_KEY_F);
  EXPECT_TRUE(window.now().says(lesson->steps[1].title));
}

TEST_F(PresentedTools, PressedKeysAndClicksAreShownOnceAskedFor) {
  Alone window(ground_, first_scene());
  begin(window, pixel_below(), 0);
  window.press(GLFW_KEY_PAGE_DOWN);
  EXPECT_EQ(window.now().fact("present.pressed"), "");
  window.press(GLFW_KEY_K);
  window.press(GLFW_KEY_PAGE_DOWN);
  EXPECT_EQ(window.now().fact("present.pressed"), "Page Down");
  EXPECT_TRUE(window.now().says("Next step"));
  window.move({300, 300});
  window.frame();
  window.button(true);
  window.frame();
  EXPECT_EQ(window.now().fact("present.rings"), "1");
  window.button(false);
  for (int i = 0; i < 4; ++i) window.frame({}, 1.0);
  EXPECT_EQ(window.now().fact("present.rings"), "0");
  EXPECT_EQ(window.now().fact("present.pressed"), "");
}

TEST_F(PresentedTools, StepsAreListedAndJumpedTo) {
  Alone window(ground_, first_scene());
  begin(window, pixel_below(), 0);
  window.press(GLFW_KEY_L);
  window.press(GLFW_KEY_4);
  EXPECT_EQ(window.app().lesson().step, 3);
  EXPECT_FALSE(window.app().lesson().list);
  EXPECT_EQ(window.scene().stage, Stage::flatten);
  window.press(GLFW_KEY_L);
  look(window.now(), "the list");
  window.click(window.now().controls.at("lesson.step/2").box.centre());
  EXPECT_EQ(window.app().lesson().step, 1);
  window.click(window.now().controls.at("lesson.dot/3").box.centre());
  EXPECT_EQ(window.app().lesson().step, 2);
  window.press(GLFW_KEY_ESCAPE);
  window.click(window.now().controls.at("bar/lesson.steps").box.centre());
  EXPECT_EQ(window.now().fact("overlay"), "steps");
}

TEST_F(PresentedTools, NotesTellTheTimeAndAreNeverPresented) {
  Alone window(ground_, first_scene());
  const auto lesson = pixel_below();
  window.app().begin(lesson, 2);
  window.settle();
  window.click(window.now().controls.at("bar/lesson.notes").box.centre());
  Screen screen = window.now();
  EXPECT_TRUE(screen.says("RIGHT, AND COMMON MISTAKES"));
  EXPECT_TRUE(screen.says("89")) << screen.words();
  EXPECT_EQ(screen.controls.count("flatten/size"), 0U);
  for (int i = 0; i < 70; ++i) window.frame({}, 1.0);
  EXPECT_NEAR(window.app().lesson().steps[2].seconds, 70.0, 1.5);
  EXPECT_EQ(window.now().fact("notes.together").substr(0, 2), "1:");
  window.press(GLFW_KEY_PAGE_DOWN);
  for (int i = 0; i < 30; ++i) window.frame({}, 1.0);
  EXPECT_NEAR(window.app().lesson().steps[2].seconds, 70.0, 1.5);
  EXPECT_NEAR(window.app().lesson().steps[3].seconds, 30.0, 1.5);
  window.press(GLFW_KEY_P);
  screen = window.now();
  EXPECT_EQ(screen.fact("notes"), "");
  EXPECT_FALSE(screen.says("NOTES"));
}

TEST_F(PresentedTools, StepsGlideAndAnyKeyEndsIt) {
  Alone window(ground_, first_scene());
  window.app().let_glide();
  const auto lesson = test::good_lesson(read_lesson(R"(
title = "Two"
[scene]
stage = "shift"
[[step]]
title = "Here"
say = "a"
[[step]]
title = "There"
say = "b"
[step.scene.shift]
dx = 10
)",
                                                    {}));
  const auto dx = [&] { return window.now().fact("shift.dx"); };
  begin(window, lesson, 0);
  window.frame({}, 1.0);
  EXPECT_EQ(dx(), "0");
  window.frame({{GLFW_KEY_PAGE_DOWN, 0, false}});
  window.frame({}, 0.24);
  window.app().finish_work();
  window.frame({}, 0.01);
  const int halfway = std::stoi(dx());
  EXPECT_GT(halfway, 1);
  EXPECT_LT(halfway, 9);
  EXPECT_EQ(window.scene().shift.dx, 10);
  window.frame({}, 0.4);
  window.settle();
  EXPECT_EQ(dx(), "10");
  // A key that comes while it glides ends it.
  window.frame({{GLFW_KEY_PAGE_UP, 0, false}});
  window.frame({}, 0.1);
  window.frame({{GLFW_KEY_K, 0, false}});
  window.app().finish_work();
  window.frame({}, 0.01);
  EXPECT_EQ(dx(), "0");
  window.app().settings().reduce_motion = true;
  window.frame({{GLFW_KEY_PAGE_DOWN, 0, false}});
  window.app().finish_work();
  window.frame({}, 0.01);
  EXPECT_EQ(dx(), "10");
}

}  // namespace
}  // namespace flatscope::testing
