// The counts of the three steps from a dense layer to a convolution: how each is counted, and bars to scale.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/size_text.h"
#include "app/stages/convolve/view/matrix.h"
#include "app/widgets/pointer_cue.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// One step's line of the table.
struct CountRow {
  MatrixKind kind = MatrixKind::shared;
  const char* id = "";
  std::string name, brief, how, brief_how, parameters, non_zeros, density, tooltip;
  std::int64_t count = 0;
  ImU32 colour = 0;
};

// How a convolution's weights are counted: "3 filters × 3 × 3 taps".
std::string taps_product(std::int64_t filters, std::int64_t channels, const ConvLayer& layer) {
  std::string words = size_text(layer.kernel_w(), layer.kernel_h()) + " taps";
  if (channels > 1) words = fmt::format("{} channels × {}", channels, words);
  return filters > 1 ? fmt::format("{} filters × {}", filters, words) : words;
}

std::array<CountRow, 3> count_rows(const Ui& ui, const MatrixShown& shown) {
  const MatrixCounts counts = counts_of(shown);
  const LayerAnswer& answer = *shown.stage.answer;
  const auto row = [](MatrixKind kind, const char* id, const char* name, const MatrixCount& count, ImU32 colour) {
    const char* brief = kind == MatrixKind::shared ? "shared" : name;
    CountRow made;
    made.kind = kind;
    made.id = id;
    made.name = name;
    made.brief = brief;
    made.parameters = grouped(count.free_parameters);
    made.non_zeros = grouped(count.non_zeros);
    made.density = per_cent(count.density);
    made.count = count.free_parameters;
    made.colour = colour;
    return made;
  };
  std::array<CountRow, 3> rows = {
      row(MatrixKind::dense, "convolve.matrix.count.dense", "dense", counts.dense, ui.colours.dense),
      row(MatrixKind::local, "convolve.matrix.count.local", "local", counts.local, ui.colours.muted),
      row(MatrixKind::shared, "convolve.matrix.count.shared", "local and shared", counts.shared, ui.colours.conv)};
  rows[0].how = fmt::format("{} × {}", counted(shown.rows, "output"), counted(shown.columns, "input"));
  rows[0].brief_how = fmt::format("{} × {}", grouped(shown.rows), grouped(shown.columns));
  rows[0].tooltip =
      fmt::format("Every output has a number of its own for every input: {} × {}. {}", counted(shown.rows, "output"),
                  counted(shown.columns, "input"), "Random here; training would have to find them.");
  rows[1].how = "one for each connection";
  rows[1].brief_how = "connections";
  rows[1].tooltip =
      "Only the connections of the convolution, each with a number of its own. Random here; training "
      "would have to find them.";
  const std::int64_t channels = answer.weight.shape()[1];
  const bool tied = answer.layer.tied && channels > 1;
  rows[2].how = taps_product(shown.maps(), tied ? 1 : channels, answer.layer);
  rows[2].brief_how = size_text(answer.layer.kernel_w(), answer.layer.kernel_h());
  if (channels > 1 && !tied) rows[2].brief_how = fmt::format("{} × {}", channels, rows[2].brief_how);
  if (shown.maps() > 1) rows[2].brief_how = fmt::format("{} × {}", shown.maps(), rows[2].brief_how);
  rows[2].tooltip = fmt::format("The convolution: its taps, the same at every place{}. Counted: {}.",
                                tied ? " and, tied as they are now, for every input channel" : "", rows[2].how);
  return rows;
}

// Widths of the table's columns; 0 where there is no room for one.
struct TableColumns {
  float name = 0, how = 0, parameters = 0, word = 0, non_zeros = 0, density = 0, bar = 0, gap = 0;
  std::string_view word_text;  // what the numbers are, behind each of them where no head says it
  bool brief_names = false, brief_how = false;
  Type how_type = Type::mono;
};

template <class Words>
float widest(const Ui& ui, Type type, const std::array<CountRow, 3>& rows, const Words& words) {
  float most = 0.0F;
  for (const CountRow& row : rows) most = std::max(most, ui.measure(type, words(row)).x);
  return most;
}

TableColumns fit_columns(const Ui& ui, const std::array<CountRow, 3>& rows, float width, bool head) {
  TableColumns table;
  table.gap = ui.dp(12);
  const auto headed = [&](float column, const char* words) {
    return std::max(column, ui.measure(Type::small, words).x);
  };
  table.name = widest(ui, Type::strong, rows, [](const CountRow& row) { return row.name; });
  table.how = widest(ui, Type::mono, rows, [](const CountRow& row) { return row.how; });
  const float numbers = widest(ui, Type::mono_strong, rows, [](const CountRow& row) { return row.parameters; });
  table.parameters = numbers;
  if (head) {
    table.parameters = headed(numbers, "free parameters");
    table.non_zeros =
        headed(widest(ui, Type::mono, rows, [](const CountRow& row) { return row.non_zeros; }), "connections");
    table.density = headed(widest(ui, Type::mono, rows, [](const CountRow& row) { return row.density; }), "density");
  }
  const auto left = [&] {
    float used = table.name + table.gap + table.parameters;
    for (const float column : {table.how, table.word, table.non_zeros, table.density})
      if (column > 0.0F) used += column + table.gap;
    return width - used - table.gap - ui.dp(8);
  };
  // What goes first when there is little room, so that the bars keep some.
  const float least = ui.dp(56);
  if (left() < ui.dp(96)) {
    table.brief_how = true;
    table.how_type = Type::mono_small;
    table.how = widest(ui, Type::mono_small, rows, [](const CountRow& row) { return row.brief_how; });
  }
  if (left() < least) {
    table.brief_names = true;
    table.name = widest(ui, Type::strong, rows, [](const CountRow& row) { return row.brief; });
  }
  if (left() < least) table.how = 0.0F;
  if (left() < least) table.density = 0.0F;
  if (left() < least) table.non_zeros = 0.0F;
  if (left() < least) table.parameters = numbers;  // the head is shortened then
  if (!head) {
    static const std::array<std::string, 4> words = {"free parameters", "parameters", "weights", "free"};
    const std::string& word = first_fitting(ui, Type::small, left(), words);
    const float long_word = ui.measure(Type::small, word).x;
    if (long_word <= left()) table.word = long_word, table.word_text = word;
  }
  table.bar = left() < ui.dp(24) ? 0.0F : std::min(left(), ui.dp(320));
  table.name = std::min(table.name, std::max(ui.dp(8), width - table.parameters - table.gap));
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
  const float left = x;
  x += table.name + table.gap;
  // Nothing stands above the names: there the words have room. How each is counted is named where that leaves enough.
  const std::array<std::string, 2> numbers = {"free parameters", "parameters"};
  const std::string_view way = "counted as";
  const float way_ends = x + ui.measure(Type::small, way).x + table.gap;
  if (table.how > 0.0F) x += table.how + table.gap;
  const bool told = table.how > 0.0F && way_ends + ui.measure(Type::small, numbers[0]).x <= x + table.parameters;
  if (told) ui.text({way_ends - table.gap - ui.measure(Type::small, way).x, y}, Type::small, ink, way);
  ui.text({x + table.parameters, y}, Type::small, ink,
          first_fitting(ui, Type::small, x + table.parameters - (told ? way_ends : left), numbers), Align::right);
  x += table.parameters + table.gap;
  if (table.non_zeros > 0.0F) {
    ui.text({x + table.non_zeros, y}, Type::small, ink, "connections", Align::right);
    ui.tooltip(
        {{x, y}, {x + table.non_zeros, y + ui.line_height(Type::small)}},
        "Entries of the matrix where a weight joins an input to an output, also a weight that is 0 now, as some of "
        "Sobel's are. All other entries are always 0.");
    x += table.non_zeros + table.gap;
  }
  if (table.density > 0.0F) {
    ui.text({x + table.density, y}, Type::small, ink, "density", Align::right);
    ui.tooltip({{x, y}, {x + table.density, y + ui.line_height(Type::small)}},
               "Connections out of all entries of the matrix.");
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
  hand_over_item();
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
  if (!chosen) hand_over_item();
  ui.tooltip(line, row.tooltip);
  if (chosen || hovered)
    ui.draw->AddRectFilled({line.min.x - ui.dp(8), line.min.y}, line.max,
                           chosen ? ui.colours.raised : with_alpha(ui.colours.raised, 0.5F), ui.dp(5));
  const float middle = line.centre().y;
  const auto at = [&](Type type) { return middle - ui.line_height(type) * 0.5F; };
  const ImU32 ink = chosen ? ui.colours.text : ui.colours.muted;
  float x = line.min.x;
  const Type name = chosen ? Type::strong : Type::body;
  ui.text_fit({x, at(name)}, table.name, name, ink, table.brief_names ? row.brief : row.name);
  x += table.name + table.gap;
  if (table.how > 0.0F) {
    ui.text({x, at(table.how_type)}, table.how_type, ui.colours.muted, table.brief_how ? row.brief_how : row.how);
    x += table.how + table.gap;
  }
  // Low lines: the big numbers would touch each other.
  const Type big = line.height() < ui.line_height(Type::mono_strong) ? Type::mono : Type::mono_strong;
  ui.text({x + table.parameters, at(big)}, big, ui.colours.text, row.parameters, Align::right);
  x += table.parameters + table.gap;
  if (table.word > 0.0F) {
    ui.text({x, at(Type::small)}, Type::small, ink, table.word_text);
    x += table.word + table.gap;
  }
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

}  // namespace

float draw_count_table(StageContext& context, const MatrixShown& shown, const Rect& area, float row_height, bool head) {
  Ui& ui = context.ui;
  const std::array<CountRow, 3> rows = count_rows(ui, shown);
  const TableColumns table = fit_columns(ui, rows, area.width(), head);
  float y = area.min.y;
  if (head) {
    draw_table_head(context, table, area.min.x, y);
    y += ui.line_height(Type::small) + ui.dp(4);
  }
  for (const CountRow& row : rows) {
    const Rect line{{area.min.x, std::round(y)}, {area.max.x, std::round(y + row_height)}};
    draw_count_row(context, row, table, line, row.kind == shown.kind,
                   bar_share(row.count, rows[0].count, context.view.convolve.matrix_log));
    y += row_height;
  }
  return y - area.min.y;
}

}  // namespace flatscope
