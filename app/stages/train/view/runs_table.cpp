// This run and those that are kept, a row each: what differs, and what came of it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/view/compare.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr float between = 14;                 // before each network's figures
constexpr std::int64_t enough_samples = 100;  // below that a mean over shifts is told without decimals

enum class Figure { test, gap, train, shifts, parameters };

struct FigureColumn {
  Figure figure;
  std::string_view title, tooltip;
};

// In the order in which they are given up, the last first; drawn in another (drawn_order).
constexpr FigureColumn figure_columns[] = {
    {Figure::test, "test", "Of the test pictures, per cent that are read right."},
    {Figure::gap, "gap", "Training less test, in points: how much it has learnt by heart."},
    {Figure::train, "training", "Of the pictures that it learnt from, per cent that are read right."},
    {Figure::shifts, "shifts", "Per cent of the test pictures that are read right, a mean over all shifts."},
    {Figure::parameters, "parameters", "Numbers that are learnt."},
};
constexpr Figure drawn_order[] = {Figure::parameters, Figure::train, Figure::test, Figure::gap, Figure::shifts};

const FigureColumn& column_of(Figure figure) {
  return *std::find_if(std::begin(figure_columns), std::end(figure_columns),
                       [&](const FigureColumn& column) { return column.figure == figure; });
}

float width_of(const Ui& ui, Figure figure) {
  const float number = ui.measure(Type::mono, figure == Figure::parameters ? "1,000,000" : "~100.0").x;
  return std::max(number, ui.measure(Type::small, column_of(figure).title).x) + ui.dp(14);
}

std::string shown_figure(Figure figure, const NetworkState* state) {
  if (state == nullptr) return "–";
  const bool trained = state->measured();
  switch (figure) {
    case Figure::parameters:
      return state->parameters == 0 ? "–" : grouped(state->parameters);
    case Figure::train:
      return trained ? hundredths(state->last().train_accuracy) : "–";
    case Figure::test:
      return trained ? hundredths(state->last().test_accuracy) : "–";
    case Figure::gap:
      return trained && !std::isnan(state->gap()) ? grouped_decimal(state->gap() * 100.0, 1) : "–";
    case Figure::shifts:
      if (state->shifts == nullptr || std::isnan(state->shifts->mean)) return "–";
      if (state->shifts->samples < enough_samples) return fmt::format("~{:.0f}", state->shifts->mean * 100.0);
      return (state->shifts->samples < state->shifts->of_samples ? "~" : "") + hundredths(state->shifts->mean);
  }
  return {};
}

std::string figure_tooltip(Figure figure, const NetworkState* state) {
  std::string words(column_of(figure).tooltip);
  if (figure == Figure::shifts && state != nullptr && state->shifts != nullptr && !std::isnan(state->shifts->mean))
    words = fmt::format("Mean over all shifts within ±{}, on {} of {}, after epoch {}.", state->shifts->radius,
                        grouped(state->shifts->samples), counted(state->shifts->of_samples, "test picture"),
                        state->shifts->epoch);
  return words;
}

struct Row {
  const KeptRun* kept = nullptr;  // null: this run
  std::string words;
  std::array<const NetworkState*, 2> networks{};
};

std::vector<Row> rows_of(const StageContext& context) {
  const TrainResults& results = context.results.train;
  std::vector<Row> rows;
  Row here;
  here.words = fmt::format("This run · {}", short_run_words(context.scene.train));
  const auto epochs = [](const NetworkState* state) { return state == nullptr ? 0 : state->epochs; };
  std::int64_t here_epochs = 0;
  for (std::size_t i = 0; i < 2; ++i) {
    here.networks[i] = results.networks[i].get();
    here_epochs = std::max(here_epochs, epochs(here.networks[i]));
  }
  rows.push_back(std::move(here));
  for (const auto& kept : results.kept) {
    Row row;
    row.kept = kept.get();
    std::int64_t there = 0;
    for (std::size_t i = 0; i < 2; ++i) {
      row.networks[i] = kept->networks[i].get();
      there = std::max(there, epochs(row.networks[i]));
    }
    row.words = kept_row_name(*kept);
    if (there != here_epochs) row.words += fmt::format(", after {}", counted(there, "epoch"));
    rows.push_back(std::move(row));
  }
  return rows;
}

struct TableLayout {
  std::vector<Figure> figures;  // as drawn
  float words = 0.0F;           // their width
  float group = 0.0F;           // the width of a network's figures
  float cross = 0.0F;
  float line = 0.0F;       // the height of a line
  bool two_lines = false;  // words above the figures
  float row() const { return two_lines ? 2.0F * line : line; }
};

// Where every run has as many parameters as this one, they stand above the curves and nowhere else.
bool parameters_differ(const StageContext& context) {
  const TrainResults& results = context.results.train;
  return std::any_of(results.kept.begin(), results.kept.end(), [&](const auto& kept) {
    for (std::size_t i = 0; i < 2; ++i)
      if (kept->networks[i] != nullptr && results.networks[i] != nullptr && results.networks[i]->parameters != 0 &&
          kept->networks[i]->parameters != results.networks[i]->parameters)
        return true;
    return false;
  });
}

TableLayout layout_for(const StageContext& context, float width) {
  const Ui& ui = context.ui;
  TableLayout layout;
  layout.line = ui.line_height(Type::body) + ui.dp(8);
  layout.cross = layout.line;
  const auto choose = [&](std::size_t count) {
    layout.figures.clear();
    layout.group = ui.dp(between);
    for (const Figure figure : drawn_order) {
      const auto place = std::find_if(std::begin(figure_columns), std::end(figure_columns),
                                      [&](const FigureColumn& column) { return column.figure == figure; });
      if (static_cast<std::size_t>(place - std::begin(figure_columns)) >= count) continue;
      layout.figures.push_back(figure);
      layout.group += width_of(ui, figure);
    }
  };
  const std::size_t most = std::size(figure_columns) - (parameters_differ(context) ? 0 : 1);
  for (std::size_t count = most; count >= 2; --count) {
    choose(count);
    layout.words = width - layout.cross - 2.0F * layout.group;
    if (layout.words >= ui.dp(190)) return layout;
  }
  layout.two_lines = true;
  for (std::size_t count = most; count >= 1; --count) {
    choose(count);
    if (2.0F * layout.group <= width - layout.cross || count == 1) break;
  }
  layout.words = width - layout.cross;
  return layout;
}

void draw_titles(StageContext& context, const Rect& area, const TableLayout& layout) {
  Ui& ui = context.ui;
  const std::array<std::string, 2> names = run_heads(context);
  const bool others = kept_has_others(context);
  const float second = area.min.y + ui.line_height(Type::small) + ui.dp(4);
  for (std::size_t i = 0; i < 2; ++i) {
    float x = area.max.x - layout.cross - static_cast<float>(2 - i) * layout.group + ui.dp(between);
    const float end = x + layout.group - ui.dp(between), from = x + ui.dp(14);
    const ImU32 ink = others ? ui.colours.muted : network_ink(context, i);
    const float name = ui.text_fit({from, area.min.y}, end - from, Type::small, ink, names[i]) + ui.dp(8);
    // A line from the name over all that is its own.
    const float line = std::round(area.min.y + ui.line_height(Type::small) * 0.55F);
    if (from + name < end)
      ui.draw->AddLine({from + name, line}, {end, line}, with_alpha(ink, 0.6F), std::max(1.0F, ui.dp(1)));
    for (const Figure figure : layout.figures) {
      x += width_of(ui, figure);
      const std::string_view title = column_of(figure).title;
      const float width = ui.text({x, second}, Type::small, ui.colours.muted, title, Align::right);
      ui.tooltip(Rect{{x - width, second}, {x, second + ui.line_height(Type::small)}}, column_of(figure).tooltip);
    }
  }
}

void draw_row(StageContext& context, const Rect& area, const TableLayout& layout, const Row& row, bool over) {
  Ui& ui = context.ui;
  const bool here = row.kept == nullptr;
  const Rect hit{area.min, {area.max.x - (here ? 0.0F : layout.cross), area.max.y}};
  const float edge = ui.dp(8);
  bool hovered = false;
  if (!here) {
    const std::string id = fmt::format("train.runs.{}", row.kept->id);
    if (hit_area(ui, id.c_str(), hit, over ? "over" : "off")) context.view.train.over = row.kept->id;
    hovered = ImGui::IsItemHovered();
    ui.tooltip(kept_in_full(*row.kept) + (over ? " Lies over this run." : " Click to lay it over this run."));
  }
  if (over || hovered)
    ui.draw->AddRectFilled({area.min.x - edge, area.min.y}, {area.max.x + edge, area.max.y},
                           over ? ui.colours.raised : mix(ui.colours.ground, ui.colours.raised, 0.5F), ui.dp(5));
  const float middle = area.min.y + layout.line * 0.5F;
  const ImU32 ink = here || over ? ui.colours.text : ui.colours.muted;
  const ImVec2 dot{area.min.x + ui.dp(6), middle};
  if (here) {
    ui.draw->AddCircleFilled(dot, ui.dp(4.5F), ui.colours.text);
  } else {
    ui.draw->AddCircle(dot, ui.dp(4), ink, 0, ui.dp(1.5F));
  }
  ui.text_fit({area.min.x + ui.dp(18), middle - ui.line_height(Type::body) * 0.5F}, layout.words - ui.dp(26),
              here ? Type::strong : Type::body, ink, row.words);
  const float figures = middle + (layout.two_lines ? layout.line : 0.0F) - ui.line_height(Type::mono) * 0.5F;
  for (std::size_t i = 0; i < 2; ++i) {
    float x = area.max.x - layout.cross - static_cast<float>(2 - i) * layout.group + ui.dp(between);
    for (const Figure figure : layout.figures) {
      const float from = x;
      x += width_of(ui, figure);
      const std::string words = shown_figure(figure, row.networks[i]);
      ui.text({x, figures}, Type::mono, figure_ink(context, row.networks[i], ink), words, Align::right);
      if (figure == Figure::shifts && hovered && ImGui::GetIO().MousePos.x >= from && ImGui::GetIO().MousePos.x < x)
        ui.tooltip(Rect{{from, figures}, {x, figures + ui.line_height(Type::mono)}},
                   figure_tooltip(figure, row.networks[i]));
    }
  }
  if (here) return;
  const float side = std::min(layout.cross, ui.dp(20));
  const Rect cross{{area.max.x - side, middle - side * 0.5F}, {area.max.x, middle + side * 0.5F}};
  const std::string id = fmt::format("train.runs.forget.{}", row.kept->id);
  if (close_cross(ui, id.c_str(), cross, fmt::format("Let go of {}.", kept_name(*row.kept))))
    ask_trainer(context.view.train, TrainCommand::Kind::forget, row.kept->id);
}

std::string table_note(const TrainResults& results) {
  if (results.kept.empty())
    return "Throw a switch at the right: this run is kept by itself, and the new one is laid over it.";
  return fmt::format("A switch keeps the run that is there; {} of {} are held. Click one to lay it over this run.",
                     results.kept.size(), most_kept_runs);
}

float head_height(const Ui& ui) { return 2.0F * ui.line_height(Type::small) + ui.dp(8); }

}  // namespace

float runs_table_height(const StageContext& context, float width) {
  const Ui& ui = context.ui;
  const auto rows = static_cast<float>(context.results.train.kept.size() + 1);
  return head_height(ui) + rows * layout_for(context, width).row() + ui.dp(8) +
         context.ui.text_wrapped({0, 0}, width, Type::small, 0, table_note(context.results.train), false);
}

void draw_runs_table(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const std::shared_ptr<const KeptRun> over = kept_over(context);
  const TableLayout layout = layout_for(context, area.width());
  ui.text_fit({area.min.x, area.min.y + (layout.two_lines ? 0.0F : ui.line_height(Type::small) + ui.dp(4))},
              std::max(layout.two_lines ? area.width() - 2.0F * layout.group - layout.cross : layout.words, 0.0F),
              Type::section, ui.colours.muted, "RUNS, IN %");
  draw_titles(context, area, layout);
  float y = area.min.y + head_height(ui);
  for (const Row& row : rows_of(context)) {
    draw_row(context, {{area.min.x, y}, {area.max.x, y + layout.row()}}, layout, row,
             over != nullptr && row.kept == over.get());
    y += layout.row();
  }
  ui.text_wrapped({area.min.x, y + ui.dp(8)}, area.width(), Type::small, ui.colours.muted,
                  table_note(context.results.train));
  ui.record.fact("train.kept", std::to_string(context.results.train.kept.size()));
  ui.record.fact("train.over", over == nullptr ? "" : std::to_string(over->id));
}

}  // namespace flatscope
