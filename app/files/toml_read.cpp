#include "app/files/toml_read.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "app/files/toml_text.h"
#include "core/files/file.h"

namespace flatscope {
namespace {

std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a decimal number";
    case toml::node_type::boolean:
      return "true or false";
    default:
      return "a date or time";
  }
}

[[noreturn]] void wrong_type(const toml::node& node, std::string_view name, std::string_view wanted) {
  complain(node, name, fmt::format("is {}, but must be {}.", kind_of(node), wanted));
}

// The parser goes as deep into tables as a name has parts ("a.b.c"), and what it built is taken down as deep: a name of
// some ten thousand parts would end the program. Names stand on one line, so the dots of a line are counted, except
// those of decimal numbers; whether they are within quotes does not matter, as nobody writes that many.
void check_names(std::string_view text) {
  constexpr int most_dots = 100;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  int line = 1, dots = 0;
  bool digits_after_dot = false, digits = false;  // right before this letter
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      ++line;
      dots = 0;
    }
    if (c == '.') {
      const bool of_number = digits && !digits_after_dot && i + 1 < text.size() && is_digit(text[i + 1]);
      if (!of_number && ++dots > most_dots) {
        throw SceneError(fmt::format("there are more than {} dots in it, too many for a name.", most_dots), line);
      }
    }
    digits_after_dot = c == '.' || (digits_after_dot && is_digit(c));
    digits = is_digit(c);
  }
}

// The letters between quotes are skipped, as TOML has them: where `at` is the first behind the opening quotes, the
// first behind the closing ones, or behind what breaks it off.
std::size_t behind_quotes(std::string_view text, std::size_t at, char quote, bool triple) {
  const std::string closing(3, quote);
  for (; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (triple && text.substr(at, 3) == closing) {
      at += 3;
      while (at < text.size() && text[at] == quote) ++at;  // two of them may belong to the text
      return at;
    } else if (!triple && (text[at] == quote || text[at] == '\n')) {
      return at + 1;
    }
  }
  return text.size();
}

// The parser goes as deep as lists and tables lie in one another, and a browser's stack is short: a line of brackets
// would end the page.
void check_depth(std::string_view text) {
  constexpr int deepest = 24;
  int line = 1, depth = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    std::size_t next = i + 1;
    if (c == '#') {
      next = std::min(text.find('\n', i), text.size());
    } else if (c == '"' || c == '\'') {
      const bool triple = text.substr(i, 3) == std::string(3, c);
      next = behind_quotes(text, i + (triple ? 3 : 1), c, triple);
      line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                                          text.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
    } else if (c == '\n') {
      ++line;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest)
        throw SceneError(fmt::format("lists or tables lie more than {} deep in one another here.", deepest), line);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
    i = next;
  }
}

// In a teacher's words, where a slip that many make lets the library speak of something else.
std::string in_plain_words(std::string_view description) {
  if (description.find("control characters") != std::string_view::npos)
    return "a quote is not closed on this line; words over several lines begin and end with three quotes";
  if (description.find("determine value type") != std::string_view::npos)
    return "a value can’t be read: words stand in quotes";
  if (description.find("end-of-file") != std::string_view::npos)
    return "it ends too early: a quote, a bracket or a brace is not closed, or a value is missing";
  return std::string(description);
}

}  // namespace

toml::table parse_toml(std::string_view text) {
  check_names(text);
  check_depth(text);
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw SceneError(fmt::format("this is not TOML ({}).", in_plain_words(error.description())),
                     static_cast<int>(error.source().begin.line));
  }
}

void complain(const toml::node& node, std::string_view name, std::string_view sentence) {
  throw SceneError(fmt::format("`{}` {}", name, sentence), static_cast<int>(node.source().begin.line));
}

const toml::node* TomlTable::node(std::string_view key) const {
  if (table_ == nullptr) return nullptr;
  if (asked_ != nullptr) asked_->of[table_].emplace(key);
  return table_->get(key);
}

std::string TomlTable::full_name(std::string_view key) const {
  return name_.empty() ? std::string(key) : fmt::format("{}.{}", name_, key);
}

std::optional<std::int64_t> TomlTable::large_whole(std::string_view key) const {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_integer()) wrong_type(*found, full_name(key), "a whole number");
  return found->as_integer()->get();
}

std::optional<int> TomlTable::whole(std::string_view key) const {
  const std::optional<std::int64_t> value = large_whole(key);
  if (!value) return std::nullopt;
  using Limits = std::numeric_limits<int>;
  return static_cast<int>(std::clamp<std::int64_t>(*value, Limits::min(), Limits::max()));
}

std::optional<float> TomlTable::decimal(std::string_view key) const {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number()) wrong_type(*found, full_name(key), "a number");
  const double value =
      found->is_integer() ? static_cast<double>(found->as_integer()->get()) : found->as_floating_point()->get();
  // A double beyond float's range may not be converted.
  constexpr double most = std::numeric_limits<float>::max();
  return static_cast<float>(std::clamp(value, -most, most));
}

std::optional<bool> TomlTable::yes_or_no(std::string_view key) const {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_boolean()) wrong_type(*found, full_name(key), "true or false");
  return found->as_boolean()->get();
}

std::optional<std::string> TomlTable::text(std::string_view key) const {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (!found->is_string()) wrong_type(*found, full_name(key), "a text in quotes");
  return found->as_string()->get();
}

std::optional<std::filesystem::path> TomlTable::path(std::string_view key) const {
  if (const std::optional<std::string> plain = text(key)) {
    if (plain->find('\0') != std::string::npos) complain(*node(key), full_name(key), "holds a NUL, which no path may.");
    return path_from_utf8(*plain);
  }
  const std::string encoded_key = fmt::format("{}_base64", key);
  const std::optional<std::string> encoded = text(encoded_key);
  if (!encoded) return std::nullopt;
  const auto bytes = from_base64(*encoded);
  if (!bytes) complain(*node(encoded_key), full_name(encoded_key), "is not base64.");
  return std::filesystem::path(std::string(bytes->begin(), bytes->end()));
}

const toml::array* TomlTable::array(std::string_view key) const {
  const toml::node* found = node(key);
  if (found == nullptr) return nullptr;
  if (!found->is_array()) wrong_type(*found, full_name(key), "a list");
  return found->as_array();
}

TomlTable TomlTable::table(std::string_view key) const {
  const toml::node* found = node(key);
  if (found == nullptr) return {nullptr, full_name(key)};
  if (!found->is_table()) wrong_type(*found, full_name(key), "a table");
  return {found->as_table(), full_name(key), asked_};
}

}  // namespace flatscope
