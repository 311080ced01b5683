// What came of a guess, and how it is said.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/engine/results.h"
#include "app/lessons/model/lesson.h"
#include "app/lessons/model/play.h"
#include "app/look/number_text.h"

namespace flatscope {

std::vector<double> asked_now(const LessonValue& value, const Scene& scene, const Results& results) {
  std::vector<double> now = value_now(value, scene, results);
  if (in_percent(value))
    for (double& one : now) one *= 100.0;
  return now;
}

std::vector<double> truth_of(const Question& question, const Scene& scene, const Results& results) {
  if (question.kind != QuestionKind::curve) return asked_now(question.answer, scene, results);
  std::vector<double> heights;
  for (const LessonValue& value : question.curve) {
    const std::vector<double> one = asked_now(value, scene, results);
    if (one.empty()) return {};
    heights.push_back(one.front());
  }
  return heights;
}

namespace {

// Of a curve on average over its points, of a place or a shift as the crow flies.
double distance(const Question& question, const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  const std::size_t count = std::min(a.size(), b.size());
  const bool curve = question.kind == QuestionKind::curve;
  for (std::size_t i = 0; i < count; ++i) sum += curve ? std::fabs(a[i] - b[i]) : (a[i] - b[i]) * (a[i] - b[i]);
  return curve ? sum / static_cast<double>(std::max<std::size_t>(count, 1)) : std::sqrt(sum);
}

// What the file says to those who made this mistake; empty where it is none that is known.
std::string said_of(const Question& question, const Guess& guess, const Scene& scene, const Results& results) {
  if (question.kind == QuestionKind::choose)
    return guess.choice ? question.choices[static_cast<std::size_t>(*guess.choice)].say : std::string();
  for (const CommonMistake& mistake : question.mistakes) {
    const std::vector<double> is = asked_now(mistake.is, scene, results);
    if (is.size() == guess.value.size() && distance(question, is, guess.value) <= question.tolerance)
      return mistake.say;
  }
  return {};
}

// Shares as they are written everywhere, with one decimal; else as short as tells.
std::string number_words(const Question& question, double value) {
  if (question.percent) return grouped_decimal(value, 1);
  return value == std::round(value) ? grouped(static_cast<std::int64_t>(value)) : short_number(value);
}

std::string way_words(double cells, std::string_view one, std::string_view on, std::string_view back) {
  const std::string number = grouped(static_cast<std::int64_t>(std::fabs(cells)));
  return fmt::format("{} {} {}", number, noun(std::llround(std::fabs(cells)), one), cells < 0.0 ? back : on);
}

}  // namespace

std::string answer_words(const Question& question, const std::vector<double>& value) {
  if (value.empty()) return "?";
  if (question.kind == QuestionKind::shift && value.size() == 2)
    return fmt::format("{}, {}", way_words(value[0], "row", "down", "up"),
                       way_words(value[1], "column", "right", "left"));
  std::vector<std::string> parts;
  for (const double one : value) parts.push_back(number_words(question, one) + (question.percent ? " %" : ""));
  if (parts.size() == 1) return parts.front();
  return question.kind == QuestionKind::curve ? fmt::format("{}", fmt::join(parts, ", "))
                                              : fmt::format("({})", fmt::join(parts, ", "));
}

std::string off_number(const Question& question, double off) { return number_words(question, off); }

std::string off_unit(const Question& question, double off) {
  if (question.percent) return "points";
  if (!question.unit.empty() || question.kind != QuestionKind::shift) return question.unit;
  return noun(off == 1.0 ? 1 : 2, question.on == TargetKind::pixel ? "pixel" : "cell");
}

std::string off_words(const Question& question, double off) {
  const std::string unit = off_unit(question, off);
  return unit.empty() ? off_number(question, off) : fmt::format("{} {}", off_number(question, off), unit);
}

Outcome outcome_of(const LessonPlay& play, const Scene& scene, const Results& results) {
  Outcome outcome;
  const Step* const step = step_of(play);
  if (step == nullptr || !step->question) return outcome;
  const Question& question = *step->question;
  const Guess& guess = play.steps[static_cast<std::size_t>(play.step)].guess;
  const std::string because = question.because;
  if (question.kind == QuestionKind::choose) {
    outcome.right = guess.choice == question.right;
    outcome.sentence = outcome.right ? because : said_of(question, guess, scene, results);
    if (outcome.sentence.empty()) outcome.sentence = because;
    return outcome;
  }
  outcome.truth = truth_of(question, scene, results);
  if (outcome.truth.empty() || guess.value.empty()) return outcome;
  outcome.off = distance(question, guess.value, outcome.truth);
  outcome.right = outcome.off <= question.tolerance;
  const std::string said = outcome.right ? because : said_of(question, guess, scene, results);
  outcome.sentence = said.empty() ? because : said;
  return outcome;
}

}  // namespace flatscope
