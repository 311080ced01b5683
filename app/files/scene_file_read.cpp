#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "app/files/assets.h"
#include "app/files/scene_file.h"
#include "app/files/scene_names.h"
#include "app/files/toml_choice.h"
#include "app/files/toml_read.h"
#include "app/files/toml_text.h"
#include "app/stages/convolve/model/file.h"
#include "app/stages/parameters/model/file.h"
#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t longest_file = 16'000'000;

void read_flatten(const TomlTable& table, FlattenScene& flatten) {
  set(flatten.working_size, table.whole("working_size"));
  set(flatten.colour, table.yes_or_no("colour"));
  set_choice(flatten.order, table, "order", all_orders);
  constexpr Layout layouts[] = {Layout::chw, Layout::hwc};
  set_choice(flatten.layout, table, "layout", layouts);
  if (const TomlTable pinned = table.table("pinned")) {
    Place place;
    set(place.channel, pinned.large_whole("channel"));
    set(place.row, pinned.large_whole("row"));
    set(place.column, pinned.large_whole("column"));
    flatten.pinned = place;
  }
  set(flatten.unroll, table.decimal("unroll"));
}

std::shared_ptr<const Tensor> read_doodle(const TomlTable& table) {
  const auto text = table.text("doodle");
  if (!text) return nullptr;
  const auto bytes = from_base64(*text);
  constexpr std::size_t wanted = std::size_t{doodle_width} * doodle_height;
  if (!bytes || bytes->size() != wanted) {
    complain(*table.node("doodle"), table.full_name("doodle"),
             fmt::format("must be the base64 of {} bytes, {} rows of {}.", wanted, doodle_height, doodle_width));
  }
  Tensor doodle({doodle_height, doodle_width});
  std::transform(bytes->begin(), bytes->end(), doodle.values().begin(),
                 [](std::uint8_t value) { return static_cast<float>(value) / 255.0F; });
  return std::make_shared<const Tensor>(std::move(doodle));
}

std::vector<Preset> read_filters(const toml::array& list, const std::string& name) {
  std::vector<Preset> filters;
  for (const toml::node& node : list) {
    if (!node.is_string()) complain(node, name, "must be a list of filters' names in quotes.");
    filters.push_back(choice(all_presets, node.as_string()->get(), node, name));
  }
  return filters;
}

void read_shift(const TomlTable& table, ShiftScene& shift) {
  set(shift.working_size, table.whole("working_size"));
  set(shift.colour, table.yes_or_no("colour"));
  set_choice(shift.object, table, "object", all_object_kinds);
  set_choice(shift.background, table, "background", all_backgrounds);
  if (const TomlTable cutout = table.table("cutout")) {
    set(shift.cutout.left, cutout.decimal("left"));
    set(shift.cutout.top, cutout.decimal("top"));
    set(shift.cutout.right, cutout.decimal("right"));
    set(shift.cutout.bottom, cutout.decimal("bottom"));
  }
  set(shift.digit, table.whole("digit"));
  set(shift.dx, table.whole("dx"));
  set(shift.dy, table.whole("dy"));
  set_choice(shift.border, table, "border", all_borders);
  set(shift.stride, table.whole("stride"));
  set_choice(shift.pooling, table, "pooling", all_poolings);
  if (const toml::array* filters = table.array("filters")) {
    shift.filters = read_filters(*filters, table.full_name("filters"));
  }
  set(shift.dense_outputs, table.whole("dense_outputs"));
  if (const auto seed = table.large_whole("dense_seed")) {
    shift.dense_seed =
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(*seed, 0, std::numeric_limits<std::uint32_t>::max()));
  }
  shift.doodle = read_doodle(table);
}

// Empty and a complaint more if it can't be had. `opened` spares a file named twice a second decoding.
std::optional<Picture> read_picture(const TomlTable& table, const fs::path& folder,
                                    std::map<fs::path, std::shared_ptr<const Image>>& opened,
                                    std::vector<std::string>& complaints) {
  try {
    if (const auto bundled = table.text("bundled")) return bundled_picture(*bundled);
    const auto path = table.path("path");
    if (!path || path->empty()) {
      complaints.emplace_back("A picture without `bundled` or `path` was left out.");
      return std::nullopt;
    }
    const fs::path whole = fs::absolute(folder / *path).lexically_normal();
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

void read_pictures(const TomlTable& file, const fs::path& folder, std::vector<std::string>& complaints, Scene& scene) {
  int in_hand = 0;
  set(in_hand, file.whole("picture"));
  scene.picture = 0;
  std::map<fs::path, std::shared_ptr<const Image>> opened;
  if (const toml::array* list = file.array("pictures")) {
    int index = 0;
    for (const toml::node& node : *list) {
      if (!node.is_table()) complain(node, "pictures", "must be a list of tables, each begun by [[pictures]].");
      auto picture = read_picture({node.as_table(), "pictures"}, folder, opened, complaints);
      // The one in hand stays the one in hand when others before it are left out.
      if (index++ == in_hand) scene.picture = static_cast<int>(scene.pictures.size());
      if (picture) scene.pictures.push_back(std::move(*picture));
    }
    if (in_hand >= index) scene.picture = static_cast<int>(scene.pictures.size());
  }
  if (scene.pictures.empty()) scene.pictures = first_scene().pictures;
}

constexpr std::string_view scene_keys[] = {"stage", "picture",  "pictures",  "flatten",
                                           "shift", "convolve", "parameters"};

Scene scene_of(const toml::table& root, const fs::path& folder, std::vector<std::string>& complaints) {
  const TomlTable file(&root, "");
  Scene scene;
  set_choice(scene.stage, file, "stage", all_stages);
  read_flatten(file.table("flatten"), scene.flatten);
  read_shift(file.table("shift"), scene.shift);
  read_convolve(file.table("convolve"), scene.convolve);
  read_parameters(file.table("parameters"), scene.parameters);
  read_pictures(file, folder, complaints, scene);
  clamp(scene);
  return scene;
}

}  // namespace

std::string_view to_string(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::picture:
      return "picture";
    case ObjectKind::cutout:
      return "cutout";
    case ObjectKind::silhouette:
      return "silhouette";
    case ObjectKind::digit:
      return "digit";
    case ObjectKind::doodle:
      return "doodle";
  }
  return "silhouette";
}

std::string_view to_string(Background background) {
  switch (background) {
    case Background::automatic:
      return "automatic";
    case Background::black:
      return "black";
    case Background::white:
      return "white";
    case Background::picture:
      return "picture";
  }
  return "automatic";
}

std::string_view to_string(Pooling pooling) {
  switch (pooling) {
    case Pooling::none:
      return "none";
    case Pooling::max:
      return "max";
    case Pooling::avg:
      return "avg";
  }
  return "none";
}

Scene scene_from_toml(std::string_view text, const fs::path& folder, std::vector<std::string>& complaints) {
  return scene_of(parse_toml(text), folder, complaints);
}

Scene load_scene(const fs::path& path, std::vector<std::string>& complaints) {
  const std::vector<std::byte> bytes = read_file(path, longest_file);
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  try {
    const toml::table root = parse_toml(text);
    // Some other program's TOML, or an empty file, would pass for a scene in which everything is as usual.
    const bool any = std::any_of(std::begin(scene_keys), std::end(scene_keys),
                                 [&](std::string_view key) { return root.contains(key); });
    if (!any) throw SceneError(fmt::format("this is no saved scene; it has none of {}.", fmt::join(scene_keys, ", ")));
    return scene_of(root, fs::absolute(path).parent_path(), complaints);
  } catch (const SceneError& error) {
    throw SceneError(fmt::format("{}: {}", shown(path.filename()), error.what()));
  }
}

}  // namespace flatscope
