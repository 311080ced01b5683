// The checksum that PNG and ZIP write beside their bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace flatscope {

// ISO 3309's CRC-32 by zlib. Bytes in several parts: `before` is the sum of the parts in front.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t before = 0);

}  // namespace flatscope
