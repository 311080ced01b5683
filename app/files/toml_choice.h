// Setting a field of the Scene from a key of a TOML table, left as it is where the key is missing.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "app/files/toml_read.h"
#include "app/files/toml_text.h"

namespace flatscope {

template <class Value, class Source>
void set(Value& value, const std::optional<Source>& read) {
  if (read) value = static_cast<Value>(*read);
}

// The choice of `all` that has the name `name`.
template <class Choices>
auto choice(const Choices& all, std::string_view name, const toml::node& node, std::string_view full_name) {
  std::string names;
  for (const auto one : all) {
    if (to_string(one) == name) return one;
    names += (names.empty() ? "" : ", ") + toml_string(to_string(one));
  }
  complain(node, full_name, fmt::format("is {}, but must be one of {}.", toml_string(name), names));
}

template <class Choices, class Value>
void set_choice(Value& value, const TomlTable& table, std::string_view key, const Choices& all) {
  if (const auto name = table.text(key)) value = choice(all, *name, *table.node(key), table.full_name(key));
}

}  // namespace flatscope
