// A lesson before a class: every text large enough and whole, on every stage and every screen; what keys and the mouse
// do; the teacher's notes; how one step leads to the next.
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <memory>
#include <string>

#include "app/files/assets.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "tests/app/alone.h"
#include "tests/e2e/texts.h"

namespace flatscope::testing {
namespace {

const ImVec2 class_screens[] = {{1280, 720}, {1920, 1080}, {3840, 2160}, {1024, 768}};

// A step on each stage, one of them with a slider to drag.
constexpr const char* all_stages_lesson = R"(
title = "All stages"
[[step]]
title = "A pixel and the one below it lie a whole row apart"
say = "In the picture the pixel **below** touches it. In the line it comes one whole row later."
operate = ["flatten/unroll"]
minutes = 1.5
[step.notes]
ask = "Which of them touch?"
say = "They touch in the picture."
[[step]]
title = "Move the horse: only the convolution keeps up"
say = "Drag it, or press the arrow keys."
operate = ["shift.dx", "shift.stride"]
[step.scene]
stage = "shift"
[step.scene.shift]
dx = 8
[[step]]
title = "A kernel looks at nine pixels"
say = "The same nine numbers, wherever the window stands."
[step.scene]
stage = "convolve"
[[step]]
title = "Dense layers explode"
say = "Every input has a weight for every output."
[step.scene]
stage = "parameters"
[[step]]
title = "Two networks learn"
say = "The same data, the same seed."
[step.scene]
stage = "train"
)";

class Present : public ::testing::Test {
 protected:
  static std::shared_ptr<const Lesson> lesson_of(const LessonReading& reading) {
    for (const LessonMistake& mistake : reading.mistakes) ADD_FAILURE() << mistake_line("lesson", mistake);
    return reading.lesson ? std::make_shared<const Lesson>(*reading.lesson) : nullptr;
  }
  static std::shared_ptr<const Lesson> all_stages() { return lesson_of(read_lesson(all_stages_lesson, {})); }
  static std::shared_ptr<const Lesson> pixel_below() { return lesson_of(read_lesson_file(find_lesson("pixel-below"))); }
  static void begin(Alone& window, const std::shared_ptr<const Lesson>& lesson, int step) {
    window.app().begin(lesson, step);
    window.app().present(true);
    window.settle();
    window.settle();
  }
  static void look(const Screen& screen, const std::string& what) {
    for (const std::string& fault : faults_of_texts(screen)) ADD_FAILURE() << what << ": " << fault;
    for (const std::string& fault : too_small_texts(screen)) ADD_FAILURE() << what << ": " << fault;
    EXPECT_EQ(screen.areas.count("inspector") + screen.areas.count("rail"), 0U) << what;
  }
  static void let_go(Alone& window, int key) {
    window.frame({{key, 0, false, true}});
    window.settle();
  }
  static std::string size_of(ImVec2 size) {
    return std::to_string(static_cast<int>(size.x)) + "x" + std::to_string(static_cast<int>(size.y));
  }

  const Ground ground_;
};

TEST_F(Present, EveryStageHasWholeAndLargeTextsOnEveryScreen) {
  for (const ImVec2 size : class_screens) {
    Alone window(ground_, first_scene(), size);
    const auto lesson = all_stages();
    for (int step = 0; step < 5; ++step) {
      begin(window, lesson, step);
      const Screen screen = window.now();
      const Step& one = lesson->steps[static_cast<std::size_t>(step)];
      look(screen, one.title + ", " + size_of(size));
      EXPECT_TRUE(screen.says(one.title)) << screen.words();
      EXPECT_TRUE(screen.says(plain_words(one.say, one.scene, window.app().results()).substr(0, 20))) << screen.words();
      EXPECT_TRUE(screen.says("Leave"));
      // The picture has the most of it.
      EXPECT_GT(screen.area("stage").width(), 0.45 * size.x) << one.title;
      EXPECT_GT(screen.area("stage").height(), 0.45 * size.y) << one.title;
    }
  }
}

TEST_F(Present, WithoutALessonTextsAreWholeAndLargeToo) {
  for (const ImVec2 size : class_screens) {
    Alone window(ground_, first_scene(), size);
    window.app().present(true);
    for (const Stage stage : flatscope::all_stages()) {
      window.app().show_stage(stage);
      window.settle();
      window.settle();
      look(window.now(), std::string(to_string(stage)) + ", " + size_of(size));
      EXPECT_EQ(window.now().fact("theme"), "dark");
    }
  }
}

TEST_F(Present, EveryStepOfTheProgramsLessonsFits) {
  for (const BundledLesson& bundled : bundled_lessons()) {
    const auto lesson = lesson_of(read_lesson_file(bundled.path));
    ASSERT_NE(lesson, nullptr);
    for (const ImVec2 size : class_screens) {
      Alone window(ground_, first_scene(), size);
      for (std::size_t i = 0; i < lesson->steps.size(); ++i) {
        begin(window, lesson, static_cast<int>(i));
        const Screen screen = window.now();
        const std::string what = bundled.name + ", step " + std::to_string(i + 1) + ", " + size_of(size);
        look(screen, what);
        const Step& step = lesson->steps[i];
        for (const std::string& control : step.operate) {
          const bool there = std::any_of(screen.controls.begin(), screen.controls.end(),
                                         [&](const auto& one) { return one.first.rfind(control, 0) == 0; });
          EXPECT_TRUE(there) << what << ": " << control << " is not there";
        }
        if (!step.question) continue;
        const std::string ask = plain_words(step.question->ask, step.scene, window.app().results());
        EXPECT_TRUE(screen.says(ask.substr(0, 24))) << what << ": " << screen.words();
        EXPECT_EQ(screen.controls.count("lesson.commit"), 1U) << what;
        skip(window.app().view().lesson);
        window.settle();
        look(window.now(), what + ", revealed");
      }
    }
  }
}

TEST_F(Present, OnlyWhatIsToBeOperatedIsThere) {
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

TEST_F(Present, IsLightByDefaultAndTheOrdinaryThemeComesBack) {
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

TEST_F(Present, EscapeClosesWhatIsOnTopThenLeavesAndKeepsTheLesson) {
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

TEST_F(Present, SpotlightAndMagnifierLastAsLongAsTheirKeys) {
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

TEST_F(Present, ThePenDrawsErasesAndLeavesThePictureAlone) {
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

TEST_F(Present, AFrozenPictureStaysWhileTheLessonGoesOn) {
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

TEST_F(Present, PressedKeysAndClicksAreShownOnceAskedFor) {
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

TEST_F(Present, StepsAreListedAndJumpedTo) {
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

TEST_F(Present, NotesTellTheTimeAndAreNeverPresented) {
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

TEST_F(Present, StepsGlideAndAnyKeyEndsIt) {
  Alone window(ground_, first_scene());
  window.app().let_glide();
  const auto lesson = lesson_of(read_lesson(R"(
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
