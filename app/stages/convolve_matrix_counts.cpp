// Beside the matrix: the switches that lead from a dense layer to a convolution, what each step counts, and whether
// A x is the convolution on screen.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/convolve_matrix.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr const char* times = " \xC3\x97 ";

// One step's line of the table.
struct CountRow {
  MatrixKind kind;
  const char* id;
  std::string name, how, parameters, non_zeros, density, tooltip;
  std::int64_t count = 0;
  ImU32 colour = 0;
};

std::string shape_words(const Tensor& weight) {
  const Shape& shape = weight.shape();
  std::string words = fmt::format("{}{}{}", shape[2], times, shape[3]);
  if (shape[1] > 1) words = fmt::format("{}{}{}", shape[1], times, words);
  return shape[0] > 1 ? fmt::format("{}{}{}", shape[0], times, words) : words;
}

std::array<CountRow, 3> count_rows(const Ui& ui, const MatrixShown& shown) {
  const MatrixCounts& counts = shown.result->counts;
  const LayerAnswer& answer = *shown.stage.answer;
  const auto row = [](MatrixKind kind, const char* id, const char* name, const MatrixCount& count, ImU32 colour) {
    CountRow made{kind,
                  id,
                  name,
                  "",
                  grouped(count.free_parameters),
                  grouped(count.non_zeros),
                  per_cent(count.density),
                  "",
                  count.free_parameters,
                  colour};
    return made;
  };
  std::array<CountRow, 3> rows = {
      row(MatrixKind::dense, "convolve.matrix.count.dense", "dense", counts.dense, ui.colours.dense),
      row(MatrixKind::local, "convolve.matrix.count.local", "local", counts.local, ui.colours.muted),
      row(MatrixKind::shared, "convolve.matrix.count.shared", "local and shared", counts.shared, ui.colours.conv)};
  rows[0].how = fmt::format("{}{}{}", grouped(shown.rows), times, grouped(shown.columns));
  rows[0].tooltip =
      fmt::format("Every output has a number of its own for every input: {} outputs \xC3\x97 {} inputs. {}",
                  grouped(shown.rows), grouped(shown.columns), "Random here; training would have to find them.");
  rows[1].how = "non-zeros of the band";
  rows[1].tooltip =
      "Only the connections of the convolution, each with a number of its own. Random here; training "
      "would have to find them.";
  rows[2].how = shape_words(answer.weight);
  rows[2].tooltip = answer.weight.shape()[1] > 1
                        ? "The convolution: filters, input channels, kernel rows and columns. The same weights at "
                          "every place."
                        : "The convolution: its kernels, the same at every place.";
  if (answer.layer.tied && answer.weight.shape()[1] > 1)
    rows[2].tooltip += " The kernel's slices are tied now: the channels take the same numbers.";
  return rows;
}

// Widths of the table's columns; 0 where there is no room for one.
struct TableColumns {
  float name = 0, how = 0, parameters = 0, non_zeros = 0, density = 0, bar = 0, gap = 0;
};

TableColumns fit_columns(const Ui& ui, const std::array<CountRow, 3>& rows, float width) {
  TableColumns table;
  table.gap = ui.dp(14);
  for (const CountRow& row : rows) {
    table.name = std::max(table.name, ui.measure(Type::strong, row.name).x);
    table.how = std::max(table.how, ui.measure(Type::mono_small, row.how).x);
    table.parameters = std::max(table.parameters, ui.measure(Type::mono_strong, row.parameters).x);
    table.non_zeros = std::max(table.non_zeros, ui.measure(Type::mono, row.non_zeros).x);
    table.density = std::max(table.density, ui.measure(Type::mono, row.density).x);
  }
  table.parameters = std::max(table.parameters, ui.measure(Type::small, "free parameters").x);
  table.non_zeros = std::max(table.non_zeros, ui.measure(Type::small, "non-zeros").x);
  table.density = std::max(table.density, ui.measure(Type::small, "density").x);
  const auto left = [&] {
    float used = table.name + table.gap + table.parameters;
    for (const float column : {table.how, table.non_zeros, table.density})
      if (column > 0.0F) used += column + table.gap;
    return width - used - table.gap - ui.dp(8);
  };
  const float least = ui.dp(56);
  if (left() < least) table.how = 0.0F;
  if (left() < least) table.density = 0.0F;
  if (left() < least) table.non_zeros = 0.0F;
  table.bar = left() < ui.dp(24) ? 0.0F : std::min(left(), ui.dp(220));
  return table;
}

float bar_share(std::int64_t count, std::int64_t most, bool logarithmic) {
  if (!logarithmic) return static_cast<float>(static_cast<double>(count) / static_cast<double>(most));
  return most > 1 ? static_cast<float>(std::log(static_cast<double>(count)) / std::log(static_cast<double>(most)))
                  : 1.0F;
}

void draw_table_head(StageContext& context, const TableColumns& table, float x, float y) {
  Ui& ui = context.ui;
  bool& logarithmic = context.view.convolve.matrix_log;
  const ImU32 ink = ui.colours.muted;
  x += table.name + table.gap;
  if (table.how > 0.0F) x += table.how + table.gap;
  ui.text({x + table.parameters, y}, Type::small, ink, "free parameters", Align::right);
  x += table.parameters + table.gap;
  if (table.non_zeros > 0.0F) {
    ui.text({x + table.non_zeros, y}, Type::small, ink, "non-zeros", Align::right);
    x += table.non_zeros + table.gap;
  }
  if (table.density > 0.0F) {
    ui.text({x + table.density, y}, Type::small, ink, "density", Align::right);
    x += table.density + table.gap;
  }
  if (table.bar <= 0.0F) return;
  const std::array<std::string, 3> words = {logarithmic ? "bars: logarithmic" : "bars: linear",
                                            logarithmic ? "logarithmic" : "linear", logarithmic ? "log" : "lin"};
  const std::string& label = first_fitting(ui, Type::small, table.bar, words);
  const float width = ui.measure(Type::small, label).x, line = ui.line_height(Type::small);
  const Rect rect{{x, y}, {x + width, y + line}};
  if (hit_area(ui, "convolve.matrix.axis", rect, logarithmic ? "log" : "linear")) logarithmic = !logarithmic;
  const bool hovered = ImGui::IsItemHovered();
  ui.text({x, y}, Type::small, hovered ? ui.colours.text : ink, label);
  ui.draw->AddLine({x, y + line}, {x + width, y + line}, with_alpha(ink, 0.6F), 1.0F);
  ui.tooltip(rect, logarithmic
                       ? "Bars of free parameters on a logarithmic axis that begins at 1: equal steps are equal "
                         "factors. Click for a linear one."
                       : "Bars of free parameters, to scale. Click for a logarithmic axis.");
}

void draw_count_row(StageContext& context, const CountRow& row, const TableColumns& table, const Rect& line,
                    bool chosen, float share) {
  Ui& ui = context.ui;
  if (hit_area(ui, row.id, line, chosen ? "on" : "off") && !chosen) {
    context.edit.scene.convolve.local = row.kind != MatrixKind::dense;
    context.edit.scene.convolve.shared = row.kind == MatrixKind::shared;
    context.edit.commit = true;
  }
  const bool hovered = ImGui::IsItemHovered();
  ui.tooltip(line, row.tooltip);
  if (chosen || hovered)
    ui.draw->AddRectFilled({line.min.x - ui.dp(8), line.min.y}, line.max,
                           chosen ? ui.colours.raised : with_alpha(ui.colours.raised, 0.5F), ui.dp(5));
  const float middle = line.centre().y;
  const auto at = [&](Type type) { return middle - ui.line_height(type) * 0.5F; };
  const ImU32 ink = chosen ? ui.colours.text : ui.colours.muted;
  float x = line.min.x;
  const Type name = chosen ? Type::strong : Type::body;
  ui.text_fit({x, at(name)}, table.name, name, ink, row.name);
  x += table.name + table.gap;
  if (table.how > 0.0F) {
    ui.text({x, at(Type::mono_small)}, Type::mono_small, ui.colours.muted, row.how);
    x += table.how + table.gap;
  }
  ui.text({x + table.parameters, at(Type::mono_strong)}, Type::mono_strong, ui.colours.text, row.parameters,
          Align::right);
  x += table.parameters + table.gap;
  if (table.non_zeros > 0.0F) {
    ui.text({x + table.non_zeros, at(Type::mono)}, Type::mono, ink, row.non_zeros, Align::right);
    x += table.non_zeros + table.gap;
  }
  if (table.density > 0.0F) {
    ui.text({x + table.density, at(Type::mono)}, Type::mono, ink, row.density, Align::right);
    x += table.density + table.gap;
  }
  if (table.bar <= 0.0F) return;
  const float half = std::round(ui.dp(10) * 0.5F), length = std::max(ui.dp(2), std::round(table.bar * share));
  ui.draw->AddRectFilled({x, middle - half}, {x + length, middle + half},
                         chosen ? row.colour : with_alpha(row.colour, 0.7F), std::min(ui.dp(2), length * 0.5F));
}

// The switches side by side; each with what it means below where there is room.
float draw_switches(StageContext& context, const MatrixShown& shown, const Rect& area, bool notes) {
  Ui& ui = context.ui;
  ConvolveScene& edited = context.edit.scene.convolve;
  const LayerAnswer& answer = *shown.stage.answer;
  const float half = std::floor((area.width() - ui.dp(16)) * 0.5F);
  const std::int64_t h = answer.layer.kernel_h(), w = answer.layer.kernel_w();
  const std::string size = fmt::format("{}{}{}", h, times, w);
  Column left(ui, {area.min, {area.min.x + half, area.max.y}});
  const Change local =
      left.toggle("convolve.matrix.local", "local", edited.local,
                  fmt::format("Each output sees only {} inputs of each channel; without it, all.", size));
  // What is shared again is chosen again: one step at a time.
  if (local && !edited.local) edited.shared = false;
  context.edit(local);
  Column right(ui, {{area.min.x + half + ui.dp(16), area.min.y}, area.max});
  bool on = edited.local && edited.shared;
  const Change shared_change = right.toggle(
      "convolve.matrix.shared", "shared", on,
      edited.local
          ? "Every output uses the same weights; without it, each has its own."
          : "Only for a local layer: outputs that see different inputs of the same shape can share their weights. "
            "Switch on local first.",
      edited.local);
  if (shared_change) edited.shared = on;
  context.edit(shared_change);
  if (!notes) return left.y() - area.min.y;
  const bool several = answer.conv->channels() > 1;
  const std::array<std::string, 2> sees = {
      edited.local ? fmt::format("each output sees only {} inputs", size) : "each output sees every input",
      edited.local ? fmt::format("sees {}", size) : "sees everything"};
  const std::array<std::string, 3> uses = {
      on ? fmt::format("every output{} uses the same {} weights", several ? " of a map" : "",
                       h * w * answer.weight.shape()[1])
         : "every output has numbers of its own",
      on ? fmt::format("the same {} weights", h * w * answer.weight.shape()[1]) : "numbers of its own",
      on ? "the same" : "own"};
  const float indent = ui.dp(38), room = half - indent;
  ui.text_fit({left.left() + indent, left.y() - ui.dp(3)}, room, Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, room, sees));
  ui.text_fit({right.left() + indent, left.y() - ui.dp(3)}, room, Type::small, ui.colours.muted,
              first_fitting(ui, Type::small, room, uses));
  return left.y() - area.min.y + ui.line_height(Type::small);
}

struct CheckWords {
  std::vector<std::string> sentences;  // from long to short
  std::string why, fact;
};

CheckWords check_words(const StageContext& context, const MatrixShown& shown) {
  const auto& stored = context.results.matrix_check;
  const ConvolveScene& scene = context.scene.convolve;
  const bool current = stored && stored.inputs.answer == shown.stage.answer &&
                       matrix_kind(stored.inputs.local, stored.inputs.shared) == matrix_kind(scene.local, scene.shared);
  if (!current) return {{"multiplying A \xC2\xB7 x \xE2\x80\xA6"}, "", "pending"};
  if (!stored->largest_difference)
    return {
        {fmt::format("A \xC2\xB7 x takes {} products here: too many to multiply", grouped(stored->products)),
         fmt::format("A \xC2\xB7 x: {} products are too many", grouped(stored->products)), "A \xC2\xB7 x: too many"},
        "A smaller picture has fewer; the difference can then be measured.",
        "too many"};
  const float difference = *stored->largest_difference;
  const std::string number = short_number(static_cast<double>(difference), 2);
  CheckWords words;
  words.fact = fmt::format("{:.9g}", difference);
  words.sentences = {fmt::format("largest difference between A \xC2\xB7 x and the convolution above: {}", number),
                     fmt::format("largest difference to the convolution: {}", number),
                     fmt::format("largest difference: {}", number), number};
  if (shown.kind != MatrixKind::shared) {
    words.why = "Other numbers, another answer: random here; training would have to find them.";
  } else if (difference > 0.0F) {
    words.why = fmt::format("Only rounding: the same sums in another order (answers reach {}).",
                            short_number(static_cast<double>(stored->largest_output), 2));
  }
  return words;
}

std::vector<std::string> bias_words(const MatrixShown& shown) {
  const MatrixCounts& counts = shown.result->counts;
  if (!shown.stage.answer->layer.use_bias) return {"No biases here: this layer has none.", "no biases"};
  return {fmt::format("Biases are counted apart: {} (dense, local: one an output), {} (shared: one a map).",
                      grouped(counts.dense.biases), grouped(counts.shared.biases)),
          fmt::format("Biases apart: {} dense or local, {} shared", grouped(counts.dense.biases),
                      grouped(counts.shared.biases)),
          "biases apart"};
}

void record_counts(Ui& ui, const MatrixShown& shown, const CheckWords& check) {
  if (!ui.record.on()) return;
  const MatrixCounts& counts = shown.result->counts;
  const MatrixCount& now = shown.kind == MatrixKind::dense   ? counts.dense
                           : shown.kind == MatrixKind::local ? counts.local
                                                             : counts.shared;
  ui.record.fact("convolve.matrix.dense", std::to_string(counts.dense.free_parameters));
  ui.record.fact("convolve.matrix.local", std::to_string(counts.local.free_parameters));
  ui.record.fact("convolve.matrix.shared", std::to_string(counts.shared.free_parameters));
  ui.record.fact("convolve.matrix.non_zeros", std::to_string(now.non_zeros));
  ui.record.fact("convolve.matrix.density", fmt::format("{:.6g}", now.density));
  ui.record.fact("convolve.matrix.difference", check.fact);
  ui.record.fact("convolve.matrix.state", shown.kind == MatrixKind::dense   ? "dense"
                                          : shown.kind == MatrixKind::local ? "local"
                                                                            : "shared");
}

// Which lines there is room for.
struct SidePlan {
  bool notes = false, head = false, biases = false, why = false, words = false, check = false;
  float row = 0.0F, gap = 0.0F;
};

SidePlan plan_side(const Ui& ui, float height) {
  SidePlan plan;
  const float small = ui.line_height(Type::small) + ui.dp(4);
  plan.row = ui.line_height(Type::mono_strong) + ui.dp(2);
  float left = height - (ui.line_height(Type::body) + ui.dp(10)) - 3.0F * plan.row;
  const auto take = [&](bool& part, float needs) {
    part = left >= needs;
    if (part) left -= needs;
  };
  take(plan.check, small);
  take(plan.words, small);
  take(plan.head, small);
  take(plan.notes, small);
  take(plan.why, small);
  take(plan.biases, small);
  // What is left is shared out between the groups and the rows.
  plan.gap = std::clamp(left / 5.0F, 0.0F, ui.dp(14));
  left -= 4.0F * plan.gap;
  plan.row += std::clamp(left / 3.0F, 0.0F, ui.dp(10));
  return plan;
}

}  // namespace

void draw_matrix_counts(StageContext& context, const MatrixShown& shown, const Rect& area,
                        std::span<const std::string> words) {
  Ui& ui = context.ui;
  const SidePlan plan = plan_side(ui, area.height());
  float y = area.min.y - ui.dp(4);
  y += draw_switches(context, shown, {{area.min.x, y}, area.max}, plan.notes) + plan.gap;
  if (shown.result == nullptr) return;
  const std::array<CountRow, 3> rows = count_rows(ui, shown);
  const TableColumns table = fit_columns(ui, rows, area.width());
  const float small = ui.line_height(Type::small) + ui.dp(4);
  if (plan.head) {
    draw_table_head(context, table, area.min.x, y);
    y += small;
  }
  for (const CountRow& row : rows) {
    const Rect line{{area.min.x, std::round(y)}, {area.max.x, std::round(y + plan.row)}};
    draw_count_row(context, row, table, line, row.kind == shown.kind,
                   bar_share(row.count, rows[0].count, context.view.convolve.matrix_log));
    y += plan.row;
  }
  const auto say = [&](std::span<const std::string> sentences, ImU32 colour, Type type) {
    ui.text_fit({area.min.x, y}, area.width(), type, colour, first_fitting(ui, type, area.width(), sentences));
    y += small;
  };
  if (plan.biases) say(bias_words(shown), ui.colours.faint, Type::small);
  y += plan.gap;
  const CheckWords check = check_words(context, shown);
  // Where there is little room, the entry under the pointer comes first.
  const bool either = plan.check && !plan.words && context.view.convolve.hovered_input;
  if (plan.check && !either) say(check.sentences, ui.colours.text, Type::small);
  if (plan.why && !check.why.empty()) say(std::array{check.why}, ui.colours.muted, Type::small);
  if (plan.words || either) {
    y += plan.gap;
    const bool pointed = context.view.convolve.hovered_input.has_value();
    say(words, pointed ? ui.colours.text : ui.colours.muted, Type::small);
  }
  ui.record.fact("convolve.matrix.words", words.empty() ? "" : words.front());
  record_counts(ui, shown, check);
}

}  // namespace flatscope
