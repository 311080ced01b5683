#include "app/stages/parameters/model/edits.h"

#include <algorithm>

namespace flatscope {
namespace {

std::vector<NetLayer>& layers_in_hand(ParametersScene& scene) {
  clamp(scene);
  return scene.networks[static_cast<std::size_t>(scene.network)].layers;
}

}  // namespace

NetLayer usual_layer(LayerKind kind) {
  NetLayer layer;
  layer.kind = kind;
  if (kind == LayerKind::linear || kind == LayerKind::conv) layer.out = 64;
  if (kind == LayerKind::conv) layer.kernel = 3, layer.padding = 1;
  if (kind == LayerKind::local) layer.out = 4, layer.kernel = 3, layer.padding = 1;
  if (kind == LayerKind::maxpool || kind == LayerKind::avgpool) layer.kernel = layer.stride = 2;
  if (kind == LayerKind::blurpool) layer.kernel = 3, layer.stride = 2;
  return layer;
}

bool add_layer(ParametersScene& scene, const NetLayer& layer) {
  std::vector<NetLayer>& layers = layers_in_hand(scene);
  if (layers.size() >= most_network_layers) return false;
  if (!layers.empty()) ++scene.layer;
  layers.insert(layers.begin() + scene.layer, layer);
  return true;
}

bool duplicate_layer(ParametersScene& scene) {
  const std::vector<NetLayer>& layers = layers_in_hand(scene);
  if (layers.empty()) return false;
  const NetLayer copy = layers[static_cast<std::size_t>(scene.layer)];
  return add_layer(scene, copy);
}

bool remove_layer(ParametersScene& scene) {
  std::vector<NetLayer>& layers = layers_in_hand(scene);
  if (layers.empty()) return false;
  layers.erase(layers.begin() + scene.layer);
  clamp(scene);
  return true;
}

bool move_layer(ParametersScene& scene, int to) {
  std::vector<NetLayer>& layers = layers_in_hand(scene);
  to = std::clamp(to, 0, std::max(0, static_cast<int>(layers.size()) - 1));
  if (layers.empty() || to == scene.layer) return false;
  const auto from = layers.begin() + scene.layer;
  if (to < scene.layer) {
    std::rotate(layers.begin() + to, from, from + 1);
  } else {
    std::rotate(from, from + 1, layers.begin() + to + 1);
  }
  scene.layer = to;
  return true;
}

void add_network(ParametersScene& scene) {
  clamp(scene);
  if (scene.networks.size() > 1) return;
  scene.networks.push_back(Network(scene.networks.front()));
  scene.network = 1;
}

void keep_one_network(ParametersScene& scene) {
  clamp(scene);
  scene.networks = {Network(scene.networks[static_cast<std::size_t>(scene.network)])};
  scene.network = 0;
}

}  // namespace flatscope
