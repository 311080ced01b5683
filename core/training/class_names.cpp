#include "core/training/class_names.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "core/files/file.h"
#include "core/files/plain_text.h"
#include "core/files/streams.h"
#include "core/files/utf8.h"

namespace flatscope {
namespace {

constexpr std::size_t longest_name = 64, longest_text = 1 << 17;

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view white = " \t\r";
  const std::size_t first = line.find_first_not_of(white);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(white) - first + 1);
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char byte) { return !continues_character(byte); }));
}

}  // namespace

std::vector<std::string> class_names(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (!is_utf8(text)) throw std::invalid_argument("it is not text in UTF-8");
  std::vector<std::string> names;
  std::size_t line = 0, empty_line = 0;
  while (!text.empty()) {
    ++line;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string name = one_line(trimmed(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string place = "line " + std::to_string(line);
    if (name.empty()) {
      if (empty_line == 0) empty_line = line;
      continue;
    }
    if (empty_line != 0) throw std::invalid_argument("line " + std::to_string(empty_line) + " is empty");
    if (characters(name) > longest_name) throw std::invalid_argument(place + " is longer than 64 characters");
    const auto same = std::find(names.begin(), names.end(), name);
    if (same != names.end()) {
      throw std::invalid_argument(place + " has the same name as line " + std::to_string(same - names.begin() + 1));
    }
    if (names.size() == most_classes) throw std::invalid_argument("it has more than 256 names");
    names.push_back(name);
  }
  if (names.size() < fewest_classes) {
    throw std::invalid_argument("it has fewer than two names; one a line is wanted");
  }
  return names;
}

std::vector<std::string> load_class_names(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_plain_file(path, longest_text);
  try {
    return class_names({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  } catch (const std::invalid_argument& error) {
    throw FileError("'" + shown(path) + "' can't be used for the names of classes: " + error.what());
  }
}

}  // namespace flatscope
