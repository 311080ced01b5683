// The Parameters stage: where its views are.
#include "app/stages/parameters/view/stage.h"
#include "app/stages/heading.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>

#include "app/widgets/wording.h"

namespace flatscope {
namespace {

std::array<std::string, 3> subtitles(const ParametersShown& shown) {
  const Shape& input = shown.input;
  const std::string size = fmt::format("input shape {} × {} × {}", input[0], input[1], input[2]);
  const std::string axes = size + " (channels × height × width)";
  if (shown.networks.size() < 2) return {axes, size, size};
  return {axes + " · two networks, side by side", size + " · two networks", size};
}

// One view at a time, where there is no room for all.
void draw_one_view(StageContext& context, const ParametersShown& shown, const Rect& area) {
  static constexpr Option views[] = {{"Ledger", "What each layer costs."},
                                     {"Chart", "Cost against the resolution of the input."},
                                     {"To scale", "The counts as squares."}};
  using View = ParametersView::View;
  View& view = context.view.parameters.shown;
  int chosen = static_cast<int>(view);
  Column column(context.ui, area);
  if (column.segmented("parameters.view", views, chosen)) view = static_cast<View>(chosen);
  const Rect below{{area.min.x, column.y() + context.ui.dp(8)}, area.max};
  if (view == View::ledger) draw_ledger(context, shown, below);
  if (view == View::chart) draw_cost_chart(context, shown, below);
  if (view == View::squares) draw_squares(context, shown, below);
}

}  // namespace

ParametersShown count_shown(const Scene& scene) {
  ParametersShown shown{scene.parameters, input_of(scene.parameters), {}};
  for (const Network& network : scene.parameters.networks) {
    CountedNetwork counted{network, count_network(shown.input, network.layers), {}};
    Shape shape = shown.input;
    for (const LayerCount& layer : counted.count.layers) {
      counted.inputs.push_back(shape);
      if (layer.problem.empty()) shape = layer.output;
    }
    shown.networks.push_back(std::move(counted));
  }
  return shown;
}

void draw_parameters(StageContext& context, const Rect& area) {
  Ui& ui = context.ui;
  const ParametersShown shown = count_shown(context.scene);
  const std::array<std::string, 2> titles = {"What each layer costs", "What it costs"};
  const Rect body = draw_heading(context, area, first_fitting(ui, Type::title, area.width(), titles),
                                 first_fitting(ui, Type::body, area.width(), subtitles(shown)));
  if (body.width() < ui.dp(460) || body.height() < ui.dp(400)) {
    draw_one_view(context, shown, body);
    return;
  }
  const float share = body.height() < ui.dp(520) ? 0.42F : 0.5F;  // the pictures below need some height
  const float used =
      draw_ledger(context, shown, {body.min, {body.max.x, body.min.y + std::round(body.height() * share)}});
  const float top = body.min.y + used + ui.dp(24), gap = ui.dp(48);
  const float split = body.min.x + std::round((body.width() - gap) * 0.6F);
  draw_cost_chart(context, shown, {{body.min.x, top}, {split, body.max.y}});
  draw_squares(context, shown, {{split + gap, top}, body.max});
}

void inspect_parameters(StageContext& context, Column& column) {
  inspect_input(context, column);
  inspect_network_presets(context, column);
  if (!hides(context.view.lesson, "parameters.layer")) inspect_network_layer(context, column);
  inspect_training(context, column);
  inspect_memory(context, column);
  inspect_network_evidence(context, column);
}

extern constinit const StageDrawing parameters_drawing = whole({
    .stage = Stage::parameters,
    .label = "Params",
    .about = "What each layer costs: parameters, multiply-adds, memory",
    .icon = icons::parameters,
    .draw = draw_parameters,
    .inspect = inspect_parameters,
});

}  // namespace flatscope
