#include "app/files/toml_compact.h"

#include <fmt/format.h>

#include "app/files/toml_text.h"

namespace flatscope {
namespace {

// A key of letters, digits, - and _ needs no quotes; all of ours are such.
std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && key.find_first_not_of(
                                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-_") == std::string_view::npos;
  return bare ? std::string(key) : toml_string(key);
}

std::string list_text(const toml::array& list) {
  std::string text;
  for (const toml::node& one : list) text += (text.empty() ? "" : ",") + compact_value(one);
  return "[" + text + "]";
}

}  // namespace

std::string compact_value(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "{" + compact_difference(*node.as_table(), {}) + "}";
    case toml::node_type::array:
      return list_text(*node.as_array());
    case toml::node_type::string:
      return toml_string(node.as_string()->get());
    case toml::node_type::integer:
      return std::to_string(node.as_integer()->get());
    case toml::node_type::floating_point:
      return number(static_cast<float>(node.as_floating_point()->get()));
    case toml::node_type::boolean:
      return node.as_boolean()->get() ? "true" : "false";
    default:
      return "\"\"";  // dates, which no scene has
  }
}

std::string compact_difference(const toml::table& table, const toml::table& usual) {
  std::string text;
  for (const auto& [key, node] : table) {
    const std::string value = compact_value(node);
    const toml::node* const before = usual.get(key);
    if (before != nullptr && compact_value(*before) == value) continue;
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", key_text(key), value);
  }
  return text;
}

}  // namespace flatscope
