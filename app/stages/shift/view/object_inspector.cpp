// What is moved: the picture, a part of it, a horse, a digit or a drawing.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "app/files/assets.h"
#include "app/stages/shift/view/stage.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Another object stands where it belongs: a shift is not carried over to it.
void start_unmoved(StageContext& context) { context.edit.scene.shift.dx = context.edit.scene.shift.dy = 0; }

// The longest of `sentences` that ends above `bottom`.
void say(Ui& ui, Column& column, float bottom, std::span<const std::string_view> sentences) {
  for (const std::string_view words : sentences) {
    const float height = ui.text_wrapped({0, 0}, column.width(), Type::small, 0, words, false);
    if (column.y() + height > bottom) continue;
    column.note(words);
    return;
  }
}

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
  const auto choose = [&](int digit) {
    shift.digit = digit;
    start_unmoved(context);
    context.edit.commit = true;
  };

  // Two rows of five, and beside them what gives another hand.
  const Rect box = column.take_pixels(options_height(ui));
  const float gap = ui.dp(4);
  const float side = std::floor((column.width() * 0.64F - 4.0F * gap) / 5.0F);
  const float height = std::floor((box.height() - gap) * 0.5F);
  for (int digit = 0; digit < 10; ++digit) {
    const float x = box.min.x + static_cast<float>(digit % 5) * (side + gap);
    const float y = box.min.y + static_cast<float>(digit / 5) * (height + gap);
    const Rect cell{{x, y}, {x + side, y + height}};
    const std::string id = fmt::format("shift.digit/{}", digit);
    const bool on = digit == label;
    if (hit_area(ui, id.c_str(), cell, on ? "on" : "off") && !on) choose(next_of(digit, count - 1));
    const bool hovered = ImGui::IsItemHovered();
    ui.draw->AddRectFilled(cell.min, cell.max, IM_COL32(0, 0, 0, 255), ui.dp(4));
    const float picture = std::min(side, height) - ui.dp(4);
    const ImVec2 corner{std::round(cell.centre().x - picture * 0.5F), std::round(cell.centre().y - picture * 0.5F)};
    const TensorStyle style{ColourMap::direct, {0.0F, 1.0F}, false, on || hovered ? 1.0F : 0.6F};
    ui.painter.draw(ui, owner, digits.images, on ? chosen : next_of(digit, count - 1),
                    {corner, {corner.x + picture, corner.y + picture}}, style);
    if (on) compat::add_rect(ui.draw, cell.min, cell.max, ui.colours.text, ui.dp(4), std::max(1.0F, ui.dp(2)));
    ui.tooltip(cell, fmt::format("Move a handwritten {}.", digit));
  }
  const Rect another{{box.min.x + 5.0F * (side + gap) + gap, box.min.y}, {box.max.x, box.min.y + height}};
  const std::array<std::string, 3> labels = {fmt::format("Another {}", label), "Another", "Next"};
  if (push_button(ui, "shift.digit.another", another, first_fitting(ui, Type::body, another.width() - ui.dp(8), labels),
                  "The next example of this digit, in another person's hand."))
    choose(next_of(label, chosen));
}

void choose_cutout(StageContext& context, Column& column, float bottom) {
  bool& selecting = context.view.shift.selecting;
  if (column.button("shift.mark", selecting ? "Never mind" : "Mark the part to move",
                    selecting ? "Keep the part marked before." : "Then drag a rectangle around it on the picture."))
    selecting = !selecting;
  column.gap(8);
  static constexpr std::string_view words[] = {"Only the part inside the frame moves.", "Only that part moves."};
  say(context.ui, column, bottom, words);
}

}  // namespace

float options_height(const Ui& ui) {
  const float line = ui.line_height(Type::body);
  const float tools = line + ui.dp(8) + ui.dp(6), slider = line + ui.dp(2) + ui.dp(20);
  return tools + ui.dp(8) + slider;
}

void choose_doodle(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  ShiftView& view = context.view.shift;
  ShiftScene& shift = context.edit.scene.shift;
  static constexpr Option tools[] = {{"Draw", "A drag on the picture draws, where the pointer is. The shift stays."},
                                     {"Rub out", "A drag on the picture rubs out. The shift stays."},
                                     {"Move", "A drag on the picture moves the whole drawing."}};
  const bool drawing = view.drawing || shift.doodle == nullptr;
  int tool = !drawing ? 2 : view.erasing ? 1 : 0;
  if (column.segmented("shift.tool", tools, tool)) {
    view.drawing = tool != 2;
    view.erasing = tool == 1;
  }
  column.gap(8);
  const float middle = std::round(column.left() + column.width() * 0.56F);
  Column left(ui, {{column.left(), column.y()}, {middle, column.y()}});
  left.slider("shift.brush", "Brush", view.brush, 1, 24, "How thick the line is, in pixels of the drawing.");
  const float height = ui.line_height(Type::body) + ui.dp(14);
  const Rect clear{{middle + ui.dp(16), left.y() - height}, {column.right(), left.y()}};
  column.take_pixels(left.y() - column.y());
  if (push_button(ui, "shift.clear", clear, "Clear", "Take the whole drawing away. Ctrl+Z brings it back.", false,
                  shift.doodle != nullptr)) {
    shift.doodle = nullptr;
    start_unmoved(context);
    view.drawing = true;
    view.erasing = false;
    context.edit.commit = true;
  }
}

void inspect_object(StageContext& context, Column& column) {
  if (hides(context.view.lesson, "shift.object")) return;
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
    start_unmoved(context);
    context.view.shift.selecting = false;
    context.view.shift.drawing = shift.object == ObjectKind::doodle && shift.doodle == nullptr;
    context.view.shift.erasing = false;
    context.edit(change);
  }
  column.gap(8);
  const float bottom = column.y() + options_height(context.ui);
  switch (shift.object) {
    case ObjectKind::picture: {
      static constexpr std::string_view words[] = {
          "The whole picture moves. What comes in over its edge is chosen below.", "The whole picture moves."};
      say(context.ui, column, bottom, words);
      break;
    }
    case ObjectKind::cutout:
      choose_cutout(context, column, bottom);
      break;
    case ObjectKind::silhouette: {
      static constexpr std::string_view words[] = {
          "Only the horse moves. Drag it on the picture, or use the sliders and the arrow keys.",
          "Only the horse moves."};
      say(context.ui, column, bottom, words);
      break;
    }
    case ObjectKind::digit:
      choose_digit(context, column);
      break;
    case ObjectKind::doodle:
      choose_doodle(context, column);
      break;
  }
  column.take_pixels(std::max(0.0F, bottom - column.y()));
}

}  // namespace flatscope
