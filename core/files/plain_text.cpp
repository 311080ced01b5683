#include "core/files/plain_text.h"

#include <cstddef>
#include <cstdint>

#include "core/files/file.h"

namespace flatscope {
namespace {

// The character that `text` begins with and its length in bytes; length 0 where it is not UTF-8 (RFC 3629).
struct Character {
  std::uint32_t code = 0;
  std::size_t length = 0;
};

Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0;
  if (length == 0 || lead >= 0xF8 || text.size() < length) return {};
  std::uint32_t code = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80) return {};
    code = code << 6 | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code < 0xE000;
  if (code < least[length] || code > 0x10FFFF || surrogate) return {};
  return {code, length};
}

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
    const Character next = first_of(text);
    if (next.length > 0 && is_shown(next.code)) {
      result += text.substr(0, next.length);
    } else {
      result += '?';
    }
    text.remove_prefix(next.length > 0 ? next.length : 1);
  }
  return result;
}

std::string shown(const std::filesystem::path& path) { return one_line(utf8(path)); }

}  // namespace flatscope
