#include "app/lessons/view/overlay.h"

#include <fmt/format.h>

#include <cmath>
#include <string>

#include "app/lessons/model/lesson.h"
#include "app/lessons/view/kept.h"
#include "app/look/number_text.h"
#include "app/widgets/arrow.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

// The anchor's name, and which of its cells.
struct Spot {
  std::string anchor;
  double column = 0.0, row = 0.0;
  bool whole = false;  // all of it
};

std::string anchor_of(TargetKind kind, std::string_view name) {
  switch (kind) {
    case TargetKind::map:
      return fmt::format("map/{}", name);
    case TargetKind::control:
      return fmt::format("control/{}", name);
    case TargetKind::chart_point:
      return fmt::format("chart/{}", name);
    case TargetKind::neighbour:
      return "pixel";
    default:
      return std::string(to_string(kind));
  }
}

Spot spot_of(const Target& target, const Scene& scene) {
  const std::vector<double>& at = target.at.fixed;
  const auto number = [&](std::size_t i) { return i < at.size() ? at[i] : 0.0; };
  switch (target.kind) {
    case TargetKind::pixel:
    case TargetKind::kernel_cell:
      return {anchor_of(target.kind, {}), number(1), number(0)};
    case TargetKind::index:
      return {"index", number(0), 0.0};
    case TargetKind::matrix_row:
      return {"matrix_row", 0.0, number(0)};
    case TargetKind::map:
      return {fmt::format("map/{}", static_cast<int>(number(0))), number(2), number(1), at.size() < 3};
    case TargetKind::chart_point:
      return {anchor_of(target.kind, target.name), number(0), number(1)};
    case TargetKind::neighbour: {
      const Place pinned = scene.flatten.pinned.value_or(Place{});
      const double down = target.name == "below" ? 1.0 : target.name == "above" ? -1.0 : 0.0;
      const double right = target.name == "right" ? 1.0 : target.name == "left" ? -1.0 : 0.0;
      return {"pixel", static_cast<double>(pinned.column) + right, static_cast<double>(pinned.row) + down};
    }
    case TargetKind::control:
      return {anchor_of(target.kind, target.name), 0.0, 0.0, true};
  }
  return {};
}

// A guess or a truth: one number is a place on a line, two are row and column.
Spot spot_of(const Question& question, const std::vector<double>& value) {
  Spot spot{anchor_of(question.on, question.on_name), 0.0, 0.0};
  if (question.on == TargetKind::matrix_row)
    spot.row = value.at(0);
  else if (value.size() == 1)
    spot.column = value[0];
  else if (value.size() == 2) {
    spot.row = value[0];
    spot.column = value[1];
  }
  return spot;
}

Rect rect_of(const Ui& ui, const Anchor& anchor, const Spot& spot) {
  if (spot.whole) return anchor.visible;
  if (!anchor.cells) {
    const ImVec2 at = anchor.at(spot.column, spot.row);
    return {{at.x - ui.dp(6), at.y - ui.dp(6)}, {at.x + ui.dp(6), at.y + ui.dp(6)}};
  }
  Rect rect = anchor.cell(spot.column, spot.row);
  if (anchor.name == "matrix_row") rect = {{anchor.visible.min.x, rect.min.y}, {anchor.visible.max.x, rect.max.y}};
  // Cells may be thinner than a line of a pen.
  const float least = ui.dp(5);
  if (rect.width() < least) {
    const float x = rect.centre().x;
    rect.min.x = x - least * 0.5F;
    rect.max.x = x + least * 0.5F;
  }
  if (rect.height() < least) {
    const float y = rect.centre().y;
    rect.min.y = y - least * 0.5F;
    rect.max.y = y + least * 0.5F;
  }
  return rect;
}

bool seen(const Anchor& anchor, const Rect& rect) {
  const ImVec2 c = rect.centre();
  return c.x >= anchor.visible.min.x - 1 && c.x <= anchor.visible.max.x + 1 && c.y >= anchor.visible.min.y - 1 &&
         c.y <= anchor.visible.max.y + 1;
}

ImU32 colour_of(const Palette& colours, Role role) {
  switch (role) {
    case Role::pixel:
      return colours.pixel;
    case Role::horizontal:
      return colours.horizontal;
    case Role::vertical:
      return colours.vertical;
    case Role::wrong:
      return colours.wrong;
    case Role::dense:
      return colours.dense;
    case Role::conv:
      return colours.conv;
    case Role::ink:
      break;
  }
  return colours.text;
}

template <class Draw>
void on_anchors(const Ui& ui, const Spot& spot, Draw draw) {
  for (const Anchor& anchor : ui.anchors.all()) {
    if (anchor.name != spot.anchor) continue;
    const Rect rect = rect_of(ui, anchor, spot);
    if (seen(anchor, rect)) draw(anchor, rect);
  }
}

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

void draw_guess(StageContext& context, const Question& question, const std::vector<double>& value) {
  Ui& ui = context.ui;
  on_anchors(ui, spot_of(question, value), [&](const Anchor&, const Rect& rect) {
    ui.draw->AddRectFilled(rect.min, rect.max, with_alpha(ui.colours.panel, 0.35F));
    marks::dashed_rect(ui, rect.inset(-ui.dp(1)), ui.colours.text, ui.dp(2));
  });
}

// The truth in the colour of its role, and from the guess to it the gap, vermilion and dashed.
void draw_reveal(StageContext& context, const Question& question, const Outcome& outcome, const Guess& guess) {
  Ui& ui = context.ui;
  const Spot truth = spot_of(question, outcome.truth);
  on_anchors(ui, truth, [&](const Anchor& anchor, const Rect& there) {
    marks::outline(ui, there.inset(-ui.dp(1)), ui.colours.vertical, ui.dp(2.5F));
    if (outcome.right || guess.value.empty()) return;
    const Rect from = rect_of(ui, anchor, spot_of(question, guess.value));
    if (!seen(anchor, from)) return;
    const float above = std::min(from.min.y, there.min.y) - ui.dp(10);
    const bool line = anchor.y1 <= 1.0;
    const ImVec2 a = line ? ImVec2{from.centre().x, above} : from.centre();
    const ImVec2 b = line ? ImVec2{there.centre().x, above} : there.centre();
    marks::dashed_line(ui, a, b, ui.colours.wrong, ui.dp(2));
  });
}

}  // namespace

void take_guess(StageContext& context) {
  LessonPlay& play = context.view.lesson;
  if (!waits_for_answer(play)) return;
  const Question& question = *step_of(play)->question;
  const bool clicked_number = question.kind == QuestionKind::number && question.on == TargetKind::index;
  if (question.kind != QuestionKind::place && !clicked_number) return;
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
    else if (anchor.y1 <= 1.0 && anchor.cells)
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
  ui.draw->PushClipRect(stage.min, stage.max, true);
  for (const Highlight& highlight : step->highlights)
    if (highlight.when == HighlightTime::always || (highlight.when == HighlightTime::asked) == open)
      draw_highlight(context, highlight);
  if (step->question && step->question->kind != QuestionKind::choose && step->question->kind != QuestionKind::curve) {
    const StepPlay& one = play.steps[static_cast<std::size_t>(play.step)];
    if (!one.guess.value.empty() && one.phase != StepPhase::skipped)
      draw_guess(context, *step->question, one.guess.value);
    if (!open) {
      const Outcome outcome = outcome_of(play, step->scene, context.results);
      if (!outcome.truth.empty()) draw_reveal(context, *step->question, outcome, one.guess);
    }
  }
  ui.draw->PopClipRect();
  ui.kept.of<LessonKept>().anchors = ui.anchors.all();
}

}  // namespace flatscope
