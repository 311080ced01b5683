// Playing a lesson: nothing is told before the answer, guesses stay, hands are counted.
#include "app/lessons/model/play.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/results.h"
#include "app/lessons/model/read.h"
#include "tests/app/lessons/good_lesson.h"

namespace flatscope {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

LessonPlay played(std::string_view more = {}) {
  const std::string text = std::string(R"(title = "t"
stages = ["flatten", "shift"]
[scene.flatten]
working_size = 16
[[step]]
title = "Ask"
say = "s"
hide = ["flatten.lens"]
[step.question]
kind = "number"
ask = "Which, index?"
answer = { index_of = [5, 9] }
unit = "places"
because = "A row further."
mistakes = [{ is = { index_of = [4, 10] }, say = "To the right." }]
[[step]]
title = "Vote"
say = "s"
[step.question]
kind = "choose"
ask = "What does it do?"
choices = ["turns", "moves along"]
right = "B"
say = { A = "It never turns." }
because = "That is equivariance."
)") + std::string(more);
  return begin_lesson(test::good_lesson(text));
}

Outcome outcome(const LessonPlay& play) { return outcome_of(play, step_of(play)->scene, {}); }

TEST(LessonPlay, WhatTellsTheAnswerIsKeptBackUntilItIsGiven) {
  LessonPlay play = played();
  EXPECT_TRUE(keeps_back(play, "flatten.explanation"));
  EXPECT_TRUE(hides(play, "flatten.explanation"));
  EXPECT_FALSE(can_commit(play));
  commit(play);
  EXPECT_TRUE(waits_for_answer(play));
  at_hand(play).guess.value = {74.0};
  commit(play);
  EXPECT_FALSE(hides(play, "flatten.explanation"));
  EXPECT_TRUE(hides(play, "flatten.lens"));
  answer_again(play);
  EXPECT_TRUE(hides(play, "flatten.explanation"));
  skip(play);
  EXPECT_FALSE(hides(play, "flatten.explanation"));
}

TEST(LessonPlay, TheGapIsNamedAndTheCommonMistakeExplained) {
  LessonPlay play = played();
  at_hand(play).guess.value = {74.0};
  commit(play);
  EXPECT_EQ(outcome(play).off, 15.0);
  EXPECT_FALSE(outcome(play).right);
  EXPECT_EQ(outcome(play).sentence, "To the right.");
  at_hand(play).guess.value = {89.0};
  EXPECT_TRUE(outcome(play).right);
  EXPECT_EQ(outcome(play).sentence, "A row further.");
  EXPECT_THAT(outcome(play).truth, ElementsAre(89.0));
}

TEST(LessonPlay, HandsAreCountedBeforeAndAfter) {
  LessonPlay play = played();
  play.step = 1;
  add_hand(play, 0, 1);
  add_hand(play, 0, 1);
  add_hand(play, 1, 1);
  add_hand(play, 1, -1);
  add_hand(play, 1, -1);
  EXPECT_THAT(at_hand(play).tally.before, ElementsAre(2, 0));
  vote_again(play);
  add_hand(play, 1, 1);
  EXPECT_THAT(at_hand(play).tally.before, ElementsAre(2, 0));
  EXPECT_THAT(at_hand(play).tally.after, ElementsAre(0, 1));
  add_hand(play, 7, 1);
  const std::string csv = answers_csv(play, {});
  EXPECT_THAT(csv, HasSubstr("1,\"Which, index?\",,,,\r\n"));
  EXPECT_THAT(csv, HasSubstr("2,What does it do?,turns,no,2,0\r\n"));
  EXPECT_THAT(csv, HasSubstr("2,What does it do?,moves along,yes,0,1\r\n"));
}

TEST(LessonPlay, AChosenAnswerIsSpokenTo) {
  LessonPlay play = played();
  play.step = 1;
  at_hand(play).guess.choice = 0;
  commit(play);
  EXPECT_EQ(outcome(play).sentence, "It never turns.");
  at_hand(play).guess.choice = 1;
  EXPECT_TRUE(outcome(play).right);
  EXPECT_EQ(outcome(play).sentence, "That is equivariance.");
}

TEST(LessonPlay, ANewerFileKeepsThePlaceAndTheGuesses) {
  LessonPlay play = played();
  at_hand(play).guess.value = {3.0};
  commit(play);
  play.step = 1;
  take_newer(play, played("[[step]]\ntitle = \"More\"\nsay = \"s\"\n").lesson);
  EXPECT_EQ(play.step, 1);
  ASSERT_EQ(play.steps.size(), 3U);
  EXPECT_EQ(play.steps[0].guess.value, std::vector<double>{3.0});
}

TEST(LessonPlay, OnlyItsStagesStay) {
  const LessonPlay play = played();
  EXPECT_TRUE(shows_stage(play, static_cast<int>(Stage::shift)));
  EXPECT_FALSE(shows_stage(play, static_cast<int>(Stage::train)));
  EXPECT_TRUE(shows_stage({}, static_cast<int>(Stage::train)));
}

}  // namespace
}  // namespace flatscope
