// The picture that trained networks read: the object where it is and where it was, and over it the places where one of
// them keeps its answer.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/stages/shift/model/trained_exports.h"
#include "app/stages/shift/view/canvas_tools.h"
#include "app/stages/shift/view/trained.h"
#include "app/stages/shift/view/trained_words.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// Where the object's middle lies when it is at a place, on the screen.
struct Middles {
  const Rect& canvas;
  float cell;
  ImVec2 centre;  // of the object at rest, in pixels of the picture
  ImVec2 at(int dx, int dy) const {
    // The middle of a pixel, so that marks lie on cells and not between them.
    const float x = std::floor(centre.x) + 0.5F + static_cast<float>(dx);
    const float y = std::floor(centre.y) + 0.5F + static_cast<float>(dy);
    return {canvas.min.x + x * cell, canvas.min.y + y * cell};
  }
};

void square(Ui& ui, ImVec2 at, float half, ImU32 colour) {
  const float thick = std::max(1.5F, ui.dp(2));
  ui.draw->AddRectFilled({at.x - half - 1.0F, at.y - half - 1.0F}, {at.x + half + 1.0F, at.y + half + 1.0F},
                         ui.colours.outline, ui.dp(2));
  compat::add_rect(ui.draw, {at.x - half, at.y - half}, {at.x + half, at.y + half}, colour, ui.dp(2), thick);
}

// A square in the network's colour where it keeps its class, a dot where it reads another.
void draw_places(Ui& ui, const PairShown& shown, std::size_t which, const Middles& middles) {
  const AnswerMap& map = shown.maps->networks[which];
  const int kept = map.at(0, 0);
  const ImU32 ink = pair_ink(ui, shown.pair(), which);
  const float half = std::max(1.5F, std::round(middles.cell * 0.27F)), dot = std::max(0.75F, middles.cell * 0.09F);
  for (int dy = -answer_radius; dy <= answer_radius; ++dy) {
    for (int dx = -answer_radius; dx <= answer_radius; ++dx) {
      const ImVec2 at = middles.at(dx, dy);
      if (!middles.canvas.contains(at)) continue;
      if (map.at(dx, dy) == kept) {
        ui.draw->AddRectFilled({at.x - half - 1.0F, at.y - half - 1.0F}, {at.x + half + 1.0F, at.y + half + 1.0F},
                               with_alpha(ui.colours.outline, 0.75F));
        ui.draw->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, ink);
      } else {
        ui.draw->AddRectFilled({at.x - dot - 1.0F, at.y - dot - 1.0F}, {at.x + dot + 1.0F, at.y + dot + 1.0F},
                               with_alpha(ui.colours.outline, 0.6F));
        ui.draw->AddRectFilled({at.x - dot, at.y - dot}, {at.x + dot, at.y + dot}, IM_COL32(150, 158, 168, 255));
      }
    }
  }
}

// The straight path from where it started, and where on it the network changes its mind: marked, and in words.
void draw_path(Ui& ui, const PairShown& shown, std::optional<std::size_t> which, const Middles& middles) {
  const float half = std::max(ui.dp(3), std::round(middles.cell * 0.36F));
  const ImVec2 from = middles.at(0, 0), to = middles.at(shown.inputs.dx, shown.inputs.dy);
  if (shown.moved()) {
    ui.draw->AddLine(from, to, ui.colours.outline, std::max(3.0F, ui.dp(4)));
    ui.draw->AddLine(from, to, ui.colours.pixel, std::max(1.5F, ui.dp(2)));
  }
  square(ui, from, half, IM_COL32(255, 255, 255, 255));
  if (!shown.moved()) return;
  const std::optional<PathPlace> change = which ? shown.change(*which) : std::nullopt;
  square(ui, to, half, ui.colours.pixel);
  if (!change) return;
  const ImVec2 at = middles.at(change->dx, change->dy);
  const Rect& canvas = middles.canvas;
  const std::string place = place_words(change->dx, change->dy);
  const std::string reads =
      "first reads " + class_name(shown.pair(), shown.maps->networks[*which].at(change->dx, change->dy));
  const float width = std::max(ui.measure(Type::mono, place).x, ui.measure(Type::small, reads).x) + ui.dp(8);
  const float line = ui.line_height(Type::mono), height = line + ui.line_height(Type::small) + ui.dp(6);
  if (canvas.width() < width + ui.dp(40) || canvas.height() < height * 3.0F)
    return square(ui, at, half, ui.colours.wrong);
  // Where its words cover neither the object nor where it was, as near as there is room.
  const ObjectOutline& outline = shown.picture.outline;
  const auto edge = [&](std::int64_t pixel, float begin) { return begin + static_cast<float>(pixel) * middles.cell; };
  const float right = edge(outline.right + std::max(0, shown.inputs.dx), canvas.min.x) + ui.dp(10);
  const float left = edge(outline.left + std::min(0, shown.inputs.dx), canvas.min.x) - ui.dp(10) - width;
  const float over = edge(outline.top + std::min(0, shown.inputs.dy), canvas.min.y) - ui.dp(10) - height;
  const float under = edge(outline.bottom + std::max(0, shown.inputs.dy), canvas.min.y) + ui.dp(10);
  const float beside_x = std::clamp(at.x - ui.dp(10), canvas.min.x + ui.dp(6), canvas.max.x - width - ui.dp(6));
  const float beside_y = std::clamp(at.y - height * 0.5F, canvas.min.y + ui.dp(6), canvas.max.y - height - ui.dp(6));
  const float foot = canvas.max.y - ui.line_height(Type::small) - ui.dp(16) - height;
  ImVec2 corner{beside_x, std::max(canvas.min.y + ui.dp(6), over)};
  if (over >= canvas.min.y + ui.dp(6))
    corner = {beside_x, over};
  else if (right + width <= canvas.max.x - ui.dp(6))
    corner = {right, beside_y};
  else if (left >= canvas.min.x + ui.dp(6))
    corner = {left, beside_y};
  else if (under <= foot)
    corner = {beside_x, under};
  const Rect plate{corner, {corner.x + width, corner.y + height}};
  const ImVec2 end{std::clamp(at.x, plate.min.x, plate.max.x), std::clamp(at.y, plate.min.y, plate.max.y)};
  ui.draw->AddLine(at, end, ui.colours.outline, std::max(3.0F, ui.dp(3.5F)));
  ui.draw->AddLine(at, end, ui.colours.wrong, std::max(1.0F, ui.dp(1.5F)));
  square(ui, at, half, ui.colours.wrong);
  ui.draw->AddRectFilled(plate.min, plate.max, with_alpha(ui.colours.panel, 0.92F), ui.dp(3));
  ui.text({plate.min.x + ui.dp(4), plate.min.y + ui.dp(2)}, Type::mono, ui.colours.text, place);
  ui.text({plate.min.x + ui.dp(4), plate.min.y + ui.dp(3) + line}, Type::small, ui.colours.wrong, reads);
}

// What the squares mean, at the foot of the picture.
void draw_places_legend(Ui& ui, const PairShown& shown, std::size_t which, const Rect& canvas) {
  const TrainedPair& pair = shown.pair();
  const std::string kept = class_phrase(pair, shown.maps->networks[which].at(0, 0));
  const std::string name = network_name(pair, which), subject = named(pair, which);
  const bool wrong = shown.starts_wrong(which);
  const std::array<std::string, 4> says = {
      wrong ? fmt::format("moved here, {} reads {}, too: wrong from the start", subject, kept)
            : fmt::format("moved here, {} still reads {}; dots: not any more", subject, kept),
      wrong ? fmt::format("here {}, too: wrong from the start", kept)
            : fmt::format("moved here, still {}; dots: not any more", kept),
      wrong ? fmt::format("{}: {}, wrong from the start", name, kept) : fmt::format("{}: still {} here", name, kept),
      name};
  const float side = ui.dp(8), room = canvas.width() - side - ui.dp(28), line = ui.line_height(Type::small);
  const std::string& words = first_fitting(ui, Type::small, room, says);
  const float width = ui.measure(Type::small, words).x;
  if (width > room || canvas.height() < line * 8.0F) return;
  const ImVec2 at{canvas.min.x + ui.dp(6), canvas.max.y - line - ui.dp(10)};
  ui.draw->AddRectFilled(at, {at.x + side + width + ui.dp(18), at.y + line + ui.dp(4)},
                         with_alpha(ui.colours.panel, 0.88F), ui.dp(3));
  const float y = std::round(at.y + (line + ui.dp(4) - side) * 0.5F);
  ui.draw->AddRectFilled({at.x + ui.dp(6), y}, {at.x + ui.dp(6) + side, y + side}, pair_ink(ui, pair, which));
  ui.text({at.x + ui.dp(12) + side, at.y + ui.dp(2)}, Type::small, ui.colours.text, words);
}

// The sheet that is drawn on, as large as the picture is wide, and beside it what the networks make of it.
void draw_sheet(StageContext& context, const PairShown& shown, const Rect& canvas) {
  Ui& ui = context.ui;
  const std::shared_ptr<const Tensor>& doodle = context.scene.shift.doodle;
  const float height =
      std::min(canvas.height(), std::round(canvas.width() * static_cast<float>(doodle_height) / doodle_width));
  const Rect sheet{canvas.min, {canvas.max.x, canvas.min.y + height}};
  TensorStyle style;
  style.lines = false;
  ui.draw->AddRectFilled(sheet.min, sheet.max, IM_COL32(0, 0, 0, 255));
  if (doodle != nullptr) ui.painter.draw(ui, doodle, *doodle, -1, sheet, style);
  compat::add_rect(ui.draw, {sheet.min.x - 1, sheet.min.y - 1}, {sheet.max.x + 1, sheet.max.y + 1}, ui.colours.line,
                   0.0F, 1.0F);
  if (doodle == nullptr) {
    const std::array<std::string, 3> words = {"Draw something here", "Draw here", "Draw"};
    const float room = sheet.width() - ui.dp(16);
    ui.text_fit({sheet.centre().x, sheet.centre().y - ui.line_height(Type::heading) * 0.5F}, room, Type::heading,
                IM_COL32(170, 180, 190, 255), first_fitting(ui, Type::heading, room, words), Align::centre);
  }
  hit_area(ui, "shift.canvas", sheet, fmt::format("{},{}", shown.inputs.dx, shown.inputs.dy));
  draw_doodle(context, sheet, {doodle_width, doodle_height});

  const float top = sheet.max.y + ui.dp(8), side = canvas.max.y - top;
  if (side < ui.dp(24)) return;
  const auto& after = shown.picture.result.after;
  const float wide = std::round(side * canvas.width() / canvas.height());
  const Rect small{{canvas.min.x, top}, {canvas.min.x + wide, canvas.max.y}};
  ui.painter.draw(ui, after, after->picture, -1, small, style);
  compat::add_rect(ui.draw, {small.min.x - 1, small.min.y - 1}, {small.max.x + 1, small.max.y + 1}, ui.colours.line,
                   0.0F, 1.0F);
  const float left = small.max.x + ui.dp(10);
  for (const char* const words :
       {"What both networks read: as large and in the middle as what they learnt from. Thick lines do best.",
        "What both networks read: as large as what they learnt from.", "what both read"}) {
    const float high = ui.text_wrapped({0, 0}, canvas.max.x - left, Type::small, 0, words, false);
    if (high > side + ui.dp(2)) continue;
    ui.text_wrapped({left, std::round(top + (side - high) * 0.5F)}, canvas.max.x - left, Type::small, ui.colours.muted,
                    words);
    break;
  }
}

void draw_label(StageContext& context, const PairShown& shown, const Rect& area, CanvasMode mode) {
  Ui& ui = context.ui;
  std::vector<std::string> words = shift_words(shown.inputs.dx, shown.inputs.dy);
  words.insert(words.begin(), "T: " + words.front());
  Type type = Type::mono_strong;
  if (mode == CanvasMode::draw || mode == CanvasMode::rub_out) {
    words = {mode == CanvasMode::draw ? "a drag draws; with Move it moves" : "a drag rubs out; with Move it moves",
             mode == CanvasMode::draw ? "a drag draws" : "a drag rubs out"};
    type = Type::small;
  }
  float room = area.width() - ui.measure(Type::section, "IMAGE").x - ui.dp(8);
  if (ui.measure(type, words.back()).x > room)
    room = area.width();
  else
    ui.text(area.min, Type::section, ui.colours.muted, "IMAGE");
  const float lift = (ui.line_height(type) - ui.line_height(Type::section)) * 0.5F;
  ui.text_fit({area.max.x, area.min.y - lift}, room, type, shown.moved() ? ui.colours.text : ui.colours.muted,
              first_fitting(ui, type, room, words), Align::right);
}

}  // namespace

void draw_pair_canvas(StageContext& context, const PairShown& shown, const Rect& label, const Rect& canvas,
                      const std::optional<PixelRun>& pointed) {
  Ui& ui = context.ui;
  const CanvasMode mode = canvas_mode(context);
  draw_label(context, shown, {label.min, {std::max(canvas.max.x, label.max.x), label.max.y}}, mode);
  if (mode != CanvasMode::move) return draw_sheet(context, shown, canvas);

  const auto& after = shown.picture.result.after;
  TensorStyle style;
  style.lines = false;
  ui.painter.draw(ui, after, after->picture, -1, canvas, style);
  compat::add_rect(ui.draw, {canvas.min.x - 1, canvas.min.y - 1}, {canvas.max.x + 1, canvas.max.y + 1}, ui.colours.line,
                   0.0F, 1.0F);
  const Middles middles{canvas, canvas.width() / static_cast<float>(shown.picture.size().width),
                        shown.picture.outline.centre};
  ui.draw->PushClipRect(canvas.min, canvas.max, true);
  if (shown.moved() && !shown.picture.outline.empty) draw_ghost(ui, shown.picture, canvas);
  std::optional<std::size_t> which;
  const auto wanted = static_cast<std::size_t>(std::max(0, context.view.shift.places_of));
  if (context.shows("shift.places") && shown.maps != nullptr && !shown.nothing_drawn() &&
      wanted < shown.maps->networks.size() && !shown.maps->networks[wanted].classes.empty())
    which = wanted;
  if (which) draw_places(ui, shown, *which, middles);
  if (shown.nothing_drawn()) {
    const float room = canvas.width() - ui.dp(16);
    ui.text_fit({canvas.centre().x, canvas.centre().y - ui.line_height(Type::heading) * 0.5F}, room, Type::heading,
                IM_COL32(170, 180, 190, 255), "Nothing drawn yet", Align::centre);
  } else {
    draw_path(ui, shown, which, middles);
  }
  if (which) draw_places_legend(ui, shown, *which, canvas);
  ui.draw->PopClipRect();
  if (pointed) draw_pointed_run(ui, *pointed, canvas, shown.picture.size());
  const PixelSize size = shown.picture.size();
  ui.anchors.cells("pixel", canvas, canvas, static_cast<double>(size.width), static_cast<double>(size.height));
  hit_area(ui, "shift.canvas", canvas, fmt::format("{},{}", shown.inputs.dx, shown.inputs.dy));
  drag_object(context, canvas, shown.picture.size());
}

}  // namespace flatscope
