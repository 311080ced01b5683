// The lessons that come with the program, each played from its start to its end: right answers are right, wrong ones
// are not, and every number that they claim is worked out once more, by plain arithmetic or with core alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/files/assets.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/play.h"
#include "app/lessons/model/read.h"
#include "core/layers/flatten.h"
#include "core/layers/seeded_dense.h"
#include "core/layers/shift.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

using ::testing::AnyOf;
using ::testing::IsEmpty;
using ::testing::Not;

Lesson read_bundled(const BundledLesson& bundled) {
  const LessonReading reading = read_lesson_file(bundled.path);
  for (const LessonMistake& mistake : reading.mistakes) ADD_FAILURE() << mistake_line(bundled.path, mistake);
  return reading.lesson.value_or(Lesson{});
}

int words_in(const std::string& text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    words += !blank && !inside ? 1 : 0;
    inside = !blank;
  }
  return words;
}

TEST(BundledLessons, HaveWhatALessonNeeds) {
  for (const BundledLesson& bundled : bundled_lessons()) {
    SCOPED_TRACE(bundled.name);
    const Lesson lesson = read_bundled(bundled);
    EXPECT_THAT(lesson.level, AnyOf("course", "quick", "first"));
    EXPECT_THAT(lesson.about, Not(IsEmpty()));
    EXPECT_FALSE(lesson.stages.empty());
    EXPECT_GE(lesson.steps.size(), 4U);
    EXPECT_LE(lesson.steps.size(), 8U);
    double minutes = 0.0;
    int questions = 0;
    for (const Step& step : lesson.steps) {
      SCOPED_TRACE(step.title);
      minutes += step.minutes;
      questions += step.question ? 1 : 0;
      EXPECT_GT(step.minutes, 0.0);
      EXPECT_TRUE(std::find(lesson.stages.begin(), lesson.stages.end(), step.scene.stage) != lesson.stages.end());
      EXPECT_LE(words_in(plain_words(step.say, step.scene, {})), 45);
      const TeacherNotes& notes = step.notes;
      EXPECT_FALSE(notes.ask.empty() && notes.mistakes.empty() && notes.proof.empty() && notes.say.empty());
      if (step.question) {
        EXPECT_FALSE(step.question->because.empty());
      }
    }
    EXPECT_EQ(minutes, lesson.minutes);
    EXPECT_GE(questions, 1);
  }
}

TEST(BundledLessons, TheCourseTakesALessonTheQuickOneTenMinutesTheFirstOneThree) {
  std::map<std::string, double> minutes;
  std::map<std::string, int> lessons;
  for (const BundledLesson& bundled : bundled_lessons()) {
    const Lesson lesson = read_bundled(bundled);
    minutes[lesson.level] += lesson.minutes;
    ++lessons[lesson.level];
  }
  EXPECT_EQ(minutes["course"], 45.0);
  EXPECT_GE(lessons["course"], 10);
  EXPECT_EQ(minutes["quick"], 10.0);
  EXPECT_EQ(lessons["quick"], 1);
  EXPECT_EQ(minutes["first"], 3.0);
  EXPECT_EQ(lessons["first"], 1);
}

// --- answers ---

// Empty where it is measured: there are no results here.
std::vector<double> truth_of(const Step& step) {
  const Question& question = *step.question;
  if (question.kind != QuestionKind::curve) return value_now(question.answer, step.scene, {});
  std::vector<double> heights;
  for (const LessonValue& value : question.curve) {
    const std::vector<double> one = value_now(value, step.scene, {});
    if (one.empty()) return {};
    heights.push_back(one.front());
  }
  return heights;
}

Outcome outcome_of_guess(LessonPlay& play, Guess guess) {
  answer_again(play);
  at_hand(play).guess = std::move(guess);
  EXPECT_TRUE(can_commit(play));
  commit(play);
  EXPECT_FALSE(waits_for_answer(play));
  return outcome_of(play, step_of(play)->scene, {});
}

Guess value_guess(std::vector<double> value) {
  Guess guess;
  guess.value = std::move(value);
  return guess;
}

void answer_choices(LessonPlay& play) {
  const Question& question = *step_of(play)->question;
  for (int i = 0; i < static_cast<int>(question.choices.size()); ++i) {
    Guess guess;
    guess.choice = i;
    const Outcome outcome = outcome_of_guess(play, guess);
    EXPECT_EQ(outcome.right, i == question.right);
    EXPECT_FALSE(outcome.sentence.empty());
    // Whoever is wrong is told why, and not only what would have been right.
    if (i != question.right) {
      EXPECT_EQ(outcome.sentence, question.choices[static_cast<std::size_t>(i)].say);
    }
  }
}

void answer_values(LessonPlay& play) {
  const Step& step = *step_of(play);
  const Question& question = *step.question;
  const std::vector<double> truth = truth_of(step);
  if (truth.empty()) {
    EXPECT_TRUE(question.answer.measured() || question.kind == QuestionKind::curve);
    return;
  }
  EXPECT_TRUE(outcome_of_guess(play, value_guess(truth)).right);
  std::vector<double> off = truth;
  for (double& one : off) one += question.tolerance + 1.0;
  EXPECT_FALSE(outcome_of_guess(play, value_guess(off)).right);
  for (const CommonMistake& mistake : question.mistakes) {
    const std::vector<double> is = value_now(mistake.is, step.scene, {});
    ASSERT_EQ(is.size(), truth.size());
    const Outcome outcome = outcome_of_guess(play, value_guess(is));
    EXPECT_FALSE(outcome.right);
    EXPECT_EQ(outcome.sentence, mistake.say);
  }
}

TEST(BundledLessons, RightAnswersAreRightAndMistakesAreMistakes) {
  for (const BundledLesson& bundled : bundled_lessons()) {
    SCOPED_TRACE(bundled.name);
    LessonPlay play = begin_lesson(std::make_shared<const Lesson>(read_bundled(bundled)));
    for (; play.step < static_cast<int>(play.steps.size()); ++play.step) {
      const Step& step = *step_of(play);
      SCOPED_TRACE(step.title);
      if (!step.question) continue;
      EXPECT_TRUE(waits_for_answer(play));
      if (step.question->kind == QuestionKind::choose)
        answer_choices(play);
      else
        answer_values(play);
    }
  }
}

// --- the numbers ---

using Numbers = std::vector<double>;

void add(const std::optional<QuantityUse>& use, const Scene& scene, Numbers& numbers) {
  if (!use || use->quantity->measured) return;
  const Numbers value = use->quantity->compute(scene, {}, use->arguments);
  numbers.insert(numbers.end(), value.begin(), value.end());
}

void add(const LessonWords& words, const Scene& scene, Numbers& numbers) {
  for (const Paragraph& paragraph : words)
    for (const WordRun& run : paragraph) add(run.of, scene, numbers);
}

// What a step claims, as the program has it: in its words, its question, its choices, its answer, the mistakes.
Numbers claimed(const Step& step) {
  Numbers numbers;
  add(step.say, step.scene, numbers);
  if (!step.question) return numbers;
  add(step.question->ask, step.scene, numbers);
  for (const Choice& choice : step.question->choices) add(choice.words, step.scene, numbers);
  add(step.question->answer.of, step.scene, numbers);
  for (const LessonValue& value : step.question->curve) add(value.of, step.scene, numbers);
  for (const CommonMistake& mistake : step.question->mistakes) add(mistake.is.of, step.scene, numbers);
  return numbers;
}

double grey_value(std::string_view picture, std::int64_t height, std::int64_t width, std::int64_t row,
                  std::int64_t column) {
  const Tensor grey = to_grey(resample_area(*bundled_image(picture), height, width));
  return std::round(255.0 * static_cast<double>(grey.at(0, row, column)));
}

// Of all pairs that touch in a picture: how far apart they are in the line, on average and at worst.
struct Apart {
  double mean = 0.0, worst = 0.0;
};
Apart apart_of(Order order, std::int64_t height, std::int64_t width) {
  const Flattening line(order, Layout::chw, 1, height, width);
  Apart apart;
  double pairs = 0.0;
  const auto pair = [&](const Place& a, const Place& b) {
    const double distance = std::fabs(static_cast<double>(line.index(a) - line.index(b)));
    apart.mean += distance;
    apart.worst = std::max(apart.worst, distance);
    ++pairs;
  };
  for (std::int64_t r = 0; r < height; ++r)
    for (std::int64_t c = 0; c < width; ++c) {
      if (c + 1 < width) pair({0, r, c}, {0, r, c + 1});
      if (r + 1 < height) pair({0, r, c}, {0, r + 1, c});
    }
  apart.mean /= pairs;
  return apart;
}

// The horse as white ink in the middle of a black canvas, 0.55 of its height.
constexpr std::int64_t canvas_height = 36, canvas_width = 48;
Tensor horse_on_canvas() {
  const Image& horse = *bundled_image("horse.png");
  const double scale = 0.55 * static_cast<double>(canvas_height) / static_cast<double>(horse.height);
  const std::int64_t height = std::llround(scale * static_cast<double>(horse.height)),
                     width = std::llround(scale * static_cast<double>(horse.width));
  const Tensor paper = to_grey(resample_area(horse, height, width));
  Tensor canvas({1, canvas_height, canvas_width});
  for (std::int64_t r = 0; r < height; ++r)
    for (std::int64_t c = 0; c < width; ++c)
      canvas.at(0, (canvas_height - height) / 2 + r, (canvas_width - width) / 2 + c) = 1.0F - paper.at(0, r, c);
  return canvas;
}

double pixels_above_zero(const Tensor& picture) {
  return static_cast<double>(
      std::count_if(picture.values().begin(), picture.values().end(), [](float v) { return v > 0.0F; }));
}

double values_changed(const Tensor& picture, std::int64_t dx) {
  const Tensor moved = shift(picture, dx, 0, Border::zeros);
  double changed = 0.0;
  for (std::int64_t i = 0; i < picture.size(); ++i) changed += picture.data()[i] != moved.data()[i] ? 1.0 : 0.0;
  return changed;
}

double change_of_dense(const Tensor& picture, std::int64_t dx) {
  const SeededDense layer{7, 24, picture.size()};
  const Tensor before = dense(picture, layer), after = dense(shift(picture, dx, 0, Border::zeros), layer);
  double difference = 0.0, length = 0.0;
  for (std::int64_t i = 0; i < before.size(); ++i) {
    const double y = static_cast<double>(before.data()[i]);
    difference += (static_cast<double>(after.data()[i]) - y) * (static_cast<double>(after.data()[i]) - y);
    length += y * y;
  }
  return std::sqrt(difference / length);
}

// Sobel x, zeros around the picture.
Tensor upright_edges(const Tensor& picture) {
  constexpr float kernel[3][3] = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
  Tensor map({1, picture.height(), picture.width()});
  for (std::int64_t r = 0; r < map.height(); ++r)
    for (std::int64_t c = 0; c < map.width(); ++c)
      for (std::int64_t i = 0; i < 3; ++i)
        for (std::int64_t j = 0; j < 3; ++j) {
          const std::int64_t y = r + i - 1, x = c + j - 1;
          if (y >= 0 && x >= 0 && y < map.height() && x < map.width())
            map.at(0, r, c) += kernel[i][j] * picture.at(0, y, x);
        }
  return map;
}

// Largest difference between "move, then convolve" and "convolve, then move".
double largest_difference(const Tensor& picture, std::int64_t dx) {
  const Tensor a = upright_edges(shift(picture, dx, 0, Border::zeros)),
               b = shift(upright_edges(picture), dx, 0, Border::zeros);
  double most = 0.0;
  for (std::int64_t i = 0; i < a.size(); ++i)
    most = std::max(most, std::fabs(static_cast<double>(a.data()[i] - b.data()[i])));
  return most;
}

// For each lesson a row a step, in the order of claimed().
std::map<std::string, std::vector<Numbers>> by_hand() {
  const auto index = [](double width) { return [width](double row, double column) { return row * width + column; }; };
  const auto at_12 = index(12), at_16 = index(16), at_8 = index(8);
  const Apart hilbert = apart_of(Order::hilbert, 11, 16), rows = apart_of(Order::row_major, 11, 16);
  const Tensor horse = horse_on_canvas();
  const double horse_pixels = pixels_above_zero(horse), horse_change = change_of_dense(horse, 8);
  const double photo = 256.0 * 256.0 * 3.0, conv_weights = 64.0 * 3 * 3 * 3, full_hd = 1920.0 * 1080.0;
  // Windows of 3 × 3 on 8 × 7 pixels: along each axis all three taps fit, but for one at each end.
  const double all = 56.0 * 56.0, local = (3.0 * 8 - 2) * (3.0 * 7 - 2);
  const Numbers below = {at_16(4, 9), 16, at_16(5, 9), at_16(4, 10), at_16(5, 8)};
  const Numbers between = {256, 255, 256, 170};
  return {
      {"picture-is-numbers",
       {{}, {}, {grey_value("camera.png", 64, 64, 32, 26)}, {64, 64, 64 * 64, full_hd}, {64, 64, 3 * 64 * 64}}},
      {"flattening",
       {{},
        {at_12(0, 11), at_12(1, 0), at_12(3, 2), at_12(2, 3)},
        {},
        {12, 43 / 12, 43 % 12, 42 / 12, 42 % 12},
        {at_12(1, 11), at_12(2, 0)},
        {256, 256, 256 * 256, 255}}},
      {"pixel-below",
       {{11, 16, 11 * 16, grey_value("chelsea.png", 11, 16, 4, 9)},
        {at_16(4, 9)},
        {at_16(4, 9), 16, at_16(5, 9), at_16(4, 10), at_16(5, 8)},
        {16, 15, 1},
        between,
        {}}},
      {"no-order-keeps-all",
       {{16},
        {0, 2 * 16 - 1, 16},
        {hilbert.mean, rows.mean, 16, hilbert.worst, 16},
        {11, 16, 11, 16, 10},
        {16, 11, 2 * 16 - 1, hilbert.worst, 11}}},
      {"moved",
       {{canvas_width * canvas_height, horse_pixels},
        {2 * canvas_width + 3},
        {horse_pixels, values_changed(horse, 8)},
        {},
        {horse_change}}},
      {"moves-along", {{}, {8, 3, 3, 8}, {0}, {}, {}, {largest_difference(horse, 16), 0}}},
      {"dense-explodes",
       {{16, 3 * 16, 3},
        {photo, photo, photo + 1024, 256.0 * 256 * 1024, photo * 1024},
        {photo * 1024, 1024, photo},
        {photo * 1024 + 1024, 4 * (photo * 1024 + 1024), full_hd * 3 * 1024},
        {conv_weights + 64, conv_weights, 64 * 9 + 64},
        {photo * 64 + 64, conv_weights + 64}}},
      {"local-then-shared",
       {{56, 56, all}, {8, at_8(2, 5), at_8(5, 2)}, {9, 4, 9, 6}, {local, 9, local}, {all, local, 9}}},
      {"by-heart", {{256 * 128 + 128 + 128 * 10 + 10, 30}, {30, 30}, {}, {256 * 10 + 10}, {}}},
      {"shuffled", {{1200}, {}, {}, {}, {}}},
      {"head-decides", {{}, {}, {}, {}, {}}},
      {"quick",
       {{},
        below,
        between,
        {},
        {},
        {8, horse_change, 0},
        {photo * 64 + 64, conv_weights + 64, conv_weights, 64 * 9 + 64},
        {all, local, 9}}},
      {"first", {{}, below, {}, {horse_change, 0}}},
  };
}

TEST(BundledLessons, EveryNumberIsRightByHandToo) {
  const std::map<std::string, std::vector<Numbers>> checked = by_hand();
  for (const BundledLesson& bundled : bundled_lessons()) {
    SCOPED_TRACE(bundled.name);
    const Lesson lesson = read_bundled(bundled);
    ASSERT_TRUE(checked.contains(bundled.name)) << "no number of this lesson is checked here";
    const std::vector<Numbers>& steps = checked.at(bundled.name);
    ASSERT_EQ(lesson.steps.size(), steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i) {
      SCOPED_TRACE(lesson.steps[i].title);
      const Numbers numbers = claimed(lesson.steps[i]);
      ASSERT_EQ(numbers.size(), steps[i].size());
      for (std::size_t k = 0; k < numbers.size(); ++k)
        EXPECT_NEAR(numbers[k], steps[i][k], 1e-5 * std::max(1.0, std::fabs(steps[i][k]))) << "number " << k;
    }
  }
}

// "256 apart, 255 between", "201,326,592", "12,582,976 against 1,792": the claims of the course as a person reads them.
TEST(BundledLessons, TheClaimsAreReadAsTheyAreKnown) {
  const auto said = [](std::string_view name, std::size_t step) {
    const Lesson lesson = *read_lesson_file(find_lesson(name)).lesson;
    const Step& one = lesson.steps.at(step - 1);
    std::string text = plain_words(one.say, one.scene, {});
    if (one.question) {
      text += plain_words(one.question->ask, one.scene, {});
      for (const Choice& choice : one.question->choices) text += " " + plain_words(choice.words, one.scene, {});
    }
    return text;
  };
  using ::testing::HasSubstr;
  EXPECT_THAT(said("pixel-below", 4), HasSubstr("16 apart"));
  EXPECT_THAT(said("pixel-below", 4), HasSubstr("15 values lie between"));
  EXPECT_THAT(said("flattening", 6), HasSubstr("65,536"));
  EXPECT_THAT(said("dense-explodes", 2), HasSubstr("201,326,592"));
  EXPECT_THAT(said("dense-explodes", 4), HasSubstr("201,327,616"));
  EXPECT_THAT(said("dense-explodes", 6), HasSubstr("12,582,976"));
  EXPECT_THAT(said("dense-explodes", 6), HasSubstr("1,792"));
  EXPECT_THAT(said("moves-along", 3), HasSubstr("is 0."));
}

}  // namespace
}  // namespace flatscope
