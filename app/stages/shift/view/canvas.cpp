// The picture itself: dragging the object, marking a cut-out, drawing.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/stages/shift/view/stage.h"
#include "app/widgets/arrow.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

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

ImVec2 share_of(const Rect& canvas, ImVec2 at) {
  return {(at.x - canvas.min.x) / canvas.width(), (at.y - canvas.min.y) / canvas.height()};
}

// A frame between the pressed and the present place, of whole pixels and at least one. A mere click marks nothing.
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

// The drawing's sheet on the canvas: it has moved along. What comes round the edge is on it as well.
Rect sheet_of(const StageContext& context, const Rect& canvas, PixelSize size) {
  const ShiftScene& shift = context.scene.shift;
  if (shift.border == Border::circular) return canvas;
  const ImVec2 by{static_cast<float>(shift.dx) * canvas.width() / static_cast<float>(size.width),
                  static_cast<float>(shift.dy) * canvas.height() / static_cast<float>(size.height)};
  return {{canvas.min.x + by.x, canvas.min.y + by.y}, {canvas.max.x + by.x, canvas.max.y + by.y}};
}

// The stroke goes where the pointer is, whatever the drawing's shift, which stays.
void draw_doodle(StageContext& context, const Rect& canvas, PixelSize size) {
  Ui& ui = context.ui;
  ShiftDrag& stroke = context.view.shift.drag;
  const ShiftScene& shift = context.scene.shift;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  // In pixels of the doodle, where the drawing stands now: it may have been moved.
  const auto place = [&](ImVec2 at) {
    const ImVec2 share = share_of(canvas, at);
    return ImVec2{(share.x - static_cast<float>(shift.dx) / static_cast<float>(size.width)) * doodle_width,
                  (share.y - static_cast<float>(shift.dy) / static_cast<float>(size.height)) * doodle_height};
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
    const int round = shift.border == Border::circular ? 1 : 0;
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

// Where the sheet ends on the canvas: nothing can be drawn beyond.
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

// Where it was: a thin line along the object's edge, or where the picture's own frame went.
void draw_ghost(Ui& ui, const ShiftShown& shown, const Rect& canvas) {
  const ObjectOutline& outline = shown.outline;
  const PixelSize size = shown.size();
  const float cell = canvas.width() / static_cast<float>(size.width);
  const auto at = [&](float x, float y) { return ImVec2{canvas.min.x + x * cell, canvas.min.y + y * cell}; };
  if (shown.inputs.object->whole_picture) {
    const auto right = static_cast<float>(shown.inputs.dx), down = static_cast<float>(shown.inputs.dy);
    const ImVec2 corner = at(right > 0 ? right : static_cast<float>(size.width) + right,
                             down > 0 ? down : static_cast<float>(size.height) + down);
    const float thick = std::max(1.0F, ui.dp(2)), dash = 5.0F;
    for (const auto& [colour, width] :
         {std::pair{ui.colours.outline, thick + 2.0F}, std::pair{ui.colours.wrong, thick}}) {
      if (shown.inputs.dx != 0)
        marks::dashed_line(ui, {corner.x, canvas.min.y}, {corner.x, canvas.max.y}, colour, width, dash);
      if (shown.inputs.dy != 0)
        marks::dashed_line(ui, {canvas.min.x, corner.y}, {canvas.max.x, corner.y}, colour, width, dash);
    }
    return;
  }
  const float thick = std::max(1.0F, ui.dp(1));
  const auto line = [&](const OutlineEdge& edge, float rim, ImU32 colour) {
    const ImVec2 a = at(edge.from.x, edge.from.y), b = at(edge.to.x, edge.to.y);
    ui.draw->AddRectFilled({std::round(a.x) - rim, std::round(a.y) - rim},
                           {std::round(b.x) + thick + rim, std::round(b.y) + thick + rim}, colour);
  };
  // Grey is seen on black and on white alike; over a photograph it needs a rim.
  if (shown.inputs.object->background_stays)
    for (const OutlineEdge& edge : outline.edges) line(edge, 1.0F, ui.colours.outline);
  for (const OutlineEdge& edge : outline.edges) line(edge, 0.0F, IM_COL32(136, 144, 154, 255));
}

void draw_arrow(Ui& ui, const ShiftShown& shown, const Rect& canvas) {
  const float cell = canvas.width() / static_cast<float>(shown.size().width);
  const ImVec2 centre = shown.outline.centre;
  const ImVec2 from{canvas.min.x + centre.x * cell, canvas.min.y + centre.y * cell};
  const ImVec2 to{from.x + static_cast<float>(shown.inputs.dx) * cell,
                  from.y + static_cast<float>(shown.inputs.dy) * cell};
  arrow(ui.draw, from, to, ui.colours.pixel, ui.colours.outline, std::max(2.0F, ui.dp(2)));
}

// The whole picture, darkened outside the marked frame.
void draw_marking(StageContext& context, const Rect& canvas, const TensorStyle& style) {
  Ui& ui = context.ui;
  const auto& object = context.results.object;
  if (object) ui.painter.draw(ui, object.value, object->object, -1, canvas, style);
  const Cutout& cut = context.edit.scene.shift.cutout;
  const auto at = [&](float x, float y) {
    return ImVec2{std::round(canvas.min.x + x * canvas.width()), std::round(canvas.min.y + y * canvas.height())};
  };
  const ImVec2 a = at(cut.left, cut.top), b = at(cut.right, cut.bottom);
  const ImU32 veil = IM_COL32(0, 0, 0, 140);
  ui.draw->AddRectFilled(canvas.min, {canvas.max.x, a.y}, veil);
  ui.draw->AddRectFilled({canvas.min.x, b.y}, canvas.max, veil);
  ui.draw->AddRectFilled({canvas.min.x, a.y}, {a.x, b.y}, veil);
  ui.draw->AddRectFilled({b.x, a.y}, {canvas.max.x, b.y}, veil);
  compat::add_rect(ui.draw, a, b, ui.colours.outline, 0.0F, ui.dp(2) + 2.0F);
  marks::dashed_rect(ui, {a, b}, ui.colours.pixel, std::max(1.0F, ui.dp(2)), 6.0F);
  ui.record.area("shift.cutout", a, b);
}

void draw_label(StageContext& context, const ShiftShown& shown, const Rect& area, const Rect& canvas, CanvasMode mode) {
  Ui& ui = context.ui;
  const auto row = [&](std::span<const std::string> words, Type type, ImU32 colour) {
    float room = area.width() - ui.measure(Type::section, "IMAGE").x - ui.dp(8);
    // What the label says matters more than its name.
    if (ui.measure(type, words.back()).x > room)
      room = area.width();
    else
      ui.text({area.min.x, area.min.y}, Type::section, ui.colours.muted, "IMAGE");
    const float lift = (ui.line_height(type) - ui.line_height(Type::section)) * 0.5F;
    ui.text_fit({area.max.x, area.min.y - lift}, room, type, colour, first_fitting(ui, type, room, words),
                Align::right);
  };
  if (mode == CanvasMode::mark) {
    const std::array<std::string, 2> words = {"drag a frame around what shall move", "drag a frame"};
    return row(words, Type::small, ui.colours.text);
  }
  std::vector<std::string> shift = shift_words(shown.inputs.dx, shown.inputs.dy);
  if (mode == CanvasMode::draw || mode == CanvasMode::rub_out) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (canvas.contains(mouse) && !sheet_of(context, canvas, shown.size()).contains(mouse)) {
      const std::array<std::string, 3> words = {"the drawing has moved away: its sheet ends here",
                                                "its sheet ends here", "not here"};
      return row(words, Type::small, ui.colours.text);
    }
    const std::string drag = mode == CanvasMode::rub_out ? "a drag rubs out" : "a drag draws";
    std::vector<std::string> words = {drag};
    if (shown.moved()) words = {drag + ", still T: " + shift[1], drag + ", still " + shift[2], drag};
    return row(words, Type::small, ui.colours.text);
  }
  shift.insert(shift.begin(), "T: " + shift.front());
  row(shift, Type::mono_strong, shown.moved() ? ui.colours.text : ui.colours.muted);
}

}  // namespace

CanvasMode canvas_mode(const StageContext& context) {
  const ShiftScene& shift = context.scene.shift;
  const ShiftView& view = context.view.shift;
  if (shift.object == ObjectKind::doodle && (view.drawing || shift.doodle == nullptr))
    return view.erasing ? CanvasMode::rub_out : CanvasMode::draw;
  if (shift.object == ObjectKind::cutout && view.selecting) return CanvasMode::mark;
  return CanvasMode::move;
}

void draw_canvas(StageContext& context, const ShiftShown& shown, const ShiftLayout& layout,
                 const std::optional<PixelRun>& pointed) {
  Ui& ui = context.ui;
  const Rect& canvas = layout.canvas;
  const PixelSize size = shown.size();
  const CanvasMode mode = canvas_mode(context);
  const bool draws = mode == CanvasMode::draw || mode == CanvasMode::rub_out;
  draw_label(context, shown, layout.canvas_label, canvas, mode);

  // No picture of this stage has lines between its cells: they would be seen on some grounds and themes only.
  TensorStyle style;
  style.lines = false;
  if (mode == CanvasMode::mark)
    draw_marking(context, canvas, style);
  else
    ui.painter.draw(ui, shown.result.after, shown.result.after->shown_picture(), -1, canvas, style);
  compat::add_rect(ui.draw, {canvas.min.x - 1, canvas.min.y - 1}, {canvas.max.x + 1, canvas.max.y + 1}, ui.colours.line,
                   0.0F, 1.0F);

  if (mode != CanvasMode::mark && shown.moved() && !shown.outline.empty) {
    ui.draw->PushClipRect(canvas.min, canvas.max, true);
    draw_ghost(ui, shown, canvas);
    draw_arrow(ui, shown, canvas);
    ui.draw->PopClipRect();
  }
  if (pointed) {
    const float cell = canvas.width() / static_cast<float>(size.width);
    const float half = std::max(cell * 0.5F, ui.dp(3)),
                y = canvas.min.y + (static_cast<float>(pointed->from.row) + 0.5F) * cell;
    const float from = canvas.min.x + (static_cast<float>(pointed->from.column) + 0.5F) * cell;
    const float to = from + static_cast<float>(pointed->count - 1) * cell;
    compat::add_rect(ui.draw, {from - half - 1, y - half - 1}, {to + half + 1, y + half + 1}, ui.colours.outline, 0.0F,
                     4.0F);
    compat::add_rect(ui.draw, {from - half, y - half}, {to + half, y + half}, ui.colours.pixel, 0.0F, 2.0F);
  }
  if (draws) draw_sheet_edge(context, canvas, size);
  if (draws && context.scene.shift.doodle == nullptr) {
    const bool white = shown.inputs.object->background.data()[0] > 0.5F;
    const ImVec2 centre = canvas.centre();
    const float room = canvas.width() - ui.dp(16);
    const std::array<std::string, 3> words = {"Draw something here", "Draw here", "Draw"};
    ui.text_fit({centre.x, centre.y - ui.line_height(Type::heading) * 0.5F}, room, Type::heading,
                white ? IM_COL32(70, 80, 92, 255) : IM_COL32(170, 180, 190, 255),
                first_fitting(ui, Type::heading, room, words), Align::centre);
  }

  hit_area(ui, "shift.canvas", canvas, fmt::format("{},{}", shown.inputs.dx, shown.inputs.dy));
  if (mode == CanvasMode::move) drag_object(context, canvas, size);
  if (mode == CanvasMode::mark) mark_cutout(context, canvas, size);
  if (draws) draw_doodle(context, canvas, size);
}

}  // namespace flatscope
