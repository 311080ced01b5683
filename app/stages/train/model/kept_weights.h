// Weights that a scene keeps in files beside it, so that its networks answer as they did.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/files/scene_parts.h"
#include "app/stages/train/model/results.h"

namespace flatscope {

struct Scene;
class TomlTable;

// What a network of this Scene begins with now: weights of a file, or those that were kept with the scene while the
// settings are those that they were trained with. Null: drawn from the seed.
std::shared_ptr<const TrainedNetwork> start_of(const TrainScene& scene, std::size_t network);
// All settings that make a network what it becomes, in words.
std::string made_with(const TrainScene& scene, std::size_t network);

// The state is what becomes of this Scene's settings, not of others that were there a moment ago.
bool is_of(const NetworkState& state, const Scene& scene, std::size_t network);

// Of both networks what was trained here, into the Scene that is written and files whose paths begin with `begin`.
std::vector<BesideFile> keep_weights(Scene& scene, const TrainResults& results, const std::filesystem::path& begin);

// Their lines in the table [train]: left_start names somebody's file, left_weights one of our own.
std::string weights_lines(const TrainScene& scene, const std::filesystem::path& folder);
// To be called when all else of the scene has been read. What can't be had is complained about, and left out.
void read_kept_weights(const TomlTable& table, TrainScene& scene, SceneReading& reading);

}  // namespace flatscope
