// UTF-8 taken apart and put together (RFC 3629).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flatscope {

struct Utf8Character {
  std::uint32_t code = 0;  // Unicode's number for it
  std::size_t length = 0;  // in bytes, 1 to 4; 0 where the bytes are no character
};

// What `text`, which is not empty, begins with. No character: a byte that begins none, one that is cut off, longer than
// it has to be, half of a UTF-16 pair, or past U+10FFFF.
Utf8Character first_character(std::string_view text);

bool is_utf8(std::string_view text);

// Whether the byte goes on with a character that began before it.
inline bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

// The offset, at most `at`, up to which `text` can be cut without parting a character.
std::size_t whole_characters(std::string_view text, std::size_t at);

// `code` is at most U+10FFFF.
void append_character(std::string& text, std::uint32_t code);

}  // namespace flatscope
