#include "app/lessons/model/play.h"

#include <fmt/format.h>

#include <algorithm>
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
                      (!now || (before->kind == now->kind && before->choices.size() == now->choices.size() &&
                                before->at.size() == now->at.size()));
    if (same) steps[i] = play.steps[i];
  }
  play.steps = std::move(steps);
  play.step = std::clamp(play.step, 0, static_cast<int>(play.steps.size()) - 1);
}

const Step* step_of(const LessonPlay& play) {
  return play.lesson == nullptr ? nullptr : &play.lesson->steps[static_cast<std::size_t>(play.step)];
}

const Scene& scene_of(const LessonPlay& play, int step) {
  const Step& wanted = play.lesson->steps[static_cast<std::size_t>(step)];
  return play.steps[static_cast<std::size_t>(step)].recorded && wanted.recorded ? *wanted.recorded : wanted.scene;
}

const Scene& scene_of(const LessonPlay& play) { return scene_of(play, play.step); }

StepPlay& at_hand(LessonPlay& play) { return play.steps[static_cast<std::size_t>(play.step)]; }

bool asks_for_place(const Question& question) {
  if (question.kind == QuestionKind::place) return true;
  if (question.kind != QuestionKind::number) return false;
  return question.on == TargetKind::matrix_row ||
         (question.on == TargetKind::index && question.answer.of && question.answer.of->quantity->name == "index_of");
}

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
  if (question.kind != QuestionKind::choose) return !guess.value.empty();
  // A class answers with its hands.
  const Tally& tally = play.steps[static_cast<std::size_t>(play.step)].tally;
  const bool hands = std::any_of(tally.before.begin(), tally.before.end(), [](int votes) { return votes > 0; });
  return guess.choice.has_value() || (play.tally && hands);
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

bool moves_by_keys(const LessonPlay& play) {
  if (!waits_for_answer(play)) return false;
  const QuestionKind kind = question_of(play)->kind;
  return kind == QuestionKind::shift || kind == QuestionKind::curve;
}

void move_guess(LessonPlay& play, int right, int down) {
  if (!moves_by_keys(play)) return;
  const Question& question = *question_of(play);
  StepPlay& one = at_hand(play);
  std::vector<double>& value = one.guess.value;
  if (question.kind == QuestionKind::shift) {
    if (value.size() != 2) value = {0.0, 0.0};
    value[0] += down;
    value[1] += right;
    return;
  }
  one.point = std::clamp(one.point + right, 0, static_cast<int>(question.at.size()) - 1);
  if (down == 0) return;
  constexpr double keys = 20.0;  // from one end of the axis to the other
  const auto point = static_cast<std::size_t>(one.point);
  const double now = value.empty() ? (question.low + question.high) * 0.5 : value[point];
  set_height(play, point, now - down * (question.high - question.low) / keys);
}

void set_height(LessonPlay& play, std::size_t point, double height) {
  const Question& question = *question_of(play);
  StepPlay& one = at_hand(play);
  std::vector<double>& value = one.guess.value;
  if (value.size() != question.at.size()) value.assign(question.at.size(), (question.low + question.high) * 0.5);
  value[point] = std::clamp(height, question.low, question.high);
  one.point = static_cast<int>(point);
}

bool counts_hands(const LessonPlay& play) {
  return play.tally && waits_for_answer(play) && question_of(play)->kind == QuestionKind::choose;
}

std::string_view commit_words(const LessonPlay& play) { return counts_hands(play) ? "Reveal" : "Commit"; }

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

std::string answers_csv(const LessonPlay& play, const Results& results) {
  std::string text = "step,question,answer,right,hands,hands after discussion\r\n";
  if (play.lesson == nullptr) return text;
  for (std::size_t i = 0; i < play.steps.size(); ++i) {
    const Step& step = play.lesson->steps[i];
    if (!step.question) continue;
    const Scene& scene = scene_of(play, static_cast<int>(i));
    const std::string ask = csv_cell(plain_words(step.question->ask, scene, results));
    const Tally& tally = play.steps[i].tally;
    const auto votes = [](const std::vector<int>& all, std::size_t k) {
      return k < all.size() ? std::to_string(all[k]) : std::string();
    };
    if (step.question->kind == QuestionKind::choose) {
      for (std::size_t k = 0; k < step.question->choices.size(); ++k)
        text += fmt::format(
            "{},{},{},{},{},{}\r\n", i + 1, ask, csv_cell(plain_words(step.question->choices[k].words, scene, results)),
            static_cast<int>(k) == step.question->right ? "yes" : "no", votes(tally.before, k), votes(tally.after, k));
      continue;
    }
    // Of what is typed or clicked there is one answer, the class's.
    const StepPlay& one = play.steps[i];
    std::vector<std::string> parts;
    for (const double value : one.guess.value) parts.push_back(shortest(static_cast<float>(value)));
    LessonPlay there = play;
    there.step = static_cast<int>(i);
    // Of what is measured nothing is known in a step that is not shown.
    const Outcome outcome = outcome_of(there, scene, results);
    const bool known = one.phase == StepPhase::committed && !outcome.truth.empty();
    text += fmt::format("{},{},{},{},,\r\n", i + 1, ask, csv_cell(fmt::format("{}", fmt::join(parts, " "))),
                        !known          ? ""
                        : outcome.right ? "yes"
                                        : "no");
  }
  return text;
}

}  // namespace flatscope
