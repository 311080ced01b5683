// What the pointer does on the canvas: it drags the object, marks a cut-out, draws.
#include "app/stages/shift/view/canvas_tools.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "app/widgets/marks.h"

namespace flatscope {
namespace {

ImVec2 share_of(const Rect& canvas, ImVec2 at) {
  return {(at.x - canvas.min.x) / canvas.width(), (at.y - canvas.min.y) / canvas.height()};
}

// Lays a disc on the doodle (or takes one away) at (x, y) in its pixels.
void stamp(Tensor& doodle, float x, float y, float diameter, bool erase) {
  const float radius = std::max(0.5F, diameter * 0.5F);
  const auto first = [](float value, int most) { return std::clamp(static_cast<int>(std::floor(value)), 0, most); };
  const int left = first(x - radius - 1.0F, doodle_width), right = first(x + radius + 2.0F, doodle_width);
  const int top = first(y - radius - 1.0F, doodle_height), bottom = first(y + radius + 2.0F, doodle_height);
  for (int row = top; row < bottom; ++row) {
    for (int column = left; column < right; ++column) {
      const float away = std::hypot(static_cast<float>(column) + 0.5F - x, static_cast<float>(row) + 0.5F - y);
      const float cover = std::clamp(radius + 0.5F - away, 0.0F, 1.0F);
      float& value = doodle.at(0, row, column);
      value = erase ? std::min(value, 1.0F - cover) : std::max(value, cover);
    }
  }
}

}  // namespace

Rect sheet_of(const StageContext& context, const Rect& canvas, PixelSize size) {
  const ShiftScene& shift = context.scene.shift;
  // What trained networks read stands at rest while it is drawn.
  if (shift.border == Border::circular || answering_pair(shift) != nullptr) return canvas;
  const ImVec2 by{static_cast<float>(shift.dx) * canvas.width() / static_cast<float>(size.width),
                  static_cast<float>(shift.dy) * canvas.height() / static_cast<float>(size.height)};
  return {{canvas.min.x + by.x, canvas.min.y + by.y}, {canvas.max.x + by.x, canvas.max.y + by.y}};
}

void drag_object(StageContext& context, const Rect& canvas, PixelSize size) {
  ShiftScene& shift = context.edit.scene.shift;
  ShiftDrag& drag = context.view.shift.drag;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemActivated()) drag = {mouse.x, mouse.y, context.scene.shift.dx, context.scene.shift.dy, false};
  if (ImGui::IsItemActive()) {
    const auto pixels = [](float distance, float length, std::int64_t count) {
      return static_cast<int>(std::lround(distance * static_cast<float>(count) / length));
    };
    const auto most_x = static_cast<int>(size.width), most_y = static_cast<int>(size.height);
    shift.dx = std::clamp(drag.dx + pixels(mouse.x - drag.x, canvas.width(), size.width), -most_x, most_x);
    shift.dy = std::clamp(drag.dy + pixels(mouse.y - drag.y, canvas.height(), size.height), -most_y, most_y);
  }
  if (ImGui::IsItemDeactivated() && (shift.dx != drag.dx || shift.dy != drag.dy)) context.edit.commit = true;
}

void mark_cutout(StageContext& context, const Rect& canvas, PixelSize size) {
  ShiftDrag& drag = context.view.shift.drag;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemActivated()) drag = {mouse.x, mouse.y, 0, 0, false};
  const float away = std::max(std::fabs(mouse.x - drag.x), std::fabs(mouse.y - drag.y));
  if (ImGui::IsItemActive() && (drag.marking || away >= context.ui.dp(3))) {
    drag.marking = true;
    const ImVec2 a = share_of(canvas, {drag.x, drag.y}), b = share_of(canvas, mouse);
    const auto snapped = [](float one, float other, std::int64_t count, float& low, float& high) {
      const auto pixels = static_cast<float>(count);
      const float first = std::clamp(std::floor(std::min(one, other) * pixels), 0.0F, pixels - 1.0F);
      const float last = std::clamp(std::ceil(std::max(one, other) * pixels), first + 1.0F, pixels);
      low = first / pixels;
      high = last / pixels;
    };
    ShiftScene& shift = context.edit.scene.shift;
    snapped(a.x, b.x, size.width, shift.cutout.left, shift.cutout.right);
    snapped(a.y, b.y, size.height, shift.cutout.top, shift.cutout.bottom);
    shift.dx = shift.dy = 0;  // what is marked lies where it is marked
  }
  if (ImGui::IsItemDeactivated() && drag.marking) {
    context.edit.commit = true;
    context.view.shift.selecting = false;
  }
}

void draw_doodle(StageContext& context, const Rect& canvas, PixelSize size) {
  Ui& ui = context.ui;
  ShiftDrag& stroke = context.view.shift.drag;
  const ShiftScene& shift = context.scene.shift;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool at_rest = answering_pair(shift) != nullptr;
  const auto dx = static_cast<float>(at_rest ? 0 : shift.dx), dy = static_cast<float>(at_rest ? 0 : shift.dy);
  // In pixels of the doodle, where the drawing stands now: it may have been moved.
  const auto place = [&](ImVec2 at) {
    const ImVec2 share = share_of(canvas, at);
    return ImVec2{(share.x - dx / static_cast<float>(size.width)) * doodle_width,
                  (share.y - dy / static_cast<float>(size.height)) * doodle_height};
  };
  const auto brush = static_cast<float>(context.view.shift.brush);
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
    const bool possible = sheet_of(context, canvas, size).contains(mouse);
    const float radius = std::max(2.0F, brush * 0.5F * canvas.width() / doodle_width);
    const ImU32 ink = context.view.shift.erasing || !possible ? ui.colours.wrong : ui.colours.pixel;
    ui.draw->PushClipRect(canvas.min, canvas.max, true);
    ui.draw->AddCircle(mouse, radius + 1.0F, ui.colours.outline, 0, 3.0F);
    ui.draw->AddCircle(mouse, radius, ink, 0, 1.5F);
    ui.draw->PopClipRect();
    if (!possible) ImGui::SetMouseCursor(ImGuiMouseCursor_NotAllowed);
  }
  if (ImGui::IsItemActivated()) {
    stroke.x = mouse.x;
    stroke.y = mouse.y;
    context.view.shift.drawing = true;  // also after the first stroke
  }
  const bool moved = mouse.x != stroke.x || mouse.y != stroke.y;
  if (ImGui::IsItemActivated() || (ImGui::IsItemActive() && moved)) {
    auto next = shift.doodle != nullptr ? std::make_shared<Tensor>(*shift.doodle)
                                        : std::make_shared<Tensor>(Shape{doodle_height, doodle_width});
    const ImVec2 a = place({stroke.x, stroke.y}), b = place(mouse);
    const int round = shift.border == Border::circular && !at_rest ? 1 : 0;
    // A fast stroke leaves no gaps: discs at most a quarter of the brush apart.
    const int steps = 1 + static_cast<int>(std::hypot(b.x - a.x, b.y - a.y) / std::max(0.5F, brush * 0.25F));
    for (int i = 0; i <= steps; ++i) {
      const float share = static_cast<float>(i) / static_cast<float>(steps);
      const ImVec2 at{a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
      for (int down = -round; down <= round; ++down)
        for (int across = -round; across <= round; ++across)
          stamp(*next, at.x + static_cast<float>(across * doodle_width),
                at.y + static_cast<float>(down * doodle_height), brush, context.view.shift.erasing);
    }
    context.edit.scene.shift.doodle = std::move(next);
    stroke.x = mouse.x;
    stroke.y = mouse.y;
  }
  if (ImGui::IsItemDeactivated()) context.edit.commit = true;
}

void draw_sheet_edge(StageContext& context, const Rect& canvas, PixelSize size) {
  const Rect sheet = sheet_of(context, canvas, size);
  Ui& ui = context.ui;
  const float thick = std::max(1.0F, ui.dp(1));
  for (const float x : {sheet.min.x, sheet.max.x})
    if (x > canvas.min.x + 1.0F && x < canvas.max.x - 1.0F)
      marks::dashed_line(ui, {x, canvas.min.y}, {x, canvas.max.y}, ui.colours.wrong, thick, 5.0F);
  for (const float y : {sheet.min.y, sheet.max.y})
    if (y > canvas.min.y + 1.0F && y < canvas.max.y - 1.0F)
      marks::dashed_line(ui, {canvas.min.x, y}, {canvas.max.x, y}, ui.colours.wrong, thick, 5.0F);
}

}  // namespace flatscope
