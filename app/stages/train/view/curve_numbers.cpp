#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "app/stages/train/view/curve_chart.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

std::string number_words(double value, bool loss) {
  if (!std::isfinite(value)) return "–";
  return loss ? short_number(value) : per_cent(value / 100.0);
}

struct Row {
  std::string_view name;
  std::string number;
  ImU32 ink;
  float y = 0.0F;  // of its middle
};

// Pushed apart so that each has a line to itself, and not further down than `bottom`.
void spread(std::vector<Row>& rows, float line, float top, float bottom) {
  // Two that nearly meet stay in their order: which one is ahead changes often then.
  std::stable_sort(rows.begin(), rows.end(), [line](const Row& a, const Row& b) { return a.y + line * 0.5F < b.y; });
  float least = top + line * 0.5F;
  for (Row& row : rows) {
    row.y = std::max(row.y, least);
    least = row.y + line;
  }
  float most = bottom - line * 0.5F;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    row->y = std::min(row->y, most);
    most = row->y - line;
  }
}

std::string gap_number(double gap, bool loss) {
  // No minus before a nought.
  return loss ? short_number(gap) : grouped_decimal(std::abs(gap) < 0.05 ? 0.0 : gap, 1);
}

void draw_bracket(Ui& ui, const CurveChart& chart, float one, float other) {
  const float top = std::min(one, other), bottom = std::max(one, other), left = chart.box.max.x + ui.dp(6),
              right = left + ui.dp(5), thick = std::max(1.0F, ui.dp(1.5F));
  // A smaller one reads as a letter, not as a bracket.
  if (bottom - top < ui.dp(10)) return;
  ui.draw->AddLine({right, top}, {right, bottom}, ui.colours.text, thick);
  ui.draw->AddLine({left, top}, {right, top}, ui.colours.text, thick);
  ui.draw->AddLine({left, bottom}, {right, bottom}, ui.colours.text, thick);
}

void draw_numbers_beside(Ui& ui, const CurveChart& chart, const CurvesWish& wish, std::vector<Row> rows, double gap) {
  const float line = ui.line_height(Type::mono_strong), left = chart.beside.min.x, right = chart.beside.max.x;
  const float small = ui.line_height(Type::small), big = ui.line_height(Type::number);
  // Whole steps, so that the words do not tremble with every epoch.
  for (Row& row : rows) row.y = std::round(row.y / ui.dp(4)) * ui.dp(4);
  spread(rows, line, chart.beside.min.y, chart.box.max.y);
  for (const Row& row : rows) {
    ui.text({right, row.y - line * 0.5F}, Type::mono_strong, row.ink, row.number, Align::right);
    ui.text({left, row.y - small * 0.5F}, Type::small, row.ink, row.name);
  }
  if (!wish.gap || rows.size() < 2 || !std::isfinite(gap)) return;
  const std::string number = gap_number(gap, wish.loss);
  const float under = rows.back().y + line * 0.5F + ui.dp(6), over = rows.front().y - line * 0.5F - ui.dp(6);
  const float height = big + small;
  float y = under;
  // Beside the axis of epochs stands its name.
  const float lowest = std::min(chart.beside.max.y, chart.box.max.y + ui.dp(4));
  if (under + height > lowest) y = over - height;
  if (y < chart.beside.min.y) {
    // No room for the large number.
    y = under + line <= lowest ? under : over - line;
    // Nor below or above: between two of the numbers, else it is left to the table and the shade.
    if (y < chart.beside.min.y) {
      const auto apart = std::adjacent_find(rows.begin(), rows.end(), [line](const Row& upper, const Row& lower) {
        return lower.y - upper.y >= 2.0F * line;
      });
      if (apart == rows.end()) return;
      y = std::round((apart->y + std::next(apart)->y - line) * 0.5F);
    }
    ui.text({left, y + (line - small) * 0.5F}, Type::small, ui.colours.muted, "gap");
    ui.text({right, y}, Type::mono_strong, ui.colours.text, number, Align::right);
    return;
  }
  ui.text({left, y}, Type::number, ui.colours.text, number);
  ui.text_fit({left, y + big}, right - left, Type::small, ui.colours.muted, wish.loss ? "gap" : "gap, in points");
}

void draw_numbers_above(Ui& ui, const CurveChart& chart, const CurvesWish& wish, const std::vector<Row>& rows,
                        double gap) {
  float x = chart.above.min.x, y = chart.above.min.y;
  int lines = chart.lines;
  const float small = ui.line_height(Type::small), mono = ui.line_height(Type::mono_strong);
  const auto add = [&](std::string_view name, std::string_view number, ImU32 ink) {
    const float needed = ui.measure(Type::small, name).x + ui.dp(5) + ui.measure(Type::mono_strong, number).x;
    if (x + needed > chart.above.max.x + 1.0F) {
      if (lines <= 1 || x <= chart.above.min.x) return;
      --lines;
      x = chart.above.min.x;
      y += mono + ui.dp(2);
    }
    x += ui.text({x, y + (mono - small) * 0.5F}, Type::small, ink, name) + ui.dp(5);
    x += ui.text({x, y}, Type::mono_strong, ink, number) + ui.dp(12);
  };
  // Where not all fit, the test's is worth more.
  float all = 0.0F;
  for (const Row& row : rows)
    all += ui.measure(Type::small, row.name).x + ui.measure(Type::mono_strong, row.number).x + ui.dp(17);
  const bool narrow = chart.lines == 1 && all - ui.dp(12) > chart.above.width();
  for (const Row& row : rows)
    if (!narrow || row.name != "training") add(row.name, row.number, row.ink);
  if (narrow)
    for (const Row& row : rows)
      if (row.name == "training") add(row.name, row.number, row.ink);
  if (wish.gap && rows.size() >= 2 && std::isfinite(gap)) add("gap", gap_number(gap, wish.loss), ui.colours.text);
}

}  // namespace

void draw_curve_numbers(const StageContext& context, const CurveChart& chart, const CurvesWish& wish,
                        const NetworkState& state, std::optional<int> epoch) {
  Ui& ui = context.ui;
  const ImU32 ink = network_ink(context, wish.network);
  std::vector<Row> rows;
  double gap = unknown;
  const auto add = [&](const EpochPoint& point, CurvePart part, std::string_view name, ImU32 colour) {
    const double value = curve_value(point, part, wish.loss);
    if (std::isfinite(value)) rows.push_back({name, number_words(value, wish.loss), colour, chart.y_within(value)});
  };
  if (const EpochPoint* const point = curve_point(state, epoch); point != nullptr) {
    if (!wish.test_only) add(*point, CurvePart::train, "training", ink);
    add(*point, CurvePart::test, "test", ink);
    const double train = curve_value(*point, CurvePart::train, wish.loss),
                 test = curve_value(*point, CurvePart::test, wish.loss);
    if (state.measured() && !wish.test_only) gap = wish.loss ? test - train : train - test;
    if (std::isfinite(gap) && wish.gap && chart.numbers_beside())
      draw_bracket(ui, chart, chart.y_within(train), chart.y_within(test));
    const auto fact = [&](std::string_view what, double value) {
      ui.record.fact(fmt::format("train.curve.{}.{}", wish.network, what), number_words(value, wish.loss));
    };
    fact("train", train);
    fact("test", test);
    if (std::isfinite(gap)) ui.record.fact(fmt::format("train.curve.{}.gap", wish.network), gap_number(gap, wish.loss));
  }
  if (wish.over != nullptr)
    if (const EpochPoint* const point = curve_point(*wish.over, epoch); point != nullptr)
      add(*point, CurvePart::test, wish.over_name, ui.colours.muted);
  if (chart.numbers_beside()) {
    draw_numbers_beside(ui, chart, wish, std::move(rows), gap);
  } else {
    draw_numbers_above(ui, chart, wish, rows, gap);
  }
}

}  // namespace flatscope
