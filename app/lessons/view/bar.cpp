#include "app/lessons/view/bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/lessons/view/buttons.h"
#include "app/lessons/view/dots.h"
#include "app/lessons/view/question.h"
#include "app/lessons/view/words.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Where the parts of the bar are.
struct BarPlace {
  Rect head, words, answer, buttons;
};

constexpr float head_height = 40.0F, buttons_height = 40.0F;

WordsLook told_in(const Ui& ui) { return {Type::body, Type::strong, Type::mono_strong, ui.colours.text, 1.45F}; }

// The buttons stand beside the last row of the question, but choices take all the width.
bool buttons_below(const Step& step) { return step.question && step.question->kind == QuestionKind::choose; }

BarPlace place_bar(const Ui& ui, const Rect& area, const Step& step) {
  const bool question = step.question.has_value();
  const Rect inner{{area.min.x + ui.dp(24), area.min.y + ui.dp(8)}, {area.max.x - ui.dp(24), area.max.y - ui.dp(12)}};
  BarPlace place;
  place.head = {inner.min, {inner.max.x, inner.min.y + ui.dp(head_height)}};
  const float top = place.head.max.y;
  // A step that only tells has the whole width, but lines no longer than can be read.
  const float left = question ? inner.width() * 0.31F : std::min(inner.width(), ui.dp(760));
  place.words = {{inner.min.x, top}, {inner.min.x + left, inner.max.y}};
  place.buttons = {{inner.min.x + (question ? left + ui.dp(40) : 0.0F), inner.max.y - ui.dp(buttons_height)},
                   inner.max};
  place.answer = {{inner.min.x + left + ui.dp(40), top},
                  {inner.max.x, buttons_below(step) ? place.buttons.min.y - ui.dp(8) : inner.max.y}};
  return place;
}

void draw_head(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const float middle = area.min.y + ui.dp(16), body = middle - ui.line_height(Type::body) * 0.5F;
  // From the right: the cross and the tools, as far as there is room beside the title.
  float right = area.max.x;
  const Rect cross{{right - ui.dp(28), middle - ui.dp(14)}, {right, middle + ui.dp(14)}};
  if (close_cross(ui, "lesson.close", cross, "Leave the lesson (Esc)")) context.edit.run("lesson.leave");
  right = cross.min.x - ui.dp(12);
  const std::string count = fmt::format("step {} of {}", play.step + 1, play.steps.size());
  const float least = ui.measure(Type::strong, play.lesson->title).x + ui.measure(Type::small, count).x + ui.dp(40) +
                      ui.dp(16) * static_cast<float>(play.steps.size());
  struct Tool {
    std::string_view id, label, about;
    bool on;
  };
  const bool votes = step_of(play)->question && step_of(play)->question->kind == QuestionKind::choose;
  const Tool tools[] = {
      {"present", "Present", "Fill the screen (F5)", context.view.presenting},
      {"lesson.notes", "Notes", "What to ask, what is right, and the time (N)", play.notes},
      {"lesson.steps", "Steps", "All steps, to jump to one", play.list},
      {"lesson.tally", "Count hands", "Clicks add a hand to each answer; with Shift they take one back", play.tally}};
  for (const Tool& tool : tools) {
    if (tool.id == "lesson.tally" && !votes) continue;
    const float width = ui.measure(Type::body, tool.label).x + ui.dp(20);
    if (right - width < area.min.x + least) break;
    const Rect rect{{right - width, middle - ui.dp(15)}, {right, middle + ui.dp(15)}};
    right = rect.min.x - ui.dp(4);
    if (hit_area(ui, fmt::format("bar/{}", tool.id).c_str(), rect, tool.on ? "on" : "off")) context.edit.run(tool.id);
    const bool hovered = ImGui::IsItemHovered();
    if (hovered || tool.on) ui.draw->AddRectFilled(rect.min, rect.max, ui.colours.raised, ui.dp(6));
    ui.text({rect.centre().x, body}, Type::body, hovered || tool.on ? ui.colours.text : ui.colours.muted, tool.label,
            Align::centre);
    ui.tooltip(rect, tool.about);
  }
  float x = area.min.x;
  x += ui.text_fit({x, body}, right - x, Type::strong, ui.colours.text, play.lesson->title) + ui.dp(16);
  if (const float dots = step_dots_width(ui, play, 16); x + dots < right) {
    context.view.lesson.jump = draw_step_dots(ui, {x, middle}, play, 16);
    x += dots + ui.dp(8);
  }
  if (x + ui.measure(Type::small, count).x < right)
    ui.text({x, middle - ui.line_height(Type::small) * 0.5F}, Type::small, ui.colours.muted, count);
  ui.record.fact("lesson.step", std::to_string(play.step + 1));
}

void draw_buttons(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const bool open = waits_for_answer(play);
  const bool last = play.step + 1 == static_cast<int>(play.steps.size());
  float right = area.max.x;
  const auto button = [&](const char* id, std::string_view label, std::string_view key, ButtonLook look, bool enabled,
                          float least) {
    const float width = std::max(lesson_button_width(ui, label, key), ui.dp(least));
    const Rect rect{{right - width, area.min.y}, {right, area.max.y}};
    right -= width + ui.dp(8);
    return lesson_button(ui, id, rect, label, key, look, enabled);
  };
  if (open) {
    if (button("lesson.commit", "Commit", "Enter", ButtonLook::first, can_commit(play), 160))
      context.edit.run("lesson.commit");
    if (button("lesson.skip", "Skip", "", ButtonLook::plain, true, 88)) context.edit.run("lesson.skip");
  } else {
    if (button("lesson.next", last ? "End" : "Next step", "PageDown", ButtonLook::first, true, 200))
      context.edit.run("lesson.next");
    if (step_of(play)->question) {
      if (button("lesson.again", "Answer again", "", ButtonLook::plain, true, 120)) context.edit.run("lesson.again");
    }
  }
  if (play.tally && open && step_of(play)->question->kind == QuestionKind::choose &&
      !at_hand(context.view.lesson).tally.second &&
      button("lesson.vote-again", "Vote again", "", ButtonLook::plain, true, 110))
    context.edit.run("lesson.vote-again");
  if (play.step > 0 && button("lesson.previous", "Back", "", ButtonLook::plain, true, 40))
    context.edit.run("lesson.previous");
  const bool changed = context.scene != step_of(play)->scene;
  if (changed && right - area.min.x > lesson_button_width(ui, "Back to the step", "") &&
      button("lesson.restore", "Back to the step", "", ButtonLook::plain, true, 0))
    context.edit.run("lesson.restore");
}

}  // namespace

float lesson_bar_height(StageContext& context, float width, float screen_height) {
  const Step* const step = step_of(context.view.lesson);
  if (step == nullptr) return 0.0F;
  Ui& ui = context.ui;
  const BarPlace place = place_bar(ui, {{0, 0}, {width, screen_height}}, *step);
  const float words =
      draw_words(ui, {0, 0}, place.words.width(), told_in(ui), step->say, step->scene, context.results, false);
  float answer = 0.0F;
  if (step->question)
    answer = waits_for_answer(context.view.lesson) ? draw_question(context, place.answer, *step, false)
                                                   : draw_outcome(context, place.answer, *step, false);
  const float frame = ui.dp(8 + 12 + head_height);
  const float needs =
      frame + std::max(step->question ? words : words + ui.dp(buttons_height + 8),
                       step->question ? answer + (buttons_below(*step) ? ui.dp(buttons_height + 8) : 0.0F) : 0.0F);
  return std::min(std::round(std::max(needs, ui.dp(140))), screen_height * 0.5F);
}

void draw_lesson_bar(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const Step& step = *step_of(context.view.lesson);
  ui.draw->AddRectFilled(area.min, area.max, ui.colours.panel);
  ui.draw->AddLine(area.min, {area.max.x, area.min.y}, ui.colours.line, 1.0F);
  ui.record.area("lesson", area.min, area.max);
  const BarPlace place = place_bar(ui, area, step);
  draw_head(context, place.head);
  ui.draw->PushClipRect(area.min, area.max, true);
  draw_words(ui, place.words.min, place.words.width(), told_in(ui), step.say, step.scene, context.results);
  if (step.question) {
    if (waits_for_answer(context.view.lesson))
      draw_question(context, place.answer, step, true);
    else
      draw_outcome(context, place.answer, step, true);
  }
  ui.draw->PopClipRect();
  draw_buttons(context, place.buttons);
}

}  // namespace flatscope
