#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/engine/stage_table.h"
#include "app/files/file_listing.h"
#include "app/files/scene_file.h"
#include "app/files/toml_text.h"
#include "core/files/file.h"
#include "core/files/paths.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

// A picture this many folders up or less is near: moved together with the scene, or on the same stick.
constexpr std::ptrdiff_t near_enough = 3;

}  // namespace

fs::path named_from(const fs::path& folder, const fs::path& path) {
  if (folder.empty()) return path;
  std::error_code error;
  const fs::path from = normal_path(absolute_path(folder, error));
  const fs::path relative = error ? fs::path() : normal_path(path).lexically_relative(from);
  if (relative.empty()) return path;
  const auto ups = std::count(relative.begin(), relative.end(), fs::path(".."));
  // Only the root in common is nothing in common. A folder given with a slash at its end has an empty last part.
  const auto depth = std::count_if(from.begin(), from.end(), [&](const fs::path& part) {
    return !part.empty() && part != from.root_name() && part != from.root_directory();
  });
  if (ups > near_enough || (ups > 0 && ups >= depth)) return path;
  return relative;
}

std::string scene_to_toml(const Scene& scene, const fs::path& folder) {
  std::string text = "# A scene of Flatscope.\n";
  text += fmt::format("stage = {}\n", toml_string(to_string(scene.stage)));
  text += fmt::format("picture = {}  # the one in hand, counted from 0\n", scene.picture);
  for (const Picture& picture : scene.pictures) {
    text += "\n[[pictures]]\n";
    if (!picture.bundled.empty()) {
      text += fmt::format("bundled = {}\n", toml_string(picture.bundled));
    } else {
      text += path_line("path", named_from(folder, picture.path));
    }
  }
  for (const StageModel* model : stage_models()) text += model->write(scene, folder);
  return text;
}

fs::path beside_scene(const fs::path& scene_path) {
  std::string name = utf8(scene_path.filename());
  name.resize(name.size() - (name.ends_with(scene_ending) ? scene_ending.size() : utf8(scene_path.extension()).size()));
  fs::path begin = scene_path.parent_path() / path_from_utf8(name);
  begin += "-";
  return begin;
}

std::vector<BesideFile> keep_results(Scene& scene, const Results& results, const fs::path& begin) {
  std::vector<BesideFile> files;
  for (const StageModel* model : stage_models())
    for (BesideFile& file : model->keep(scene, results, begin)) files.push_back(std::move(file));
  return files;
}

void save_scene(const Scene& scene, const fs::path& path, std::span<const BesideFile> beside) {
  std::error_code error;
  const fs::path whole = absolute_path(path, error);
  std::vector<fs::path> added;
  try {
    for (const BesideFile& file : beside) {
      if (!fs::exists(file.path)) added.push_back(file.path);
      const std::vector<std::byte> bytes = file.make();
      write_file(file.path, std::span<const std::byte>(bytes));
    }
    write_file(path, std::string_view(scene_to_toml(scene, error ? fs::path() : whole.parent_path())));
  } catch (...) {
    // Nothing is left of what did not come about.
    for (const fs::path& file : added) fs::remove(file, error);
    throw;
  }
}

}  // namespace flatscope
