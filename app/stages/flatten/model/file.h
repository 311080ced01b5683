// The Flatten stage's part of a scene file: [flatten].
#pragma once

#include <string>

#include "app/files/toml_read.h"
#include "app/stages/flatten/model/scene.h"

namespace flatscope {

std::string flatten_text(const FlattenScene& flatten);
// Keys that are missing leave their value; values out of range are left for clamp_flatten(). SceneError for a wrong
// type.
void read_flatten(const TomlTable& table, FlattenScene& flatten);

}  // namespace flatscope
