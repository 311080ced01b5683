#include "core/files/plain_text.h"

#include <gtest/gtest.h>

#include <string>

namespace flatscope {
namespace {

TEST(PlainText, LeavesWhatPeopleWrite) {
  for (const char* text : {"", "cat.png", "Käse €.png", "ねこ.png", "😀 \u00A0.png", "a  b"})
    EXPECT_EQ(one_line(text), text);
}

TEST(PlainText, WhatIsNoPartOfALineBecomesAQuestionMark) {
  EXPECT_EQ(one_line("a\nb\r\tc\x1B[31m\x7F.png"), "a?b??c?[31m?.png");
  EXPECT_EQ(one_line(std::string("a\0b", 3)), "a?b");
  EXPECT_EQ(one_line("a\u0085b\u2028c\u2029d"), "a?b?c?d");
  EXPECT_EQ(one_line("a\uFFFEb\uFFFFc\U0001FFFFd\U0010FFFFe"), "a?b?c?d?e");
  EXPECT_EQ(one_line("a\uFFFDb"), "a\uFFFDb");
}

TEST(PlainText, IsEscapedForXml) {
  EXPECT_EQ(xml_text("a < b && \"c\" > d\n"), "a &lt; b &amp;&amp; &quot;c&quot; &gt; d?");
}

TEST(PlainText, BytesThatAreNotUtf8BecomeQuestionMarks) {
  EXPECT_EQ(one_line("k\xE4se.png"), "k?se.png");     // Latin-1
  EXPECT_EQ(one_line("\xFF\xFE\xF8\x80"), "????");    // no lead bytes
  EXPECT_EQ(one_line("\xC3"), "?");                   // cut off
  EXPECT_EQ(one_line("\xE2\x82"), "??");              // cut off
  EXPECT_EQ(one_line("\xC0\xAF"), "??");              // longer than it has to be
  EXPECT_EQ(one_line("\xE0\x80\xAF"), "???");         // the same
  EXPECT_EQ(one_line("\xED\xA0\x80"), "???");         // half of a UTF-16 pair
  EXPECT_EQ(one_line("\xF4\x90\x80\x80"), "????");    // past the last character
  EXPECT_EQ(one_line("\xE2\x82\xAC\xE2(ä"), "€?(ä");  // what follows is read on
}

}  // namespace
}  // namespace flatscope
