#include "core/files/png_checksums.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/files/crc32.h"
#include "core/files/image.h"

namespace flatscope {
namespace {

std::uint32_t big_endian(std::span<const std::byte> bytes) {
  std::uint32_t value = 0;
  for (const std::byte byte : bytes.first(4)) value = value << 8 | static_cast<std::uint32_t>(byte);
  return value;
}

}  // namespace

void require_png_checksums(ByteSource& source) {
  std::vector<std::byte> block(1 << 16);
  const std::span<std::byte> whole(block);
  // Each chunk: its length, its name, that many bytes, and the sum over name and bytes.
  for (std::uint64_t at = 8;;) {
    if (source.read(at, whole.first(8)) < 8) return;
    const std::uint64_t length = big_endian(whole);
    const std::uint32_t name = big_endian(whole.subspan(4));
    const bool needed = (name >> 24 & 0x20U) == 0;
    std::uint32_t sum = crc32(whole.subspan(4, 4));
    at += 8;
    for (std::uint64_t left = needed ? length : 0; left > 0;) {
      const std::span<std::byte> part =
          whole.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, whole.size())));
      if (source.read(at + length - left, part) < part.size()) return;
      sum = crc32(part, sum);
      left -= part.size();
    }
    at += length;
    if (source.read(at, whole.first(4)) < 4) return;
    if (needed && big_endian(whole) != sum) {
      throw ImageError("the PNG picture is damaged: a checksum in it is not that of its bytes");
    }
    at += 4;
    constexpr std::uint32_t end_of_picture = 0x49454E44;  // IEND
    if (name == end_of_picture) return;
  }
}

}  // namespace flatscope
