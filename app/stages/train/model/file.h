// The Train stage in a scene file.
#pragma once

#include <string>

#include "app/files/toml_read.h"
#include "app/stages/train/model/scene.h"

namespace flatscope {

std::string train_text(const TrainScene& scene);
// Keys that are missing leave their value; SceneError with a line for a wrong type or a layer that can't be read.
void read_train(const TomlTable& table, TrainScene& scene);

}  // namespace flatscope
