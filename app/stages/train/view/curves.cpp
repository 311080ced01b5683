#include "app/stages/train/view/curves.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/stages/kept_back.h"
#include "app/stages/train/view/curve_chart.h"
#include "app/stages/train/view/curve_lines.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

struct Lines {
  std::vector<ImVec2> train, test;            // each where its number is known
  std::vector<ImVec2> train_band, test_band;  // where both are
};

Lines lines_of(const CurveChart& chart, const NetworkState& state, bool loss) {
  Lines lines;
  const std::vector<EpochPoint>& curve = *state.curve;
  // More points than columns of pixels are not seen.
  const std::size_t stride = 1 + curve.size() / static_cast<std::size_t>(std::max(50.0F, chart.box.width()));
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (i % stride != 0 && i + 1 != curve.size()) continue;
    const double train = curve_value(curve[i], CurvePart::train, loss),
                 test = curve_value(curve[i], CurvePart::test, loss);
    const float x = chart.x(static_cast<double>(curve[i].epoch));
    if (std::isfinite(train)) lines.train.push_back({x, chart.y_below(train)});
    if (std::isfinite(test)) lines.test.push_back({x, chart.y_below(test)});
    if (!std::isfinite(train) || !std::isfinite(test)) continue;
    lines.train_band.push_back(lines.train.back());
    lines.test_band.push_back(lines.test.back());
  }
  return lines;
}

void dot(Ui& ui, ImVec2 at, ImU32 ink, bool hollow) {
  const float radius = std::max(2.5F, ui.dp(3));
  ui.draw->AddCircleFilled(at, radius, hollow ? ui.colours.ground : ink, 16);
  ui.draw->AddCircle(at, radius, ink, 16, std::max(1.0F, ui.dp(1.5F)));
}

void draw_lines(Ui& ui, const CurveChart& chart, const CurvesWish& wish, const NetworkState& state, ImU32 ink,
                float width, bool kept) {
  const Lines lines = lines_of(chart, state, wish.loss);
  const float thickness = std::max(1.0F, ui.dp(width));
  ui.draw->PushClipRect({chart.box.min.x - thickness, chart.box.min.y - thickness},
                        {chart.box.max.x + thickness, chart.box.max.y + thickness}, true);
  if (wish.gap && !wish.test_only && !kept)
    band_between(ui, lines.train_band, lines.test_band, with_alpha(ink, ui.theme == Theme::dark ? 0.30F : 0.22F));
  if (!wish.test_only) solid_line(ui, lines.train, ink, thickness);
  dashed_line_through(ui, lines.test, ink, thickness, 5.0F);
  ui.draw->PopClipRect();
  const auto end = [&](const std::vector<ImVec2>& line, bool hollow) {
    if (!line.empty() && line.back().y <= chart.box.max.y + thickness) dot(ui, line.back(), ink, hollow);
  };
  if (!wish.test_only) end(lines.train, kept);
  end(lines.test, true);
}

void point(StageContext& context, const CurveChart& chart, const CurvesWish& wish) {
  Ui& ui = context.ui;
  TrainView& view = context.view.train;
  const int number = static_cast<int>(wish.network) * 2 + (wish.loss ? 1 : 0);
  const Rect reach{{chart.box.min.x - ui.dp(6), chart.box.min.y - ui.dp(6)},
                   {chart.box.max.x + ui.dp(6), chart.box.max.y + ui.line_height(Type::mono)}};
  hit_area(ui, fmt::format("train.curve.{}{}", wish.network, wish.loss ? ".loss" : "").c_str(), reach);
  std::optional<int> epoch = view.pointed_epoch;
  if (ImGui::IsItemHovered()) {
    const double share = (ImGui::GetIO().MousePos.x - chart.box.min.x) / std::max(1.0F, chart.box.width());
    // What is still to come reads as the last that is known.
    double known = chart.first;
    for (const auto& state : context.results.train.networks)
      if (state != nullptr) known = std::max(known, static_cast<double>(state->last().epoch));
    epoch =
        static_cast<int>(std::lround(std::clamp(chart.first + share * (chart.last - chart.first), chart.first, known)));
    view.pointed_chart = number;
  } else if (view.pointed_chart == number) {
    epoch.reset();
    view.pointed_chart = -1;
  }
  if (epoch == view.pointed_epoch) return;
  view.pointed_epoch = epoch;
  ui.ask_for_frame(0.0);  // for the chart that was drawn before this one
}

void mark_epoch(Ui& ui, const CurveChart& chart, const CurvesWish& wish, const NetworkState& state, int epoch,
                ImU32 ink) {
  const float x = std::round(chart.x(epoch));
  if (x < chart.box.min.x - 1.0F || x > chart.box.max.x + 1.0F) return;
  ui.draw->AddLine({x, chart.box.min.y}, {x, chart.box.max.y}, ui.colours.muted, 1.0F);
  if (const EpochPoint* const at = curve_point(state, epoch); at != nullptr) {
    for (const CurvePart part : {CurvePart::train, CurvePart::test}) {
      const double value = curve_value(*at, part, wish.loss);
      if (!(value >= chart.lowest) || (part == CurvePart::train && wish.test_only)) continue;
      dot(ui, {x, chart.y_within(value)}, ink, part == CurvePart::test);
    }
  }
  const std::string words = fmt::format("epoch {}", grouped(epoch));
  const float width = ui.measure(Type::mono, words).x + ui.dp(10), top = chart.box.max.y + ui.dp(3);
  const float left = std::clamp(x - width * 0.5F, chart.box.min.x - ui.dp(8), chart.box.max.x + ui.dp(8) - width);
  ui.draw->AddRectFilled({left, top}, {left + width, top + ui.line_height(Type::mono) + ui.dp(4)}, ui.colours.raised,
                         ui.dp(3));
  ui.text({left + ui.dp(5), top + ui.dp(2)}, Type::mono, ui.colours.text, words);
  ui.record.fact("train.pointed_epoch", std::to_string(epoch));
}

// Before anything is trained.
void invite(Ui& ui, const CurveChart& chart) {
  const std::vector<std::string> words = {"Press play (Space), and both learn", "Press play (Space)", "Press play"};
  const float room = chart.box.width() - ui.dp(24), line = ui.line_height(Type::body);
  const std::string& said = first_fitting(ui, Type::body, room, words);
  const float y = std::round(chart.box.centre().y - line * 0.5F),
              half = ui.measure(Type::body, said).x * 0.5F + ui.dp(6);
  const ImVec2 at = chart.box.centre();
  ui.draw->AddRectFilled({at.x - half, y}, {at.x + half, y + line}, ui.colours.ground);
  ui.text_fit({at.x, y}, room, Type::body, ui.colours.muted, said, Align::centre);
}

}  // namespace

std::vector<std::string> curves_caption(const CurvesWish& wish) {
  const std::string_view kinds = wish.test_only ? "test" : "training solid, test dashed";
  if (!wish.loss)
    return {fmt::format("accuracy in % against epochs · {}", kinds), fmt::format("accuracy in % · {}", kinds),
            "accuracy in %"};
  const std::string_view told = "cross-entropy; the penalty of weight decay is not in it";
  return {fmt::format("loss against epochs · {} · {}", kinds, told), fmt::format("loss · {}", told), std::string(told),
          "cross-entropy, without penalty", "cross-entropy"};
}

void draw_curves(StageContext& context, const Rect& area, const CurvesWish& wish) {
  Ui& ui = context.ui;
  const PartState part = state_of(context, "train.curves");
  if (part == PartState::hidden) return;
  const float small = ui.line_height(Type::small);
  const bool caption = wish.caption && area.height() > ui.dp(120);
  const CurveChart chart = lay_out_curves(context, area, wish, caption ? small + ui.dp(4) : 0.0F);
  if (chart.box.width() < ui.dp(24) || chart.box.height() < ui.dp(16)) return;
  ui.record.area(fmt::format("train.curve.{}", wish.network), chart.box.min, chart.box.max);
  if (caption)
    ui.text_fit({chart.box.min.x, area.max.y - small}, area.max.x - chart.box.min.x, Type::small, ui.colours.muted,
                first_fitting(ui, Type::small, area.max.x - chart.box.min.x, curves_caption(wish)));
  point(context, chart, wish);
  draw_curve_axes(context, chart, wish);
  Anchor anchor;
  anchor.name = wish.network == 0 ? "chart/left" : "chart/right";
  anchor.visible = anchor.all = chart.box;
  anchor.x0 = chart.first;
  anchor.x1 = chart.last;
  anchor.y0 = chart.highest;
  anchor.y1 = chart.lowest;
  anchor.cells = false;
  ui.anchors.add(anchor);
  // While they are kept back the axes stay: there they are expected.
  if (part == PartState::kept_back) {
    draw_kept_line(context, {chart.box.min.x + ui.dp(8), chart.box.centre().y - ui.line_height(Type::body) * 0.5F},
                   chart.box.width());
    return;
  }
  const NetworkState* const state = context.results.train.networks[wish.network].get();
  const ImU32 ink = network_ink(context, wish.network);
  const float width = second_of_its_kind(context, wish.network) ? 1.25F : 2.0F;
  if (wish.over != nullptr) draw_lines(ui, chart, wish, *wish.over, ui.colours.muted, 1.5F, true);
  if (state == nullptr || !state->refusal.empty()) return;
  draw_lines(ui, chart, wish, *state, ink, width, false);
  const std::optional<int> epoch = context.view.train.pointed_epoch;
  if (epoch) mark_epoch(ui, chart, wish, *state, *epoch, ink);
  draw_curve_numbers(context, chart, wish, *state, epoch);
  if (state->curve->size() == 1 && !state->measured() && !context.results.train.training) invite(ui, chart);
}

}  // namespace flatscope
