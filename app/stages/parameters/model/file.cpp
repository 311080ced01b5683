#include "app/stages/parameters/model/file.h"

#include <fmt/format.h>

#include "app/files/toml_choice.h"
#include "app/files/toml_layers.h"

namespace flatscope {
namespace {

Network read_network(const toml::node& node, const std::string& name) {
  const toml::array* list = node.as_array();
  if (list == nullptr) complain(node, name, "must be a list of networks, each a list of layers in quotes.");
  return {layers_in(*list, name, "conv:64:3:padding=1")};
}

}  // namespace

std::string parameters_text(const ParametersScene& scene) {
  std::string text = "\n[parameters]\n";
  text += fmt::format("channels = {}\n", scene.channels);
  text += fmt::format("height = {}\n", scene.height);
  text += fmt::format("width = {}\n", scene.width);
  text += "networks = [\n";
  for (const Network& network : scene.networks) text += "  " + toml_layers(network.layers) + ",\n";
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
