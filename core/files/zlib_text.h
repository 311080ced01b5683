// A text made smaller with zlib, and back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

// what() is half a sentence about the bytes, such as "they end too early".
class ZlibError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// As small as zlib makes it. Source of the layout: RFC 1950.
std::vector<std::uint8_t> zlib_packed(std::string_view text);

// The text that was packed. Throws ZlibError when the bytes are damaged (its sum is compared), when more bytes follow,
// or when it would be longer than `most`: no more than that is ever unpacked.
std::string zlib_unpacked(std::span<const std::uint8_t> bytes, std::size_t most);

}  // namespace flatscope
