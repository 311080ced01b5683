#include "core/files/gzip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <vector>

namespace flatscope {
namespace {

using Bytes = std::vector<std::byte>;

Bytes bytes_of(std::initializer_list<int> values) {
  Bytes bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

// "flat" and a line's end, 40 times, as Python's gzip writes it.
Bytes plain() {
  return bytes_of({0x1F, 0x8B, 8,    0,    0,    0,    0,    0,    2,    3,    0x4B, 0xCB, 0x49, 0x2C,
                   0xE1, 0x4A, 0x1B, 0xFA, 0x04, 0x00, 0x27, 0xE7, 0xF5, 0xAB, 0xC8, 0,    0,    0});
}

std::string unpacked() {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "flat\n";
  return text;
}

std::string complaint(const Bytes& file, std::size_t most = 1000) {
  try {
    gunzip(file, most);
  } catch (const GzipError& error) {
    return error.what();
  }
  return {};
}

TEST(Gzip, Unpacks) {
  EXPECT_EQ(gunzip(plain(), 200), unpacked());
  // The same with everything that may stand in a header: more, the file's name, a remark, the header's own checksum.
  EXPECT_EQ(
      gunzip(bytes_of({0x1F, 0x8B, 8,    0x1E, 0,    0,    0,    0,    0,    3,    3,    0,    'a',  'b',  'c',  'n',
                       'a',  'm',  'e',  0,    'r',  'e',  'm',  'a',  'r',  'k',  0,    0xD2, 0xC9, 0x4B, 0xCB, 0x49,
                       0x2C, 0xE1, 0x4A, 0x1B, 0xFA, 0x04, 0x00, 0x27, 0xE7, 0xF5, 0xAB, 0xC8, 0,    0,    0}),
             200),
      unpacked());
}

TEST(Gzip, SaysWhatIsWrong) {
  EXPECT_EQ(complaint({}), "it is not a gzip file");
  EXPECT_EQ(complaint(Bytes(100)), "it is not a gzip file");
  EXPECT_EQ(complaint(plain(), 199), "its length is not plausible");
  Bytes bytes = plain();
  bytes.back() = std::byte{1};  // promises 16 MB more
  EXPECT_EQ(complaint(bytes), "its length is not plausible");
}

TEST(Gzip, TakesNoDamage) {
  // A name without an end: nothing is left of the file when the header is over.
  EXPECT_EQ(complaint(bytes_of({0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, 'n', 'a', 'm', 'e', 9, 1, 1, 0, 0})),
            "it is truncated");
  // The operating system and the time, bytes 4 to 9, mean nothing for what is unpacked.
  for (std::size_t i = 10; i < plain().size(); ++i) {
    Bytes bytes = plain();
    bytes[i] ^= std::byte{1};
    EXPECT_NE(complaint(bytes), "") << i;
  }
  Bytes longer = plain();
  longer.insert(longer.begin() + 20, std::byte{0});
  EXPECT_NE(complaint(longer), "");
}

}  // namespace
}  // namespace flatscope
