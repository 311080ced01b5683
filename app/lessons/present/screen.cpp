#include "app/lessons/present/screen.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/lessons/model/lesson.h"
#include "app/lessons/present/kept.h"
#include "app/lessons/view/buttons.h"
#include "app/lessons/view/dots.h"
#include "app/lessons/view/question.h"
#include "app/lessons/view/told.h"
#include "app/widgets/key_cap.h"
#include "app/widgets/pointer_cue.h"

namespace flatscope {
namespace {

constexpr float margin = 24.0F, foot_height = 38.0F, button_height = 36.0F, dot_size = 16.0F;
constexpr float larger_controls = 1.7F;

WordsLook told_in(const Ui& ui, bool large) {
  if (large) return {Type::told, Type::told_strong, Type::told_mono, ui.colours.text, 1.4F};
  return {Type::body, Type::strong, Type::mono_strong, ui.colours.text, 1.35F};
}

// The step's words, its question or what came of it, and the buttons; returns the height used.
float draw_step(StageContext& context, const Rect& area, bool large, bool say, bool draw_it) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const Step& step = *step_of(play);
  float y = area.min.y;
  if (say) {
    y += draw_told(context, area, told_in(ui, large), draw_it);
    if (step.question) y += ui.dp(16);
  }
  if (!step.question) return y - area.min.y;
  const Rect rest{{area.min.x, y}, area.max};
  if (!waits_for_answer(play)) return y + draw_outcome(context, rest, step, draw_it) - area.min.y;
  y += draw_question(context, rest, step, draw_it) + ui.dp(14);
  if (draw_it) {
    const std::string_view commit = commit_words(play);
    const float wide = lesson_button_width(ui, commit, "Enter"), skip = lesson_button_width(ui, "Skip", "");
    const float high = ui.dp(button_height);
    if (lesson_button(ui, "lesson.commit", {{area.min.x, y}, {area.min.x + wide, y + high}}, commit, "Enter",
                      ButtonLook::first, can_commit(play)))
      context.edit.run("lesson.commit");
    const float left = area.min.x + wide + ui.dp(8);
    if (lesson_button(ui, "lesson.skip", {{left, y}, {left + skip, y + high}}, "Skip", "", ButtonLook::plain))
      context.edit.run("lesson.skip");
  }
  return y + ui.dp(button_height) - area.min.y;
}

// A few words stand above the picture. More of them, and questions, stand at its right, as narrow and as large as they
// can be; on a high screen below it.
void place_words(StageContext& context, const Rect& body, PresentedPlace& place) {
  Ui& ui = context.ui;
  struct Way {
    float share;
    bool large, say;
  };
  const float gap = ui.dp(26);
  const bool question = step_of(context.view.lesson)->question.has_value();
  const float whole_width = draw_step(context, body, true, true, false);
  if (!question && whole_width < ui.line_height(Type::told) * 3.3F && whole_width < body.height() * 0.24F) {
    place.words = {body.min, {body.max.x, body.min.y + whole_width}};
    place.picture = {{body.min.x, place.words.max.y + ui.dp(12)}, body.max};
    return;
  }
  if (body.height() > body.width()) {
    constexpr Way ways[] = {{0.45F, true, true}, {0.5F, false, true}, {0.5F, false, false}};
    for (const Way& way : ways) {
      place.large = way.large;
      place.say = way.say || !question;
      const float needs = draw_step(context, {{0, 0}, {body.width(), body.height()}}, way.large, place.say, false);
      const float top = body.max.y - std::min(needs, body.height() * way.share);
      place.words = {{body.min.x, top}, body.max};
      place.picture = {body.min, {body.max.x, top - gap}};
      if (needs <= place.words.height()) return;
    }
    return;
  }
  constexpr Way ways[] = {{0.28F, true, true}, {0.33F, true, true},  {0.38F, true, true},  {0.43F, true, true},
                          {0.4F, false, true}, {0.48F, false, true}, {0.4F, false, false}, {0.5F, false, false}};
  for (const Way& way : ways) {
    if (question && way.share < 0.3F) continue;
    place.large = way.large;
    place.say = way.say || !question;
    const float left = body.max.x - std::round(body.width() * way.share);
    place.words = {{left, body.min.y}, body.max};
    place.picture = {body.min, {left - gap, body.max.y}};
    if (draw_step(context, place.words, way.large, place.say, false) <= place.words.height()) return;
  }
}

void draw_foot(StageContext& context, const Rect& foot) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const float middle = foot.centre().y;
  const float cap = key_cap(ui, {0, 0}, "Esc", false), leave = ui.measure(Type::body, "Leave").x;
  const Rect way_out{{foot.max.x - cap - ui.dp(10) - leave, foot.min.y}, foot.max};
  if (hit_area(ui, "present.leave", way_out)) context.edit.run("present");
  hand_over_item();
  const ImU32 ink = ImGui::IsItemHovered() ? ui.colours.text : ui.colours.muted;
  ui.text({way_out.min.x, middle - ui.line_height(Type::body) * 0.5F}, Type::body, ink, "Leave");
  key_cap(ui, {foot.max.x - cap, middle - key_cap_height(ui) * 0.5F}, "Esc");
  const float wide = step_dots_width(ui, play, dot_size);
  // The way on, where nothing is asked and the dots leave room for it.
  const float next_cap = key_cap(ui, {0, 0}, "Page Down", false), next = ui.measure(Type::body, "Next").x;
  const Rect way_on{foot.min, {foot.min.x + next_cap + ui.dp(10) + next, foot.max.y}};
  const bool goes_on = !waits_for_answer(play) && way_on.max.x + ui.dp(24) < foot.centre().x - wide * 0.5F;
  if (goes_on) {
    if (hit_area(ui, "present.next", way_on)) context.edit.run("lesson.next");
    hand_over_item();
    const ImU32 lit = ImGui::IsItemHovered() ? ui.colours.text : ui.colours.muted;
    ui.text({way_on.min.x, middle - ui.line_height(Type::body) * 0.5F}, Type::body, lit, "Next");
    key_cap(ui, {way_on.max.x - next_cap, middle - key_cap_height(ui) * 0.5F}, "Page Down");
  }
  if (wide < way_out.min.x - foot.min.x - ui.dp(48)) {
    const float left = std::min(foot.centre().x - wide * 0.5F, way_out.min.x - ui.dp(24) - wide);
    context.view.lesson.jump = draw_step_dots(ui, {left, middle}, play, dot_size);
  } else {
    ui.text({foot.centre().x, middle - ui.line_height(Type::body) * 0.5F}, Type::body, ui.colours.muted,
            fmt::format("step {} of {}", play.step + 1, play.steps.size()), Align::centre);
  }
}

}  // namespace

PresentedPlace place_presented(StageContext& context, const Rect& screen) {
  Ui& ui = context.ui;
  const Step& step = *step_of(context.view.lesson);
  const Rect inner{{screen.min.x + ui.dp(margin), screen.min.y + ui.dp(16)},
                   {screen.max.x - ui.dp(margin), screen.max.y}};
  PresentedPlace place;
  place.foot = {{inner.min.x, inner.max.y - ui.dp(foot_height)}, inner.max};
  // A title of three lines is a sentence, and smaller.
  const auto title_height = [&](Type type) {
    return ui.text_wrapped({0, 0}, inner.width(), type, 0, step.title, false);
  };
  if (title_height(Type::title) > ui.line_height(Type::title) * 2.5F) place.title_type = Type::heading;
  place.title = {inner.min, {inner.max.x, inner.min.y + title_height(place.title_type)}};
  const PresentKept& kept = ui.kept.of<PresentKept>();
  const bool known = kept.operated_in == context.view.lesson.step;
  const float most = screen.height() * 0.3F;
  float operate = 0.0F;
  if (!step.operate.empty()) operate = known ? std::min(kept.operated_height, most) : ui.dp(60);
  place.operate = {{inner.min.x, place.foot.min.y - operate}, {inner.max.x, place.foot.min.y}};
  const Rect body{{inner.min.x, place.title.max.y + ui.dp(9)},
                  {inner.max.x, place.operate.min.y - (operate > 0.0F ? ui.dp(14) : 0.0F)}};
  place_words(context, body, place);
  return place;
}

void draw_presented(StageContext& context, const PresentedPlace& place) {
  Ui& ui = context.ui;
  const Step& step = *step_of(context.view.lesson);
  ui.record.area("present.words", place.words.min, place.words.max);
  ui.text_wrapped(place.title.min, place.title.width(), place.title_type, ui.colours.text, step.title);
  ui.draw->PushClipRect(place.words.min, place.words.max, true);
  draw_step(context, place.words, place.large, place.say, true);
  ui.draw->PopClipRect();
  draw_foot(context, place.foot);
  ui.record.fact("lesson.step", std::to_string(context.view.lesson.step + 1));
}

float draw_operated(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const Step& step = *step_of(context.view.lesson);
  const auto hides_before = ui.hides;
  const float scale_before = ui.scale;
  ui.hides = [&step](std::string_view name) {
    return std::find(step.operate.begin(), step.operate.end(), name) == step.operate.end();
  };
  ui.scale *= larger_controls;
  ui.controls_only = true;
  // Whatever else the inspector draws falls outside; each control opens its own part of the screen again.
  ImGui::PushClipRect({-2, -2}, {-1, -1}, false);
  Column column(ui, area);
  drawing_of(context.scene.stage).inspect(context, column);
  const float used = column.y() - area.min.y;
  ImGui::PopClipRect();
  ui.controls_only = false;
  ui.scale = scale_before;
  ui.hides = hides_before;
  PresentKept& kept = ui.kept.of<PresentKept>();
  if (kept.operated_in != context.view.lesson.step || kept.operated_height != used) ui.ask_for_frame(0.0);
  kept.operated_in = context.view.lesson.step;
  kept.operated_height = used;
  return used;
}

}  // namespace flatscope
