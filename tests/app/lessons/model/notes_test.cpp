// What the teacher's notes say of a step: what is right and what is not, the time, and what can be pressed.
#include "app/lessons/model/notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/results.h"
#include "tests/app/lessons/good_lesson.h"

namespace flatscope {
namespace {

using ::testing::ElementsAre;

LessonPlay played() {
  return begin_lesson(test::good_lesson(R"(title = "t"
minutes = 10
[scene.flatten]
working_size = 16
[[step]]
title = "Ask"
say = "s"
minutes = 2
notes = { ask = "Before they look.", proof = "Count the places." }
[step.question]
kind = "number"
ask = "Which, index?"
answer = { index_of = [5, 9] }
because = "A row further."
mistakes = [{ is = { index_of = [4, 10] }, say = "To the right." }]
[[step]]
title = "Vote"
say = "s"
minutes = 3
[step.question]
kind = "choose"
ask = "What does it do?"
choices = ["turns", "moves along"]
right = "B"
say = { A = "It never turns." }
)"));
}

// Every line as its parts with bars between; those that stand out have a star.
std::vector<std::string> lines_of(const LessonPlay& play) {
  std::vector<std::string> lines;
  for (const NoteLine& line : notes_of(play, {}))
    lines.push_back((line.strong ? "*" : "") + line.words + (line.value.empty() ? "" : "|" + line.value) +
                    (line.planned.empty() ? "" : "|" + line.planned));
  return lines;
}

std::vector<std::string_view> actions_of(const LessonPlay& play) {
  std::vector<std::string_view> actions;
  for (const NoteButton& button : note_buttons(play)) actions.push_back(button.action);
  return actions;
}

TEST(Notes, OfANumberTellWhatIsRightAndWhatAMistakeMeans) {
  LessonPlay play = played();
  EXPECT_THAT(
      lines_of(play),
      ElementsAre("NOTES · STEP 1 OF 2", "Ask", "0:00|of 10:00", "this step 0:00 of 2:00", "ASK", "Before they look.",
                  "RIGHT, AND COMMON MISTAKES", "*A row further.|89", "To the right.|74", "IF SOMEONE ASKS FOR A PROOF",
                  "Count the places.", "TOOK, OF WHAT WAS PLANNED", "*1  Ask|2:00", "2  Vote|3:00", "*Together|5:00"));
  EXPECT_THAT(actions_of(play), ElementsAre("lesson.skip", "lesson.notes"));
  EXPECT_TRUE(note_buttons(play)[0].first);
}

TEST(Notes, OfAChoiceTellWhichIsRightAndHowLateItIs) {
  LessonPlay play = played();
  play.steps[0].seconds = 200.0;
  play.step = 1;
  play.steps[1].seconds = 161.0;
  EXPECT_THAT(lines_of(play), ElementsAre("NOTES · STEP 2 OF 2", "Vote", "6:01|of 10:00",
                                          "this step 2:41 of 3:00, 1:01 behind the plan", "RIGHT, AND COMMON MISTAKES",
                                          "It never turns.|A", "*right: moves along|B", "TOOK, OF WHAT WAS PLANNED",
                                          "1  Ask|3:20|2:00", "*2  Vote|2:41|3:00", "*Together|6:01|5:00"));
  EXPECT_THAT(actions_of(play), ElementsAre("lesson.skip", "lesson.previous", "lesson.notes"));
  skip(play);
  EXPECT_THAT(actions_of(play), ElementsAre("lesson.next", "lesson.previous", "lesson.notes"));
  EXPECT_EQ(note_buttons(play)[0].words, "End");
}

}  // namespace
}  // namespace flatscope
