// What is moved: the picture, a part of it, a horse, a digit or a drawing.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>

#include "app/imgui_compat.h"
#include "app/scene/assets.h"
#include "app/stages/shift_stage.h"
#include "app/widgets/tensor_view.h"

namespace flatscope {
namespace {

void choose_digit(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const Digits& digits = bundled_digits();
  // They live as long as the program; the painter wants an owner all the same.
  static const std::shared_ptr<const Digits> owner(&digits, [](const Digits*) {});
  ShiftScene& shift = context.edit.scene.shift;
  const auto count = static_cast<int>(digits.labels.size());
  const int chosen = std::clamp(shift.digit, 0, count - 1);
  const int label = digits.labels[static_cast<std::size_t>(chosen)];
  const auto next_of = [&](int wanted, int after) {
    for (int step = 1; step <= count; ++step)
      if (digits.labels[static_cast<std::size_t>((after + step) % count)] == wanted) return (after + step) % count;
    return after;
  };

  const float gap = ui.dp(4);
  const float side = std::floor((column.width() - 4.0F * gap) / 5.0F);
  const float height = std::min(side, ui.dp(40));
  const Rect box = column.take_pixels(2.0F * height + gap);
  for (int digit = 0; digit < 10; ++digit) {
    const float x = box.min.x + static_cast<float>(digit % 5) * (side + gap);
    const float y = box.min.y + static_cast<float>(digit / 5) * (height + gap);
    const Rect cell{{x, y}, {x + side, y + height}};
    const std::string id = fmt::format("shift.digit/{}", digit);
    const bool on = digit == label;
    if (hit_area(ui, id.c_str(), cell, on ? "on" : "off") && !on) {
      shift.digit = next_of(digit, count - 1);
      context.edit.commit = true;
    }
    const bool hovered = ImGui::IsItemHovered();
    ui.draw->AddRectFilled(cell.min, cell.max, IM_COL32(0, 0, 0, 255), ui.dp(4));
    const float picture = height - ui.dp(6);
    const ImVec2 corner{std::round(cell.centre().x - picture * 0.5F), std::round(cell.centre().y - picture * 0.5F)};
    const TensorStyle style{ColourMap::direct, {0.0F, 1.0F}, false, on || hovered ? 1.0F : 0.6F};
    ui.painter.draw(ui, owner, digits.images, on ? chosen : next_of(digit, count - 1),
                    {corner, {corner.x + picture, corner.y + picture}}, style);
    if (on) compat::add_rect(ui.draw, cell.min, cell.max, ui.colours.text, ui.dp(4), std::max(1.0F, ui.dp(2)));
    ui.tooltip(cell, fmt::format("Move a handwritten {}.", digit));
  }
  column.gap(8);
  if (column.button("shift.digit.another", fmt::format("Another {}", label),
                    "The next example of this digit, in another person's hand.")) {
    shift.digit = next_of(label, chosen);
    context.edit.commit = true;
  }
}

void choose_cutout(StageContext& context, Column& column) {
  bool& selecting = context.view.shift.selecting;
  if (column.button("shift.mark", selecting ? "Never mind" : "Mark the part to move",
                    selecting ? "Keep the part marked before." : "Then drag a rectangle around it on the picture."))
    selecting = !selecting;
}

void choose_doodle(StageContext& context, Column& column) {
  ShiftView& view = context.view.shift;
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option tools[] = {{"Draw", "Draw on the picture with the mouse."},
                                     {"Rub out", "Take away with the mouse."},
                                     {"Move", "Drag the drawing about."}};
  const bool drawing = view.drawing || shift.doodle == nullptr;
  int tool = !drawing ? 2 : view.erasing ? 1 : 0;
  if (column.segmented("shift.tool", tools, tool)) {
    view.drawing = tool != 2;
    view.erasing = tool == 1;
  }
  if (drawing) {
    column.gap(8);
    column.slider("shift.brush", "Brush", view.brush, 1, 24, "How thick the line is, in pixels of the drawing.");
  }
  column.gap(8);
  if (column.button("shift.clear", "Clear", "Take the whole drawing away. Ctrl+Z brings it back.",
                    shift.doodle != nullptr)) {
    shift.doodle = nullptr;
    shift.dx = shift.dy = 0;
    view.drawing = true;
    view.erasing = false;
    context.edit.commit = true;
  }
}

}  // namespace

void inspect_object(StageContext& context, Column& column) {
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option options[] = {
      {"Picture", "Move the whole picture. What comes in over the edge is chosen below."},
      {"Cut-out", "Move a part of the picture that you mark."},
      {"Horse", "Move a white horse."},
      {"Digit", "Move a handwritten digit."},
      {"Draw", "Draw something, then move it."}};
  int kind = static_cast<int>(shift.object);
  column.section("OBJECT");
  if (const Change change = column.segmented("shift.object", options, kind)) {
    shift.object = static_cast<ObjectKind>(kind);
    context.view.shift.selecting = false;
    context.view.shift.drawing = shift.object == ObjectKind::doodle && shift.doodle == nullptr;
    context.view.shift.erasing = false;
    context.edit(change);
  }
  if (shift.object == ObjectKind::cutout || shift.object == ObjectKind::digit || shift.object == ObjectKind::doodle)
    column.gap(8);
  if (shift.object == ObjectKind::cutout) choose_cutout(context, column);
  if (shift.object == ObjectKind::digit) choose_digit(context, column);
  if (shift.object == ObjectKind::doodle) choose_doodle(context, column);
}

}  // namespace flatscope
