// A network's layers in a scene file: a list of texts in quotes.
#pragma once

#include <toml++/toml.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/layers/network.h"

namespace flatscope {

// ["flatten", "linear:10"]
std::string toml_layers(std::span<const NetLayer> layers);
// `name` is how messages call the list, `example` a layer to show; SceneError with a line for what is no layer.
std::vector<NetLayer> layers_in(const toml::array& list, const std::string& name, std::string_view example);

}  // namespace flatscope
