// What a person is asked for when the program wants a file, and what they answer.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

// Arrays are .npy files: a kernel, say. A folder is chosen as a whole. A text is a list of names: .txt or .csv. Weights
// are a whole network's: .safetensors or .npz. A handout is a page, .html, or printed to .pdf; a lesson is a .toml, as
// a scene is; a table is a .csv.
enum class FileUse {
  open,
  save_scene,
  open_array,
  save_array,
  open_folder,
  open_text,
  open_weights,
  save_handout,
  save_lesson,
  save_table
};

inline bool is_array(FileUse use) { return use == FileUse::open_array || use == FileUse::save_array; }
inline bool saves(FileUse use) {
  return use == FileUse::save_scene || use == FileUse::save_array || use == FileUse::save_handout ||
         use == FileUse::save_lesson || use == FileUse::save_table;
}
// Whoever asks says what is done with it (FileAsk).
inline bool has_own_answer(FileUse use) {
  return use != FileUse::open && use != FileUse::save_scene && use != FileUse::save_handout;
}

// What is said of a file while it is asked where it is to be saved.
struct SavedFile {
  std::array<std::string_view, 2> endings;  // small letters; the first is added to a name that has none of them
  std::string_view heading, example, about_name, about_saving, none_here;
  bool has_ending(std::string_view name) const;
};
// Of a use that saves.
const SavedFile& saved_file(FileUse use);

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
