#include "app/stages/parameters/model/file.h"

#include <fmt/format.h>

#include <stdexcept>

#include "app/files/toml_choice.h"

namespace flatscope {
namespace {

Network read_network(const toml::node& node, const std::string& name) {
  const toml::array* list = node.as_array();
  if (list == nullptr) complain(node, name, "must be a list of networks, each a list of layers in quotes.");
  Network network;
  for (const toml::node& layer : *list) {
    if (!layer.is_string()) complain(layer, name, "must hold layers in quotes, such as \"conv:64:3:padding=1\".");
    try {
      network.layers.push_back(parse_layer(layer.as_string()->get()));
    } catch (const std::invalid_argument& error) {
      complain(layer, name, fmt::format("has a layer that can't be read. {}.", error.what()));
    }
  }
  return network;
}

}  // namespace

std::string parameters_text(const ParametersScene& scene) {
  std::string text = "\n[parameters]\n";
  text += fmt::format("channels = {}\n", scene.channels);
  text += fmt::format("height = {}\n", scene.height);
  text += fmt::format("width = {}\n", scene.width);
  text += "networks = [\n";
  for (const Network& network : scene.networks) {
    std::string layers;
    for (const NetLayer& layer : network.layers) layers += (layers.empty() ? "" : ", ") + toml_string(to_string(layer));
    text += "  [" + layers + "],\n";
  }
  text += "]\n";
  text += fmt::format("network = {}  # the one in hand, counted from 0\n", scene.network);
  text += fmt::format("layer = {}\n", scene.layer);
  text += fmt::format("cost = {}\n", toml_string(to_string(scene.cost)));
  text += fmt::format("zoom = {}\n", number(scene.zoom));
  return text;
}

void read_parameters(const TomlTable& table, ParametersScene& scene) {
  set(scene.channels, table.whole("channels"));
  set(scene.height, table.whole("height"));
  set(scene.width, table.whole("width"));
  if (const toml::array* list = table.array("networks")) {
    scene.networks.clear();
    for (const toml::node& node : *list) scene.networks.push_back(read_network(node, table.full_name("networks")));
  }
  set(scene.network, table.whole("network"));
  set(scene.layer, table.whole("layer"));
  set_choice(scene.cost, table, "cost", all_costs);
  set(scene.zoom, table.decimal("zoom"));
}

}  // namespace flatscope
