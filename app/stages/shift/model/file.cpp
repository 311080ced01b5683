#include "app/stages/shift/model/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "app/files/toml_choice.h"
#include "app/stages/shift/model/kept_pair.h"

namespace flatscope {
namespace {

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

std::string_view to_string(PairObject object) {
  switch (object) {
    case PairObject::sample:
      return "sample";
    case PairObject::doodle:
      return "doodle";
    case PairObject::picture:
      return "picture";
  }
  return "sample";
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

std::string shift_text(const ShiftScene& shift, const std::filesystem::path& folder) {
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
  // Where no networks were ever brought here the file says nothing of them.
  if (shift.pair != nullptr || shift.trained) {
    text += fmt::format("trained = {}\n", shift.trained);
    text += fmt::format("pair_object = {}\n", toml_string(to_string(shift.pair_object)));
    text += fmt::format("sample = {}\n", shift.sample);
    text += pair_lines(shift, folder);
  }
  if (shift.doodle != nullptr) text += fmt::format("doodle = \"{}\"\n", doodle_text(*shift.doodle));
  return text;
}

void read_shift(const TomlTable& table, ShiftScene& shift, SceneReading& reading) {
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
  set(shift.trained, table.yes_or_no("trained"));
  set_choice(shift.pair_object, table, "pair_object", all_pair_objects);
  set(shift.sample, table.whole("sample"));
  if (table.node("doodle") != nullptr) shift.doodle = read_doodle(table);
  read_kept_pair(table, shift, reading);
}

}  // namespace flatscope
