// A lesson's text taken apart and put together again, and steps written from a Scene.
#include "app/lessons/model/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/lessons/model/draft.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::string_view two_steps = R"(title = "A lesson"

[[step]]
title = "One"
say = """
[[step]]
this is no step, and neither is "this" nor \""" """

# about the second
[[ step ]]  # here
title = 'Two # with "quotes"'
say = "[[step]]"
)";

TEST(LessonText, IsTakenApartWhereAStepBegins) {
  const LessonText text = take_apart(two_steps);
  ASSERT_THAT(text.steps, SizeIs(2));
  EXPECT_EQ(text.head, "title = \"A lesson\"\n\n");
  EXPECT_THAT(text.steps[0], HasSubstr("this is no step"));
  EXPECT_EQ(text.steps[1].substr(0, 18), "# about the second");
  EXPECT_EQ(put_together(text), two_steps);
  EXPECT_EQ(title_of_step(text.steps[0]), "One");
  EXPECT_EQ(title_of_step(text.steps[1]), "Two # with \"quotes\"");
}

TEST(LessonText, KnowsTheLinesOfItsSteps) {
  const LessonText text = take_apart(two_steps);
  EXPECT_EQ(first_line(text, 0), 3);
  EXPECT_EQ(first_line(text, 1), 9);
  EXPECT_EQ(step_at_line(text, 1), -1);
  EXPECT_EQ(step_at_line(text, 3), 0);
  EXPECT_EQ(step_at_line(text, 8), 0);
  EXPECT_EQ(step_at_line(text, 9), 1);
  EXPECT_EQ(step_at_line(text, 999), 1);
}

TEST(LessonText, EveryBundledLessonIsAsItWas) {
  for (const BundledLesson& lesson : bundled_lessons()) {
    const std::string whole = lesson_text(lesson.path);
    const LessonText text = take_apart(whole);
    EXPECT_EQ(put_together(text), whole) << lesson.name;
    EXPECT_THAT(text.steps, SizeIs(read_lesson_file(lesson.path).lesson->steps.size())) << lesson.name;
  }
}

TEST(LessonText, EndsOfLinesOfOtherSystemsAreOurs) {
  const LessonText text = take_apart("title = \"A\"\r\n[[step]]\r\ntitle = \"B\"\r\n");
  EXPECT_EQ(put_together(text), "title = \"A\"\n[[step]]\ntitle = \"B\"\n");
}

TEST(LessonText, AStepSaysOnlyWhatIsOther) {
  Scene before = first_scene();
  clamp(before);
  Scene after = before;
  after.flatten.working_size = 32;
  after.flatten.pinned = Place{0, 3, 4};
  after.shift.dx = 5;  // another stage, which is not shown
  const std::string changes = scene_changes(before, after, "step.scene", {});
  EXPECT_EQ(changes, "[step.scene.flatten]\npinned = { channel = 0, column = 4, row = 3 }\nworking_size = 32\n");
  EXPECT_EQ(scene_changes(before, before, "scene", {}), "");
}

// Every stage, with settings anywhere: the step that is written shows what was shown.
TEST(LessonText, WhatIsWrittenShowsTheSceneAgain) {
  Generator generator(17);
  for (const Stage stage : all_stages()) {
    for (int i = 0; i < 5; ++i) {
      Scene scene = test::random_scene(generator, first_scene().pictures);
      scene.stage = stage;
      scene.shift.pair = nullptr;
      scene.shift.trained = false;
      clamp(scene);
      const std::string text = write_lesson("A \"lesson\"", scene, {});
      const LessonReading reading = read_lesson(text, {});
      for (const LessonMistake& mistake : reading.mistakes)
        ADD_FAILURE() << mistake_line("new", mistake) << "\n" << text;
      ASSERT_TRUE(reading.lesson);
      const Scene& read = reading.lesson->steps[0].scene;
      EXPECT_EQ(read.stage, stage);
      EXPECT_EQ(scene_changes(read, scene, "scene", {}), "") << text;
      EXPECT_THAT(write_step("Next", "Words.", scene, scene, {}), Not(HasSubstr("scene")));
    }
  }
}

// What a click puts into a lesson is right as it stands, in words and as a value.
TEST(LessonText, EveryNumberCanBePutIn) {
  for (const StageModel* model : stage_models())
    for (const StageQuantity& quantity : model->quantities()) {
      const std::string text =
          std::string("title = \"A\"\n[scene]\nstage = \"") + std::string(model->name) +
          "\"\n[[step]]\ntitle = \"B\"\nsay = \"" + use_in_words(quantity) +
          ".\"\n[step.question]\nkind = \"number\"\nask = \"?\"\nmistakes = [{ is = " + use_as_value(quantity) +
          ", say = \"so\" }]\nanswer = 1\n";
      for (const LessonMistake& mistake : read_lesson(text, {}).mistakes)
        ADD_FAILURE() << use_in_words(quantity) << " " << use_as_value(quantity) << ": " << mistake.sentence;
    }
}

TEST(LessonText, EveryQuestionThatIsAddedCanBePlayed) {
  for (const QuestionKind kind : all_question_kinds) {
    Scene scene = first_scene();
    scene.stage = kind == QuestionKind::shift ? Stage::shift : Stage::flatten;
    clamp(scene);
    LessonDraft draft = open_draft("a.toml", write_lesson("A", scene, {}));
    append_question(draft, kind, model_of(scene.stage).quantities().front());
    const LessonReading reading = read_lesson(put_together(draft.text), {});
    for (const LessonMistake& mistake : reading.mistakes) ADD_FAILURE() << to_string(kind) << ": " << mistake.sentence;
    ASSERT_TRUE(reading.lesson);
    ASSERT_TRUE(reading.lesson->steps[0].question);
    EXPECT_EQ(reading.lesson->steps[0].question->kind, kind);
  }
}

}  // namespace
}  // namespace flatscope
