// A lesson that is being written: each change, and back.
#include "app/lessons/model/draft.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flatscope {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr std::string_view lesson =
    "title = \"A\"\n\n[[step]]\ntitle = \"One\"\nsay = \"1\"\n\n[[step]]\ntitle = \"Two\"\nsay = \"2\"";

std::vector<std::string> titles(const LessonDraft& draft) {
  std::vector<std::string> all;
  for (const std::string& step : draft.text.steps) all.push_back(title_of_step(step));
  return all;
}

TEST(LessonDraft, StepsAreMovedCopiedAndTakenAway) {
  LessonDraft draft = open_draft("a.toml", lesson);
  EXPECT_EQ(draft.part, 0);
  move_step(draft, 1);
  EXPECT_THAT(titles(draft), ElementsAre("Two", "One"));
  EXPECT_EQ(draft.part, 1);
  move_step(draft, 1);  // it is the last one already
  EXPECT_THAT(titles(draft), ElementsAre("Two", "One"));
  copy_step(draft);
  EXPECT_THAT(titles(draft), ElementsAre("Two", "One", "One"));
  EXPECT_EQ(draft.part, 2);
  draft.part = 0;
  delete_step(draft);
  EXPECT_THAT(titles(draft), ElementsAre("One", "One"));
  add_step(draft, "[[step]]\ntitle = \"New\"\n");
  EXPECT_THAT(titles(draft), ElementsAre("One", "New", "One"));
  EXPECT_EQ(draft.part, 1);
  // It can still be read, step by step.
  EXPECT_THAT(take_apart(put_together(draft.text)).steps, SizeIs(3));
  for (int i = 0; i < 4; ++i) undo_edit(draft);
  EXPECT_EQ(put_together(draft.text), lesson);
  undo_edit(draft);
  EXPECT_EQ(put_together(draft.text), lesson);
}

TEST(LessonDraft, TheLastStepStays) {
  LessonDraft draft = open_draft("a.toml", "title = \"A\"\n[[step]]\ntitle = \"One\"\n");
  delete_step(draft);
  EXPECT_THAT(draft.text.steps, SizeIs(1));
  EXPECT_TRUE(draft.past.empty());
}

TEST(LessonDraft, TypingOnIsOneChangeAndMayBeginAStep) {
  LessonDraft draft = open_draft("a.toml", lesson);
  draft.part = 1;
  type_part(draft, "[[step]]\ntitle = \"T\"\n", true);
  type_part(draft, "[[step]]\ntitle = \"Th\"\n", false);
  type_part(draft, "[[step]]\ntitle = \"Three\"\n[[step]]\ntitle = \"Four\"\n", false);
  EXPECT_THAT(titles(draft), ElementsAre("One", "Three", "Four"));
  undo_edit(draft);
  EXPECT_EQ(put_together(draft.text), lesson);
  draft.part = -1;
  type_part(draft, "title = \"B\"\n", true);
  EXPECT_EQ(part_in_hand(draft), "title = \"B\"\n");
  EXPECT_THAT(titles(draft), ElementsAre("One", "Two"));
}

TEST(LessonDraft, AMistakeIsMendedInItsLine) {
  LessonDraft draft = open_draft("a.toml", lesson);
  type_part(draft, "[[step]]\ntitle = \"say sy\"\nsy = \"1\"\n\n", true);
  const std::string before = put_together(draft.text);
  const LessonMistake mistake{5, "“sy” means nothing here. Did you mean “say”?", "sy", "say"};
  EXPECT_THAT(mistakes_in_hand(draft, {mistake, {8, "another", {}, {}}}), ElementsAre(mistake));
  mend(draft, mistake);
  EXPECT_EQ(draft.text.steps[0], "[[step]]\ntitle = \"say sy\"\nsay = \"1\"\n\n");
  undo_edit(draft);
  EXPECT_EQ(put_together(draft.text), before);
  mend(draft, {6, "elsewhere", "sy", "say"});
  EXPECT_EQ(put_together(draft.text), before);
}

TEST(LessonDraft, FirstLinesAreThoseOfTheFile) {
  LessonDraft draft = open_draft("a.toml", lesson);
  EXPECT_EQ(first_line_in_hand(draft), 3);
  draft.part = 1;
  EXPECT_EQ(first_line_in_hand(draft), 7);
  draft.part = -1;
  EXPECT_EQ(first_line_in_hand(draft), 1);
}

TEST(LessonDraft, WhatIsTypedStaysInItsPart) {
  LessonDraft draft = open_draft("a.toml", lesson);
  const std::string before = part_in_hand(draft);
  type_part(draft, before + "#", true);
  type_part(draft, before + "# a remark at its end", false);
  EXPECT_EQ(part_in_hand(draft), before + "# a remark at its end");
  EXPECT_EQ(title_of_step(draft.text.steps[1]), "Two");
  // Its last line is not closed yet, and the next step begins on the line below all the same.
  EXPECT_EQ(first_line(draft.text, 1), 8);
  EXPECT_EQ(step_at_line(draft.text, 8), 1);
}

}  // namespace
}  // namespace flatscope
