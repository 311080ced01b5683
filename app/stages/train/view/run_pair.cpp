// One network in two runs: test curves over each other, and their difference as one number.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/look/number_text.h"
#include "app/stages/train/view/compare.h"
#include "app/stages/train/view/curves.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr float least_chart = 104, beside = 132;

// The numbers stand beside the curves where a column is wide enough.
bool numbers_beside(const Ui& ui, float width) { return width >= ui.dp(340); }

float head_height(const Ui& ui) { return ui.line_height(Type::strong) + ui.line_height(Type::small) + ui.dp(8); }

float numbers_height(const Ui& ui) {
  return 2.0F * (ui.line_height(Type::body) + ui.dp(4)) + ui.dp(6) + ui.line_height(Type::number) +
         ui.line_height(Type::small);
}

void dot(Ui& ui, ImVec2 centre, ImU32 ink, bool hollow) {
  if (hollow) {
    ui.draw->AddCircle(centre, ui.dp(4), ink, 0, ui.dp(1.5F));
  } else {
    ui.draw->AddCircleFilled(centre, ui.dp(4.5F), ink);
  }
}

// A dot, a name, and a share at the right.
void legend_line(Ui& ui, const Rect& line, ImU32 ink, bool hollow, std::string_view name, double share) {
  const float middle = line.centre().y;
  dot(ui, {line.min.x + ui.dp(5), middle}, ink, hollow);
  const std::string number = hundredths(share) + " %";
  const float width =
      ui.text({line.max.x, middle - ui.line_height(Type::mono) * 0.5F}, Type::mono, ink, number, Align::right);
  ui.text_fit({line.min.x + ui.dp(16), middle - ui.line_height(Type::small) * 0.5F}, line.width() - width - ui.dp(22),
              Type::small, ink, name);
}

// Both shares and their difference; where only one run is there, its share alone.
void draw_numbers(StageContext& context, const Rect& area, std::size_t network, const KeptRun* over) {
  Ui& ui = context.ui;
  const NetworkState* const now = context.results.train.networks[network].get();
  const NetworkState* const kept = over == nullptr ? nullptr : over->networks[network].get();
  const RunDifference difference = compared(now, kept);
  const ImU32 ink = network_ink(context, network);
  const float line = ui.line_height(Type::body) + ui.dp(4);
  float y = area.min.y;
  if (difference.epoch > 0) {
    legend_line(ui, {{area.min.x, y}, {area.max.x, y + line}}, ui.colours.muted, true, kept_name(*over),
                difference.kept);
    legend_line(ui, {{area.min.x, y + line}, {area.max.x, y + 2 * line}}, ink, false, "this run", difference.now);
    y += 2 * line + ui.dp(6);
    ui.text({area.max.x, y}, Type::number, ui.colours.text, signed_points(difference.points()), Align::right);
    y += ui.line_height(Type::number);
    const std::array<std::string, 3> words = {fmt::format("points, test, epoch {}", difference.epoch), "points, test",
                                              "points"};
    ui.text_fit({area.max.x, y}, area.width(), Type::small, ui.colours.muted,
                first_fitting(ui, Type::small, area.width(), words), Align::right);
    ui.record.fact(fmt::format("train.points.{}", network), fmt::format("{:.2f}", difference.points()));
    return;
  }
  const bool known = now != nullptr && now->steps > 0 && now->curve->size() > 1;
  ui.text({area.max.x, y}, Type::number, ui.colours.text, known ? hundredths(now->last().test_accuracy) : "–",
          Align::right);
  y += ui.line_height(Type::number);
  ui.text_fit({area.max.x, y}, area.width(), Type::small, ui.colours.muted, known ? "% right, test" : "not trained yet",
              Align::right);
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
  const float chart = ui.dp(least_chart), numbers = numbers_height(ui);
  return head_height(ui) + complaints +
         (numbers_beside(ui, width) ? std::max(chart, numbers) : chart + ui.dp(6) + numbers);
}

void draw_run_pair(StageContext& context, const Rect& area, std::size_t network, const KeptRun* over) {
  Ui& ui = context.ui;
  const Rect below = draw_network_head(context, area, network);
  CurvesWish wish;
  wish.network = network;
  wish.gap = false;
  wish.test_only = true;
  wish.over = over == nullptr ? nullptr : over->networks[network].get();
  if (numbers_beside(ui, area.width())) {
    const float left = below.max.x - ui.dp(beside);
    draw_curves(context, {below.min, {left - ui.dp(14), below.max.y}}, wish);
    draw_numbers(context, {{left, below.min.y}, below.max}, network, over);
    return;
  }
  const float numbers = below.max.y - numbers_height(ui);
  draw_curves(context, {below.min, {below.max.x, numbers - ui.dp(6)}}, wish);
  draw_numbers(context, {{below.min.x, numbers}, below.max}, network, over);
}

}  // namespace flatscope
