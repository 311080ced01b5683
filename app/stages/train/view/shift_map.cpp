#include "app/stages/train/view/shift_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/stages/kept_back.h"
#include "app/stages/train/view/kept_shuffle.h"
#include "app/stages/train/view/sample_picture.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr ImU32 white = 0xFFFFFFFF;
constexpr int rows = 4;  // of numbers

const ShiftMap* map_of(const StageContext& context, std::size_t network) {
  const NetworkState* const state = context.results.train.networks[network].get();
  return state == nullptr ? nullptr : state->shifts.get();
}

bool beside(const Ui& ui, float width) { return width >= ui.dp(330); }
float big_row(const Ui& ui) { return ui.line_height(Type::number) + ui.line_height(Type::small) + ui.dp(2); }
float small_row(const Ui& ui) { return ui.line_height(Type::mono_strong) + ui.dp(4); }
float edge_row(const Ui& ui) { return ui.line_height(Type::small) + ui.dp(3); }
float statement_row(const Ui& ui) { return ui.line_height(Type::small) + ui.dp(4); }
constexpr float map_share = 0.56F;  // of the width, where the numbers stand beside
float height_under(const Ui& ui, float width) {
  return edge_row(ui) + statement_row(ui) + (beside(ui, width) ? 0.0F : small_row(ui) * rows + ui.dp(4));
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
  const std::string_view middle = "middle";
  ui.text(row.min, Type::small, ui.colours.muted, left);
  ui.text({row.max.x, row.min.y}, Type::small, ui.colours.muted, right, Align::right);
  const float taken = std::max(ui.measure(Type::small, left).x, ui.measure(Type::small, right).x) + ui.dp(6);
  if (ui.measure(Type::small, middle).x < row.width() - 2.0F * taken)
    ui.text({row.centre().x, row.min.y}, Type::small, ui.colours.muted, middle, Align::centre);
}

// A thin bar along the map's lower edge: how much of the sweep under way is done.
void draw_progress(Ui& ui, const ShiftPanel& panel, const NetworkState& state) {
  if (!state.shifts_under_way || state.shifts_all <= 0) return;
  const float share = static_cast<float>(state.shifts_done) / static_cast<float>(state.shifts_all);
  ui.draw->AddRectFilled({panel.map.min.x, panel.map.max.y},
                         {panel.map.min.x + panel.map.width() * share, panel.map.max.y + std::max(2.0F, ui.dp(2))},
                         ui.colours.muted);
}

// --- the numbers -----------------------------------------------------------------------------------------------------

struct Told {
  std::string number;
  std::vector<std::string> words;  // from long to short
  ImU32 ink;
  std::optional<std::pair<int, int>> moved;  // a sample moved like this stands beside it
};

std::vector<Told> told_numbers(const StageContext& context, const ShiftPanel& panel, std::size_t network) {
  const Ui& ui = context.ui;
  const ShiftMap* const map = map_of(context, network);
  const ImU32 ink = network_ink(context, network);
  const auto shift = told_shift(context);
  const bool inside = map != nullptr && std::max(std::abs(shift.first), std::abs(shift.second)) <= map->radius;
  std::vector<std::string> place = told_shift_words(shift);
  const double leaving = leaving_share(context.results.train.data->rooms, shift.first, shift.second);
  if (leaving > 0.0)
    place.insert(place.begin(), fmt::format("{}; {} of them leave the canvas", place.front(), per_cent(leaving)));
  const int side = 2 * panel.radius + 1;
  const std::string all = grouped(side * side);
  const double middle = map == nullptr ? unknown : map->at(0, 0);
  return {{share_words(middle), {"in the middle"}, ui.colours.text, std::pair(0, 0)},
          {share_words(inside ? map->at(shift.first, shift.second) : unknown), std::move(place), ink, shift},
          {share_words(map == nullptr ? unknown : map->mean),
           {fmt::format("on average over all {} shifts", all), "over all shifts"},
           ink,
           {}},
          {share_words(map == nullptr ? unknown : map->consistency),
           {"how often two moved views get the same class", "how often two moved views agree", "two views agree"},
           ui.colours.text,
           {}}};
}

void draw_numbers(StageContext& context, const ShiftPanel& panel, std::size_t network) {
  Ui& ui = context.ui;
  const Rect& area = panel.numbers;
  if (const PartState part = state_of(context, "train.numbers"); part != PartState::shown) {
    if (part == PartState::kept_back) draw_kept_line(context, area.min, area.width());
    return;
  }
  const std::vector<Told> told = told_numbers(context, panel, network);
  const bool big = area.height() >= big_row(ui) * rows && area.width() >= ui.measure(Type::number, "99.9 %").x;
  const float height = big ? std::min(area.height() / rows, big_row(ui) + ui.dp(16)) : small_row(ui);
  const float small = ui.line_height(Type::small), mono = ui.line_height(Type::mono_strong),
              thumb = big_row(ui) - ui.dp(6);
  const bool pictures = big && area.width() > thumb + ui.dp(130);
  const auto& state = context.results.train.networks[network];
  const std::span<const std::int32_t> shuffle =
      state == nullptr ? std::span<const std::int32_t>() : kept_shuffle(ui, *state);
  float y = area.min.y;
  for (const Told& one : told) {
    if (!big) {
      const float number = ui.measure(Type::mono_strong, "99.9 %").x;
      ui.text({area.min.x + number, y}, Type::mono_strong, one.ink, one.number, Align::right);
      const float left = area.min.x + number + ui.dp(8), room = area.max.x - left;
      ui.text_fit({left, y + (mono - small) * 0.5F}, room, Type::small, ui.colours.muted,
                  first_fitting(ui, Type::small, room, one.words));
    } else {
      const float room = area.width() - (pictures && one.moved ? thumb + ui.dp(10) : 0.0F);
      ui.text({area.min.x, y}, Type::number, one.ink, one.number);
      ui.text_fit({area.min.x, y + ui.line_height(Type::number) - ui.dp(2)}, room, Type::small, ui.colours.muted,
                  first_fitting(ui, Type::small, room, one.words));
      if (pictures && one.moved) {
        const Rect where{{area.max.x - thumb, y + ui.dp(2)}, {area.max.x, y + ui.dp(2) + thumb}};
        draw_sample(ui, where, context.results.train.data, SamplePart::test, context.scene.train.sample,
                    one.moved->first, one.moved->second, shuffle);
        compat::add_rect(ui.draw, where.min, where.max, ui.colours.line, 0.0F, 1.0F);
      }
    }
    y += height;
  }
  ui.tooltip({{area.min.x, y - height}, {area.max.x, y}},
             "Shift consistency: how often two moved views of one picture get the same class, right or wrong.",
             Ui::Side::beside);
  const auto fact = [&](std::string_view name, const std::string& value) {
    ui.record.fact(fmt::format("train.shift.{}.{}", network, name), value);
  };
  fact("middle", told[0].number);
  fact("place", told[1].number);
  fact("mean", told[2].number);
  fact("consistency", told[3].number);
}

void draw_statement(StageContext& context, const ShiftPanel& panel, std::size_t network) {
  Ui& ui = context.ui;
  const ShiftMap* const map = map_of(context, network);
  if (map == nullptr) return;
  const std::string number = grouped(map->samples), epoch = grouped(map->epoch);
  const std::string of = map->samples == map->of_samples
                             ? fmt::format("all {} test samples", number)
                             : fmt::format("{} of {} test samples", number, grouped(map->of_samples));
  const std::vector<std::string> words = {fmt::format("on {} · weights of epoch {}", of, epoch),
                                          fmt::format("{} samples · epoch {}", number, epoch),
                                          fmt::format("{} · ep. {}", number, epoch)};
  ui.text_fit(panel.statement.min, panel.statement.width(), Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, panel.statement.width(), words));
  ui.record.fact(fmt::format("train.shift.{}.samples", network), std::to_string(map->samples));
  ui.record.fact(fmt::format("train.shift.{}.epoch", network), std::to_string(map->epoch));
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
  const float under = edge_row(ui) + statement_row(ui);
  if (beside(ui, width)) return std::max(big_row(ui) * rows, ui.dp(160) + edge_row(ui)) + statement_row(ui);
  return std::min(width, ui.dp(200)) + under + small_row(ui) * rows + ui.dp(4);
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
  const ImVec2 at{std::round(area.min.x), std::round(area.min.y)};
  panel.map = {at, {at.x + side, at.y + side}};
  panel.below = {{at.x, at.y + side + ui.dp(3)}, {at.x + side, at.y + side + edge_row(ui)}};
  if (side_by_side) {
    const float left = at.x + side + ui.dp(20);
    panel.numbers = {{left, at.y - ui.dp(2)}, {std::min(area.max.x, left + ui.dp(280)), panel.below.max.y}};
    panel.statement = {{at.x, panel.below.max.y}, {area.max.x, panel.below.max.y + statement_row(ui)}};
  } else {
    const float top = panel.below.max.y + ui.dp(4);
    panel.numbers = {{at.x, top}, {area.max.x, top + small_row(ui) * rows}};
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
  draw_numbers(context, panel, network);
  draw_statement(context, panel, network);
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

std::string share_words(double share) { return std::isnan(share) ? "–" : per_cent(share); }

}  // namespace flatscope
