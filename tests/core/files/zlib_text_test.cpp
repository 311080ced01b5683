#include "core/files/zlib_text.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace flatscope {
namespace {

std::string error_of(const std::vector<std::uint8_t>& bytes, std::size_t most = 1000) {
  try {
    zlib_unpacked(bytes, most);
  } catch (const ZlibError& error) {
    return error.what();
  }
  return {};
}

TEST(ZlibText, ComesBackAsItWas) {
  std::string noise;
  for (unsigned i = 0; i < 50'000; ++i) noise += static_cast<char>((i * 2654435761U) >> 24);
  for (const std::string& text : {std::string(), std::string("a"), std::string(10'000, 'b'), noise})
    EXPECT_EQ(zlib_unpacked(zlib_packed(text), 50'000), text);
}

TEST(ZlibText, NoMoreIsUnpackedThanAllowed) {
  const std::vector<std::uint8_t> exact = zlib_packed(std::string(1000, 'a')),
                                  more = zlib_packed(std::string(1001, 'a'));
  EXPECT_EQ(error_of(exact), "");
  EXPECT_EQ(error_of(more), "they unpack to more than 1000 bytes");
  // Some ten thousand bytes that would become fifty million.
  const std::vector<std::uint8_t> bomb = zlib_packed(std::string(50'000'000, '\0'));
  EXPECT_LT(bomb.size(), 60'000U);
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of(bomb, 1'000'000), "they unpack to more than 1000000 bytes");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(1));
}

TEST(ZlibText, DamageIsSeen) {
  const std::string text = "stage=\"shift\", and so on, and so on";
  const std::vector<std::uint8_t> whole = zlib_packed(text);
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_EQ(error_of({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)}), "they end too early");
  int unseen = 0;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::vector<std::uint8_t> other = whole;
    other[i] ^= 0x10;
    // A few bits between the text and its checksum mean nothing.
    try {
      EXPECT_EQ(zlib_unpacked(other, 1000), text) << i;
      ++unseen;
    } catch (const ZlibError&) {
    }
  }
  EXPECT_LE(unseen, 1);
  std::vector<std::uint8_t> longer = whole;
  longer.push_back(0);
  EXPECT_EQ(error_of(longer), "others follow that don't belong to them");
}

}  // namespace
}  // namespace flatscope
