#include "app/files/settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/folders.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_recent = 12;
constexpr std::uintmax_t longest_file = 1'000'000;

// A key that is damaged keeps its default; the others still count.
template <class Read>
void try_to(Read read) {
  try {
    read();
  } catch (const SceneError&) {
  }
}

void read_recent(const TomlTable& file, Settings& settings) {
  const toml::array* list = file.array("recent");
  if (list == nullptr) return;
  for (const toml::node& node : *list) {
    if (!node.is_table()) continue;
    try_to([&] {
      const auto path = TomlTable(node.as_table(), "recent").path("path");
      if (path && !path->empty() && settings.recent.size() < most_recent) settings.recent.push_back(*path);
    });
  }
}

Settings read_settings(const toml::table& root) {
  const TomlTable file(&root, "");
  Settings settings;
  try_to([&] { settings.theme = file.text("theme") == "light" ? Theme::light : Theme::dark; });
  try_to([&] {
    const float scale = file.decimal("text_scale").value_or(settings.text_scale);
    if (!std::isnan(scale)) settings.text_scale = std::clamp(scale, 0.8F, 2.5F);
  });
  const auto read_side = [&](const char* key, int& side) {
    try_to([&] { side = std::clamp(file.whole(key).value_or(side), 320, 16'384); });
  };
  read_side("window_width", settings.window_width);
  read_side("window_height", settings.window_height);
  try_to([&] { settings.maximised = file.yes_or_no("maximised").value_or(false); });
  try_to([&] { settings.folder = file.path("folder").value_or(fs::path()); });
  try_to([&] { read_recent(file, settings); });
  return settings;
}

}  // namespace

fs::path settings_path() {
  const fs::path folder = user_folder("XDG_CONFIG_HOME", ".config");
  return folder.empty() ? folder : folder / "settings.toml";
}

bool has_settings() {
  std::error_code error;
  const fs::path path = settings_path();
  return !path.empty() && fs::exists(path, error);
}

float first_text_scale(int display_rows) { return display_rows >= 2160 ? 2.0F : display_rows >= 1440 ? 1.5F : 1.0F; }

Settings load_settings(std::vector<std::string>& complaints) {
  const fs::path path = settings_path();
  if (is_stream(path)) {
    complaints.push_back(fmt::format(
        "The settings are the usual ones and are not kept: {} is a pipe or a device, not a file.", shown(path)));
    return {};
  }
  try {
    std::error_code error;
    if (path.empty() || !fs::exists(path, error)) return {};
    const std::vector<std::byte> bytes = read_plain_file(path, longest_file);
    return read_settings(parse_toml({reinterpret_cast<const char*>(bytes.data()), bytes.size()}));
  } catch (const std::exception&) {
    return {};  // a lesson begins all the same
  }
}

void store_settings(const Settings& settings) {
  try {
    const fs::path path = settings_path();
    if (path.empty() || is_stream(path)) return;
    std::string text = "# What Flatscope remembers about you and the room.\n";
    text += fmt::format("theme = \"{}\"\n", settings.theme == Theme::light ? "light" : "dark");
    text += fmt::format("text_scale = {}\n", number(settings.text_scale));
    text += fmt::format("window_width = {}\nwindow_height = {}\n", settings.window_width, settings.window_height);
    text += fmt::format("maximised = {}\n", settings.maximised);
    if (!settings.folder.empty()) text += path_line("folder", settings.folder);
    for (const fs::path& recent : settings.recent) text += "\n[[recent]]\n" + path_line("path", recent);
    fs::create_directories(path.parent_path());
    write_file(path, std::string_view(text));
  } catch (const std::exception&) {
    // Not worth stopping a lesson over: the defaults serve the next start.
  }
}

void remember(Settings& settings, const fs::path& opened) {
  std::error_code error;
  fs::path path = fs::absolute(opened, error).lexically_normal();
  if (error) path = opened;
  auto& recent = settings.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), path), recent.end());
  recent.insert(recent.begin(), path);
  if (recent.size() > most_recent) recent.resize(most_recent);
  settings.folder = path.parent_path();
}

}  // namespace flatscope
