#include "app/files/toml_layers.h"

#include <fmt/format.h>

#include <stdexcept>

#include "app/files/toml_read.h"
#include "app/files/toml_text.h"

namespace flatscope {

std::string toml_layers(std::span<const NetLayer> layers) {
  std::string text;
  for (const NetLayer& layer : layers) text += (text.empty() ? "" : ", ") + toml_string(to_string(layer));
  return "[" + text + "]";
}

std::vector<NetLayer> layers_in(const toml::array& list, const std::string& name, std::string_view example) {
  std::vector<NetLayer> layers;
  for (const toml::node& layer : list) {
    if (!layer.is_string()) complain(layer, name, fmt::format("must hold layers in quotes, such as \"{}\".", example));
    try {
      layers.push_back(parse_layer(layer.as_string()->get()));
    } catch (const std::invalid_argument& error) {
      complain(layer, name, fmt::format("has a layer that can't be read. {}.", error.what()));
    }
  }
  return layers;
}

}  // namespace flatscope
