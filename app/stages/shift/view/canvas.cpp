// The picture itself: the object where it is and where it was, and what lies over it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/stages/shift/view/canvas_tools.h"
#include "app/stages/shift/view/stage.h"
#include "app/widgets/arrow.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

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

void draw_pointed_run(Ui& ui, const PixelRun& run, const Rect& canvas, PixelSize size) {
  const float cell = canvas.width() / static_cast<float>(size.width);
  const float half = std::max(cell * 0.5F, ui.dp(3)),
              y = canvas.min.y + (static_cast<float>(run.from.row) + 0.5F) * cell;
  const float from = canvas.min.x + (static_cast<float>(run.from.column) + 0.5F) * cell;
  const float to = from + static_cast<float>(run.count - 1) * cell;
  compat::add_rect(ui.draw, {from - half - 1, y - half - 1}, {to + half + 1, y + half + 1}, ui.colours.outline, 0.0F,
                   4.0F);
  compat::add_rect(ui.draw, {from - half, y - half}, {to + half, y + half}, ui.colours.pixel, 0.0F, 2.0F);
}

CanvasMode canvas_mode(const StageContext& context) {
  const ShiftScene& shift = context.scene.shift;
  const ShiftView& view = context.view.shift;
  if (answering_pair(shift) != nullptr) {
    const bool draws = shift.pair_object == PairObject::doodle && (view.drawing || shift.doodle == nullptr);
    return !draws ? CanvasMode::move : view.erasing ? CanvasMode::rub_out : CanvasMode::draw;
  }
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
  if (pointed) draw_pointed_run(ui, *pointed, canvas, size);
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

  if (const ObjectOutline& outline = shown.outline; !outline.empty) {
    const float cell = canvas.width() / static_cast<float>(size.width);
    const auto x = [&](std::int64_t column) {
      return canvas.min.x + static_cast<float>(column + shown.inputs.dx) * cell;
    };
    const auto y = [&](std::int64_t row) { return canvas.min.y + static_cast<float>(row + shown.inputs.dy) * cell; };
    ui.anchors.cells("object", canvas, {{x(outline.left), y(outline.top)}, {x(outline.right), y(outline.bottom)}},
                     static_cast<double>(outline.right - outline.left),
                     static_cast<double>(outline.bottom - outline.top));
  }
  ui.anchors.cells("pixel", canvas, canvas, static_cast<double>(size.width), static_cast<double>(size.height));
  hit_area(ui, "shift.canvas", canvas, fmt::format("{},{}", shown.inputs.dx, shown.inputs.dy));
  if (mode == CanvasMode::move) drag_object(context, canvas, size);
  if (mode == CanvasMode::mark) mark_cutout(context, canvas, size);
  if (draws) draw_doodle(context, canvas, size);
}

}  // namespace flatscope
