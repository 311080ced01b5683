// Lessons as files: what is read, and every mistake with its line.
#include "app/lessons/model/read.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/results.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr std::string_view head = R"(title = "Where does it go?"
minutes = 8
stages = ["flatten"]
[scene]
stage = "flatten"
[scene.flatten]
working_size = 16
)";

Lesson good(const std::string& steps) {
  const LessonReading reading = read_lesson(std::string(head) + steps, {});
  for (const LessonMistake& mistake : reading.mistakes) ADD_FAILURE() << mistake_line("lesson.toml", mistake);
  return reading.lesson.value_or(Lesson{});
}

std::vector<LessonMistake> wrong(const std::string& steps) {
  const LessonReading reading = read_lesson(std::string(head) + steps, {});
  EXPECT_FALSE(reading.lesson.has_value());
  return reading.mistakes;
}

TEST(LessonFile, StepsBuildOnEachOther) {
  const Lesson lesson = good(R"(
[[step]]
title = "One"
say = "W is {picture_width}."
[step.scene.flatten]
pinned = { row = 4, column = 9 }
[[step]]
title = "Two"
say = "At {index_of 4 9}."
minutes = 1.5
[step.scene.flatten]
order = "column-major"
)");
  ASSERT_THAT(lesson.steps, SizeIs(2));
  EXPECT_EQ(lesson.title, "Where does it go?");
  EXPECT_THAT(lesson.stages, ElementsAre(Stage::flatten));
  EXPECT_EQ(lesson.steps[0].scene.flatten.order, Order::row_major);
  EXPECT_EQ(lesson.steps[1].scene.flatten.order, Order::column_major);
  EXPECT_EQ(lesson.steps[1].scene.flatten.pinned->column, 9);
  EXPECT_EQ(lesson.steps[1].minutes, 1.5);
  EXPECT_EQ(plain_words(lesson.steps[0].say, lesson.steps[0].scene, {}), "W is 16.");
  // The cat is 16 x 11: column 9 begins at 9 · 11.
  EXPECT_EQ(plain_words(lesson.steps[1].say, lesson.steps[1].scene, {}), "At 103.");
}

TEST(LessonFile, WordsHaveStylesAndNumbersOfTheProgram) {
  const Lesson lesson = good(R"(
[[step]]
title = "One"
say = """
The pixel **below (4, 9)** is at `{index_of 5 9}`:
$5·{picture_width} + 9$.

A brace is \\{ and a star \\*."""
)");
  const LessonWords& words = lesson.steps[0].say;
  ASSERT_THAT(words, SizeIs(2));
  std::vector<std::string> texts;
  for (const WordRun& run : words[0]) texts.push_back(run.text);
  EXPECT_THAT(texts, ElementsAre("The pixel ", "below (4, 9)", " is at ", "89", ": ", "5·", "16", " + 9", "."));
  EXPECT_EQ(words[0][1].style, WordStyle::bold);
  EXPECT_EQ(words[0][3].style, WordStyle::code);
  EXPECT_EQ(words[0][6].style, WordStyle::formula);
  EXPECT_EQ(plain_words(words, lesson.steps[0].scene, {}),
            "The pixel below (4, 9) is at 89: 5·16 + 9.\nA brace is { and a star *.");
}

TEST(LessonFile, OneStarStressesAsTwoDo) {
  const Lesson lesson = good("[[step]]\ntitle = \"One\"\nsay = \"Drag *Unroll* and **watch**, `4 * 4`.\"\n");
  const Paragraph& words = lesson.steps[0].say.at(0);
  EXPECT_EQ(plain_words(lesson.steps[0].say, lesson.steps[0].scene, {}), "Drag Unroll and watch, 4 * 4.");
  EXPECT_EQ(words.at(1).text, "Unroll");
  EXPECT_EQ(words.at(1).style, WordStyle::bold);
  EXPECT_EQ(words.at(3).style, WordStyle::bold);
  EXPECT_THAT(wrong("[[step]]\ntitle = \"t\"\nsay = \"4 * 4\"\n").at(0).sentence, HasSubstr("“*” is opened"));
}

TEST(LessonFile, AQuestionsAnswerIsComputedAndKeptBack) {
  const Lesson lesson = good(R"(
[[step]]
title = "Ask"
say = "Think."
highlight = [{ pixel = [5, 9], label = "?", role = "vertical" }, { control = "flatten/size", when = "revealed" }]
[step.question]
kind = "number"
ask = "At which index does the pixel below (4, 9) land?"
answer = { index_of = [5, 9] }
unit = "places"
because = "One row is {picture_width} further."
mistakes = [{ is = { index_of = [4, 10] }, say = "That is the one to the right." }]
)");
  ASSERT_TRUE(lesson.steps[0].question.has_value());
  const Question& question = *lesson.steps[0].question;
  EXPECT_THAT(question.answer.fixed, ElementsAre(89.0));
  EXPECT_THAT(question.mistakes.at(0).is.fixed, ElementsAre(74.0));
  EXPECT_THAT(question.kept_back, ::testing::Contains("flatten.explanation"));
  EXPECT_EQ(lesson.steps[0].highlights.at(0).role, Role::vertical);
  EXPECT_EQ(lesson.steps[0].highlights.at(1).when, HighlightTime::revealed);
}

TEST(LessonFile, EveryMistakeHasItsLineAndWhatWouldBeRight) {
  const std::vector<LessonMistake> mistakes = wrong(R"(
[[step]]
titel = "A grid"
say = "It is at {index_off 4 9}."
highlight = [{ neigbour = "below" }]
hide = ["flatten.explanaton"]
[step.scene.flatten]
order = "rowmajor"
working_size = "a"
[step.question]
kind = "number"
ask = "where"
answer = { index_of = [50, 9] }
)");
  std::vector<std::string> lines;
  for (const LessonMistake& mistake : mistakes) lines.push_back(mistake_line("f.toml", mistake));
  EXPECT_THAT(lines, ElementsAre(HasSubstr("f.toml:9: the step has no `title`"),
                                 "f.toml:10: “titel” means nothing here. Did you mean “title”?",
                                 HasSubstr("f.toml:11: there is no quantity “index_off”; did you mean “index_of”?"),
                                 "f.toml:12: “neigbour” means nothing here. Did you mean “neighbour”?",
                                 HasSubstr("f.toml:13: `hide` has no part “flatten.explanaton”. Did you mean"),
                                 HasSubstr("f.toml:15: `scene.flatten.order` is \"rowmajor\""),
                                 HasSubstr("f.toml:16: `scene.flatten.working_size` is a text"),
                                 HasSubstr("f.toml:20: `question.answer.index_of` can’t be had: the row is 50")));
  EXPECT_EQ(mistakes[1].word, "titel");
  EXPECT_EQ(mistakes[1].meant, "title");
}

TEST(LessonFile, WhatIsNoTomlIsToldWithItsLine) {
  const LessonReading reading = read_lesson("title = \"x\"\n[[step\n", {});
  ASSERT_THAT(reading.mistakes, SizeIs(1));
  EXPECT_EQ(reading.mistakes[0].line, 2);
}

TEST(LessonFile, ALessonHasSteps) { EXPECT_THAT(wrong("").at(0).sentence, HasSubstr("[[step]]")); }

TEST(LessonFile, ChoicesHaveOneThatIsRight) {
  const std::string begin = "[[step]]\ntitle = \"t\"\nsay = \"s\"\n[step.question]\nkind = \"choose\"\nask = \"a\"\n";
  EXPECT_THAT(wrong(begin + "choices = [\"one\"]\n").at(0).sentence, HasSubstr("two to six"));
  EXPECT_THAT(wrong(begin + "choices = [\"one\", \"two\"]\nright = \"C\"\n").at(0).sentence,
              HasSubstr("\"A\" to \"B\""));
  const Lesson lesson = good(begin + "choices = [\"{picture_width}\", \"two\"]\nright = \"B\"\nsay = { A = \"no\" }\n");
  EXPECT_EQ(lesson.steps[0].question->right, 1);
  EXPECT_EQ(lesson.steps[0].question->choices[0].say, "no");
  EXPECT_EQ(plain_words(lesson.steps[0].question->choices[0].words, {}, {}), "16");
}

TEST(LessonFile, WhatIsOperatedAreControls) {
  const std::string begin = "[[step]]\ntitle = \"t\"\nsay = \"s\"\n";
  EXPECT_THAT(good(begin + "operate = [\"flatten/unroll\", \"order\"]\n").steps[0].operate,
              ElementsAre("flatten/unroll", "order"));
  EXPECT_TRUE(good(begin).steps[0].operate.empty());
  const auto mistakes = wrong(begin + "operate = [\"flatten.drift\"]\n");
  ASSERT_THAT(mistakes, SizeIs(1));
  EXPECT_EQ(mistakes[0].line, 11);
  EXPECT_THAT(mistakes[0].sentence, HasSubstr("no control"));
  EXPECT_THAT(wrong(begin + "operate = [3]\n").at(0).sentence, HasSubstr("in quotes"));
}

TEST(LessonFile, APictureThatIsNotThereIsAMistake) {
  const auto mistakes =
      wrong("[[step]]\ntitle = \"t\"\nsay = \"s\"\n[[step.scene.pictures]]\npath = \"nowhere.png\"\n");
  ASSERT_THAT(mistakes, SizeIs(1));
  EXPECT_THAT(mistakes[0].sentence, HasSubstr("nowhere.png"));
}

TEST(LessonFile, WhatTheHeadHidesAllStepsDoWithout) {
  const LessonReading reading = read_lesson(
      "title = \"A\"\nhide = [\"flatten.drift\"]\n[[step]]\ntitle = \"One\"\nsay = \"1\"\n[[step]]\ntitle = "
      "\"Two\"\nsay = \"2\"\nhide = [\"order\"]\n",
      {});
  ASSERT_TRUE(reading.lesson);
  EXPECT_THAT(reading.lesson->steps[0].hide, ElementsAre("flatten.drift"));
  EXPECT_THAT(reading.lesson->steps[1].hide, ElementsAre("order", "flatten.drift"));
  const LessonReading wrong_part =
      read_lesson("title = \"A\"\nhide = [\"flatten.drif\"]\n[[step]]\ntitle = \"One\"\nsay = \"1\"\n", {});
  ASSERT_THAT(wrong_part.mistakes, SizeIs(1));
  EXPECT_EQ(wrong_part.mistakes[0].line, 2);
}

TEST(LessonFile, WhatIsSaidAfterAnAnswerHasNumbersOfTheProgram) {
  const std::string question =
      "[[step]]\ntitle = \"One\"\nsay = \"1\"\n[step.question]\nkind = \"number\"\nask = \"How far?\"\n"
      "answer = { apart = [0, 0, 1, 0] }\nmistakes = [{ is = 1, say = \"a row has {picture_width}.\" }]\n";
  const Lesson lesson = good(question + "because = \"One row is **{apart 0 0 1 0}** long.\"\n");
  ASSERT_THAT(lesson.steps, SizeIs(1));
  EXPECT_EQ(lesson.steps[0].question->because, "One row is 16 long.");
  EXPECT_EQ(lesson.steps[0].question->mistakes[0].say, "a row has 16.");
  const std::vector<LessonMistake> mistakes = wrong(question + "because = \"{accuracy left}\"\n");
  ASSERT_THAT(mistakes, SizeIs(1));
  EXPECT_THAT(mistakes[0].sentence, HasSubstr("measured while the lesson is played"));
}

}  // namespace
}  // namespace flatscope
