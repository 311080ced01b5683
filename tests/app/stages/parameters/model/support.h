// Networks to test the Parameters stage with.
#pragma once

#include <stdexcept>
#include <string_view>

#include "app/stages/parameters/model/edits.h"
#include "app/stages/parameters/model/networks.h"
#include "tests/app/support.h"

namespace flatscope::test {

// The preset whose name begins so.
inline ParametersScene started(std::string_view name) {
  for (const ParametersPreset& preset : parameters_presets()) {
    if (!preset.name.starts_with(name)) continue;
    ParametersScene scene;
    start_from(scene, preset);
    return scene;
  }
  throw std::runtime_error("no such preset");
}

inline NetworkCount count_of_network(const ParametersScene& scene, std::size_t network = 0) {
  return count_network(input_of(scene), scene.networks.at(network).layers);
}

// May be impossible where it lands.
inline NetLayer random_layer(Generator& generator) {
  NetLayer layer = usual_layer(pick(generator, all_layer_kinds));
  if (layer.kind == LayerKind::linear || layer.kind == LayerKind::conv || layer.kind == LayerKind::local) {
    layer.out = between(generator, 1, 40);
    layer.bias = coin(generator);
  }
  if (layer.kernel > 1) {
    if (layer.kind != LayerKind::blurpool) layer.kernel = between(generator, 1, 5);
    layer.stride = between(generator, 1, 3);
  }
  if (layer.kind == LayerKind::conv) {
    layer.same = below(generator, 4) == 0;
    layer.padding = layer.same ? 0 : between(generator, 0, 3);
    layer.dilation = between(generator, 1, 2);
    if (layer.same) layer.stride = 1;
    layer.unit_bias = layer.bias && below(generator, 4) == 0;
  }
  return layer;
}

inline Network random_network(Generator& generator, int layers) {
  Network network;
  for (int i = 0; i < layers; ++i) network.layers.push_back(random_layer(generator));
  return network;
}

}  // namespace flatscope::test
