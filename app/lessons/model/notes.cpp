#include "app/lessons/model/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "app/lessons/model/lesson.h"
#include "app/lessons/model/words.h"

namespace flatscope {
namespace {

using Kind = NoteLine::Kind;
using Lines = std::vector<NoteLine>;

void add_part(Lines& lines, std::string_view heading, std::string_view words) {
  if (words.empty()) return;
  lines.push_back({Kind::heading, std::string(heading)});
  lines.push_back({Kind::words, std::string(words)});
}

void add_answers(Lines& lines, const Question& question, const Scene& scene, const Results& results) {
  lines.push_back({Kind::heading, "RIGHT, AND COMMON MISTAKES"});
  if (question.kind == QuestionKind::choose) {
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
      const bool right = static_cast<int>(i) == question.right;
      const Choice& choice = question.choices[i];
      const std::string words = plain_words(choice.words, scene, results);
      lines.push_back({Kind::answer,
                       right                ? "right: " + words
                       : choice.say.empty() ? words
                                            : choice.say,
                       std::string(1, choice_letter(i)), "", right});
    }
    return;
  }
  if (question.kind != QuestionKind::curve)
    lines.push_back({Kind::answer, question.because.empty() ? "right" : question.because,
                     answer_words(question, truth_of(question, scene, results)), "", true});
  for (const CommonMistake& mistake : question.mistakes)
    lines.push_back({Kind::answer, mistake.say, answer_words(question, asked_now(mistake.is, scene, results))});
}

void add_clock(Lines& lines, const LessonPlay& play, const Step& step) {
  const double plan = play.lesson->minutes * 60.0, step_plan = step.minutes * 60.0;
  lines.push_back({Kind::clock, minutes_and_seconds(seconds_of(play)),
                   plan > 0.0 ? fmt::format("of {}", minutes_and_seconds(plan)) : ""});
  const double here = play.steps[static_cast<std::size_t>(play.step)].seconds;
  std::string words = fmt::format("this step {}", minutes_and_seconds(here));
  if (step_plan > 0.0) {
    words += fmt::format(" of {}", minutes_and_seconds(step_plan));
    double planned_before = 0.0;
    for (int i = 0; i < play.step; ++i)
      planned_before += play.lesson->steps[static_cast<std::size_t>(i)].minutes * 60.0;
    // A step that still has time left of its plan is not late.
    const double late = seconds_of(play) - planned_before - step_plan;
    if (late >= 1.0) words += fmt::format(", {} behind the plan", minutes_and_seconds(late));
  }
  lines.push_back({Kind::under_clock, words});
}

// What each step took and was planned for, and all together.
void add_times(Lines& lines, const LessonPlay& play) {
  const auto time = [](double seconds) { return seconds > 0.0 ? minutes_and_seconds(seconds) : ""; };
  lines.push_back({Kind::heading, "TOOK, OF WHAT WAS PLANNED"});
  double planned = 0.0;
  for (std::size_t i = 0; i < play.steps.size(); ++i) {
    const Step& step = play.lesson->steps[i];
    lines.push_back({Kind::time, fmt::format("{}  {}", i + 1, step.title), time(play.steps[i].seconds),
                     time(step.minutes * 60.0), static_cast<int>(i) == play.step});
    planned += step.minutes;
  }
  lines.push_back({Kind::time, "Together", time(seconds_of(play)), time(planned * 60.0), true});
}

}  // namespace

std::vector<NoteLine> notes_of(const LessonPlay& play, const Results& results) {
  const Step& step = *step_of(play);
  Lines lines;
  lines.push_back({Kind::place, fmt::format("NOTES · STEP {} OF {}", play.step + 1, play.steps.size())});
  lines.push_back({Kind::title, step.title});
  add_clock(lines, play, step);
  add_part(lines, "ASK", step.notes.ask);
  if (step.question) add_answers(lines, *step.question, scene_of(play), results);
  add_part(lines, "MISTAKES TO EXPECT", step.notes.mistakes);
  add_part(lines, "IF SOMEONE ASKS FOR A PROOF", step.notes.proof);
  add_part(lines, "SAY BEFORE YOU GO ON", step.notes.say);
  add_times(lines, play);
  return lines;
}

double seconds_of(const LessonPlay& play) {
  double seconds = 0.0;
  for (const StepPlay& step : play.steps) seconds += step.seconds;
  return seconds;
}

std::string minutes_and_seconds(double seconds) {
  const auto whole = static_cast<long long>(std::floor(std::max(seconds, 0.0)));
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

std::vector<NoteButton> note_buttons(const LessonPlay& play) {
  std::vector<NoteButton> buttons;
  if (waits_for_answer(play))
    buttons.push_back({"lesson.skip", "Reveal", "", true});
  else
    buttons.push_back({"lesson.next", at_last_step(play) ? "End" : "Next step", "PageDown", true});
  if (play.step > 0) buttons.push_back({"lesson.previous", "Back", "PageUp"});
  buttons.push_back({"lesson.notes", "Hide notes", "N"});
  return buttons;
}

}  // namespace flatscope
