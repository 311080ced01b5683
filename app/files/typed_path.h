// What a person typed as a path, completed and answered, and the usual places to look in. All of it may touch a slow
// disk, so the chooser calls it on a worker.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "app/files/file_question.h"

namespace flatscope {

// What a person typed as an absolute path: "~" is `home`, a relative one starts at `folder`; blanks and one pair of
// quotes around it are dropped.
std::filesystem::path typed_path(std::string_view typed, const std::filesystem::path& folder,
                                 const std::filesystem::path& home);

// `typed` carried on as far as the names on the disk agree; a single folder gets its slash. Unchanged if nothing fits.
std::string complete_path(std::string_view typed, const std::filesystem::path& folder,
                          const std::filesystem::path& home);

struct PathAnswer {
  enum class Kind { folder, file, exists, problem };
  Kind kind = Kind::problem;
  std::filesystem::path path;
  std::string sentence;  // of a problem
};
// Can this be opened? `folder`, `file` (it can be read) or `problem`.
PathAnswer look_to_open(const std::filesystem::path& path);
// Can a file be written under this name, typed in `folder`? `file` (nothing is there yet), `exists`, or `problem`; its
// ending is added where it is missing.
PathAnswer look_to_save(std::string_view name, const std::filesystem::path& folder, const std::filesystem::path& home,
                        const SavedFile& wanted = saved_file(FileUse::save_scene));

std::filesystem::path home_folder();  // empty if there is none

struct PlaceFolder {
  std::string title;
  std::filesystem::path path;
};
// Home, Desktop, Pictures, Documents, Downloads under whatever names the desktop gave them, sticks and cards that are
// plugged in, and the root or the drives: those that exist.
std::vector<PlaceFolder> usual_places();

}  // namespace flatscope
