// Values and named things of a lesson's file.
#include <fmt/format.h>

#include "app/engine/results.h"
#include "app/files/toml_choice.h"
#include "app/lessons/model/reading.h"

namespace flatscope {
namespace {

void add_argument(const toml::node& node, std::string_view name, QuantityArguments& arguments) {
  if (node.is_number())
    arguments.numbers.push_back(node.is_integer() ? static_cast<double>(node.as_integer()->get())
                                                  : node.as_floating_point()->get());
  else if (node.is_string())
    arguments.words.push_back(node.as_string()->get());
  else
    complain(node, name, "takes numbers and texts only.");
}

std::vector<double> numbers_in(const toml::array& list, std::string_view name) {
  std::vector<double> numbers;
  for (const toml::node& node : list) {
    if (!node.is_number()) complain(node, name, "must be a list of numbers.");
    numbers.push_back(node.is_integer() ? static_cast<double>(node.as_integer()->get())
                                        : node.as_floating_point()->get());
  }
  return numbers;
}

}  // namespace

LessonValue read_value(LessonFile& file, const toml::node& node, std::string_view name, const Scene& scene) {
  LessonValue value;
  if (node.is_number()) {
    value.fixed = {node.is_integer() ? static_cast<double>(node.as_integer()->get()) : node.as_floating_point()->get()};
    return value;
  }
  if (const toml::array* const list = node.as_array()) {
    value.fixed = numbers_in(*list, name);
    return value;
  }
  const toml::table* const table = node.as_table();
  if (table == nullptr || table->size() != 1)
    complain(node, name, "must be a number, a list of numbers, or one quantity, as { index_of = [5, 9] }.");
  const std::string quantity(table->begin()->first.str());
  const toml::node& argument = *table->get(quantity);
  // The table's one key is a name, not a setting.
  (void)file.table(*table, std::string(name)).node(quantity);
  try {
    QuantityUse use = parse_quantity(quantity);
    if (const toml::array* const list = argument.as_array())
      for (const toml::node& one : *list) add_argument(one, name, use.arguments);
    else
      add_argument(argument, name, use.arguments);
    // What is measured is not known yet, but its arguments are looked at.
    value.fixed = use.quantity->compute(scene, Results{}, use.arguments);
    if (use.quantity->measured) value.fixed.clear();
    value.of = std::move(use);
  } catch (const std::invalid_argument& error) {
    complain(argument, fmt::format("{}.{}", name, quantity), fmt::format("can’t be had: {}.", error.what()));
  }
  return value;
}

Target read_target(LessonFile& file, const TomlTable& table, const Scene& scene, int line) {
  Target target;
  int found = 0;
  for (const TargetKind kind : all_target_kinds) {
    const std::string_view key = to_string(kind);
    const toml::node* const node = table.node(key);
    if (node == nullptr) continue;
    ++found;
    target.kind = kind;
    if (node->is_string()) {
      target.name = node->as_string()->get();
      continue;
    }
    target.at = read_value(file, *node, table.full_name(key), scene);
  }
  if (found != 1)
    throw SceneError(found == 0 ? "there is nothing here that can be pointed out: pixel, index, neighbour, map, "
                                  "kernel_cell, matrix_row, control or chart_point."
                                : "one thing at a time can be pointed out here, and there are several.",
                     line);
  if (const auto name = table.text("chart")) target.name = *name;
  const auto wants = [&](std::size_t least, std::size_t most, std::string_view what) {
    if (target.at.fixed.size() < least || target.at.fixed.size() > most)
      throw SceneError(fmt::format("`{}` {}.", table.full_name(to_string(target.kind)), what), line);
  };
  switch (target.kind) {
    case TargetKind::pixel:
    case TargetKind::kernel_cell:
      wants(2, 2, "must be [row, column]");
      break;
    case TargetKind::index:
    case TargetKind::matrix_row:
      wants(1, 1, "must be one number");
      break;
    case TargetKind::map:
      wants(1, 3, "must be the map’s number, or [map, row, column]");
      break;
    case TargetKind::chart_point:
      wants(2, 2, "must be [x, y], with the chart’s name in `chart`");
      break;
    case TargetKind::neighbour:
      if (target.name != "above" && target.name != "below" && target.name != "left" && target.name != "right")
        throw SceneError("`neighbour` must be \"above\", \"below\", \"left\" or \"right\".", line);
      break;
    case TargetKind::control:
      if (target.name.empty()) throw SceneError("`control` must be a control’s name in quotes.", line);
      break;
  }
  return target;
}

std::vector<Highlight> read_highlights(LessonFile& file, const TomlTable& step, const Scene& scene) {
  std::vector<Highlight> highlights;
  const toml::array* const list = step.array("highlight");
  if (list == nullptr) return highlights;
  for (const toml::node& node : *list) {
    const int line = LessonFile::line_of(node);
    file.attempt(line, [&] {
      if (!node.is_table()) complain(node, "highlight", "must be a list of things, as [{ pixel = [4, 9] }].");
      const TomlTable table = file.table(*node.as_table(), "highlight");
      Highlight highlight;
      set_choice(highlight.role, table, "role", all_roles);
      set(highlight.label, table.text("label"));
      set_choice(highlight.when, table, "when", all_highlight_times);
      highlight.target = read_target(file, table, scene, line);
      highlights.push_back(std::move(highlight));
    });
  }
  return highlights;
}

}  // namespace flatscope
