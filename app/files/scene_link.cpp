#include "app/files/scene_link.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <optional>
#include <utility>

#include "app/engine/stage_table.h"
#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/toml_compact.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"
#include "core/files/zlib_text.h"

namespace flatscope {
namespace {

constexpr char version = '1';
constexpr std::string_view mark = "scene=", white = " \t\r\n";
// Longer than any link that zlib makes of a scene that is short enough.
constexpr std::size_t longest_text = 1'500'000;

// --- what goes into a link ---

// "a.jpg, b.jpg and 2 others"
std::string names_text(const std::vector<std::string>& names) {
  constexpr std::size_t most = 3;
  const std::size_t told = std::min(names.size(), most);
  const bool more = names.size() > most;
  std::string text;
  for (std::size_t i = 0; i < told; ++i) text += (i == 0 ? "" : i + 1 == told && !more ? " and " : ", ") + names[i];
  if (more) text += fmt::format(" and {} more", names.size() - most);
  return text;
}

void leave_out_own_pictures(Scene& scene, std::vector<std::string>& said) {
  std::vector<std::string> own;
  std::vector<Picture> bundled;
  int in_hand = 0;
  bool seen = true;  // the one in hand goes in
  for (std::size_t i = 0; i < scene.pictures.size(); ++i) {
    const Picture& picture = scene.pictures[i];
    const bool now = static_cast<int>(i) == scene.picture;
    if (now) in_hand = static_cast<int>(bundled.size());
    const std::string name = picture.bundled.empty() ? bundled_name(picture.path) : picture.bundled;
    if (!name.empty()) {
      bundled.push_back({name, {}, picture.image});
      continue;
    }
    own.push_back(name_of(picture));
    if (now) seen = false;
  }
  scene.pictures = bundled.empty() ? first_scene().pictures : std::move(bundled);
  scene.picture = std::min(in_hand, static_cast<int>(scene.pictures.size()) - 1);
  if (own.empty()) return;
  said.push_back(fmt::format("Your own picture{} {} {} not in the link{}.", own.size() == 1 ? "" : "s", names_text(own),
                             own.size() == 1 ? "is" : "are",
                             seen ? "" : "; whoever opens it sees " + name_of(current_picture(scene))));
}

Scene without_own_files(Scene scene, std::vector<std::string>& said) {
  leave_out_own_pictures(scene, said);
  for (const StageModel* model : stage_models()) model->leave_out_own(scene, said);
  return scene;
}

bool are_usual(const std::vector<Picture>& pictures) {
  const std::vector<Picture> usual = first_scene().pictures;
  return std::equal(pictures.begin(), pictures.end(), usual.begin(), usual.end(),
                    [](const Picture& a, const Picture& b) { return a.bundled == b.bundled; });
}

std::string short_toml(const Scene& scene) {
  const Scene usual;  // what the reader begins with
  std::string text;
  if (scene.stage != usual.stage) text += fmt::format("stage={}\n", toml_string(to_string(scene.stage)));
  if (scene.picture != usual.picture) text += fmt::format("picture={}\n", scene.picture);
  if (!are_usual(scene.pictures)) {
    std::string pictures;
    for (const Picture& picture : scene.pictures)
      pictures += fmt::format("{}{{bundled={}}}", pictures.empty() ? "" : ",", toml_string(picture.bundled));
    text += fmt::format("pictures=[{}]\n", pictures);
  }
  for (const StageModel* model : stage_models()) {
    const toml::table now = parse_toml(model->write(scene, {})), before = parse_toml(model->write(usual, {}));
    const toml::table* const mine = now[model->name].as_table();
    const toml::table* const others = before[model->name].as_table();
    if (mine == nullptr || others == nullptr) continue;
    const std::string difference = compact_difference(*mine, *others);
    if (!difference.empty()) text += fmt::format("{}={{{}}}\n", model->name, difference);
  }
  return text;
}

// --- letters ---

std::string base64url(const std::vector<std::uint8_t>& bytes) {
  std::string text = base64(bytes);
  text.resize(text.find_last_not_of('=') + 1);
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::optional<std::vector<std::uint8_t>> from_base64url(std::string text) {
  if (text.find_first_of("+/") != std::string::npos) return std::nullopt;
  text.resize(text.find_last_not_of('=') + 1);
  std::replace(text.begin(), text.end(), '-', '+');
  std::replace(text.begin(), text.end(), '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return from_base64(text);
}

// Where the text begins behind `scene=`; empty where it is no link.
std::optional<std::size_t> text_begins(std::string_view link) {
  std::size_t at = link.find_first_not_of(white);
  if (at == std::string_view::npos) return std::nullopt;
  if (link.substr(at, mark.size()) == mark) return at + mark.size();
  const std::size_t address = at, hash = link.find('#', address);
  if (hash == std::string_view::npos || link.substr(hash + 1, mark.size()) != mark) return std::nullopt;
  // An address is one word.
  if (link.substr(address, hash - address).find_first_of(white) != std::string_view::npos) return std::nullopt;
  return hash + 1 + mark.size();
}

std::string letters_of(std::string_view link, std::size_t from) {
  std::string letters(link.substr(from, link.find('&', from) - from));
  std::erase_if(letters, [](char c) { return white.find(c) != std::string_view::npos; });
  return letters;
}

std::string unpacked(const std::string& letters) {
  if (letters.empty()) throw SceneError("The link ends before its scene.");
  if (letters.front() > version && letters.front() <= '9')
    throw SceneError("The link was made by a newer version of Flatscope than this one.");
  if (letters.front() != version) throw SceneError("The link is damaged: its scene does not begin with 1.");
  const auto bytes = from_base64url(letters.substr(1));
  if (!bytes) throw SceneError("The link is damaged: a letter is missing, or stands there that no link has.");
  try {
    return zlib_unpacked(*bytes, longest_link_scene);
  } catch (const ZlibError& error) {
    throw SceneError(
        fmt::format("The link is damaged or not whole (its bytes: {}); copy all of it once more.", error.what()));
  }
}

}  // namespace

std::string scene_link_text(const Scene& scene) {
  std::vector<std::string> said;
  const std::string text = short_toml(without_own_files(scene, said));
  if (text.size() > longest_link_scene)
    throw SceneError("There are too many numbers in this scene’s kernels for a link; save it as a file.");
  return version + base64url(zlib_packed(text));
}

std::vector<std::string> left_out_of_link(const Scene& scene) {
  std::vector<std::string> said;
  without_own_files(scene, said);
  return said;
}

std::string link_address(std::string_view page, std::string_view scene_link_text) {
  const std::string_view address = page.substr(0, page.find('#'));
  return fmt::format("{}#{}{}", address.empty() ? "flatscope.html" : address, mark, scene_link_text);
}

bool is_scene_link(std::string_view text) { return text_begins(text).has_value(); }

Scene read_scene_link(std::string_view link, std::vector<std::string>& complaints) {
  const std::optional<std::size_t> begins = text_begins(link);
  if (!begins) throw SceneError("This is no link to a scene: it has no #scene= in it.");
  if (link.size() > longest_text) throw SceneError("The link is too long to be one to a scene.");
  const std::string text = unpacked(letters_of(link, *begins));
  try {
    return scene_from_foreign_toml(text, complaints);
  } catch (const std::exception& error) {
    throw SceneError(fmt::format("The scene of the link can’t be read. {}", error.what()));
  }
}

}  // namespace flatscope
