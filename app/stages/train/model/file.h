// The Train stage in a scene file.
#pragma once

#include <filesystem>
#include <string>

#include "app/files/scene_parts.h"
#include "app/files/toml_read.h"
#include "app/stages/train/model/scene.h"

namespace flatscope {

// `folder`: of the file, for the weights that it names.
std::string train_text(const TrainScene& scene, const std::filesystem::path& folder);
// Keys that are missing leave their value; SceneError with a line for a wrong type or a layer that can't be read.
void read_train(const TomlTable& table, TrainScene& scene, SceneReading& reading);

}  // namespace flatscope
