#include <fmt/format.h>

#include <algorithm>

#include "app/engine/stage_table.h"
#include "app/files/scene_file.h"
#include "app/files/toml_text.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

// A picture this many folders up or less is near: moved together with the scene, or on the same stick.
constexpr std::ptrdiff_t near_enough = 3;

fs::path relative_if_near(const fs::path& path, const fs::path& folder) {
  if (folder.empty()) return path;
  std::error_code error;
  const fs::path from = fs::absolute(folder, error).lexically_normal();
  const fs::path relative = error ? fs::path() : path.lexically_normal().lexically_relative(from);
  if (relative.empty()) return path;
  const auto ups = std::count(relative.begin(), relative.end(), fs::path(".."));
  // Only the root in common is nothing in common. A folder given with a slash at its end has an empty last part.
  const auto depth = std::count_if(from.begin(), from.end(), [&](const fs::path& part) {
    return !part.empty() && part != from.root_name() && part != from.root_directory();
  });
  if (ups > near_enough || (ups > 0 && ups >= depth)) return path;
  return relative;
}

}  // namespace

std::string scene_to_toml(const Scene& scene, const fs::path& folder) {
  std::string text = "# A scene of Flatscope.\n";
  text += fmt::format("stage = {}\n", toml_string(to_string(scene.stage)));
  text += fmt::format("picture = {}  # the one in hand, counted from 0\n", scene.picture);
  for (const Picture& picture : scene.pictures) {
    text += "\n[[pictures]]\n";
    if (!picture.bundled.empty()) {
      text += fmt::format("bundled = {}\n", toml_string(picture.bundled));
    } else {
      text += path_line("path", relative_if_near(picture.path, folder));
    }
  }
  for (const StageModel* model : stage_models()) text += model->write(scene);
  return text;
}

void save_scene(const Scene& scene, const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error);
  write_file(path, std::string_view(scene_to_toml(scene, error ? fs::path() : whole.parent_path())));
}

}  // namespace flatscope
