#include "core/files/plain_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/files/file.h"
#include "core/files/utf8.h"

namespace flatscope {
namespace {

bool is_shown(std::uint32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
  const bool ends_line = code == 0x2028 || code == 0x2029;
  const bool none = (code & 0xFFFEU) == 0xFFFE;
  return !control && !ends_line && !none;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Utf8Character next = first_character(text);
    if (next.length > 0 && is_shown(next.code)) {
      result += text.substr(0, next.length);
    } else {
      result += '?';
    }
    text.remove_prefix(std::max<std::size_t>(1, next.length));
  }
  return result;
}

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char letter : one_line(text)) {
    if (letter == '&') {
      out += "&amp;";
    } else if (letter == '<') {
      out += "&lt;";
    } else if (letter == '>') {
      out += "&gt;";
    } else if (letter == '"') {
      out += "&quot;";
    } else {
      out += letter;
    }
  }
  return out;
}

std::string shown(const std::filesystem::path& path) { return one_line(utf8(path)); }

}  // namespace flatscope
