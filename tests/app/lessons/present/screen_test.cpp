// A lesson before a class: every text large enough and whole, on every stage and every screen.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/app/lessons/present/presented.h"

namespace flatscope::testing {
namespace {

class PresentedScreen : public Present {};

TEST_F(PresentedScreen, EveryStageHasWholeAndLargeTextsOnEveryScreen) {
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

TEST_F(PresentedScreen, EveryPanelOfTheStagesIsWholeAndNothingHasToBeScrolledTo) {
  std::string text = "title = \"Panels\"\n";
  const auto add = [&text](const std::string& title, const std::string& scene) {
    text += "[[step]]\ntitle = \"" + title + "\"\nsay = \"What do you see?\"\n" + scene + "\n";
  };
  for (const char* panel : {"matrix", "maps", "layers"})
    add(panel, std::string("[step.scene]\nstage = \"convolve\"\n[step.scene.convolve]\npanel = \"") + panel + "\"");
  for (const char* tab : {"set-up", "learning", "mistakes", "compare", "hunger", "ladder"})
    add(tab, std::string("[step.scene]\nstage = \"train\"\n[step.scene.train]\ntab = \"") + tab + "\"");
  for (const char* shown : {"ledger", "chart", "squares"})
    add(shown, std::string("[step.scene]\nstage = \"parameters\"\n[step.view.parameters]\nshown = \"") + shown + "\"");
  const auto lesson = test::good_lesson(read_lesson(text, {}));
  ASSERT_NE(lesson, nullptr);
  for (const ImVec2 size : {class_screens[0], class_screens[3]}) {
    Alone window(ground_, first_scene(), size);
    for (std::size_t i = 0; i < lesson->steps.size(); ++i) {
      begin(window, lesson, static_cast<int>(i));
      const std::string& title = lesson->steps[i].title;
      look(window.now(), title + ", " + size_of(size));
      for (const char* long_one : {"scrolls/train.learning", "scrolls/train.set_up", "scrolls/train.ladder"})
        EXPECT_EQ(window.now().areas.count(long_one), 0U) << title;
    }
  }
}

TEST_F(PresentedScreen, WithoutALessonTextsAreWholeAndLargeToo) {
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

TEST_F(PresentedScreen, EveryStepOfTheProgramsLessonsFits) {
  for (const BundledLesson& bundled : bundled_lessons()) {
    const auto lesson = test::good_lesson(read_lesson_file(bundled.path));
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

}  // namespace
}  // namespace flatscope::testing
