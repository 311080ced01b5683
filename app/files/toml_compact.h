// TOML in as few letters as it takes, for where nobody reads it: tables stand in braces on one line.
#pragma once

#include <toml++/toml.h>

#include <string>

namespace flatscope {

// A value as it stands behind `key=`. Decimal numbers are those of float32.
std::string compact_value(const toml::node& node);

// `key=value` of what `table` has otherwise than `usual` has it, or has alone, with commas between; empty where nothing
// differs.
std::string compact_difference(const toml::table& table, const toml::table& usual);

}  // namespace flatscope
