#include "app/files/settings_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/toml_read.h"
#include "app/files/toml_text.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t longest_text = 1'000'000;  // bytes

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
      if (path && !path->empty() && settings.recent.size() < most_recent_files) settings.recent.push_back(*path);
    });
  }
}

Settings read_settings(const toml::table& root) {
  const TomlTable file(&root, "");
  Settings settings;
  try_to([&] { settings.theme = file.text("theme") == "light" ? Theme::light : Theme::dark; });
  try_to([&] { settings.presented_theme = file.text("presented_theme") == "dark" ? Theme::dark : Theme::light; });
  try_to([&] { settings.reduce_motion = file.yes_or_no("reduce_motion").value_or(false); });
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
  try_to([&] { settings.page = file.text("page").value_or(std::string()); });
  try_to([&] { settings.folder = file.path("folder").value_or(fs::path()); });
  try_to([&] { read_recent(file, settings); });
  return settings;
}

}  // namespace

Settings load_settings(const Storage& storage, std::vector<std::string>& complaints) {
  if (const std::string obstacle = storage.obstacle(KeptText::settings); !obstacle.empty()) {
    complaints.push_back("The settings are the usual ones and are not kept: " + obstacle);
    return {};
  }
  try {
    const std::optional<std::string> text = storage.read(KeptText::settings, longest_text);
    return text ? read_settings(parse_toml(*text)) : Settings();
  } catch (const std::exception&) {
    return {};  // a lesson begins all the same
  }
}

void store_settings(Storage& storage, const Settings& settings) {
  try {
    if (!storage.obstacle(KeptText::settings).empty()) return;
    std::string text = "# What Flatscope remembers about you and the room.\n";
    text += fmt::format("theme = \"{}\"\n", settings.theme == Theme::light ? "light" : "dark");
    text += fmt::format("presented_theme = \"{}\"\n", settings.presented_theme == Theme::light ? "light" : "dark");
    text += fmt::format("reduce_motion = {}\n", settings.reduce_motion);
    text += fmt::format("text_scale = {}\n", number(settings.text_scale));
    text += fmt::format("window_width = {}\nwindow_height = {}\n", settings.window_width, settings.window_height);
    text += fmt::format("maximised = {}\n", settings.maximised);
    if (!settings.page.empty()) text += fmt::format("page = {}\n", toml_string(settings.page));
    if (!settings.folder.empty()) text += path_line("folder", settings.folder);
    for (const fs::path& recent : settings.recent) text += "\n[[recent]]\n" + path_line("path", recent);
    storage.write(KeptText::settings, text);
  } catch (const std::exception&) {
    // Not worth stopping a lesson over: the defaults serve the next start.
  }
}

}  // namespace flatscope
