// What a person is asked for when the program wants a file, and what they answer.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace flatscope {

// Arrays are .npy files: a kernel, say. A folder is chosen as a whole. A text is a list of names: .txt or .csv. Weights
// are a whole network's: .safetensors or .npz.
enum class FileUse { open, save_scene, open_array, save_array, open_folder, open_text, open_weights };

inline bool is_array(FileUse use) { return use == FileUse::open_array || use == FileUse::save_array; }
inline bool saves(FileUse use) { return use == FileUse::save_scene || use == FileUse::save_array; }
// A stage wants it, and neither a picture nor a scene.
inline bool asked_by_stage(FileUse use) { return use != FileUse::open && use != FileUse::save_scene; }

struct FileQuestion {
  FileUse use = FileUse::open;
  std::filesystem::path suggested;  // where something is saved: a whole path
};

struct FileChoice {
  FileUse use = FileUse::open;
  std::vector<std::filesystem::path> paths;  // one or more to open; of what a stage wants and to save exactly one
  std::string bundled;                       // or the name of a bundled picture
};

}  // namespace flatscope
