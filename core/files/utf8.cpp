#include "core/files/utf8.h"

namespace flatscope {
namespace {

// The smallest code that needs so many bytes, and what the first of them is marked with.
constexpr std::uint32_t least_code[] = {0, 0, 0x80, 0x800, 0x10000};
constexpr std::uint32_t lead_mark[] = {0, 0, 0xC0, 0xE0, 0xF0};

std::size_t length_after(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC0 || lead >= 0xF8) return 0;
  return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

}  // namespace

Utf8Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = length_after(lead);
  if (length == 0 || text.size() < length) return {};
  std::uint32_t code = lead - lead_mark[length];
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues_character(text[i])) return {};
    code = code << 6 | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  const bool half_of_pair = code >= 0xD800 && code < 0xE000;
  if (code < least_code[length] || code > 0x10FFFF || half_of_pair) return {};
  return {code, length};
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = first_character(text).length;
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::size_t whole_characters(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && continues_character(text[at])) --at;
  return at;
}

void append_character(std::string& text, std::uint32_t code) {
  std::size_t length = 1;
  while (length < 4 && code >= least_code[length + 1]) ++length;
  std::uint32_t shift = 6 * static_cast<std::uint32_t>(length - 1);
  text += static_cast<char>(lead_mark[length] | code >> shift);
  while (shift > 0) {
    shift -= 6;
    text += static_cast<char>(0x80U | (code >> shift & 0x3FU));
  }
}

}  // namespace flatscope
