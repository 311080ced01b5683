#include "app/stages/parameters/model/networks.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

std::vector<NetLayer> layers_of(std::string_view words) {
  std::vector<NetLayer> layers;
  while (!words.empty()) {
    const std::size_t space = std::min(words.find(' '), words.size());
    if (space > 0) layers.push_back(parse_layer(words.substr(0, space)));
    words.remove_prefix(std::min(space + 1, words.size()));
  }
  return layers;
}

void clamp(NetLayer& layer) {
  constexpr std::int64_t largest = 2'147'483'647;
  layer.out = std::clamp<std::int64_t>(layer.out, 1, largest);
  layer.kernel = std::clamp<std::int64_t>(layer.kernel, 1, largest);
  layer.stride = std::clamp<std::int64_t>(layer.stride, 1, largest);
  layer.padding = std::clamp<std::int64_t>(layer.padding, 0, largest);
  layer.dilation = std::clamp<std::int64_t>(layer.dilation, 1, largest);
}

}  // namespace

std::string_view to_string(Cost cost) {
  switch (cost) {
    case Cost::parameters:
      return "parameters";
    case Cost::macs:
      return "macs";
    case Cost::bytes:
      return "bytes";
  }
  return "parameters";
}

Shape input_of(const ParametersScene& scene) { return {scene.channels, scene.height, scene.width}; }

void clamp(ParametersScene& scene) {
  scene.channels = std::clamp(scene.channels, 1, largest_input_channels);
  scene.height = std::clamp(scene.height, 1, largest_input_side);
  scene.width = std::clamp(scene.width, 1, largest_input_side);
  if (scene.networks.empty()) scene.networks.emplace_back();
  if (scene.networks.size() > 2) scene.networks.resize(2);
  for (Network& network : scene.networks) {
    if (network.layers.size() > most_network_layers) network.layers.resize(most_network_layers);
    for (NetLayer& layer : network.layers) clamp(layer);
  }
  scene.network = std::clamp(scene.network, 0, static_cast<int>(scene.networks.size()) - 1);
  const auto& layers = scene.networks[static_cast<std::size_t>(scene.network)].layers;
  scene.layer = std::clamp(scene.layer, 0, std::max(0, static_cast<int>(layers.size()) - 1));
  if (std::isnan(scene.zoom)) scene.zoom = 0.0F;
  scene.zoom = std::clamp(scene.zoom, 0.0F, 1.0F);
}

void step_layer(ParametersScene& scene, int by) {
  scene.layer += by;
  clamp(scene);
}

void scale_input(ParametersScene& scene, int steps) {
  const auto step = [steps](int side) { return side + steps * std::max(1, side / 16); };
  scene.height = step(scene.height);
  scene.width = step(scene.width);
  clamp(scene);
}

std::span<const ParametersPreset> parameters_presets() {
  static const std::vector<ParametersPreset> presets = {
      {"Dense against convolution",
       "Linear(196608, 64) has 12,582,976 parameters, Conv2d(3, 64, 3, padding=1) has 1,792. Their outputs differ: 64 "
       "numbers against 64 maps of 256 × 256. Without biases the pair is 12,582,912 against 1,728.",
       "",
       3,
       256,
       256,
       {"flatten linear:64", "conv:64:3:padding=1"}},
      {"One dense layer, 1,024 units",
       "A 256 × 256 colour picture into 1,024 units: 201,326,592 weights, 201,327,616 with biases.",
       "",
       3,
       256,
       256,
       {"flatten linear:1024"}},
      {"The same at 1920 × 1080",
       "Over 2 million pixels, three numbers each: more than 6 thousand million weights in the first layer.",
       "",
       3,
       1080,
       1920,
       {"flatten linear:1024"}},
      {"LeNet-5",
       "The classic for handwritten digits, as it is usually built today: 61,706 parameters.",
       "LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, 1998",
       1,
       32,
       32,
       {"conv:6:5 relu avgpool:2 conv:16:5 relu avgpool:2 flatten linear:120 relu linear:84 relu linear:10"}},
      {"The head of VGG-16",
       "Three dense layers hold 123,642,856 of VGG-16's 138,357,544 parameters; its 13 convolutions need the rest.",
       "Simonyan and Zisserman, Very deep convolutional networks for large-scale image recognition, 2014",
       512,
       7,
       7,
       {"flatten linear:4096 relu linear:4096 relu linear:1000"}},
  };
  return presets;
}

void start_from(ParametersScene& scene, const ParametersPreset& preset) {
  scene.channels = preset.channels;
  scene.height = preset.height;
  scene.width = preset.width;
  scene.networks.clear();
  for (const std::string_view words : preset.networks) scene.networks.push_back({layers_of(words)});
  const std::vector<NetLayer>& first = scene.networks.front().layers;
  const auto has_weights = [](const NetLayer& layer) {
    return layer.kind == LayerKind::linear || layer.kind == LayerKind::conv || layer.kind == LayerKind::local;
  };
  scene.network = 0;
  scene.layer = static_cast<int>(std::find_if(first.begin(), first.end(), has_weights) - first.begin());
  clamp(scene);
}

Network dense_network() { return {layers_of("flatten linear:128 relu linear:10")}; }

ComparedLayers compared_layers(const ParametersScene& scene) {
  ComparedLayers layers;
  const auto first = [&](LayerKind kind, NetLayer& into) {
    for (const Network& network : scene.networks) {
      for (const NetLayer& layer : network.layers) {
        if (layer.kind != kind) continue;
        into = layer;
        return;
      }
    }
  };
  first(LayerKind::linear, layers.dense);
  first(LayerKind::conv, layers.conv);
  return layers;
}

ResolutionCost cost_at(std::int64_t channels, std::int64_t side, const NetLayer& dense, const NetLayer& conv,
                       Cost cost) {
  return cost_at({channels, side, side}, dense, conv, cost);
}

ResolutionCost cost_at(const Shape& input, const NetLayer& dense, const NetLayer& conv, Cost cost) {
  const auto of = [cost](const LayerCount& count) {
    if (cost == Cost::macs) return count.macs;
    return cost == Cost::bytes ? count.bytes + count.activation_bytes : count.parameters;
  };
  const NetLayer both[] = {NetLayer{}, dense};
  return {of(count_network(input, both).layers[1]), of(count_locally_connected(input, conv)),
          of(count_network(input, std::span(&conv, 1)).layers[0])};
}

}  // namespace flatscope
