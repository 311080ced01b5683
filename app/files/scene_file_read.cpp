#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/toml_choice.h"
#include "app/files/toml_read.h"
#include "core/files/file.h"
#include "core/files/paths.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t longest_file = 16'000'000;

// Empty and a complaint more if it can't be had. `opened` spares a file named twice a second decoding.
std::optional<Picture> read_picture(const TomlTable& table, SceneReading& reading,
                                    std::map<fs::path, std::shared_ptr<const Image>>& opened) {
  std::vector<std::string>& complaints = reading.complaints;
  try {
    if (const auto bundled = table.text("bundled")) return bundled_picture(*bundled);
    const auto path = table.path("path");
    if (!path || path->empty()) {
      complaints.emplace_back("A picture without `bundled` or `path` was left out.");
      return std::nullopt;
    }
    const fs::path whole = reading.file(*path);
    const auto known = opened.find(whole);
    if (known != opened.end()) return Picture{{}, whole, known->second};
    // What came through a pipe came once; to ask for it again is to wait for ever.
    if (is_stream(whole))
      throw ImageError(fmt::format("{} is a pipe or a device, not a file; it was left out.", shown(whole)));
    Picture picture = open_picture(whole);
    opened[whole] = picture.image;
    return picture;
  } catch (const SceneError&) {
    throw;  // the file itself is wrong, not a picture
  } catch (const std::exception& error) {
    complaints.emplace_back(error.what());
    return std::nullopt;
  }
}

void read_pictures(const TomlTable& file, SceneReading& reading, Scene& scene) {
  int in_hand = 0;
  set(in_hand, file.whole("picture"));
  scene.picture = 0;
  std::map<fs::path, std::shared_ptr<const Image>> opened;
  if (const toml::array* list = file.array("pictures")) {
    int index = 0;
    for (const toml::node& node : *list) {
      if (!node.is_table()) complain(node, "pictures", "must be a list of tables, each begun by [[pictures]].");
      auto picture = read_picture({node.as_table(), "pictures"}, reading, opened);
      // The one in hand stays the one in hand when others before it are left out.
      if (index++ == in_hand) scene.picture = static_cast<int>(scene.pictures.size());
      if (picture) scene.pictures.push_back(std::move(*picture));
    }
    if (in_hand >= index) scene.picture = static_cast<int>(scene.pictures.size());
  }
  if (scene.pictures.empty()) scene.pictures = first_scene().pictures;
}

// What a scene file has at its top.
std::vector<std::string_view> scene_keys() {
  std::vector<std::string_view> keys = {"stage", "picture", "pictures"};
  for (const StageModel* model : stage_models()) keys.push_back(model->name);
  return keys;
}

Scene scene_of(const toml::table& root, SceneReading reading) {
  const TomlTable file(&root, "");
  Scene scene;
  set_choice(scene.stage, file, "stage", all_stages());
  for (const StageModel* model : stage_models()) model->read(file.table(model->name), scene, reading);
  read_pictures(file, reading, scene);
  clamp(scene);
  return scene;
}

}  // namespace

fs::path SceneReading::file(const fs::path& named) const {
  if (!opens_files)
    throw std::runtime_error(fmt::format("A link opens no files, and so not {}.", shown(named.filename())));
  return path_named(folder, named);
}

void lay_over(Scene& scene, const TomlTable& file, const fs::path& folder, std::vector<std::string>& complaints) {
  SceneReading reading{folder, complaints};
  set_choice(scene.stage, file, "stage", all_stages());
  for (const StageModel* model : stage_models())
    if (const TomlTable own = file.table(model->name)) model->read(own, scene, reading);
  if (file.node("pictures") != nullptr) {
    scene.pictures.clear();
    read_pictures(file, reading, scene);
  } else {
    set(scene.picture, file.whole("picture"));
  }
  clamp(scene);
}

Scene scene_from_toml(std::string_view text, const fs::path& folder, std::vector<std::string>& complaints) {
  return scene_of(parse_toml(text), {folder, complaints});
}

Scene scene_from_foreign_toml(std::string_view text, std::vector<std::string>& complaints) {
  return scene_of(parse_toml(text), {{}, complaints, false});
}

Scene load_scene(const fs::path& path, std::vector<std::string>& complaints) {
  const std::vector<std::byte> bytes = read_file(path, longest_file);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  try {
    const toml::table root = parse_toml(text);
    // Some other program's TOML, or an empty file, would pass for a scene in which everything is as usual.
    const std::vector<std::string_view> keys = scene_keys();
    const bool any = std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return root.contains(key); });
    if (!any) throw SceneError(fmt::format("this is no saved scene; it has none of {}.", fmt::join(keys, ", ")));
    return scene_of(root, {absolute_path(path).parent_path(), complaints});
  } catch (const SceneError& error) {
    throw SceneError(fmt::format("{}: {}", shown(path.filename()), error.what()));
  }
}

}  // namespace flatscope
