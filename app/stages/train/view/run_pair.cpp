// One network in two runs: test curves over each other, and their difference as one number.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/look/number_text.h"
#include "app/stages/train/view/compare.h"
#include "app/stages/train/view/curves.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr float least_chart = 104;
constexpr double half = 0.5;

float number_height(const Ui& ui) {
  return std::max(ui.line_height(Type::number), ui.dp(8) + 2.0F * ui.line_height(Type::body));
}

// Both networks have one axis: the upper half where all that is compared ends well inside it.
float lowest_shown(const StageContext& context, const KeptRun* over) {
  const auto low = [](const NetworkState* state) {
    return state != nullptr && state->measured() && state->last().test_accuracy < half + 0.05;
  };
  bool any = false;
  for (std::size_t i = 0; i < 2; ++i) {
    const NetworkState* const now = context.results.train.networks[i].get();
    any = any || (now != nullptr && now->trained());
    if (low(now) || (over != nullptr && low(over->networks[i].get()))) return 0.0F;
  }
  return any ? 50.0F : 0.0F;
}

// One big number: by how much this run is ahead of the other where both have been; without another its own.
void draw_number(StageContext& context, const Rect& area, std::size_t network, const KeptRun* over) {
  Ui& ui = context.ui;
  const NetworkState* const now = context.results.train.networks[network].get();
  const NetworkState* const kept = over == nullptr ? nullptr : over->networks[network].get();
  const RunDifference difference = compared(now, kept);
  if (difference.epoch > 0) {
    const std::string after = counted(difference.epoch, "epoch");
    std::vector<std::string> words = {fmt::format("points in the test, both after {}: {} against {}", after,
                                                  hundredths(difference.now), hundredths(difference.kept)),
                                      fmt::format("points in the test, both after {}", after),
                                      fmt::format("points, test, after {}", after), "points, test"};
    // The curves' ends are told beside them.
    const double ends = (now->last().test_accuracy - kept->last().test_accuracy) * 100.0;
    if (now->last().epoch != kept->last().epoch && !std::isnan(ends))
      words.insert(words.begin(), fmt::format("{}; {} where each has got to, after {} and {}", words.front(),
                                              signed_points(ends), now->last().epoch, kept->last().epoch));
    number_with_sentence(ui, area, ui.colours.text, signed_points(difference.points()), words);
    ui.record.fact(fmt::format("train.points.{}", network), fmt::format("{:.2f}", difference.points()));
    return;
  }
  const bool known = now != nullptr && now->measured();
  if (!known) {
    const std::string words = over == nullptr
                                  ? "not trained yet"
                                  : fmt::format("after its first epoch: how far it is from {}", kept_name(*over));
    ui.text_fit({area.min.x, std::round(area.centre().y - ui.line_height(Type::body) * 0.5F)}, area.width(), Type::body,
                ui.colours.muted, words);
    return;
  }
  std::vector<std::string> words = {"% of the test pictures are read right", "% right, test"};
  if (over == nullptr && context.results.train.kept.empty())
    words.insert(words.begin(), "% of the test pictures are read right; no other run is kept yet");
  if (over == nullptr && !context.results.train.kept.empty())
    words.insert(words.begin(),
                 "% of the test pictures are read right; the kept run is this very run, click it to see");
  number_with_sentence(ui, area, ui.colours.text, hundredths(now->last().test_accuracy), words);
}

}  // namespace

float measure_row_height(const Ui& ui) { return ui.line_height(Type::body) + ui.dp(18); }

void draw_measure_row(StageContext& context, const Rect& row) {
  static constexpr Option kinds[] = {{"Test", "How many test pictures each reads rightly."},
                                     {"Training too", "Of its training pictures as well, in a solid line."},
                                     {"Loss", "What each step makes smaller; of the test in dashes."}};
  Ui& ui = context.ui;
  float width = ui.dp(66);
  for (const Option& kind : kinds) width += ui.measure(Type::strong, kind.label).x;
  Column column(ui, {row.min, {row.min.x + std::min(width, row.width()), row.max.y}});
  column.segmented("train.compared", kinds, context.view.train.compared);
  CurvesWish wish;
  wish.test_only = context.view.train.compared == 0;
  wish.loss = context.view.train.compared == 2;
  const float left = row.min.x + width + ui.dp(12), room = row.max.x - left;
  if (room < ui.dp(40)) return;
  ui.text_fit({left, row.min.y + (row.height() - ui.dp(4) - ui.line_height(Type::small)) * 0.5F}, room, Type::small,
              ui.colours.muted, first_fitting(ui, Type::small, room, curves_caption(wish)));
}

float run_pair_height(const StageContext& context, float width) {
  const Ui& ui = context.ui;
  return network_heads_height(context, width) + ui.dp(least_chart) + ui.dp(6) + number_height(ui);
}

void draw_run_pair(StageContext& context, const Rect& area, std::size_t network, const KeptRun* over) {
  Ui& ui = context.ui;
  const Rect below = draw_network_head(context, area, network);
  const float number = below.max.y - number_height(ui);
  CurvesWish wish;
  wish.network = network;
  wish.gap = false;
  wish.test_only = context.view.train.compared == 0;
  wish.loss = context.view.train.compared == 2;
  wish.caption = false;
  wish.lowest = lowest_shown(context, over);
  if (over != nullptr) {
    wish.over = over->networks[network].get();
    wish.over_name = kept_name(*over);
  }
  draw_curves(context, {below.min, {below.max.x, number - ui.dp(6)}}, wish);
  draw_number(context, {{below.min.x, number}, below.max}, network, over);
}

}  // namespace flatscope
