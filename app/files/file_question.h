// What a person is asked for when the program wants a file, and what they answer.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace flatscope {

// Arrays are .npy files: a kernel, say.
enum class FileUse { open, save_scene, open_array, save_array };

inline bool is_array(FileUse use) { return use == FileUse::open_array || use == FileUse::save_array; }
inline bool saves(FileUse use) { return use == FileUse::save_scene || use == FileUse::save_array; }

struct FileQuestion {
  FileUse use = FileUse::open;
  std::filesystem::path suggested;  // where something is saved: a whole path
};

struct FileChoice {
  FileUse use = FileUse::open;
  std::vector<std::filesystem::path> paths;  // one or more to open, exactly one array or one to save
  std::string bundled;                       // or the name of a bundled picture
};

}  // namespace flatscope
