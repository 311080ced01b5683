#include "app/lessons/model/play.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "app/engine/results.h"
#include "app/files/export_items.h"
#include "app/lessons/model/lesson.h"
#include "app/look/number_text.h"

namespace flatscope {
namespace {

const Question* question_of(const LessonPlay& play) {
  const Step* const step = step_of(play);
  return step != nullptr && step->question ? &*step->question : nullptr;
}

double distance(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

// What the file says to those who made this mistake; empty where it is none that is known.
std::string said_of(const Question& question, const Guess& guess, const Scene& scene, const Results& results) {
  if (question.kind == QuestionKind::choose)
    return guess.choice ? question.choices[static_cast<std::size_t>(*guess.choice)].say : std::string();
  for (const CommonMistake& mistake : question.mistakes) {
    const std::vector<double> is = value_now(mistake.is, scene, results);
    if (is.size() == guess.value.size() && distance(is, guess.value) <= question.tolerance) return mistake.say;
  }
  return {};
}

std::string off_words(const Question& question, double off) {
  const std::string number = off == std::round(off) ? grouped(static_cast<std::int64_t>(off)) : short_number(off);
  const std::string unit = question.unit.empty() ? std::string() : " " + question.unit;
  return fmt::format("{}{} off", number, unit);
}

}  // namespace

LessonPlay begin_lesson(std::shared_ptr<const Lesson> lesson) {
  LessonPlay play;
  play.steps.resize(lesson->steps.size());
  play.lesson = std::move(lesson);
  play.steps.front().seen = true;
  return play;
}

void take_newer(LessonPlay& play, std::shared_ptr<const Lesson> lesson) {
  const std::shared_ptr<const Lesson> old = std::exchange(play.lesson, std::move(lesson));
  play.mistakes.clear();
  std::vector<StepPlay> steps(play.lesson->steps.size());
  for (std::size_t i = 0; i < steps.size() && i < play.steps.size(); ++i) {
    const auto& before = old->steps[i].question;
    const auto& now = play.lesson->steps[i].question;
    const bool same = before.has_value() == now.has_value() &&
                      (!now || (before->kind == now->kind && before->choices.size() == now->choices.size()));
    if (same) steps[i] = play.steps[i];
  }
  play.steps = std::move(steps);
  play.step = std::clamp(play.step, 0, static_cast<int>(play.steps.size()) - 1);
}

const Step* step_of(const LessonPlay& play) {
  return play.lesson == nullptr ? nullptr : &play.lesson->steps[static_cast<std::size_t>(play.step)];
}

StepPlay& at_hand(LessonPlay& play) { return play.steps[static_cast<std::size_t>(play.step)]; }

bool waits_for_answer(const LessonPlay& play) {
  return question_of(play) != nullptr && play.steps[static_cast<std::size_t>(play.step)].phase == StepPhase::open;
}

bool keeps_back(const LessonPlay& play, std::string_view part) {
  if (!waits_for_answer(play)) return false;
  const auto& parts = question_of(play)->kept_back;
  return std::find(parts.begin(), parts.end(), part) != parts.end();
}

bool hides(const LessonPlay& play, std::string_view name) {
  const Step* const step = step_of(play);
  if (step == nullptr) return false;
  return std::find(step->hide.begin(), step->hide.end(), name) != step->hide.end() || keeps_back(play, name);
}

bool shows_stage(const LessonPlay& play, int stage) {
  if (play.lesson == nullptr || play.lesson->stages.empty()) return true;
  const auto& stages = play.lesson->stages;
  return std::any_of(stages.begin(), stages.end(), [&](Stage one) { return static_cast<int>(one) == stage; });
}

bool can_commit(const LessonPlay& play) {
  if (!waits_for_answer(play)) return false;
  const Question& question = *question_of(play);
  const Guess& guess = play.steps[static_cast<std::size_t>(play.step)].guess;
  return question.kind == QuestionKind::choose ? guess.choice.has_value() : !guess.value.empty();
}

void commit(LessonPlay& play) {
  if (can_commit(play)) at_hand(play).phase = StepPhase::committed;
}

void skip(LessonPlay& play) {
  if (waits_for_answer(play)) at_hand(play).phase = StepPhase::skipped;
}

void answer_again(LessonPlay& play) {
  if (question_of(play) != nullptr) at_hand(play).phase = StepPhase::open;
}

void add_hand(LessonPlay& play, int choice, int hands) {
  const Question* const question = question_of(play);
  if (question == nullptr || choice < 0 || choice >= static_cast<int>(question->choices.size())) return;
  Tally& tally = at_hand(play).tally;
  std::vector<int>& votes = tally.second ? tally.after : tally.before;
  votes.resize(question->choices.size());
  int& vote = votes[static_cast<std::size_t>(choice)];
  vote = std::clamp(vote + hands, 0, 999);
}

void vote_again(LessonPlay& play) {
  Tally& tally = at_hand(play).tally;
  tally.second = true;
  tally.after.clear();
}

std::vector<double> truth_of(const Question& question, const Scene& scene, const Results& results) {
  if (question.kind != QuestionKind::curve) return value_now(question.answer, scene, results);
  std::vector<double> heights;
  for (const LessonValue& value : question.curve) {
    const std::vector<double> one = value_now(value, scene, results);
    if (one.empty()) return {};
    heights.push_back(one.front());
  }
  return heights;
}

Outcome outcome_of(const LessonPlay& play, const Scene& scene, const Results& results) {
  Outcome outcome;
  const Question* const question = question_of(play);
  if (question == nullptr) return outcome;
  const Guess& guess = play.steps[static_cast<std::size_t>(play.step)].guess;
  const std::string because = question->because;
  if (question->kind == QuestionKind::choose) {
    outcome.right = guess.choice == question->right;
    outcome.sentence = outcome.right ? because : said_of(*question, guess, scene, results);
    if (outcome.sentence.empty()) outcome.sentence = because;
    return outcome;
  }
  outcome.truth = truth_of(*question, scene, results);
  if (outcome.truth.empty() || guess.value.empty()) return outcome;
  outcome.off = distance(guess.value, outcome.truth);
  if (question->kind == QuestionKind::curve) {
    // How far it is off on average, in the axis's own unit.
    double sum = 0.0;
    for (std::size_t i = 0; i < outcome.truth.size(); ++i) sum += std::fabs(guess.value[i] - outcome.truth[i]);
    outcome.off = sum / static_cast<double>(outcome.truth.size());
  }
  outcome.right = outcome.off <= question->tolerance;
  const std::string said = outcome.right ? because : said_of(*question, guess, scene, results);
  outcome.sentence = said.empty() ? because : said;
  if (outcome.sentence.empty() && !outcome.right) outcome.sentence = off_words(*question, outcome.off);
  return outcome;
}

std::string answers_csv(const LessonPlay& play, const Results& results) {
  std::string text = "step,question,answer,right,hands,hands after discussion\r\n";
  if (play.lesson == nullptr) return text;
  for (std::size_t i = 0; i < play.steps.size(); ++i) {
    const Step& step = play.lesson->steps[i];
    if (!step.question) continue;
    const std::string ask = csv_cell(plain_words(step.question->ask, step.scene, results));
    const Tally& tally = play.steps[i].tally;
    const auto votes = [](const std::vector<int>& all, std::size_t k) {
      return k < all.size() ? std::to_string(all[k]) : std::string();
    };
    if (step.question->kind == QuestionKind::choose) {
      for (std::size_t k = 0; k < step.question->choices.size(); ++k)
        text += fmt::format("{},{},{},{},{},{}\r\n", i + 1, ask,
                            csv_cell(plain_words(step.question->choices[k].words, step.scene, results)),
                            static_cast<int>(k) == step.question->right ? "yes" : "no", votes(tally.before, k),
                            votes(tally.after, k));
      continue;
    }
    // Of what is typed or clicked there is one answer, the class's.
    const StepPlay& one = play.steps[i];
    std::vector<std::string> parts;
    for (const double value : one.guess.value) parts.push_back(shortest(static_cast<float>(value)));
    LessonPlay there = play;
    there.step = static_cast<int>(i);
    const bool right = one.phase == StepPhase::committed && outcome_of(there, step.scene, results).right;
    text += fmt::format("{},{},{},{},,\r\n", i + 1, ask, csv_cell(fmt::format("{}", fmt::join(parts, " "))),
                        one.phase == StepPhase::committed ? (right ? "yes" : "no") : "");
  }
  return text;
}

}  // namespace flatscope
