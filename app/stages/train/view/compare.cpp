// The Compare tab: all pixels shuffled, and this run over one that was kept.
#include "app/stages/train/view/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/scroll_area.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr double the_same = 1.5;           // points within which two runs count as equal
constexpr double half_right = 0.5;         // accuracy that is no guessing
constexpr std::int64_t settled_after = 5;  // epochs, while training goes on

// One of the two was trained on shuffled pixels, in nothing else they differ, and the networks made of linear layers
// alone end within a point or two of each other.
bool shows_that_shuffling_is_nothing(const StageContext& context, const KeptRun& over) {
  const TrainScene& scene = context.scene.train;
  if (scene.shuffle == over.scene.shuffle || run_differences(scene, over.scene).size() != 1) return false;
  bool shown = false;
  for (std::size_t i = 0; i < scene.networks.size(); ++i) {
    const NetworkFamily family = family_of(scene.networks[i]);
    if (family != NetworkFamily::mlp && family != NetworkFamily::single) continue;
    const NetworkState* const now = context.results.train.networks[i].get();
    const RunDifference difference = compared(now, over.networks[i].get());
    if (difference.epoch < 1 || (context.results.train.training && difference.epoch < settled_after)) return false;
    if (!(std::fabs(difference.points()) <= the_same)) return false;
    if (std::min(difference.now, difference.kept) < half_right) return false;  // both may be guessing
    shown = true;
  }
  return shown;
}

std::string dense_name(const TrainScene& scene) {
  for (const std::vector<NetLayer>& layers : scene.networks)
    if (family_of(layers) == NetworkFamily::mlp) return "the MLP";
  return "the single layer";
}

// Settings that count for both runs alike: what a fair comparison stands on.
std::string in_common(const TrainScene& scene, const TrainScene& other) {
  std::vector<std::string> words;
  if (scene.samples == other.samples) words.push_back(counted(scene.samples, "sample"));
  if (scene.seed == other.seed) words.push_back(fmt::format("seed {}", scene.seed));
  return fmt::format("{}", fmt::join(words, ", "));
}

// The shuffle is shown where one of both runs is shuffled, and as long as there is nothing to compare.
bool shows_shuffle(const StageContext& context, const KeptRun* over) {
  return over == nullptr || context.scene.train.shuffle || over->scene.shuffle;
}

struct Parts {
  float exact = 0.0F, pair = 0.0F, table = 0.0F, picture = 0.0F;
};

constexpr float least_side = 116, most_side = 300, gap = 16;

void divide(Ui& ui, float left, float right, float y) {
  ui.draw->AddLine({left, y}, {right, y}, ui.colours.line, 1.0F);
}

// A square a little smaller, in which every cell has the same number of pixels.
float whole_cells(const StageContext& context, float side) {
  const Shape input = context.results.train.data->input();
  const auto cells = static_cast<float>(std::max(input[1], input[2]));
  return side >= 2.0F * cells ? std::floor(side / cells) * cells : std::floor(side);
}

// Everything side by side, filling the area.
void draw_wide(StageContext& context, const Rect& area, const KeptRun* over, float side, const Parts& parts) {
  Ui& ui = context.ui;
  const std::array<Rect, 2> halves = two_columns(ui, area);
  float y = area.min.y;
  if (shows_shuffle(context, over)) {
    draw_shuffle_picture(context, area.min, halves[0].width(), side);
    draw_exact(context, halves[1].min, halves[1].width(), true);
    y += std::max(side + shuffle_words_height(ui), parts.exact) + ui.dp(gap);
    divide(ui, area.min.x, area.max.x, y - ui.dp(gap * 0.5F));
  }
  draw_measure_row(context, {{area.min.x, y}, {area.max.x, y + measure_row_height(ui)}});
  y += measure_row_height(ui);
  const float table = area.max.y - parts.table;
  for (std::size_t i = 0; i < 2; ++i)
    draw_run_pair(context, {{halves[i].min.x, y}, {halves[i].max.x, table - ui.dp(gap)}}, i, over);
  draw_runs_table(context, {{area.min.x, table}, area.max});
}

// One below the other, as high as it gets.
void draw_tall(StageContext& context, const Rect& area, const KeptRun* over) {
  Ui& ui = context.ui;
  // Rows in hand stand out a little at both sides.
  const float edge = ui.dp(8), left = area.min.x, inner = area.width() - ScrollArea::bar_width(ui);
  ScrollArea scroll(ui, "##compare", {{left - edge, area.min.y}, {area.max.x + edge, area.max.y}}, ui.colours.ground);
  const float begun = area.min.y - scroll.scrolled();
  float y = begun;
  const bool two = inner >= ui.dp(640);
  const float column = two ? std::round((inner - ui.dp(28)) * 0.5F) : inner;
  if (shows_shuffle(context, over)) {
    const float side = whole_cells(context, std::clamp((column - shuffle_gap(ui)) * 0.5F, ui.dp(48), ui.dp(168)));
    draw_shuffle_picture(context, {left, y}, column, side);
    const float picture = side + shuffle_words_height(ui);
    if (two) {
      y += std::max(picture, draw_exact(context, {left + column + ui.dp(28), y}, column, true));
    } else {
      y += picture + ui.dp(gap);
      y += draw_exact(context, {left, y}, column, true);
    }
    y += ui.dp(gap);
    // Before a class nothing has to be scrolled to: the comparison has no room for the rest.
    if (context.view.presenting) return scroll.content(y - begun);
    divide(ui, left, left + inner, y);
    y += ui.dp(gap);
  }
  draw_measure_row(context, {{left, y}, {left + inner, y + measure_row_height(ui)}});
  y += measure_row_height(ui);
  const float pair = run_pair_height(context, column) + ui.dp(40);
  for (std::size_t i = 0; i < 2; ++i) {
    const float x = two && i == 1 ? left + column + ui.dp(28) : left;
    draw_run_pair(context, {{x, y}, {x + column, y + pair}}, i, over);
    if (!two || i == 1) y += pair + ui.dp(gap);
  }
  if (context.view.presenting) return scroll.content(y - begun);
  const float table = runs_table_height(context, inner);
  draw_runs_table(context, {{left, y}, {left + inner, y + table}});
  y += table + ui.dp(gap);
  scroll.content(y - begun);
}

}  // namespace

std::shared_ptr<const KeptRun> kept_over(const StageContext& context) {
  return run_over(context.results.train, context.view.train.over);
}

std::string kept_name(const KeptRun& kept) { return fmt::format("Kept {}", kept.id); }

std::string hundredths(double share) { return std::isnan(share) ? "–" : fmt::format("{:.1f}", share * 100.0); }

std::string signed_points(double points) {
  const double rounded = std::round(points * 10.0) / 10.0;
  if (rounded == 0.0) return "0.0";
  return (rounded > 0.0 ? "+" : "") + grouped_decimal(rounded, 1);
}

void go_back_to(StageContext& context, const KeptRun& kept) {
  context.edit.scene.train = back_to(kept, context.edit.scene.train);
  context.edit.commit = true;
}

TabWords compare_words(const StageContext& context) {
  const TrainScene& scene = context.scene.train;
  if (context.results.train.data == nullptr) return {{"Two runs, one over the other"}, {""}};
  const std::shared_ptr<const KeptRun> over = kept_over(context);
  if (over == nullptr)
    return {{"Throw one switch, and compare both runs", "Throw a switch, and compare"},
            {"the run that is there is kept by itself, and the new one starts from the same seed · try the shuffle",
             "the run that is there is kept by itself · try the shuffle", "the run that is there is kept by itself"}};
  const std::string pixels = grouped(context.results.train.data->input()[1] * context.results.train.data->input()[2]);
  if (shows_that_shuffling_is_nothing(context, *over)) {
    const std::string who = dense_name(scene);
    return {
        {fmt::format("Shuffle every pixel: {} does not mind", who), fmt::format("Shuffled: {} does not mind", who)},
        {fmt::format("one fixed shuffle of all {} pixels, the same for both networks, in training and in the test · "
                     "{}",
                     pixels, in_common(scene, over->scene)),
         fmt::format("one fixed shuffle of all {} pixels, for both networks, in training and test", pixels),
         fmt::format("one fixed shuffle of all {} pixels", pixels)}};
  }
  const std::vector<std::string> here = run_differences(scene, over->scene),
                                 there = run_differences(over->scene, scene);
  const std::string name = kept_name(*over);
  const std::string common = in_common(scene, over->scene);
  if (here.empty()) return {{fmt::format("This run against {}, of the same settings", name), "Two runs"}, {common}};
  return {
      {fmt::format("This run, {}, against {}, {}", fmt::join(here, ", "), name, fmt::join(there, ", ")),
       fmt::format("This run, {}, against {}", fmt::join(here, ", "), name), fmt::format("This run against {}", name)},
      {fmt::format("everything else is the same in both{}{}", common.empty() ? "" : " · ", common),
       "everything else is the same in both"}};
}

void draw_compare(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const std::shared_ptr<const KeptRun> over = kept_over(context);
  const std::array<Rect, 2> halves = two_columns(ui, area);
  if (area.width() < ui.dp(640)) return draw_tall(context, area, over.get());
  Parts parts;
  parts.exact = draw_exact(context, halves[1].min, halves[1].width(), false);
  parts.pair = measure_row_height(ui) + run_pair_height(context, halves[0].width());
  parts.table = runs_table_height(context, area.width());
  if (!shows_shuffle(context, over.get())) {
    if (parts.pair + parts.table + ui.dp(gap) > area.height()) return draw_tall(context, area, over.get());
    return draw_wide(context, area, over.get(), 0.0F, parts);
  }
  const float words = shuffle_words_height(ui), below = parts.pair + parts.table + 2.0F * ui.dp(gap);
  const float most = std::min(std::floor((halves[0].width() - shuffle_gap(ui)) * 0.5F), ui.dp(most_side));
  // What is left over goes to the pictures and to the curves alike.
  const float spare = area.height() - below - std::max(words + ui.dp(least_side), parts.exact);
  if (spare < 0.0F) return draw_tall(context, area, over.get());
  const float side = std::min(
      most, std::max(ui.dp(least_side), std::max(words + ui.dp(least_side), parts.exact) - words) + spare * 0.45F);
  draw_wide(context, area, over.get(), whole_cells(context, side), parts);
}

}  // namespace flatscope
