// What the four series read at one number of samples, as a table, and what follows from it.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/stages/train/model/series_words.h"
#include "app/stages/train/view/hunger.h"

namespace flatscope {
namespace {

struct Columns {
  float names = 0.0F, train = 0.0F, middle = 0.0F, shifts = 0.0F;  // where each ends
};

std::string row_tooltip(const HungerPoint* point, const HungerResult& result) {
  if (point == nullptr) return "Not planned.";
  if (!point->done) return "Not trained yet.";
  if (!point->problem.empty()) return point->problem;
  return fmt::format(
      "{}: {} % of its own {} right{}. {}", counted(point->steps, "step"), percent_number(point->train_accuracy),
      counted(point->samples, "sample"), point->moved ? ", moved as in training" : "",
      point->gave_up
          ? fmt::format("It still gained something when {} steps were used up.", grouped(result.in_hand.most_steps))
          : "Then nothing was gained any more.");
}

}  // namespace

void read_hunger(StageContext& context, Column& column, const HungerShown& shown) {
  Ui& ui = context.ui;
  if (shown.result == nullptr) return;
  const std::int64_t samples = shown.samples[shown.read];
  column.section(fmt::format("READ AT {}, %", counted(samples, "SAMPLE", "SAMPLES")));
  const float number = ui.measure(Type::mono, "100.0").x;
  const float small = ui.line_height(Type::small);
  Columns at;
  at.shifts = column.right();
  at.middle = at.shifts - std::max(number, ui.measure(Type::small, "all shifts").x) - ui.dp(8);
  at.train = at.middle - std::max(number, ui.measure(Type::small, "middle").x) - ui.dp(8);
  at.names = at.train - std::max(number, ui.measure(Type::small, "training").x) - ui.dp(4);
  const bool tight = at.names - column.left() < ui.dp(76);
  if (tight) at.names = at.train;
  const Rect head = column.take_pixels(small + ui.dp(4));
  if (!tight) ui.text({at.train, head.min.y}, Type::small, ui.colours.muted, "training", Align::right);
  ui.text({at.middle, head.min.y}, Type::small, ui.colours.muted, "middle", Align::right);
  ui.text({at.shifts, head.min.y}, Type::small, ui.colours.muted, "all shifts", Align::right);
  const HungerFinding finding = finding_of(*shown.result);
  for (const int network : {0, 1})
    for (const bool moved : {false, true}) {
      const HungerPoint* const point = shown.result->find(network, moved, samples);
      const Rect row = column.take_pixels(ui.line_height(Type::body) + ui.dp(8));
      const bool level = network == finding.frugal && moved && point != nullptr && point->known();
      if (level)
        ui.draw->AddRectFilled({row.min.x - ui.dp(6), row.min.y}, {row.max.x + ui.dp(6), row.max.y}, ui.colours.raised,
                               ui.dp(4));
      const float y = row.centre().y;
      draw_series_mark(ui, {row.min.x + ui.dp(7), y}, series_look(shown, network, moved));
      const float left = row.min.x + ui.dp(20), body = y - ui.line_height(Type::body) * 0.5F;
      std::string name = shown.names[static_cast<std::size_t>(network)] + (moved ? ", moved" : "");
      const Type face = level ? Type::strong : Type::body;
      if (ui.measure(face, name).x > at.names - left && moved) name = "moved";
      ui.text_fit({left, body}, at.names - left, face, ui.colours.text, name);
      const bool known = point != nullptr && point->known();
      const auto cell = [&](float right, double value) {
        ui.text({right, y - ui.line_height(Type::mono) * 0.5F}, Type::mono, known ? ui.colours.text : ui.colours.muted,
                known ? percent_number(value) : "–", Align::right);
      };
      if (!tight) cell(at.train, point == nullptr ? 0.0 : point->train_accuracy);
      cell(at.middle, point == nullptr ? 0.0 : point->middle);
      cell(at.shifts, point == nullptr ? 0.0 : point->over_shifts);
      ui.tooltip(row, row_tooltip(point, *shown.result));
      if (known)
        ui.record.fact(fmt::format("train.hunger.{}{}", network == 0 ? "left" : "right", moved ? ".moved" : ""),
                       fmt::format("{} {} {}", percent_number(point->train_accuracy), percent_number(point->middle),
                                   percent_number(point->over_shifts)));
    }
  column.gap(8);
  for (const std::string& words : {reach_words(*shown.result, samples), gave_up_words(*shown.result)}) {
    if (words.empty()) continue;
    column.note(words);
    column.gap(6);
  }
  std::string last;
  for (const HungerPoint& point : shown.result->points) {
    if (point.problem.empty() || point.problem == last) continue;
    last = point.problem;
    column.gap(2);
    const Rect at_problem = column.take_pixels(
        ui.text_wrapped({column.left(), column.y()}, column.width(), Type::small, ui.colours.wrong,
                        fmt::format("{}: {}", shown.names[static_cast<std::size_t>(point.network)], point.problem)) +
        ui.dp(4));
    ui.record.area("train.hunger.problem", at_problem.min, at_problem.max);
  }
}

}  // namespace flatscope
