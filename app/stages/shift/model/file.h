// The Shift stage's part of a scene file: [shift]. A doodle goes in as base64 of its 8-bit values.
#pragma once

#include <filesystem>
#include <string>

#include "app/files/scene_parts.h"
#include "app/files/toml_read.h"
#include "app/stages/shift/model/scene.h"

namespace flatscope {

// `folder`: of the file, for the trained networks that it names.
std::string shift_text(const ShiftScene& shift, const std::filesystem::path& folder);
// Keys that are missing leave their value; values out of range are left for clamp_shift(). SceneError for a wrong type,
// an unknown name, and a doodle of another size.
void read_shift(const TomlTable& table, ShiftScene& shift, SceneReading& reading);

}  // namespace flatscope
