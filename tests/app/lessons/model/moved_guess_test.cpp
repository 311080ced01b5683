// Questions that are answered by moving something: by how far it shifts, and how high the points of a curve lie.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "app/engine/results.h"
#include "app/lessons/model/play.h"
#include "app/lessons/model/read.h"
#include "tests/app/lessons/good_lesson.h"

namespace flatscope {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view shift_question = R"(title = "t"
[scene]
stage = "shift"
[scene.shift]
dx = 6
dy = 2
[[step]]
title = "Drag"
say = "s"
[step.question]
kind = "shift"
on = "map"
of = 2
ask = "By how far does map 2 move?"
answer = { peak_moved = 2 }
from = { peak_before = 2 }
because = "As far as the picture."
mistakes = [{ is = [6, 2], say = "Rows come first." }]
)";

constexpr std::string_view curve_question = R"(title = "t"
[[step]]
title = "Curve"
say = "s"
[step.question]
kind = "curve"
ask = "How many lie between?"
at = [4, 8, 16]
answers = [4, 8, { picture_width = [] }]
low = 0
high = 40
x_axis = "width"
y_axis = "apart"
unit = "places"
tolerance = 2
because = "One row."
)";

LessonPlay played(std::string_view text) { return begin_lesson(test::good_lesson(text)); }

std::string mistake_in(std::string_view text, std::string_view what, std::string_view with) {
  std::string changed(text);
  changed.replace(changed.find(what), what.size(), with);
  const LessonReading reading = read_lesson(changed, {});
  return reading.mistakes.empty() ? "" : reading.mistakes.front().sentence;
}

Outcome outcome(const LessonPlay& play) { return outcome_of(play, scene_of(play), {}); }

TEST(ShiftQuestion, ItsAnswerIsRowsDownAndColumnsRight) {
  LessonPlay play = played(shift_question);
  const Question& question = *step_of(play)->question;
  EXPECT_EQ(question.on, TargetKind::map);
  EXPECT_EQ(question.on_name, "2");
  EXPECT_EQ(question.role, Role::conv);
  EXPECT_EQ(question.from.size(), 2U);
  EXPECT_THAT(outcome(play).truth, ElementsAre(2.0, 6.0));
  EXPECT_EQ(answer_words(question, {2.0, 6.0}), "2 rows down, 6 columns right");
  EXPECT_EQ(answer_words(question, {-1.0, 0.0}), "1 row up, 0 columns right");
  EXPECT_EQ(answer_words(question, {}), "?");
}

TEST(ShiftQuestion, TheKeysMoveItAndTheGapIsNamed) {
  LessonPlay play = played(shift_question);
  EXPECT_TRUE(moves_by_keys(play));
  EXPECT_TRUE(keeps_back(play, "shift.maps"));
  EXPECT_FALSE(can_commit(play));
  for (int i = 0; i < 6; ++i) move_guess(play, 0, 1);
  move_guess(play, 1, 0);
  move_guess(play, 1, 0);
  EXPECT_THAT(at_hand(play).guess.value, ElementsAre(6.0, 2.0));
  commit(play);
  EXPECT_FALSE(moves_by_keys(play));
  move_guess(play, 1, 0);  // it is committed
  EXPECT_THAT(at_hand(play).guess.value, ElementsAre(6.0, 2.0));
  EXPECT_FALSE(outcome(play).right);
  EXPECT_NEAR(outcome(play).off, std::sqrt(32.0), 1e-9);
  EXPECT_EQ(outcome(play).sentence, "Rows come first.");
  EXPECT_EQ(off_words(*step_of(play)->question, outcome(play).off), "5.66 cells");
  at_hand(play).guess.value = {2.0, 6.0};
  EXPECT_TRUE(outcome(play).right);
  EXPECT_EQ(outcome(play).sentence, "As far as the picture.");
}

TEST(ShiftQuestion, SkippedItTellsTheTruthAndNoGap) {
  LessonPlay play = played(shift_question);
  skip(play);
  EXPECT_FALSE(keeps_back(play, "shift.maps"));
  EXPECT_THAT(outcome(play).truth, ElementsAre(2.0, 6.0));
  EXPECT_EQ(outcome(play).off, 0.0);
}

TEST(ShiftQuestion, WhatCantBeDraggedIsAMistake) {
  EXPECT_THAT(mistake_in(shift_question, "{ peak_moved = 2 }", "3"), HasSubstr("rows down and columns right"));
  EXPECT_THAT(mistake_in(shift_question, "on = \"map\"", "on = \"index\""), HasSubstr("what can be dragged over"));
  EXPECT_THAT(mistake_in(shift_question, "from = { peak_before = 2 }", "from = 3"), HasSubstr("row and the column"));
}

TEST(CurveQuestion, PointsStandInTheMiddleUntilOneIsMoved) {
  LessonPlay play = played(curve_question);
  EXPECT_THAT(at_hand(play).guess.value, IsEmpty());
  EXPECT_FALSE(can_commit(play));
  move_guess(play, 1, 0);  // the next point, nothing is moved
  EXPECT_FALSE(can_commit(play));
  EXPECT_EQ(at_hand(play).point, 1);
  move_guess(play, 0, 1);  // a twentieth of the axis lower
  EXPECT_THAT(at_hand(play).guess.value, ElementsAre(20.0, 18.0, 20.0));
  set_height(play, 2, 99.0);  // not beyond the axis
  EXPECT_THAT(at_hand(play).guess.value, ElementsAre(20.0, 18.0, 40.0));
  move_guess(play, 1, 0);
  EXPECT_EQ(at_hand(play).point, 2);
  EXPECT_TRUE(can_commit(play));
}

TEST(CurveQuestion, TheGapIsTheDistanceOnAverage) {
  LessonPlay play = played(curve_question);
  at_hand(play).guess.value = {10.0, 8.0, 16.0};
  commit(play);
  EXPECT_THAT(outcome(play).truth,
              ElementsAre(4.0, 8.0, static_cast<double>(step_of(play)->question->curve[2].fixed[0])));
  const double width = outcome(play).truth[2];
  EXPECT_NEAR(outcome(play).off, (6.0 + 0.0 + std::fabs(16.0 - width)) / 3.0, 1e-9);
  at_hand(play).guess.value = {5.0, 7.0, width};
  EXPECT_TRUE(outcome(play).right);
  EXPECT_EQ(outcome(play).sentence, "One row.");
}

TEST(CurveQuestion, ItsAxisHasToBeOne) {
  EXPECT_THAT(mistake_in(curve_question, "at = [4, 8, 16]", "at = [4, 4, 16]"),
              HasSubstr("larger than the one before"));
  EXPECT_THAT(mistake_in(curve_question, "at = [4, 8, 16]", "at = [4, 16]"), HasSubstr("as many values"));
  EXPECT_THAT(mistake_in(curve_question, "at = [4,", "logarithmic = true\nat = [0,"), HasSubstr("begins above 0"));
  EXPECT_THAT(mistake_in(curve_question, "high = 40", "high = 0"), HasSubstr("must be below"));
}

TEST(CurveQuestion, AFileWithAnotherNumberOfPointsTakesNoOldGuess) {
  LessonPlay play = played(curve_question);
  at_hand(play).guess.value = {10.0, 8.0, 16.0};
  std::string other(curve_question);
  other.replace(other.find("at = [4, 8, 16]"), 15, "at = [4, 8]");
  other.replace(other.find("answers = [4, 8, { picture_width = [] }]"), 40, "answers = [4, 8]");
  take_newer(play, played(other).lesson);
  EXPECT_THAT(at_hand(play).guess.value, IsEmpty());
}

TEST(PlaceQuestion, OnlyWhatHasPlacesCanBeClicked) {
  constexpr std::string_view text = R"(title = "t"
[[step]]
title = "Place"
say = "s"
[step.question]
kind = "place"
on = "kernel_cell"
ask = "a"
answer = [1, 1]
)";
  EXPECT_EQ(mistake_in(text, "kernel_cell", "matrix_row"), "");
  EXPECT_THAT(mistake_in(text, "kernel_cell", "control"), HasSubstr("what can be clicked"));
}

TEST(LessonShares, AreAskedForInPerCent) {
  const LessonPlay play = played(R"(title = "t"
[scene.shift]
dx = 3
[[step]]
title = "Share"
say = "s"
[step.question]
kind = "number"
ask = "What part of the vector changes?"
answer = { changed_share = [] }
tolerance = 5
)");
  const Question& question = *step_of(play)->question;
  LessonPlay guessed = play;
  const double share = outcome(play).truth.at(0);
  EXPECT_GT(share, 1.0);
  EXPECT_LE(share, 100.0);
  EXPECT_NEAR(share, 100.0 * question.answer.fixed.at(0), 1e-9);
  EXPECT_THAT(answer_words(question, {share}), HasSubstr(" %"));
  at_hand(guessed).guess.value = {share + 12.25};
  commit(guessed);
  EXPECT_EQ(off_words(question, outcome(guessed).off), "12.3 points");
  at_hand(guessed).guess.value = {share - 4.0};
  EXPECT_TRUE(outcome(guessed).right);
}

}  // namespace
}  // namespace flatscope
