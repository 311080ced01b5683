#include "app/lessons/view/ghost.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "app/lessons/view/kept.h"
#include "app/lessons/view/targets.h"
#include "app/widgets/arrow.h"
#include "app/widgets/controls.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

float cell_width(const Anchor& anchor) { return anchor.all.width() / static_cast<float>(anchor.x1 - anchor.x0); }
float cell_height(const Anchor& anchor) { return anchor.all.height() / static_cast<float>(anchor.y1 - anchor.y0); }

// What is dragged where it stands: the cell that the question names, the object of the picture, else all of the plane.
Rect ghost_at_home(const Ui& ui, const Anchor& anchor, const Question& question) {
  if (question.from.size() == 2) {
    const Rect cell = anchor.cell(question.from[1], question.from[0]);
    const float half_width = std::max(cell.width() * 0.5F, ui.dp(9)),
                half_height = std::max(cell.height() * 0.5F, ui.dp(9));
    const ImVec2 c = cell.centre();
    return {{c.x - half_width, c.y - half_height}, {c.x + half_width, c.y + half_height}};
  }
  if (question.on == TargetKind::pixel)
    if (const Anchor* const object = ui.anchors.named("object")) return object->all;
  return anchor.all;
}

// value: rows down, columns right; empty: it does not move.
Rect moved(const Anchor& anchor, const Rect& home, const std::vector<double>& value) {
  if (value.size() != 2) return home;
  const float right = static_cast<float>(value[1]) * cell_width(anchor),
              down = static_cast<float>(value[0]) * cell_height(anchor);
  return {{home.min.x + right, home.min.y + down}, {home.max.x + right, home.max.y + down}};
}

void dashed_arrow(Ui& ui, ImVec2 from, ImVec2 to) {
  const float length = std::hypot(to.x - from.x, to.y - from.y), head = ui.dp(9);
  if (length < head) return;
  const ImVec2 unit{(to.x - from.x) / length, (to.y - from.y) / length};
  const ImVec2 neck{to.x - unit.x * head, to.y - unit.y * head};
  marks::dashed_line(ui, from, neck, ui.colours.text, ui.dp(2));
  ui.draw->AddTriangleFilled(to, {neck.x - unit.y * head * 0.5F, neck.y + unit.x * head * 0.5F},
                             {neck.x + unit.y * head * 0.5F, neck.y - unit.x * head * 0.5F}, ui.colours.text);
}

void draw_ghost(Ui& ui, const Rect& there) {
  // A light rim under the dashes: ink alone is lost on dark cells.
  marks::dashed_rect(ui, there.inset(-1.0F), with_alpha(ui.colours.ground, 0.8F), ui.dp(2) + 2.0F, 5.0F);
  marks::dashed_rect(ui, there.inset(-1.0F), ui.colours.text, ui.dp(2), 5.0F);
}

void draw_on(StageContext& context, const Anchor& anchor, const Question& question, const Outcome* outcome) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const StepPlay& one = play.steps[static_cast<std::size_t>(play.step)];
  const Rect home = ghost_at_home(ui, anchor, question);
  const Rect guess = moved(anchor, home, one.guess.value);
  const float rim = ui.dp(3);
  ui.draw->PushClipRect({anchor.visible.min.x - rim, anchor.visible.min.y - rim},
                        {anchor.visible.max.x + rim, anchor.visible.max.y + rim}, true);
  const bool truth_known = outcome != nullptr && outcome->truth.size() == 2;
  const Rect truth = truth_known ? moved(anchor, home, outcome->truth) : home;
  if (truth_known) {
    const ImU32 colour = colour_of(ui.colours, question.role);
    marks::outline(ui, truth.inset(-1.0F), colour, ui.dp(2.5F));
    arrow(ui.draw, home.centre(), truth.centre(), colour, ui.colours.outline, ui.dp(2));
  }
  if (one.phase != StepPhase::skipped && (outcome == nullptr || !one.guess.value.empty())) draw_ghost(ui, guess);
  if (outcome == nullptr) dashed_arrow(ui, home.centre(), guess.centre());
  ui.draw->PopClipRect();
  if (truth_known && !outcome->right && !one.guess.value.empty())
    draw_gap(ui, guess.centre(), truth.centre(), off_words(question, outcome->off));
}

}  // namespace

void draw_gap(Ui& ui, ImVec2 from, ImVec2 to, std::string_view size) {
  marks::dashed_line(ui, from, to, ui.colours.wrong, ui.dp(2));
  if (size.empty()) return;
  const float half = ui.measure(Type::mono, size).x * 0.5F + ui.dp(8), line = ui.line_height(Type::mono);
  const ImVec2 middle{(from.x + to.x) * 0.5F, (from.y + to.y) * 0.5F};
  const bool level = std::fabs(from.y - to.y) < 1.0F;
  // On a level line it stands in the line, which must be seen at both its sides; else above what it joins.
  if (level && std::fabs(from.x - to.x) < 2.0F * half + ui.dp(16)) return;
  marks::pill(ui, {middle.x, level ? middle.y : std::min(from.y, to.y) - line - ui.dp(12)}, size, ui.colours.wrong);
}

void take_shift(StageContext& context) {
  Ui& ui = context.ui;
  LessonPlay& play = context.view.lesson;
  const Question& question = *step_of(play)->question;
  const std::string name = anchor_of(question.on, question.on_name);
  int i = 0;
  for (const Anchor& anchor : ui.kept.of<LessonKept>().anchors) {
    if (anchor.name != name) continue;
    hit_area(ui, fmt::format("lesson.shift/{}", i++).c_str(), anchor.visible);
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    std::vector<double>& value = at_hand(play).guess.value;
    if (ImGui::IsItemActivated()) {
      // That it stays where it is can be expected as well.
      if (value.size() != 2) value = {0.0, 0.0};
      play.held = value;
    }
    if (!ImGui::IsItemActive() || play.held.size() != 2) continue;
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 from = io.MouseClickedPos[0];
    value = {play.held[0] + std::round(static_cast<double>((io.MousePos.y - from.y) / cell_height(anchor))),
             play.held[1] + std::round(static_cast<double>((io.MousePos.x - from.x) / cell_width(anchor)))};
  }
}

void draw_shift(StageContext& context) {
  Ui& ui = context.ui;
  const LessonPlay& play = context.view.lesson;
  const Question& question = *step_of(play)->question;
  std::optional<Outcome> outcome;
  if (!waits_for_answer(play)) outcome = outcome_of(play, scene_of(play), context.results);
  const std::string name = anchor_of(question.on, question.on_name);
  for (const Anchor& anchor : ui.anchors.all())
    if (anchor.name == name) draw_on(context, anchor, question, outcome ? &*outcome : nullptr);
  const std::vector<double>& value = play.steps[static_cast<std::size_t>(play.step)].guess.value;
  if (value.size() == 2) ui.record.fact("lesson.shift", fmt::format("{},{}", value[0], value[1]));
}

}  // namespace flatscope
