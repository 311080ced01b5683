#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/files/scene_file.h"
#include "app/files/scene_names.h"
#include "app/files/toml_text.h"
#include "app/stages/convolve/model/file.h"
#include "app/stages/parameters/model/file.h"
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

std::string list_of(const std::vector<Preset>& filters) {
  std::string text;
  for (const Preset preset : filters) text += (text.empty() ? "" : ", ") + toml_string(to_string(preset));
  return "[" + text + "]";
}

std::string doodle_text(const Tensor& doodle) {
  std::vector<std::uint8_t> bytes;
  for (const float value : doodle.values()) {
    const float share = std::isnan(value) ? 0.0F : std::clamp(value, 0.0F, 1.0F);
    bytes.push_back(static_cast<std::uint8_t>(std::lround(share * 255.0F)));
  }
  return base64(bytes);
}

std::string flatten_text(const FlattenScene& flatten) {
  std::string text = "\n[flatten]\n";
  text += fmt::format("working_size = {}\n", flatten.working_size);
  text += fmt::format("colour = {}\n", flatten.colour);
  text += fmt::format("order = {}\n", toml_string(to_string(flatten.order)));
  text += fmt::format("layout = {}\n", toml_string(to_string(flatten.layout)));
  if (flatten.pinned) {
    text += fmt::format("pinned = {{ channel = {}, row = {}, column = {} }}\n", flatten.pinned->channel,
                        flatten.pinned->row, flatten.pinned->column);
  }
  text += fmt::format("unroll = {}\n", number(flatten.unroll));
  return text;
}

std::string shift_text(const ShiftScene& shift) {
  std::string text = "\n[shift]\n";
  text += fmt::format("working_size = {}\n", shift.working_size);
  text += fmt::format("colour = {}\n", shift.colour);
  text += fmt::format("object = {}\n", toml_string(to_string(shift.object)));
  text += fmt::format("background = {}\n", toml_string(to_string(shift.background)));
  text += fmt::format("cutout = {{ left = {}, top = {}, right = {}, bottom = {} }}\n", number(shift.cutout.left),
                      number(shift.cutout.top), number(shift.cutout.right), number(shift.cutout.bottom));
  text += fmt::format("digit = {}\n", shift.digit);
  text += fmt::format("dx = {}\n", shift.dx);
  text += fmt::format("dy = {}\n", shift.dy);
  text += fmt::format("border = {}\n", toml_string(to_string(shift.border)));
  text += fmt::format("stride = {}\n", shift.stride);
  text += fmt::format("pooling = {}\n", toml_string(to_string(shift.pooling)));
  text += fmt::format("filters = {}\n", list_of(shift.filters));
  text += fmt::format("dense_outputs = {}\n", shift.dense_outputs);
  text += fmt::format("dense_seed = {}\n", shift.dense_seed);
  if (shift.doodle != nullptr) text += fmt::format("doodle = \"{}\"\n", doodle_text(*shift.doodle));
  return text;
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
  return text + flatten_text(scene.flatten) + shift_text(scene.shift) + convolve_text(scene.convolve) +
         parameters_text(scene.parameters);
}

void save_scene(const Scene& scene, const fs::path& path) {
  std::error_code error;
  const fs::path whole = fs::absolute(path, error);
  write_file(path, std::string_view(scene_to_toml(scene, error ? fs::path() : whole.parent_path())));
}

}  // namespace flatscope
