#include "app/lessons/present/notes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "app/lessons/model/lesson.h"
#include "app/lessons/present/words.h"
#include "app/lessons/view/buttons.h"
#include "app/lessons/view/question.h"

namespace flatscope {
namespace {

// Sentences in the column's width.
void paragraph(Ui& ui, Column& column, Type type, ImU32 ink, std::string_view words) {
  const float height = ui.text_wrapped({0, 0}, column.width(), type, ink, words, false);
  const Rect room = column.take_pixels(height);
  ui.text_wrapped(room.min, room.width(), type, ink, words);
}

void part(Ui& ui, Column& column, std::string_view heading, std::string_view words) {
  if (words.empty()) return;
  column.section(heading);
  paragraph(ui, column, Type::body, ui.colours.text, words);
}

// An answer at the left, and what it comes of at its right.
void answer(Ui& ui, Column& column, std::string_view value, bool right, std::string_view words) {
  const float wide = std::max(ui.measure(Type::mono_strong, value).x, ui.dp(28)) + ui.dp(10);
  const float height = ui.text_wrapped({0, 0}, column.width() - wide, Type::body, 0, words, false);
  const Rect room = column.take_pixels(std::max(height, ui.line_height(Type::mono_strong)) + ui.dp(6));
  ui.text(room.min, Type::mono_strong, right ? ui.colours.text : ui.colours.muted, value);
  ui.text_wrapped({room.min.x + wide, room.min.y}, room.width() - wide, Type::body,
                  right ? ui.colours.text : ui.colours.muted, words);
}

void answers(StageContext& context, Column& column, const Question& question, const Scene& scene) {
  Ui& ui = context.ui;
  column.section("RIGHT, AND COMMON MISTAKES");
  if (question.kind == QuestionKind::choose) {
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
      const bool right = static_cast<int>(i) == question.right;
      const Choice& choice = question.choices[i];
      const std::string words = plain_words(choice.words, scene, context.results);
      const std::string letter(1, choice_letter(i));
      answer(ui, column, letter, right, right ? "right: " + words : choice.say.empty() ? words : choice.say);
    }
    return;
  }
  if (question.kind != QuestionKind::curve)
    answer(ui, column, answer_words(question, truth_of(question, scene, context.results)), true,
           question.because.empty() ? "right" : question.because);
  for (const CommonMistake& mistake : question.mistakes)
    answer(ui, column, answer_words(question, asked_now(mistake.is, scene, context.results)), false, mistake.say);
}

// What each step took and was planned for, and all together.
void times(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const float plan = ui.measure(Type::mono, "00:00").x, took = plan + ui.dp(14) + plan;
  const auto line = [&](std::string_view words, double seconds, double planned, bool strong) {
    const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(8));
    const ImU32 ink = strong ? ui.colours.text : ui.colours.muted;
    const float y = row.min.y, mono = y + (ui.line_height(Type::body) - ui.line_height(Type::mono)) * 0.5F;
    ui.text_fit({row.min.x, y}, row.width() - took - ui.dp(8), strong ? Type::strong : Type::body, ink, words);
    if (seconds > 0.0)
      ui.text({row.max.x - plan - ui.dp(14), mono}, Type::mono, ink, minutes_and_seconds(seconds), Align::right);
    if (planned > 0.0)
      ui.text({row.max.x, mono}, Type::mono, ui.colours.muted, minutes_and_seconds(planned * 60.0), Align::right);
  };
  column.section("TOOK, OF WHAT WAS PLANNED");
  double seconds = 0.0, planned = 0.0;
  for (std::size_t i = 0; i < play.steps.size(); ++i) {
    const Step& step = play.lesson->steps[i];
    line(fmt::format("{}  {}", i + 1, step.title), play.steps[i].seconds, step.minutes,
         static_cast<int>(i) == play.step);
    seconds += play.steps[i].seconds;
    planned += step.minutes;
  }
  line("Together", seconds, planned, true);
  ui.record.fact("notes.together", minutes_and_seconds(seconds));
}

void clock(StageContext& context, Column& column, const Step& step) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  double seconds = 0.0, planned_so_far = 0.0;
  for (std::size_t i = 0; i < play.steps.size(); ++i) {
    seconds += play.steps[i].seconds;
    if (static_cast<int>(i) < play.step) planned_so_far += play.lesson->steps[i].minutes * 60.0;
  }
  const double here = play.steps[static_cast<std::size_t>(play.step)].seconds;
  const Rect row = column.take_pixels(ui.line_height(Type::number));
  const std::string whole = minutes_and_seconds(seconds);
  ui.text(row.min, Type::number, ui.colours.text, whole);
  if (play.lesson->minutes > 0.0)
    ui.text_fit(
        {row.min.x + ui.measure(Type::number, whole).x + ui.dp(10), row.max.y - ui.line_height(Type::body) - ui.dp(4)},
        row.width(), Type::body, ui.colours.muted,
        fmt::format("of {}", minutes_and_seconds(play.lesson->minutes * 60.0)));
  column.gap(2);
  std::string words = fmt::format("this step {}", minutes_and_seconds(here));
  if (step.minutes > 0.0) {
    words += fmt::format(" of {}", minutes_and_seconds(step.minutes * 60.0));
    // A step that still has time left of its plan is not late.
    const double late = seconds - planned_so_far - step.minutes * 60.0;
    if (late >= 1.0) words += fmt::format(", {} behind the plan", minutes_and_seconds(late));
  }
  paragraph(ui, column, Type::body, ui.colours.muted, words);
  // The clock goes on while nothing else happens.
  ui.ask_for_frame(1.0 - (seconds - std::floor(seconds)));
}

}  // namespace

void draw_notes(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const Step& step = *step_of(play);
  column.gap(2);
  paragraph(ui, column, Type::section, ui.colours.muted,
            fmt::format("NOTES · STEP {} OF {}", play.step + 1, play.steps.size()));
  column.gap(6);
  paragraph(ui, column, Type::heading, ui.colours.text, step.title);
  column.gap(12);
  clock(context, column, step);
  part(ui, column, "ASK", step.notes.ask);
  if (step.question) answers(context, column, *step.question, scene_of(play));
  part(ui, column, "MISTAKES TO EXPECT", step.notes.mistakes);
  part(ui, column, "IF SOMEONE ASKS FOR A PROOF", step.notes.proof);
  part(ui, column, "SAY BEFORE YOU GO ON", step.notes.say);
  times(context, column);
  ui.record.fact("notes", "shown");
}

void draw_notes_foot(StageContext& context, const Rect& foot) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  ui.draw->AddRectFilled(foot.min, foot.max, ui.colours.panel);
  ui.draw->AddLine(foot.min, {foot.max.x, foot.min.y}, ui.colours.line, 1.0F);
  const float top = foot.min.y + ui.dp(10), bottom = foot.max.y - ui.dp(10);
  float right = foot.max.x;
  const auto button = [&](const char* id, std::string_view label, std::string_view key, ButtonLook look) {
    const float wide = lesson_button_width(ui, label, key);
    const Rect rect{{right - wide, top}, {right, bottom}};
    right -= wide + ui.dp(8);
    return rect.min.x >= foot.min.x && lesson_button(ui, id, rect, label, key, look);
  };
  if (waits_for_answer(play)) {
    if (button("notes/skip", "Reveal", "", ButtonLook::first)) context.edit.run("lesson.skip");
  } else if (button("notes/next", "Next step", "PgDn", ButtonLook::first)) {
    context.edit.run("lesson.next");
  }
  if (play.step > 0 && button("notes/previous", "Back", "PgUp", ButtonLook::plain)) context.edit.run("lesson.previous");
  if (button("notes/hide", "Hide notes", "N", ButtonLook::plain)) context.edit.run("lesson.notes");
}

}  // namespace flatscope
