#include "core/files/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace flatscope {
namespace {

TEST(Utf8, EveryCharacterComesBack) {
  for (std::uint32_t code = 0; code <= 0x10FFFF; ++code) {
    if (code >= 0xD800 && code < 0xE000) continue;
    std::string text;
    append_character(text, code);
    const Utf8Character first = first_character(text + "ä");
    ASSERT_EQ(first.code, code);
    ASSERT_EQ(first.length, text.size());
  }
}

TEST(Utf8, CharactersTakeTheBytesThatOthersWrite) {
  std::string text;
  for (const std::uint32_t code : {0x61U, 0x7FU, 0x80U, 0x7FFU, 0x800U, 0xFFFFU, 0x10000U, 0x1F431U, 0x10FFFFU}) {
    append_character(text, code);
  }
  EXPECT_EQ(text, "a\x7F\u0080\u07FF\u0800\uFFFF\U00010000🐱\U0010FFFF");
}

TEST(Utf8, IsToldFromOtherBytes) {
  for (const char* good : {"", "plain", "ä", "日本", "🐱"}) EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad : {"\xE9", "a\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Utf8, IsCutBetweenCharacters) {
  const std::string_view text = "aä€🐱";
  const std::size_t whole[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
  for (std::size_t at = 0; at <= text.size(); ++at) EXPECT_EQ(whole_characters(text, at), whole[at]) << at;
  EXPECT_EQ(whole_characters("\x80\x80\x80", 2), 0U);
}

}  // namespace
}  // namespace flatscope
