// The buttons that step the patch, and the player.
#include "app/stages/convolve/model/stepping.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/convolve/view/stage.h"
#include "app/widgets/chips.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

// A triangle that points right (1) or left (-1), with a bar before it or not.
void triangle(Ui& ui, ImVec2 at, float size, int direction, ImU32 colour) {
  const float half = size * 0.5F, tip = half * static_cast<float>(direction);
  const ImVec2 a{at.x - tip * 0.85F, at.y - half}, b{at.x - tip * 0.85F, at.y + half}, c{at.x + tip * 0.85F, at.y};
  if (direction > 0) {
    ui.draw->AddTriangleFilled(a, c, b, colour);
  } else {
    ui.draw->AddTriangleFilled(a, b, c, colour);
  }
}

void bar(Ui& ui, float x, float y, float size, ImU32 colour) {
  const float half = std::max(1.0F, ui.dp(3) * 0.5F);
  ui.draw->AddRectFilled({x - half, y - size * 0.5F}, {x + half, y + size * 0.5F}, colour);
}

enum class Sign { play_back, step_back, play, pause, step };

void draw_sign(Ui& ui, ImVec2 at, Sign sign, ImU32 colour) {
  const float size = ui.dp(12);
  switch (sign) {
    case Sign::play_back:
      triangle(ui, at, size, -1, colour);
      break;
    case Sign::play:
      triangle(ui, at, size, 1, colour);
      break;
    case Sign::step_back:
      bar(ui, at.x + size * 0.55F, at.y, size, colour);
      triangle(ui, {at.x - size * 0.15F, at.y}, size * 0.8F, -1, colour);
      break;
    case Sign::step:
      bar(ui, at.x - size * 0.55F, at.y, size, colour);
      triangle(ui, {at.x + size * 0.15F, at.y}, size * 0.8F, 1, colour);
      break;
    case Sign::pause:
      bar(ui, at.x - size * 0.28F, at.y, size, colour);
      bar(ui, at.x + size * 0.28F, at.y, size, colour);
      break;
  }
}

struct StepButton {
  const char* id;
  Sign sign;
  const char* tooltip;
};

bool sign_button(Ui& ui, const Rect& rect, const StepButton& button, bool enabled) {
  const bool clicked = push_button(ui, button.id, rect, "", button.tooltip, false, enabled);
  draw_sign(ui, rect.centre(), button.sign, enabled ? ui.colours.text : ui.colours.faint);
  return clicked;
}

void act(StageContext& context, int button) {
  ConvolveView& view = context.view.convolve;
  Scene& scene = context.edit.scene;
  const bool plays_or_pauses = button == 0 || button == 2;
  if (plays_or_pauses) {
    const bool plays = start_or_pause(scene, view, button == 0 ? -1 : 1);
    context.edit.commit = context.edit.commit || !plays;
    return;
  }
  place_patch(scene, patch_after(scene, view.patch, button == 1 ? -1 : 1));
  lead_patch(view, 0);
  context.edit.commit = true;
}

void choose_speed(StageContext& context, Column& column) {
  int& speed = context.view.convolve.speed;
  Chips chips(context.ui, column);
  chips.label("Outputs a second");
  for (int i = 0; i < static_cast<int>(std::size(all_play_speeds)); ++i) {
    const std::string number = fmt::format("{:.0f}", all_play_speeds[i]);
    const std::string tooltip = fmt::format("The player shows {} output{} a second", number, i == 0 ? "" : "s");
    if (chips.words(fmt::format("convolve.speed/{}", number).c_str(), number, tooltip, i == speed)) speed = i;
  }
}

}  // namespace

void play_patch(StageContext& context) {
  ConvolveView& view = context.view.convolve;
  if (view.playing == 0) return;
  const double now = ImGui::GetTime();
  const double pause =
      1.0 / all_play_speeds[std::clamp(view.speed, 0, static_cast<int>(std::size(all_play_speeds)) - 1)];
  if (view.next_step <= 0.0) view.next_step = now + pause;
  if (now >= view.next_step) {
    // Where frames come too late for the speed, none is left out: every output is seen.
    view.next_step = std::max(view.next_step + pause, now);
    const Scene& scene = context.edit.scene;
    const Place from{0, scene.convolve.row, scene.convolve.column};
    const Place to = patch_after(scene, from, view.playing);
    const Place beyond = patch_after(scene, to, view.playing);
    place_patch(context.edit.scene, to);
    if (beyond == to) {
      view.playing = 0;
      context.edit.commit = true;
      return;
    }
  }
  context.ui.ask_for_frame(std::max(0.0, view.next_step - now));
}

void inspect_stepping(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  ConvolveView& view = context.view.convolve;
  const PatchSteps steps = patch_steps(context.scene);
  column.section("STEP THE WINDOW");
  const bool any = steps.count() > 1;
  const bool plays = view.playing != 0;
  const std::array<StepButton, 4> buttons = {
      {{"convolve.step.play_back", Sign::play_back, "Play backward (B)"},
       {"convolve.step.back", Sign::step_back, "One step back (,)"},
       {"convolve.step.play", plays ? Sign::pause : Sign::play, plays ? "Pause (Space)" : "Play (Space)"},
       {"convolve.step.forward", Sign::step, "One step forward (.)"}}};
  const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(14));
  const float between = ui.dp(8), each = (row.width() - 3.0F * between) * 0.25F;
  for (std::size_t i = 0; i < buttons.size(); ++i) {
    const float x = row.min.x + static_cast<float>(i) * (each + between);
    const Rect cell{{std::round(x), row.min.y}, {std::round(x + each), row.max.y}};
    if (sign_button(ui, cell, buttons[i], any) && any) act(context, static_cast<int>(i));
  }
  column.gap(8);
  choose_speed(context, column);
  column.gap(8);
  if (steps.count() == 0) return;
  // This is drawn before the stage: what keys have just done is in the Scene already.
  const Scene& scene = context.edit.scene;
  const Place at = view.led || !view.hovered ? Place{0, scene.convolve.row, scene.convolve.column} : view.patch;
  // How many steps there are tells how large the output is, and so does the row of the matrix.
  const bool counts = context.shows("convolve.sizes") && context.shows("convolve.counts");
  column.note(counts ? fmt::format("row {}, column {}: step {} of {}", at.row, at.column, grouped(steps.index(at) + 1),
                                   grouped(steps.count()))
                     : fmt::format("row {}, column {}", at.row, at.column));
  column.gap(4);
  column.note("The kernel is laid on as it stands, not flipped: a cross-correlation, as in PyTorch.");
  ui.record.fact("convolve.playing", std::to_string(view.playing));
  ui.record.fact("convolve.step", std::to_string(steps.index(at) + 1));
}

}  // namespace flatscope
