#include "app/stages/train/view/shift_curve.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/stages/kept_back.h"
#include "app/stages/train/view/curve_lines.h"
#include "app/stages/train/view/shift_map.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

struct RowChart {
  int radius = 8;
  Rect box;
  Rect beside;  // names and numbers
  float x(float dx) const {
    const auto reach = static_cast<float>(radius);
    return box.min.x + box.width() * (dx + reach) / (2.0F * reach);
  }
  float y(double share) const { return box.max.y - box.height() * static_cast<float>(share); }
};

RowChart lay_out(const StageContext& context, const Rect& area) {
  const Ui& ui = context.ui;
  RowChart chart;
  chart.radius = std::max(1, context.scene.train.radius);
  float names = 0.0F;
  for (const std::string& name : network_names(context.scene.train))
    names = std::max(names, ui.measure(Type::strong, name).x);
  const float left = ui.measure(Type::mono, "100").x + ui.dp(8);
  float right = std::max(names + ui.dp(20), ui.measure(Type::small, "two pixels to the right").x) + ui.dp(20);
  if (area.width() - left - right < ui.dp(140)) right = ui.measure(Type::number, "~99.9 %").x + ui.dp(22);
  chart.box = {{area.min.x + left, std::round(area.min.y + ui.line_height(Type::mono) * 0.5F)},
               {area.max.x - right, std::round(area.max.y - ui.line_height(Type::mono) - ui.dp(6))}};
  chart.beside = {{chart.box.max.x + ui.dp(20), area.min.y}, area.max};
  return chart;
}

void draw_axes(StageContext& context, const RowChart& chart) {
  Ui& ui = context.ui;
  const float mono = ui.line_height(Type::mono);
  const double step = chart.box.height() > mono * 8.0F ? 0.25 : 0.5;
  for (double share = 0.0; share <= 1.0; share += step) {
    const float y = std::round(chart.y(share));
    ui.draw->AddLine({chart.box.min.x, y}, {chart.box.max.x, y}, ui.colours.line, 1.0F);
    ui.text({chart.box.min.x - ui.dp(8), y - mono * 0.5F}, Type::mono, ui.colours.muted,
            fmt::format("{:.0f}", share * 100.0), Align::right);
  }
  const float room = chart.box.width() / static_cast<float>(2 * chart.radius);
  const int every = axis_step(static_cast<double>((ui.measure(Type::mono, "+12").x + ui.dp(10)) / room));
  for (int dx = -chart.radius; dx <= chart.radius; ++dx) {
    if (dx % every != 0) continue;
    ui.text({chart.x(static_cast<float>(dx)), chart.box.max.y + ui.dp(5)}, Type::mono, ui.colours.muted,
            signed_whole(dx), Align::centre);
  }
  const std::string_view words = "pixels to the right";
  const float left = chart.box.max.x + ui.dp(20);
  if (ui.measure(Type::small, words).x <= chart.beside.max.x - left)
    ui.text({left, chart.box.max.y + ui.dp(5) + (mono - ui.line_height(Type::small)) * 0.5F}, Type::small,
            ui.colours.muted, words);
  const float guess = chart.y(1.0 / std::max(1, context.results.train.data->classes()));
  marks::dashed_line(ui, {chart.box.min.x, guess}, {chart.box.max.x, guess}, ui.colours.muted, 1.0F, 2.0F);
}

// Where the first test sample's own outline leaves the canvas, on either side.
void mark_leaving(StageContext& context, const RowChart& chart) {
  Ui& ui = context.ui;
  const EdgeRoom room = least_room(context.results.train.data->rooms);
  const auto mark = [&](std::int64_t side, float sign) {
    if (side >= chart.radius) return;
    const float from = std::round(chart.x(sign * (static_cast<float>(side) + 0.5F)));
    const float edge = sign > 0.0F ? chart.box.max.x : chart.box.min.x;
    ui.draw->AddRectFilled({std::min(from, edge), chart.box.min.y}, {std::max(from, edge), chart.box.max.y},
                           with_alpha(ui.colours.wrong, 0.10F));
    marks::dashed_line(ui, {from, chart.box.min.y}, {from, chart.box.max.y}, ui.colours.wrong,
                       std::max(1.0F, ui.dp(1)));
    const std::vector<std::string> words = {"outlines leave the canvas", "leaves the canvas", "leaves"};
    const float width = std::fabs(edge - from) - ui.dp(10);
    const std::string& said = first_fitting(ui, Type::small, width, words);
    if (ui.measure(Type::small, said).x <= width)
      ui.text({sign > 0.0F ? from + ui.dp(5) : from - ui.dp(5), chart.box.min.y + ui.dp(3)}, Type::small,
              ui.colours.wrong, said, sign > 0.0F ? Align::left : Align::right);
    ui.record.fact(sign > 0.0F ? "train.leaves.right" : "train.leaves.left", std::to_string(side + 1));
  };
  mark(room.left, -1.0F);
  mark(room.right, 1.0F);
}

void mark_point(Ui& ui, ImVec2 at, ImU32 ink, std::size_t network, float radius) {
  // Round for the left network, square for the right.
  if (network == 0) {
    ui.draw->AddCircleFilled(at, radius, ink, 16);
  } else {
    const float half = radius * 0.9F;
    ui.draw->AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, ink);
  }
}

void draw_network(StageContext& context, const RowChart& chart, std::size_t network, int told) {
  Ui& ui = context.ui;
  const NetworkState* const state = context.results.train.networks[network].get();
  if (state == nullptr || state->shifts == nullptr) return;
  const ImU32 ink = network_ink(context, network);
  const float thick = std::max(1.0F, ui.dp(second_of_its_kind(context, network) ? 1.25F : 2.0F));
  std::vector<ImVec2> piece;
  for (int dx = -chart.radius; dx <= chart.radius + 1; ++dx) {
    // The middle as exactly as it is known, while the map is of the same weights.
    const bool exact = dx == 0 && state->shifts->steps == state->last().steps;
    const double share = dx > chart.radius ? unknown : exact ? share_at(state, 0, 0).share : state->shifts->at(dx, 0);
    if (std::isnan(share)) {
      solid_line(ui, piece, ink, thick);
      piece.clear();
      continue;
    }
    piece.push_back({chart.x(static_cast<float>(dx)), chart.y(share)});
    mark_point(ui, piece.back(), ink, network, std::max(2.0F, ui.dp(dx == told ? 4.5F : 2.5F)));
  }
}

void draw_numbers(StageContext& context, const RowChart& chart, int told) {
  Ui& ui = context.ui;
  const float room = chart.beside.width();
  const float small = ui.line_height(Type::small), strong = ui.line_height(Type::strong),
              number = ui.line_height(Type::number);
  float y = chart.beside.min.y;
  ui.text_fit({chart.beside.min.x, y}, room, Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, room, told_shift_words({told, 0})));
  y += small + ui.dp(6);
  for (std::size_t i = 0; i < 2; ++i) {
    const NetworkState* const state = context.results.train.networks[i].get();
    const ImU32 ink = network_ink(context, i);
    const Type type = y + (number + strong) * static_cast<float>(2 - i) <= chart.box.max.y + ui.dp(8)
                          ? Type::number
                          : Type::mono_strong;
    // Beside the axis stands its name.
    if (y + ui.line_height(type) + strong > chart.box.max.y + ui.dp(6)) return;
    mark_point(ui, {chart.beside.min.x + ui.dp(4), y + strong * 0.5F}, ink, i, ui.dp(4));
    ui.text_fit({chart.beside.min.x + ui.dp(14), y}, room - ui.dp(14), Type::strong, ui.colours.text,
                network_names(context.scene.train)[i]);
    const std::string words = share_words(share_at(state, told, 0), state == nullptr ? nullptr : state->shifts.get());
    ui.text({chart.beside.min.x, y + strong}, type, ink, words);
    ui.record.fact(fmt::format("train.row.{}", i), words);
    y += strong + ui.line_height(type) + ui.dp(6);
  }
}

}  // namespace

void point_at_shift_curve(StageContext& context, const Rect& area, std::optional<std::pair<int, int>>& pointed) {
  const RowChart chart = lay_out(context, area);
  hit_area(context.ui, "train.row", chart.box);
  if (!ImGui::IsItemHovered()) return;
  const float share = (ImGui::GetIO().MousePos.x - chart.box.min.x) / std::max(1.0F, chart.box.width());
  const long at = std::lround(share * static_cast<float>(2 * chart.radius));
  pointed = {std::clamp(static_cast<int>(at) - chart.radius, -chart.radius, chart.radius), 0};
}

void draw_shift_curve(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const RowChart chart = lay_out(context, area);
  if (chart.box.width() < ui.dp(24) || chart.box.height() < ui.dp(16)) return;
  const PartState part = state_of(context, "train.shifts");
  if (part == PartState::hidden) return;
  const int told = std::clamp(told_shift(context).first, -chart.radius, chart.radius);
  mark_leaving(context, chart);
  draw_axes(context, chart);
  ui.record.area("train.row", chart.box.min, chart.box.max);
  const float x = std::round(chart.x(static_cast<float>(told)));
  ui.draw->AddLine({x, chart.box.min.y}, {x, chart.box.max.y}, ui.colours.muted, 1.0F);
  if (part == PartState::kept_back) {
    draw_kept_line(context, {chart.box.min.x + ui.dp(8), chart.box.centre().y - ui.line_height(Type::body) * 0.5F},
                   chart.box.width());
    return;
  }
  for (std::size_t i = 0; i < 2; ++i) draw_network(context, chart, i, told);
  if (context.shows("train.numbers")) draw_numbers(context, chart, told);
}

}  // namespace flatscope
