// The Parameters stage in a scene file.
#pragma once

#include <string>

#include "app/files/toml_read.h"
#include "app/stages/parameters/model/networks.h"

namespace flatscope {

std::string parameters_text(const ParametersScene& scene);
// Keys that are missing leave their value; SceneError with a line for a wrong type or a layer that can't be read.
void read_parameters(const TomlTable& table, ParametersScene& scene);

}  // namespace flatscope
