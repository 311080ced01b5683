// The Parameters stage in a scene file.
#pragma once

#include <string>

#include "app/scene/parameters.h"
#include "app/scene/toml_read.h"

namespace flatscope {

std::string parameters_text(const ParametersScene& scene);
// Keys that are missing leave their value; SceneError with a line for a wrong type or a layer that can't be read.
void read_parameters(const TomlTable& table, ParametersScene& scene);

}  // namespace flatscope
