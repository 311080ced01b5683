#include "app/stages/train/view/shift_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/stages/kept_back.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr ImU32 white = 0xFFFFFFFF;
constexpr int rows = shift_numbers;

const ShiftMap* map_of(const StageContext& context, std::size_t network) {
  const NetworkState* const state = context.results.train.networks[network].get();
  return state == nullptr ? nullptr : state->shifts.get();
}

bool beside(const Ui& ui, float width) { return width >= ui.dp(330); }
float edge_row(const Ui& ui) { return ui.line_height(Type::small) + ui.dp(3); }
// "8 up" stands closely above the map, partly where the row above it ends.
float above_map(const Ui& ui) { return ui.dp(13); }
float statement_row(const Ui& ui) { return ui.line_height(Type::small) + ui.dp(4); }
constexpr float map_share = 0.56F;  // of the width, where the numbers stand beside
float height_under(const Ui& ui, float width) {
  return above_map(ui) + edge_row(ui) + statement_row(ui) +
         (beside(ui, width) ? 0.0F : small_shift_row(ui) * rows + ui.dp(4));
}

// --- the map ---------------------------------------------------------------------------------------------------------

// Beyond a dashed line a picture's own outline leaves the canvas, of one test sample at least.
void mark_leaving(StageContext& context, const ShiftPanel& panel) {
  const EdgeRoom room = least_room(context.results.train.data->rooms);
  const auto within = [&](std::int64_t side) { return static_cast<int>(std::min<std::int64_t>(side, panel.radius)); };
  const int left = within(room.left), right = within(room.right), top = within(room.top), bottom = within(room.bottom);
  if (std::min({left, right, top, bottom}) >= panel.radius) return;
  const Rect inner{panel.cell(-left, -top).min, panel.cell(right, bottom).max};
  Ui& ui = context.ui;
  const float thick = std::max(1.5F, ui.dp(1.5F));
  compat::add_rect(ui.draw, inner.min, inner.max, ui.colours.outline, 0.0F, thick + 2.0F);
  marks::dashed_rect(ui, inner, ui.theme == Theme::dark ? ui.colours.wrong : mix(ui.colours.wrong, white, 0.35F),
                     thick);
  ui.record.area("train.leaving", inner.min, inner.max);
}

void draw_map(StageContext& context, const ShiftPanel& panel, std::size_t network) {
  Ui& ui = context.ui;
  const NetworkState* const state = context.results.train.networks[network].get();
  const Rect& map = panel.map;
  ui.record.area(fmt::format("train.shift.{}", network), map.min, map.max);
  ui.keep_seen(map);
  const auto cells = static_cast<double>(2 * panel.radius + 1);
  ui.anchors.cells(fmt::format("map/{}", network + 1), map, map, cells, cells);
  if (const PartState part = state_of(context, "train.shifts"); part != PartState::shown) {
    if (part == PartState::kept_back) draw_kept_plane(context, map);
    return;
  }
  if (state == nullptr || state->shifts == nullptr) {
    ui.draw->AddRectFilled(map.min, map.max, ui.colours.raised);
    if (state == nullptr || !state->refusal.empty()) return;
    const std::string words = !state->trained()
                                  ? fmt::format("Once they learn, every test picture is moved by up to {} here.",
                                                counted(panel.radius, "pixel"))
                                  : std::string("Moving the test pictures …");
    const float inset = ui.dp(14), width = map.width() - 2.0F * inset;
    const float height = ui.text_wrapped({0, 0}, width, Type::small, 0, words, false);
    if (height < map.height() - inset)
      ui.text_wrapped({map.min.x + inset, std::round(map.centre().y - height * 0.5F)}, width, Type::small,
                      ui.colours.muted, words);
    return;
  }
  TensorStyle style;
  style.map = ColourMap::magnitude;
  ui.draw->AddRectFilled(map.min, map.max, ui.colours.raised);
  ui.painter.draw(ui, state->shifts, state->shifts->accuracy, 0, map, style);
  mark_leaving(context, panel);
  marks::outline(ui, panel.cell(0, 0), white, std::max(1.5F, ui.dp(1.5F)));
  const auto [dx, dy] = told_shift(context);
  const bool pointed = context.view.train.pointed_shift.has_value();
  if (std::abs(dx) <= panel.radius && std::abs(dy) <= panel.radius && (dx != 0 || dy != 0))
    marks::outline(ui, panel.cell(dx, dy), pointed ? ui.colours.pixel : white,
                   pointed ? std::max(2.0F, ui.dp(2)) : 1.0F);
}

void draw_edges(StageContext& context, const ShiftPanel& panel) {
  Ui& ui = context.ui;
  const Rect& row = panel.below;
  const std::string left = fmt::format("{} left", panel.radius), right = fmt::format("{} right", panel.radius);
  const std::string down = fmt::format("{} down", panel.radius);
  ui.text(row.min, Type::small, ui.colours.muted, left);
  ui.text({row.max.x, row.min.y}, Type::small, ui.colours.muted, right, Align::right);
  const float taken = std::max(ui.measure(Type::small, left).x, ui.measure(Type::small, right).x) + ui.dp(6);
  if (ui.measure(Type::small, down).x < row.width() - 2.0F * taken)
    ui.text({row.centre().x, row.min.y}, Type::small, ui.colours.muted, down, Align::centre);
  ui.text({row.centre().x, panel.map.min.y - ui.line_height(Type::small) - ui.dp(1)}, Type::small, ui.colours.muted,
          fmt::format("{} up", panel.radius), Align::centre);
}

// A thin bar along the map's lower edge: how much of the sweep under way is done.
void draw_progress(Ui& ui, const ShiftPanel& panel, const NetworkState& state) {
  if (!state.shifts_under_way || state.shifts_all <= 0) return;
  const float share = static_cast<float>(state.shifts_done) / static_cast<float>(state.shifts_all);
  ui.draw->AddRectFilled({panel.map.min.x, panel.map.max.y},
                         {panel.map.min.x + panel.map.width() * share, panel.map.max.y + std::max(2.0F, ui.dp(2))},
                         ui.colours.muted);
}

}  // namespace

Rect ShiftPanel::cell(int dx, int dy) const {
  const float size = map.width() / static_cast<float>(2 * radius + 1);
  const ImVec2 at{map.min.x + static_cast<float>(dx + radius) * size,
                  map.min.y + static_cast<float>(dy + radius) * size};
  return {at, {at.x + size, at.y + size}};
}

float fitted_shift_height(const Ui& ui, float width, float height, int radius) {
  const float under = height_under(ui, width), cells = static_cast<float>(2 * radius + 1);
  const float side = std::min(height - under, beside(ui, width) ? width * map_share : width);
  const float fitted = std::max(1.0F, std::floor(side / cells)) * cells + under;
  return std::min(height, std::max(shift_panel_height(ui, width), fitted));
}

float shift_panel_height(const Ui& ui, float width) {
  const float under = above_map(ui) + edge_row(ui) + statement_row(ui);
  if (beside(ui, width))
    return std::max(big_shift_row(ui) * rows, above_map(ui) + ui.dp(160) + edge_row(ui)) + statement_row(ui);
  return std::min(width, ui.dp(200)) + under + small_shift_row(ui) * rows + ui.dp(4);
}

ShiftPanel lay_out_shift_panel(const StageContext& context, const Rect& area, std::size_t network) {
  const Ui& ui = context.ui;
  ShiftPanel panel;
  const ShiftMap* const map = map_of(context, network);
  panel.radius = map != nullptr ? map->radius : context.scene.train.radius;
  const auto cells = static_cast<float>(2 * panel.radius + 1);
  const bool side_by_side = beside(ui, area.width());
  float side =
      std::min(area.height() - height_under(ui, area.width()), side_by_side ? area.width() * map_share : area.width());
  // Cells of whole pixels are of one size.
  if (side >= cells * 4.0F) side = std::floor(side / cells) * cells;
  const ImVec2 at{std::round(area.min.x), std::round(area.min.y + above_map(ui))};
  panel.map = {at, {at.x + side, at.y + side}};
  panel.below = {{at.x, at.y + side + ui.dp(3)}, {at.x + side, at.y + side + edge_row(ui)}};
  if (side_by_side) {
    const float left = at.x + side + ui.dp(20);
    panel.numbers = {{left, area.min.y - ui.dp(2)}, {std::min(area.max.x, left + ui.dp(280)), panel.below.max.y}};
    panel.statement = {{at.x, panel.below.max.y}, {area.max.x, panel.below.max.y + statement_row(ui)}};
  } else {
    const float top = panel.below.max.y + ui.dp(4);
    panel.numbers = {{at.x, top}, {area.max.x, top + small_shift_row(ui) * rows}};
    panel.statement = {{at.x, panel.numbers.max.y}, {area.max.x, panel.numbers.max.y + statement_row(ui)}};
  }
  return panel;
}

void point_at_shift(StageContext& context, const ShiftPanel& panel, std::size_t network,
                    std::optional<std::pair<int, int>>& pointed) {
  hit_area(context.ui, fmt::format("train.shift.{}", network).c_str(), panel.map);
  if (!ImGui::IsItemHovered()) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float size = panel.map.width() / static_cast<float>(2 * panel.radius + 1);
  const auto index = [&](float distance) {
    return std::clamp(static_cast<int>(distance / size), 0, 2 * panel.radius) - panel.radius;
  };
  pointed = {index(mouse.x - panel.map.min.x), index(mouse.y - panel.map.min.y)};
}

void draw_shift_panel(StageContext& context, const ShiftPanel& panel, std::size_t network) {
  draw_map(context, panel, network);
  draw_edges(context, panel);
  if (const auto& state = context.results.train.networks[network]; state != nullptr)
    draw_progress(context.ui, panel, *state);
  draw_shift_numbers(context, panel, network);
  draw_shift_statement(context, panel, network);
}

std::pair<int, int> told_shift(const StageContext& context) {
  return context.view.train.pointed_shift.value_or(std::pair(std::min(2, context.scene.train.radius), 0));
}

std::vector<std::string> told_shift_words(std::pair<int, int> shift) {
  const auto [dx, dy] = shift;
  if (dx == 0 && dy == 0) return {"in the middle"};
  if (dx == 2 && dy == 0) return {"two pixels to the right", "two to the right", "→ 2"};
  return shift_words(dx, dy);
}

}  // namespace flatscope
