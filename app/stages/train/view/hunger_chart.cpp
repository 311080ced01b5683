// The charts of data hunger: four series against the number of training samples.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/stages/train/view/hunger.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

struct Chart {
  Rect box;
  const std::vector<std::int64_t>& samples;
  float x(std::int64_t number) const {
    const double low = std::log(static_cast<double>(samples.front())),
                 high = std::log(static_cast<double>(samples.back()));
    const double share = high > low ? (std::log(static_cast<double>(number)) - low) / (high - low) : 0.5;
    return std::round(box.min.x + box.width() * static_cast<float>(share));
  }
  float y(double share) const { return box.max.y - box.height() * static_cast<float>(share); }
};

void draw_axes(Ui& ui, const Chart& chart, std::size_t read) {
  const float mono = ui.line_height(Type::mono_small);
  const int step = chart.box.height() >= mono * 7.0F ? 25 : chart.box.height() >= mono * 3.5F ? 50 : 100;
  for (int value = 0; value <= 100; value += step) {
    const float y = std::round(chart.y(value / 100.0));
    ui.draw->AddLine({chart.box.min.x - ui.dp(4), y}, {chart.box.max.x, y}, ui.colours.line, 1.0F);
    ui.text({chart.box.min.x - ui.dp(10), y - mono * 0.5F}, Type::mono_small, ui.colours.muted, std::to_string(value),
            Align::right);
  }
  // The one that is read first, then those that have room beside it.
  std::vector<std::pair<float, float>> taken;
  const auto label = [&](std::size_t i) {
    const std::string words = grouped(chart.samples[i]);
    const float x = chart.x(chart.samples[i]), half = ui.measure(Type::mono_small, words).x * 0.5F;
    for (const auto& [from, to] : taken)
      if (x - half < to + ui.dp(6) && x + half > from - ui.dp(6)) return;
    taken.emplace_back(x - half, x + half);
    ui.draw->AddLine({x, chart.box.max.y}, {x, chart.box.max.y + ui.dp(4)}, ui.colours.muted, 1.0F);
    ui.text({x, chart.box.max.y + ui.dp(6)}, Type::mono_small, i == read ? ui.colours.text : ui.colours.muted, words,
            Align::centre);
  };
  label(read);
  label(chart.samples.size() - 1);
  for (std::size_t i = 0; i < chart.samples.size(); ++i)
    if (i != read && i + 1 != chart.samples.size()) label(i);
}

void draw_chance(Ui& ui, const Chart& chart, int classes) {
  const double chance = 1.0 / std::max(1, classes);
  const float y = std::round(chart.y(chance)), line = ui.line_height(Type::small);
  marks::dashed_line(ui, {chart.box.min.x, y}, {chart.box.max.x, y}, ui.colours.muted, 1.0F, 2.0F);
  const std::string words = fmt::format("guessing: {:.3g} %", chance * 100.0);
  // Below, where there is room: the series lie above it.
  if (chart.box.max.y - y >= line + ui.dp(4))
    ui.text({chart.box.max.x, y + ui.dp(3)}, Type::small, ui.colours.muted, words, Align::right);
  else if (chart.box.height() > line * 5.0F)
    ui.text({chart.box.max.x, y - line - ui.dp(3)}, Type::small, ui.colours.muted, words, Align::right);
}

std::optional<double> value_at(const HungerResult& result, int network, bool moved, std::int64_t samples, bool middle) {
  const HungerPoint* const point = result.find(network, moved, samples);
  if (point == nullptr || !point->known()) return std::nullopt;
  const double value = middle ? point->middle : point->over_shifts;
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

void draw_series(Ui& ui, const HungerShown& shown, const Chart& chart, bool middle) {
  if (shown.result == nullptr) return;
  for (const bool moved : {false, true})
    for (const int network : {0, 1}) {
      const SeriesLook look = series_look(shown, network, moved);
      std::optional<ImVec2> before;
      for (const std::int64_t samples : shown.samples) {
        const auto value = value_at(*shown.result, network, moved, samples, middle);
        if (!value) continue;
        const ImVec2 at{chart.x(samples), chart.y(*value)};
        if (before) draw_series_line(ui, *before, at, look);
        before = at;
      }
    }
  for (const bool moved : {false, true})
    for (const int network : {0, 1}) {
      const SeriesLook look = series_look(shown, network, moved);
      for (const std::int64_t samples : shown.samples) {
        const auto value = value_at(*shown.result, network, moved, samples, middle);
        if (!value) continue;
        const ImVec2 at{chart.x(samples), chart.y(*value)};
        draw_series_mark(ui, at, look);
        if (!shown.result->find(network, moved, samples)->gave_up) continue;
        // It might still have risen.
        const float top = at.y - ui.dp(16);
        ui.draw->AddLine({at.x, at.y - ui.dp(7)}, {at.x, top}, look.ink, std::max(1.0F, ui.dp(1.5F)));
        ui.draw->AddTriangleFilled({at.x - ui.dp(3), top + ui.dp(3)}, {at.x + ui.dp(3), top + ui.dp(3)},
                                   {at.x, top - ui.dp(2)}, look.ink);
      }
    }
}

// What the frugal network reads where the pointer is, carried on to the right: does the other come up to it?
void draw_level(Ui& ui, const HungerShown& shown, const Chart& chart) {
  if (shown.result == nullptr) return;
  const HungerFinding finding = finding_of(*shown.result);
  if (finding.frugal < 0) return;
  const std::int64_t samples = shown.samples[shown.read];
  const auto value = value_at(*shown.result, finding.frugal, true, samples, false);
  if (!value) return;
  const SeriesLook look = series_look(shown, finding.frugal, true);
  const ImVec2 at{chart.x(samples), chart.y(*value)};
  marks::dashed_line(ui, at, {chart.box.max.x, at.y}, look.ink, std::max(1.0F, ui.dp(1)), 2.0F);
  ui.draw->AddCircle(at, ui.dp(9), ui.colours.outline, 24, std::max(3.0F, ui.dp(3)));
  ui.draw->AddCircle(at, ui.dp(9), ui.colours.pixel, 24, std::max(1.5F, ui.dp(1.5F)));
}

void point_at(StageContext& context, const HungerShown& shown, const Chart& chart, const char* id) {
  const Rect hit{{chart.box.min.x - context.ui.dp(8), chart.box.min.y - context.ui.dp(6)},
                 {chart.box.max.x + context.ui.dp(8), chart.box.max.y + context.ui.dp(20)}};
  const bool clicked = hit_area(context.ui, id, hit, std::to_string(shown.samples[shown.read]));
  if (!clicked && !ImGui::IsItemHovered()) return;
  const float x = ImGui::GetIO().MousePos.x;
  std::size_t nearest = 0;
  for (std::size_t i = 1; i < shown.samples.size(); ++i)
    if (std::fabs(chart.x(shown.samples[i]) - x) < std::fabs(chart.x(shown.samples[nearest]) - x)) nearest = i;
  context.view.train.hunger_point = static_cast<int>(nearest);
}

}  // namespace

SeriesLook series_look(const HungerShown& shown, int network, bool moved) {
  return {shown.inks[static_cast<std::size_t>(network)], network == 1, moved};
}

void draw_series_mark(Ui& ui, ImVec2 at, const SeriesLook& look) {
  const float line = std::max(1.5F, ui.dp(2)), radius = ui.dp(look.hollow ? 5.5F : 3.5F);
  const float side = radius * (look.square ? 0.9F : 1.0F);
  if (look.square && look.hollow) {
    compat::add_rect(ui.draw, {at.x - side, at.y - side}, {at.x + side, at.y + side}, look.ink, 0.0F, line);
  } else if (look.square) {
    ui.draw->AddRectFilled({at.x - side, at.y - side}, {at.x + side, at.y + side}, look.ink);
  } else if (look.hollow) {
    ui.draw->AddCircle(at, side, look.ink, 20, line);
  } else {
    ui.draw->AddCircleFilled(at, side, look.ink, 20);
  }
}

void draw_series_line(Ui& ui, ImVec2 from, ImVec2 to, const SeriesLook& look) {
  const float line = std::max(1.5F, ui.dp(2));
  if (look.hollow) {
    marks::dashed_line(ui, from, to, look.ink, line, 5.0F);
  } else {
    ui.draw->AddLine(from, to, look.ink, line);
  }
}

void draw_hunger_chart(StageContext& context, const HungerShown& shown, const Rect& area, bool middle) {
  Ui& ui = context.ui;
  const std::int64_t test = static_cast<std::int64_t>(shown.wanted.data->set->test.labels.size());
  const HungerResult* const result = shown.result;
  const std::string on =
      middle ? counted(result != nullptr ? result->test_samples : test, "test sample")
             : fmt::format("{}, {} places",
                           counted(result != nullptr ? result->shift_samples : std::min(test, std::int64_t{100}),
                                   "test sample"),
                           grouped(result != nullptr ? result->places
                                                     : (2 * shown.wanted.radius + 1) * (2 * shown.wanted.radius + 1)));
  const std::string title = middle ? "TEST ACCURACY IN THE MIDDLE, %" : "TEST ACCURACY OVER ALL SHIFTS, %";
  const std::string brief = middle ? "IN THE MIDDLE, %" : "OVER ALL SHIFTS, %";
  const float section = ui.line_height(Type::section), small = ui.line_height(Type::small);
  const float on_width = ui.measure(Type::small, on).x, between = ui.dp(10);
  const bool beside = ui.measure(Type::section, brief).x + between + on_width <= area.width();
  const float room = beside ? area.width() - on_width - between : area.width();
  const std::array<std::string, 2> titles = {title, brief};
  ui.text_fit(area.min, room, Type::section, ui.colours.muted, first_fitting(ui, Type::section, room, titles));
  if (beside)
    ui.text({area.max.x, area.min.y + (section - small) * 0.5F}, Type::small, ui.colours.muted, on, Align::right);
  else
    ui.tooltip({area.min, {area.max.x, area.min.y + section}}, on);
  const float mono = ui.line_height(Type::mono_small);
  const bool caption = area.height() > ui.dp(150);
  const float left = ui.measure(Type::mono_small, "100").x + ui.dp(14);
  const float half = ui.measure(Type::mono_small, grouped(shown.samples.back())).x * 0.5F;
  const float below = mono + ui.dp(8) + (caption ? small + ui.dp(2) : 0.0F);
  Chart chart{{{area.min.x + left, std::round(area.min.y + section + ui.dp(18))},
               {area.max.x - half, std::round(area.max.y - below)}},
              shown.samples};
  if (chart.box.height() < ui.dp(30) || chart.box.width() < ui.dp(60)) return;
  draw_axes(ui, chart, shown.read);
  if (caption)
    ui.text({chart.box.centre().x, area.max.y - small}, Type::small, ui.colours.muted, "training samples",
            Align::centre);
  draw_chance(ui, chart, shown.wanted.data->classes());
  point_at(context, shown, chart, middle ? "train.hunger.middle" : "train.hunger.shifts");
  const float x = chart.x(shown.samples[shown.read]);
  ui.draw->AddLine({x, chart.box.min.y - ui.dp(6)}, {x, chart.box.max.y}, ui.colours.faint, 1.0F);
  draw_series(ui, shown, chart, middle);
  if (!middle) draw_level(ui, shown, chart);
  ui.record.area(middle ? "train.hunger.middle.box" : "train.hunger.shifts.box", chart.box.min, chart.box.max);
}

}  // namespace flatscope
