// Trained networks that were brought here, in files beside a scene: both with their weights, as the Train stage keeps
// its own (files/network_beside.h), and the test part of the data that they learnt from, which the stage shows.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/files/scene_parts.h"
#include "app/stages/shift/model/scene.h"

namespace flatscope {

class TomlTable;

// Into the Scene that is written where the files lie, and the files, whose paths begin with `begin` and "shift-". None
// where no pair was brought.
std::vector<BesideFile> keep_pair(ShiftScene& shift, const std::filesystem::path& begin);

// Their lines in the table [shift] of a file in `folder`; empty where they lie in no file.
std::string pair_lines(const ShiftScene& shift, const std::filesystem::path& folder);
// All of the pair that the table names or, with a complaint, none: the random dense layer answers then.
void read_kept_pair(const TomlTable& table, ShiftScene& shift, SceneReading& reading);

}  // namespace flatscope
