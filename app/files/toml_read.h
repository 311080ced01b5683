// Reading values out of parsed TOML, with a sentence and a line number for each that is not what it should be.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "app/files/scene_file.h"

namespace flatscope {

// Throws SceneError naming the line.
toml::table parse_toml(std::string_view text);

// Which keys a reader asked for: those that stand in a file and were never asked for are misspelt, or mean nothing.
struct KeysAsked {
  std::map<const toml::table*, std::set<std::string, std::less<>>> of;
};

// "Line 12: `flatten.order` " and the rest.
[[noreturn]] void complain(const toml::node& node, std::string_view name, std::string_view sentence);

// One table of a file: `name` is how messages call it, "" for the file itself. A table that is missing has no keys.
class TomlTable {
 public:
  // `asked`: where what is asked for is written down, of this table and those below it; null: nowhere.
  TomlTable(const toml::table* table, std::string name, KeysAsked* asked = nullptr)
      : table_(table), name_(std::move(name)), asked_(asked) {}

  // Empty where there is no such key; SceneError where its value has another type.
  std::optional<int> whole(std::string_view key) const;  // brought into int's range
  std::optional<std::int64_t> large_whole(std::string_view key) const;
  std::optional<float> decimal(std::string_view key) const;
  std::optional<bool> yes_or_no(std::string_view key) const;
  std::optional<std::string> text(std::string_view key) const;
  std::optional<std::filesystem::path> path(std::string_view key) const;  // see path_line()
  const toml::array* array(std::string_view key) const;
  TomlTable table(std::string_view key) const;

  explicit operator bool() const { return table_ != nullptr; }
  const toml::node* node(std::string_view key) const;
  std::string full_name(std::string_view key) const;

 private:
  const toml::table* table_;
  std::string name_;
  KeysAsked* asked_ = nullptr;
};

}  // namespace flatscope
