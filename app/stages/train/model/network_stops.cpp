#include "app/stages/train/model/network_stops.h"

#include <fmt/format.h>

#include <utility>

#include "app/look/number_text.h"

namespace flatscope {
namespace {

bool is_activation(LayerKind kind) { return kind == LayerKind::relu || kind == LayerKind::tanh; }
bool is_global(LayerKind kind) { return kind == LayerKind::globalavgpool || kind == LayerKind::globalmaxpool; }
bool has_places(LayerKind kind) { return kind == LayerKind::conv || kind == LayerKind::local; }

NetworkStop::Look look_of(LayerKind kind) {
  if (kind == LayerKind::flatten) return NetworkStop::Look::line;
  if (kind == LayerKind::linear || is_global(kind)) return NetworkStop::Look::units;
  return NetworkStop::Look::maps;
}

}  // namespace

std::vector<NetworkStop> network_stops(const Shape& input, std::span<const NetLayer> layers) {
  const NetworkCount count = count_network(input, layers);
  std::vector<NetworkStop> stops;
  NetworkStop start;
  start.shape = input;
  stops.push_back(start);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const NetLayer& layer = layers[i];
    const LayerCount& costs = count.layers[i];
    const bool impossible = !costs.problem.empty();
    NetworkStop& before = stops.back();
    const bool pools = !has_places(layer.kind) && look_of(layer.kind) == NetworkStop::Look::maps;
    const bool joins = is_activation(layer.kind) ? stops.size() > 1
                                                 : pools && before.look == NetworkStop::Look::maps &&
                                                       stops.size() > 1 && has_places(before.by);
    if (joins && !impossible) {
      before.last = i + 1;
      before.shape = costs.output;
      before.parameters = before.parameters + costs.parameters;
      continue;
    }
    NetworkStop stop;
    stop.look = impossible                  ? NetworkStop::Look::impossible
                : is_activation(layer.kind) ? NetworkStop::Look::maps
                                            : look_of(layer.kind);
    stop.shape = impossible ? before.shape : costs.output;
    stop.first = i;
    stop.last = i + 1;
    stop.by = layer.kind;
    stop.kernel = layer.kernel;
    stop.stride = layer.stride;
    stop.parameters = costs.parameters;
    stop.problem = costs.problem;
    stops.push_back(std::move(stop));
  }
  return stops;
}

std::string short_shape(const Shape& shape) {
  if (shape.size() == 1) return grouped(shape[0]);
  if (shape[1] == shape[2]) return fmt::format("{} × {}²", grouped(shape[0]), grouped(shape[1]));
  return fmt::format("{} × {} × {}", grouped(shape[0]), grouped(shape[1]), grouped(shape[2]));
}

}  // namespace flatscope
