#include "app/lessons/view/overlay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/lessons/view/ghost.h"
#include "app/lessons/view/kept.h"
#include "app/lessons/view/targets.h"
#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

void draw_highlight(StageContext& context, const Highlight& highlight) {
  Ui& ui = context.ui;
  const ImU32 colour = colour_of(ui.colours, highlight.role);
  on_anchors(ui, spot_of(highlight.target, context.scene), [&](const Anchor&, const Rect& rect) {
    marks::outline(ui, rect.inset(-ui.dp(1)), colour, ui.dp(2.5F));
    if (highlight.label.empty()) return;
    // In a large enough cell in place of what stands there, else in a box beside it.
    const ImVec2 size = ui.measure(Type::strong, highlight.label);
    if (size.x + ui.dp(4) < rect.width() && size.y < rect.height() + ui.dp(2)) {
      ui.draw->AddRectFilled(rect.min, rect.max, ui.colours.panel);
      ui.text({rect.centre().x, rect.centre().y - size.y * 0.5F}, Type::strong, colour, highlight.label, Align::centre);
    } else {
      marks::pill(ui, {rect.centre().x, rect.min.y - ui.dp(14)}, highlight.label, colour);
    }
  });
  ui.record.fact(fmt::format("lesson.highlight.{}", to_string(highlight.target.kind)), highlight.label);
}

// Round all of the control's parts, as the frame before had them: some are drawn after this.
void draw_control_highlight(StageContext& context, const Highlight& highlight) {
  Ui& ui = context.ui;
  const std::string name = anchor_of(TargetKind::control, highlight.target.name), inside = name + "/";
  std::optional<Rect> all;
  for (const Anchor& anchor : ui.kept.of<LessonKept>().anchors) {
    if (anchor.name != name && anchor.name.rfind(inside, 0) != 0) continue;
    const Rect& rect = anchor.visible;
    if (!all) all = rect;
    all->min = {std::min(all->min.x, rect.min.x), std::min(all->min.y, rect.min.y)};
    all->max = {std::max(all->max.x, rect.max.x), std::max(all->max.y, rect.max.y)};
  }
  if (!all) return;
  const Rect ring = all->inset(-ui.dp(4));
  compat::add_rect(ui.draw, ring.min, ring.max, colour_of(ui.colours, highlight.role), ui.dp(8), ui.dp(2.5F));
  if (!highlight.label.empty())
    marks::pill(ui, {ring.centre().x, ring.min.y - ui.dp(14)}, highlight.label, colour_of(ui.colours, highlight.role));
  ui.record.area("lesson.ring", ring.min, ring.max);
  ui.record.fact("lesson.highlight.control", highlight.target.name);
}

void draw_guess(StageContext& context, const Question& question, const std::vector<double>& value) {
  Ui& ui = context.ui;
  on_anchors(ui, spot_of(question, value), [&](const Anchor&, const Rect& rect) {
    ui.draw->AddRectFilled(rect.min, rect.max, with_alpha(ui.colours.panel, 0.35F));
    marks::dashed_rect(ui, rect.inset(-ui.dp(1)), ui.colours.text, ui.dp(2));
  });
}

// The truth in the colour of its role, and from the guess to it the gap, vermilion and dashed, with its size.
void draw_reveal(StageContext& context, const Question& question, const Outcome& outcome, const Guess& guess) {
  Ui& ui = context.ui;
  const Spot truth = spot_of(question, outcome.truth);
  on_anchors(ui, truth, [&](const Anchor& anchor, const Rect& there) {
    marks::outline(ui, there.inset(-ui.dp(1)), colour_of(ui.colours, question.role), ui.dp(2.5F));
    if (outcome.right || guess.value.empty()) return;
    const Rect from = rect_of(ui, anchor, spot_of(question, guess.value));
    if (!seen(anchor, from)) return;
    const float above = std::min(from.min.y, there.min.y) - ui.dp(10);
    const bool line = anchor.y1 <= 1.0;
    const ImVec2 a = line ? ImVec2{from.centre().x, above} : from.centre();
    const ImVec2 b = line ? ImVec2{there.centre().x, above} : there.centre();
    draw_gap(ui, a, b, off_words(question, outcome.off));
  });
}

}  // namespace

void take_guess(StageContext& context) {
  LessonPlay& play = context.view.lesson;
  if (!waits_for_answer(play)) return;
  const Question& question = *step_of(play)->question;
  if (question.kind == QuestionKind::shift) return take_shift(context);
  if (!asks_for_place(question)) return;
  Ui& ui = context.ui;
  const std::string name = anchor_of(question.on, question.on_name);
  int i = 0;
  for (const Anchor& anchor : ui.kept.of<LessonKept>().anchors) {
    if (anchor.name != name) continue;
    hit_area(ui, fmt::format("lesson.place/{}", i++).c_str(), anchor.visible);
    if (!ImGui::IsItemActive()) continue;
    const auto [column, row] = anchor.under(ImGui::GetIO().MousePos);
    std::vector<double>& value = at_hand(play).guess.value;
    if (question.on == TargetKind::matrix_row)
      value = {row};
    else if (question.on == TargetKind::index)
      value = {column};
    else
      value = {row, column};
    at_hand(play).guess.typed = value.size() == 1 ? std::to_string(std::llround(value[0])) : std::string();
  }
}

void draw_lesson_overlay(StageContext& context, const Rect& stage) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const Step* const step = step_of(play);
  if (step == nullptr) return;
  const bool open = waits_for_answer(play);
  const auto is_on = [open](const Highlight& highlight) {
    return highlight.when == HighlightTime::always || (highlight.when == HighlightTime::asked) == open;
  };
  ui.draw->PushClipRect(stage.min, stage.max, true);
  for (const Highlight& highlight : step->highlights)
    if (highlight.target.kind != TargetKind::control && is_on(highlight)) draw_highlight(context, highlight);
  if (step->question && step->question->kind == QuestionKind::shift) {
    draw_shift(context);
  } else if (step->question && asks_for_place(*step->question)) {
    const StepPlay& one = play.steps[static_cast<std::size_t>(play.step)];
    if (!one.guess.value.empty() && one.phase != StepPhase::skipped)
      draw_guess(context, *step->question, one.guess.value);
    if (!open) {
      const Outcome outcome = outcome_of(play, scene_of(play), context.results);
      if (!outcome.truth.empty()) draw_reveal(context, *step->question, outcome, one.guess);
    }
  }
  ui.draw->PopClipRect();
  for (const Highlight& highlight : step->highlights)
    if (highlight.target.kind == TargetKind::control && is_on(highlight)) draw_control_highlight(context, highlight);
}

void keep_anchors(Ui& ui) {
  std::vector<Anchor>& kept = ui.kept.of<LessonKept>().anchors;
  if (kept.size() != ui.anchors.all().size()) ui.ask_for_frame(0.0);
  kept = ui.anchors.all();
}

}  // namespace flatscope
