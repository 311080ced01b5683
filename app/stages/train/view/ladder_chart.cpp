// The right column of the ladder: the figures of 1989 and ours on one axis.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/stages/train/model/series_words.h"
#include "app/stages/train/view/ladder.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

void diamond(Ui& ui, ImVec2 at, float radius, ImU32 ink) {
  const ImVec2 corners[] = {{at.x, at.y - radius}, {at.x + radius, at.y}, {at.x, at.y + radius}, {at.x - radius, at.y}};
  ui.draw->AddConvexPolyFilled(corners, 4, ui.colours.ground);
  compat::add_polyline(ui.draw, corners, 4, ink, true, std::max(1.0F, ui.dp(1.6F)));
}

void hollow_square(Ui& ui, ImVec2 at, float half, ImU32 ink) {
  compat::add_rect(ui.draw, {at.x - half, at.y - half}, {at.x + half, at.y + half}, ink, 0.0F,
                   std::max(1.0F, ui.dp(1.5F)));
}

// Words on a ground of their own, so that no line crosses them.
void plated(Ui& ui, ImVec2 at, ImU32 ink, std::string_view words, Align align) {
  const ImVec2 size = ui.measure(Type::mono, words);
  const float left = align == Align::right ? at.x - size.x : align == Align::centre ? at.x - size.x * 0.5F : at.x;
  ui.draw->AddRectFilled({left - ui.dp(3), at.y}, {left + size.x + ui.dp(3), at.y + size.y},
                         with_alpha(ui.colours.ground, 0.86F), ui.dp(3));
  ui.text(at, Type::mono, ink, words, align);
}

// Words beside a mark, to its right or, where the axis ends, to its left.
void beside(Ui& ui, ImVec2 at, float away, float right_end, std::string_view words) {
  const float y = at.y - ui.line_height(Type::mono) * 0.5F;
  const bool fits = at.x + away + ui.measure(Type::mono, words).x <= right_end;
  plated(ui, {at.x + (fits ? away : -away), y}, ui.colours.text, words, fits ? Align::left : Align::right);
}

}  // namespace

LadderAxis ladder_axis(const LadderShown& shown, float left, float right) {
  LadderAxis axis{left, right};
  double low = ladder_rungs[0].published;
  if (shown.result != nullptr)
    for (const LadderOutcome& rung : shown.result->rungs) {
      for (const double value : rung.moved) low = std::min(low, value);
      for (const double value : rung.still) low = std::min(low, value);
    }
  axis.low = std::max(0.0, std::floor((low - 0.02) * 20.0) / 20.0);
  return axis;
}

void draw_ladder_axis(Ui& ui, const LadderAxis& axis, float top, float bottom) {
  const float mono = ui.line_height(Type::mono_small);
  const double span = axis.high - axis.low;
  const double step = span <= 0.45 ? 0.1 : 0.2;
  for (double value = axis.high; value >= axis.low - 1e-9; value -= step) {
    const float x = std::round(axis.x(value));
    ui.draw->AddLine({x, top + mono + ui.dp(4)}, {x, bottom}, ui.colours.line, 1.0F);
    const Align align = value == axis.high ? Align::right : Align::centre;
    ui.text({value == axis.high ? axis.right + ui.dp(4) : x, top}, Type::mono_small, ui.colours.muted,
            fmt::format("{:.0f}", value * 100.0), align);
  }
}

RungMarks place_rung_marks(const LadderShown& shown, const LadderAxis& axis, const Rect& row, std::size_t rung) {
  RungMarks marks;
  marks.published = {axis.x(ladder_rungs[rung].published), row.min.y + row.height() * 0.3F};
  if (shown.result == nullptr || shown.result->rungs[rung].moved.empty()) return marks;
  marks.ours = {axis.x(spread_of(shown.result->rungs[rung].moved).mean), row.min.y + row.height() * 0.6F};
  marks.has_ours = true;
  return marks;
}

void draw_rung_marks(Ui& ui, const LadderShown& shown, const LadderAxis& axis, const Rect& row, std::size_t rung,
                     const RungMarks& marks) {
  const ImU32 ink = rung_ink(ui, rung);
  diamond(ui, marks.published, ui.dp(6), ink);
  beside(ui, marks.published, ui.dp(11), row.max.x, fmt::format("{:.1f}", ladder_rungs[rung].published * 100.0));
  if (shown.result == nullptr) return;
  const LadderOutcome& outcome = shown.result->rungs[rung];
  if (!outcome.still.empty())
    hollow_square(ui, {axis.x(spread_of(outcome.still).mean), row.min.y + row.height() * 0.6F}, ui.dp(3.5F),
                  ui.colours.muted);
  if (!marks.has_ours) {
    const bool now = shown.running && shown.result->rung == rung && shown.result->rung_moved;
    if (now)
      ui.text({row.min.x, row.min.y + row.height() * 0.6F - ui.line_height(Type::small) * 0.5F}, Type::small,
              ui.colours.muted, fmt::format("training: {:.0f} %", shown.result->share * 100.0));
    return;
  }
  const Spread spread = spread_of(outcome.moved);
  const float y = marks.ours.y, tick = ui.dp(5);
  for (const double value : outcome.moved)
    ui.draw->AddLine({axis.x(value), y - tick}, {axis.x(value), y + tick}, ink, std::max(1.0F, ui.dp(1)));
  ui.draw->AddLine({axis.x(spread.mean - spread.deviation), y}, {axis.x(spread.mean + spread.deviation), y}, ink,
                   std::max(2.0F, ui.dp(3)));
  ui.draw->AddCircleFilled(marks.ours, ui.dp(5), ink, 20);
  const std::string words = outcome.moved.size() > 1
                                ? fmt::format("{} ± {:.1f}", percent_number(spread.mean), spread.deviation * 100.0)
                                : percent_number(spread.mean);
  const float below = y + tick + ui.dp(2), half = ui.measure(Type::mono, words).x * 0.5F;
  if (below + ui.line_height(Type::mono) <= row.max.y + 1.0F) {
    const float x = std::clamp(marks.ours.x, row.min.x + half, std::max(row.min.x + half, row.max.x - half));
    plated(ui, {x, below}, ui.colours.text, words, Align::centre);
  }
  ui.record.fact(fmt::format("train.ladder.{}", rung + 1), words);
  const std::string still =
      outcome.still.empty() ? "" : fmt::format(" Not moved: {} %.", percent_number(spread_of(outcome.still).mean));
  ui.tooltip({{row.min.x, y - ui.dp(10)}, {row.max.x, y + ui.dp(10)}},
             fmt::format("Ours, {}: {} % of the test right, {} % of the training samples.{}",
                         counted(static_cast<std::int64_t>(outcome.moved.size()), "seed"), words,
                         percent_number(spread_of(outcome.train).mean), still));
}

void draw_ladder_legend(Ui& ui, const LadderShown& shown, const Rect& row) {
  const float y = row.centre().y, small = ui.line_height(Type::small);
  float x = row.min.x;
  const auto words = [&](float sign, std::string_view text) {
    x += sign + ui.dp(6);
    x += ui.text_fit({x, y - small * 0.5F}, std::max(1.0F, row.max.x - x), Type::small, ui.colours.muted, text) +
         ui.dp(14);
  };
  diamond(ui, {x + ui.dp(6), y}, ui.dp(5), ui.colours.muted);
  words(ui.dp(12), "1989");
  if (x + ui.dp(60) > row.max.x) return;
  ui.draw->AddLine({x, y}, {x + ui.dp(18), y}, ui.colours.muted, std::max(2.0F, ui.dp(3)));
  ui.draw->AddCircleFilled({x + ui.dp(9), y}, ui.dp(5), ui.colours.muted, 20);
  words(ui.dp(18), shown.settings.seeds > 1 ? fmt::format("ours, {}", counted(shown.settings.seeds, "seed")) : "ours");
  if (shown.settings.moved == 0 || x + ui.dp(10) + ui.measure(Type::small, "not moved").x > row.max.x) return;
  hollow_square(ui, {x + ui.dp(4), y}, ui.dp(3.5F), ui.colours.muted);
  words(ui.dp(8), "not moved");
}

}  // namespace flatscope
