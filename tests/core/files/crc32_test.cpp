#include "core/files/crc32.h"

#include <gtest/gtest.h>

#include <string_view>

namespace flatscope {
namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

TEST(Crc32, OfKnownTexts) {
  EXPECT_EQ(crc32({}), 0U);
  EXPECT_EQ(crc32(bytes_of("123456789")), 0xCBF43926U);  // the check value of every CRC catalogue
  EXPECT_EQ(crc32(bytes_of("The quick brown fox jumps over the lazy dog")), 0x414FA339U);
}

TEST(Crc32, OfSeveralParts) {
  EXPECT_EQ(crc32(bytes_of("56789"), crc32(bytes_of("1234"))), 0xCBF43926U);
  EXPECT_EQ(crc32({}, 0xCBF43926U), 0xCBF43926U);
}

}  // namespace
}  // namespace flatscope
