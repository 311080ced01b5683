#include "core/files/npy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "core/files/file.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

std::filesystem::path golden(const std::string& name) { return path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "data" / name; }

std::vector<std::byte> npy(const std::string& header, std::size_t data_bytes, int major = 1) {
  std::string text("\x93NUMPY");
  text += static_cast<char>(major);
  text += '\0';
  for (int i = 0; i < (major == 1 ? 2 : 4); ++i) text += static_cast<char>(header.size() >> (8 * i) & 255);
  text += header + std::string(data_bytes, '\0');
  const std::byte* begin = reinterpret_cast<const std::byte*>(text.data());
  return std::vector<std::byte>(begin, begin + text.size());
}

std::string sentence(const std::vector<std::byte>& bytes) {
  try {
    decode_npy(bytes);
  } catch (const NpyError& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Npy, ComesBackAsItWasWritten) {
  for (const Shape& shape :
       {Shape{}, Shape{1}, Shape{5}, Shape{2, 3}, Shape{3, 4, 5}, Shape{2, 1, 3, 2}, Shape{0, 4}}) {
    Tensor tensor(shape);
    for (std::size_t i = 0; i < tensor.values().size(); ++i) tensor.values()[i] = static_cast<float>(i) * 0.37F - 1.0F;
    const std::vector<std::byte> bytes = encode_npy(tensor);
    EXPECT_TRUE(is_npy(bytes));
    EXPECT_EQ((bytes.size() - static_cast<std::size_t>(tensor.size()) * 4) % 64, 0U);
    EXPECT_EQ(decode_npy(bytes), tensor);
  }
}

TEST(Npy, IsWrittenByteForByteAsNumpyDoes) {
  Tensor tensor({2, 3}, {0.0F, 0.5F, 1.0F, -1.5F, 2.25F, 1e-3F});
  EXPECT_EQ(encode_npy(tensor), read_file(golden("npy_f4.npy")));
  Tensor row({3}, {1.0F, 2.0F, 3.0F});
  EXPECT_EQ(encode_npy(row), read_file(golden("npy_row.npy")));
}

// Every type holds the same six numbers, or what of them it can hold; numpy's own float32 of it stands beside it.
TEST(Npy, ReadsNumpysTypesOrdersAndVersions) {
  for (const char* name : {"f4", "f4_big", "f4_fortran", "f8", "f8_big", "f2", "b1", "i1", "u1", "i2", "u2_big", "i4",
                           "u4", "i8", "u8", "v2", "v3", "f4_fortran3"}) {
    SCOPED_TRACE(name);
    const Tensor read = decode_npy(read_file(golden(std::string("npy_") + name + ".npy")));
    const Tensor expected = decode_npy(read_file(golden(std::string("npy_") + name + "_expected.npy")));
    EXPECT_EQ(read, expected);
  }
}

TEST(Npy, HalvesAtTheirLimits) {
  const Tensor halves = decode_npy(read_file(golden("npy_half_limits.npy")));
  const Tensor expected = decode_npy(read_file(golden("npy_half_limits_expected.npy")));
  ASSERT_EQ(halves.size(), expected.size());
  for (std::size_t i = 0; i < halves.values().size(); ++i) {
    const float a = halves.values()[i], b = expected.values()[i];
    EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << a << " " << b;
  }
}

TEST(Npy, DoublesBeyondFloatBecomeInfinite) {
  const Tensor read = decode_npy(read_file(golden("npy_double_limits.npy")));
  const Tensor expected = decode_npy(read_file(golden("npy_double_limits_expected.npy")));
  EXPECT_EQ(read, expected);
}

TEST(Npy, SaysWhatIsWrong) {
  EXPECT_THAT(sentence({}), HasSubstr("empty"));
  EXPECT_THAT(sentence(std::vector<std::byte>(100)), HasSubstr("not a .npy file"));
  const std::string good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n";
  EXPECT_EQ(sentence(npy(good, 24)), "nothing was thrown");
  EXPECT_THAT(sentence(npy(good, 23)), HasSubstr("truncated"));
  EXPECT_THAT(sentence(npy(good, 23)), HasSubstr("2 x 3"));
  EXPECT_THAT(sentence(npy(good, 28)), HasSubstr("holds 28 bytes"));
  EXPECT_THAT(sentence(npy(good, 24, 4)), HasSubstr("version 4"));
  EXPECT_THAT(sentence(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (2,), }", 16)), HasSubstr("'<c8'"));
  EXPECT_THAT(sentence(npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", 16)), HasSubstr("'|O'"));
  EXPECT_THAT(sentence(npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }", 16)),
              HasSubstr("records"));
}

TEST(Npy, AHugePromiseTakesNoMemory) {
  const std::string begin = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
  EXPECT_THAT(sentence(npy(begin + "1000000000, 1000000000), }", 24)), HasSubstr("truncated"));
  EXPECT_THAT(sentence(npy(begin + "4611686018427387904, 4), }", 24)), HasSubstr("more than can be counted"));
  EXPECT_THAT(sentence(npy(begin + "9223372036854775807,), }", 24)), HasSubstr("truncated"));
}

TEST(Npy, DamagedHeadersAreRefused) {
  for (const char* header : {
           "",
           "{",
           "{}",
           "}",
           "{'descr'",
           "{'descr': }",
           "{'descr': '<f4'}",
           "[]",
           "{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2,), }",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), } x",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (2, }",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (-2,), }",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), 'shape': (2,), }",
           "{'descr': '<f4', 'fortran_order': False, 'other': (2,), }",
           "{'descr': '<f4, 'fortran_order': False, 'shape': (2,), }",
       }) {
    EXPECT_THAT(sentence(npy(header, 8)), HasSubstr("damaged")) << header;
  }
}

TEST(Npy, NothingElseIsThrownForMutatedFiles) {
  const std::vector<std::byte> good = encode_npy(Tensor({2, 3}, {1, 2, 3, 4, 5, 6}));
  for (std::size_t length = 0; length < good.size(); ++length) {
    EXPECT_THROW(decode_npy(std::span(good).first(length)), NpyError) << length;
  }
  std::mt19937 generator(1);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::byte> bytes = good;
    const int changes = 1 + static_cast<int>(generator() % 4);
    for (int i = 0; i < changes; ++i) bytes[generator() % bytes.size()] = static_cast<std::byte>(generator() & 255);
    try {
      const Tensor tensor = decode_npy(bytes);
      EXPECT_LE(tensor.size(), 24);
    } catch (const NpyError&) {
    }
  }
}

}  // namespace
}  // namespace flatscope
