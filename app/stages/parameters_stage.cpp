// The Parameters stage: where its views are.
#include "app/stages/parameters_stage.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string>

#include "app/widgets/wording.h"

namespace flatscope {
namespace {

std::string subtitle(const ParametersShown& shown) {
  const Shape& input = shown.input;
  const std::string picture = fmt::format("input {} \xC3\x97 {} \xC3\x97 {} (channels \xC3\x97 height \xC3\x97 width)",
                                          input[0], input[1], input[2]);
  return shown.networks.size() > 1 ? picture + " \xC2\xB7 two networks, side by side" : picture;
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
  const Rect body = draw_heading(ui, area, first_fitting(ui, Type::title, area.width(), titles), subtitle(shown));
  const float used =
      draw_ledger(context, shown, {body.min, {body.max.x, body.min.y + std::round(body.height() * 0.5F)}});
  const float top = body.min.y + used + ui.dp(24), gap = ui.dp(48);
  const float split = body.min.x + std::round((body.width() - gap) * 0.6F);
  draw_cost_chart(context, shown, {{body.min.x, top}, {split, body.max.y}});
  draw_squares(context, shown, {{split + gap, top}, body.max});
}

void inspect_parameters(StageContext& context, Column& column) {
  inspect_input(context, column);
  inspect_network_presets(context, column);
  inspect_network_layer(context, column);
  inspect_memory(context, column);
  inspect_network_evidence(context, column);
}

}  // namespace flatscope
