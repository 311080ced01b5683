#include "app/stages/train/view/curve_chart.h"

#include <fmt/format.h>

#include <cmath>

#include "app/stages/train/view/curve_lines.h"
#include "app/widgets/marks.h"

namespace flatscope {
namespace {

// Both networks and the kept run have one axis: from their first epoch to where the training will stop by itself.
void span_axes(const StageContext& context, const CurvesWish& wish, CurveChart& chart) {
  const TrainResults& results = context.results.train;
  double first = 1e9, last = static_cast<double>(std::max<std::int64_t>(results.target_epochs, 1)), most = 0.0;
  const auto take = [&](const NetworkState* state) {
    if (state == nullptr) return;
    first = std::min(first, static_cast<double>(state->curve->front().epoch));
    last = std::max(last, static_cast<double>(state->last().epoch));
    for (const EpochPoint& point : *state->curve)
      for (const CurvePart part : {CurvePart::train, CurvePart::test})
        if (const double value = curve_value(point, part, true); std::isfinite(value)) most = std::max(most, value);
  };
  for (const auto& state : results.networks) take(state.get());
  take(wish.over);
  chart.first = first > last ? 0.0 : first;
  chart.last = std::max(last, chart.first + 1.0);
  // Where the axes end would tell what is kept back.
  const bool tells = context.shows("train.curves");
  constexpr double usual_loss = 2.5;
  if (!wish.loss) chart.lowest = tells ? std::clamp(static_cast<double>(wish.lowest), 0.0, 95.0) : 0.0;
  if (wish.loss) chart.highest = axis_end(tells ? std::max(most, 0.1) : usual_loss);
}

void draw_value_axis(Ui& ui, const CurveChart& chart, bool loss) {
  const float line = ui.line_height(Type::mono);
  const double room = chart.box.height() / (line * 1.6F);
  double step = (chart.highest - chart.lowest) * 0.5;
  if (!loss)
    for (const double finer : {25.0, 20.0, 10.0, 5.0})
      if ((chart.highest - chart.lowest) / finer <= room && std::fmod(chart.lowest, finer) == 0.0) step = finer;
  for (double value = chart.highest; value >= chart.lowest - 1e-9; value -= step) {
    const float y = std::round(chart.y(value));
    ui.draw->AddLine({chart.box.min.x, y}, {chart.box.max.x, y}, ui.colours.line, 1.0F);
    ui.text({chart.box.min.x - ui.dp(8), y - line * 0.5F}, Type::mono, ui.colours.muted, axis_number(value),
            Align::right);
  }
}

void draw_epoch_axis(Ui& ui, const CurveChart& chart) {
  const float y = chart.box.max.y + ui.dp(5);
  const float letters = ui.measure(Type::mono, grouped(static_cast<std::int64_t>(chart.last))).x;
  const double most = std::max(1.0F, chart.box.width() / (letters + ui.dp(28)));
  const int step = axis_step((chart.last - chart.first) / most);
  float free_until = chart.box.max.x + letters;
  const auto label = [&](std::int64_t epoch) {
    const std::string words = grouped(epoch);
    const float x = chart.x(static_cast<double>(epoch)), half = ui.measure(Type::mono, words).x * 0.5F;
    if (x + half > free_until) return;
    free_until = x - half - ui.dp(10);
    ui.text({x, y}, Type::mono, ui.colours.muted, words, Align::centre);
  };
  const auto first = static_cast<std::int64_t>(chart.first), last = static_cast<std::int64_t>(chart.last);
  label(last);
  for (std::int64_t epoch = last / step * step; epoch > first; epoch -= step) label(epoch);
  label(first);
  const float word = chart.box.max.x + letters * 0.5F + ui.dp(8);
  if (chart.numbers_beside())
    ui.text({word, y + (ui.line_height(Type::mono) - ui.line_height(Type::small)) * 0.5F}, Type::small,
            ui.colours.muted, "epochs");
}

// What blind guessing would reach, where the axis goes down to it.
void draw_chance(const StageContext& context, const CurveChart& chart) {
  Ui& ui = context.ui;
  const double chance = 100.0 / std::max(1, context.results.train.data->classes());
  const float line = ui.line_height(Type::small);
  const float y = chart.y(chance);
  if (chance <= chart.lowest + 1.0 || chart.box.max.y - y < ui.dp(4)) return;
  marks::dashed_line(ui, {chart.box.min.x, y}, {chart.box.max.x, y}, ui.colours.muted, 1.0F, 2.0F);
  const std::string words = fmt::format("guessing: {} %", axis_number(chance));
  if (chart.y(50.0) + line < y - line - ui.dp(2) && ui.measure(Type::small, words).x < chart.box.width() * 0.6F)
    ui.text({chart.box.max.x, y - line - ui.dp(2)}, Type::small, ui.colours.muted, words, Align::right);
}

}  // namespace

double curve_value(const EpochPoint& point, CurvePart part, bool loss) {
  if (loss) return part == CurvePart::train ? point.loss : point.test_loss;
  return 100.0 * (part == CurvePart::train ? point.train_accuracy : point.test_accuracy);
}

const EpochPoint* curve_point(const NetworkState& state, std::optional<int> epoch) {
  if (!epoch) return &state.last();
  for (const EpochPoint& point : *state.curve)
    if (point.epoch == *epoch) return &point;
  return nullptr;
}

CurveChart lay_out_curves(const StageContext& context, const Rect& area, const CurvesWish& wish, float caption) {
  const Ui& ui = context.ui;
  CurveChart chart;
  span_axes(context, wish, chart);
  const float ticks = ui.line_height(Type::mono) + ui.dp(6), strong = ui.line_height(Type::mono_strong);
  const float left = ui.measure(Type::mono, wish.loss ? axis_number(chart.highest * 0.5) : "100").x + ui.dp(8);
  float name = ui.measure(Type::small, "training").x;
  if (wish.over != nullptr) name = std::max(name, ui.measure(Type::small, wish.over_name).x);
  const float numbers = name + ui.dp(8) + ui.measure(Type::mono_strong, "99.9 %").x, between = ui.dp(20);
  float right = numbers + between;
  if (area.width() - left - right < ui.dp(130)) right = ui.measure(Type::mono, "100").x * 0.5F;
  const bool beside = right >= numbers;
  // Above: a line for what fits, and more where the curves keep the larger part.
  float x = 0.0F;
  int wanted = 1;
  const auto flow = [&](std::string_view word, std::string_view number) {
    const float needed = ui.measure(Type::small, word).x + ui.dp(5) + ui.measure(Type::mono_strong, number).x;
    if (x > 0.0F && x + needed > area.width()) ++wanted, x = 0.0F;
    x += needed + ui.dp(12);
  };
  if (!wish.test_only) flow("training", "99.9 %");
  flow("test", "99.9 %");
  if (wish.gap) flow("gap", "−99.9");
  const float most_above = (area.height() - ticks - caption) * 0.5F;
  chart.lines = std::clamp(static_cast<int>(most_above / (strong + ui.dp(2))), 1, wanted);
  const float above = static_cast<float>(chart.lines) * (strong + ui.dp(2));
  const float top = beside ? ui.line_height(Type::mono) * 0.5F : above + ui.dp(6);
  chart.box = {{area.min.x + left, std::round(area.min.y + top)},
               {area.max.x - right, std::round(area.max.y - ticks - caption)}};
  if (beside) {
    chart.beside = {{area.max.x - numbers, area.min.y}, {area.max.x, area.max.y - caption}};
  } else {
    chart.above = {area.min, {area.max.x, area.min.y + above}};
  }
  return chart;
}

void draw_curve_axes(const StageContext& context, const CurveChart& chart, const CurvesWish& wish) {
  draw_value_axis(context.ui, chart, wish.loss);
  if (!wish.loss) draw_chance(context, chart);
  draw_epoch_axis(context.ui, chart);
}

}  // namespace flatscope
