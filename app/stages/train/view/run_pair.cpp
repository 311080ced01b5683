// One network in two runs: test curves over each other, and their difference as one number.
#include <fmt/format.h>

#include <algorithm>
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

float head_height(const Ui& ui) { return ui.line_height(Type::strong) + ui.line_height(Type::small) + ui.dp(8); }

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
    const std::vector<std::string> words = {
        fmt::format("points in the test, both after {}", counted(difference.epoch, "epoch")),
        fmt::format("points, test, after {}", counted(difference.epoch, "epoch")), "points, test"};
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
  if (over == nullptr)
    words.insert(words.begin(), "% of the test pictures are read right; no other run to compare it with");
  number_with_sentence(ui, area, ui.colours.text, hundredths(now->last().test_accuracy), words);
}

}  // namespace

float run_pair_height(const StageContext& context, float width) {
  const Ui& ui = context.ui;
  float complaints = 0.0F;
  for (const auto& state : context.results.train.networks) {
    if (state == nullptr) continue;
    float sum = 0.0F;
    const auto add = [&](const std::string& sentence) {
      if (!sentence.empty())
        sum += context.ui.text_wrapped({0, 0}, width - ui.dp(14), Type::small, 0, sentence, false) + ui.dp(4);
    };
    add(state->refusal), add(state->stopped);
    for (const std::string& trouble : state->troubles) add(trouble);
    complaints = std::max(complaints, sum);
  }
  return head_height(ui) + complaints + ui.dp(least_chart) + ui.dp(6) + number_height(ui);
}

void draw_run_pair(StageContext& context, const Rect& area, std::size_t network, const KeptRun* over) {
  Ui& ui = context.ui;
  const Rect below = draw_network_head(context, area, network);
  const float number = below.max.y - number_height(ui);
  CurvesWish wish;
  wish.network = network;
  wish.gap = false;
  wish.test_only = true;
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
