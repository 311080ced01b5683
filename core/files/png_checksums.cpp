#include "core/files/png_checksums.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "core/files/image.h"

namespace flatscope {
namespace {

// tables[k][b]: what the byte b does to the sum when k bytes follow it, so that eight are taken at a time.
using Tables = std::array<std::array<std::uint32_t, 256>, 8>;

Tables make_tables() {
  Tables tables{};
  for (std::uint32_t b = 0; b < 256; ++b) {
    std::uint32_t sum = b;
    for (int bit = 0; bit < 8; ++bit) sum = (sum & 1U) != 0 ? 0xEDB88320U ^ sum >> 1 : sum >> 1;
    tables[0][b] = sum;
  }
  for (std::size_t k = 1; k < tables.size(); ++k) {
    for (std::size_t b = 0; b < 256; ++b) {
      const std::uint32_t before = tables[k - 1][b];
      tables[k][b] = before >> 8 ^ tables[0][before & 255U];
    }
  }
  return tables;
}

std::uint32_t add_bytes(std::uint32_t sum, std::span<const std::byte> bytes) {
  static const Tables tables = make_tables();
  const auto at = [&](std::size_t i) { return static_cast<std::uint32_t>(bytes[i]); };
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    const std::uint32_t first = sum ^ (at(i) | at(i + 1) << 8 | at(i + 2) << 16 | at(i + 3) << 24);
    sum = tables[7][first & 255U] ^ tables[6][first >> 8 & 255U] ^ tables[5][first >> 16 & 255U] ^
          tables[4][first >> 24] ^ tables[3][at(i + 4)] ^ tables[2][at(i + 5)] ^ tables[1][at(i + 6)] ^
          tables[0][at(i + 7)];
  }
  for (; i < bytes.size(); ++i) sum = sum >> 8 ^ tables[0][(sum ^ at(i)) & 255U];
  return sum;
}

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
    std::uint32_t sum = add_bytes(0xFFFFFFFFU, whole.subspan(4, 4));
    at += 8;
    for (std::uint64_t left = needed ? length : 0; left > 0;) {
      const std::span<std::byte> part =
          whole.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, whole.size())));
      if (source.read(at + length - left, part) < part.size()) return;
      sum = add_bytes(sum, part);
      left -= part.size();
    }
    at += length;
    if (source.read(at, whole.first(4)) < 4) return;
    if (needed && big_endian(whole) != ~sum) {
      throw ImageError("the PNG picture is damaged: a checksum in it is not that of its bytes");
    }
    at += 4;
    constexpr std::uint32_t end_of_picture = 0x49454E44;  // IEND
    if (name == end_of_picture) return;
  }
}

}  // namespace flatscope
