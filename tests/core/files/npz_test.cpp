#include "core/files/npz.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>

#include "core/files/crc32.h"
#include "core/files/npy.h"

namespace flatscope {
namespace {

std::uint32_t read(std::span<const std::byte> bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value |= static_cast<std::uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

// The members of an archive, found through its directory as a ZIP reader does it, every field looked at.
std::map<std::string, std::vector<std::byte>> members_of(std::span<const std::byte> zip) {
  const auto word = [&](std::size_t at) { return read(zip, at, 4); };
  const auto half = [&](std::size_t at) { return read(zip, at, 2); };
  const auto text = [&](std::size_t at, std::size_t size) {
    return std::string(reinterpret_cast<const char*>(zip.data()) + at, size);
  };
  std::map<std::string, std::vector<std::byte>> members;
  const std::size_t end = zip.size() - 22;
  EXPECT_EQ(word(end), 0x06054B50U);
  EXPECT_EQ(half(end + 8), half(end + 10));
  EXPECT_EQ(word(end + 12) + word(end + 16), end);
  std::size_t at = word(end + 16);
  for (std::uint32_t i = 0; i < half(end + 10); ++i) {
    EXPECT_EQ(word(at), 0x02014B50U);
    const std::size_t local = word(at + 42), size = word(at + 20), name_size = half(at + 28);
    const std::string name = text(at + 46, name_size);
    EXPECT_EQ(word(local), 0x04034B50U);
    // Version, flags, method, time, date, CRC, sizes and lengths stand in both.
    for (std::size_t k = 0; k < 26; ++k) EXPECT_EQ(zip[local + 4 + k], zip[at + 6 + k]) << name << " " << k;
    EXPECT_EQ(half(at + 10), 0U) << "stored";
    EXPECT_EQ(word(at + 24), size);
    EXPECT_EQ(text(local + 30, name_size), name);
    const auto data = zip.subspan(local + 30 + name_size, size);
    EXPECT_EQ(crc32(data), word(at + 16)) << name;
    members[name] = {data.begin(), data.end()};
    at += 46 + name_size;
  }
  EXPECT_EQ(at, end);
  return members;
}

TEST(Npz, ArraysComeBack) {
  const Tensor weight({2, 3}, {1.0F, -2.5F, 3.0F, 0.0F, 1e-30F, 7.0F});
  const std::int64_t large[] = {-1, 0, 4'611'686'018'427'387'904};
  const NpzArray arrays[] = {{"weight", encode_npy(weight)}, {"index", encode_npy({3}, large)}};
  const auto members = members_of(encode_npz(arrays));
  ASSERT_EQ(members.size(), 2U);
  EXPECT_EQ(decode_npy(members.at("weight.npy")), weight);
  EXPECT_EQ(decode_npy(members.at("index.npy")), Tensor({3}, {-1.0F, 0.0F, 4611686018427387904.0F}));
}

TEST(Npz, TheSameArraysGiveTheSameBytes) {
  const NpzArray arrays[] = {{"x", encode_npy(Tensor({4}))}};
  EXPECT_EQ(encode_npz(arrays), encode_npz(arrays));
  EXPECT_EQ(members_of(encode_npz(std::span<const NpzArray>{})).size(), 0U);
}

TEST(Npz, ASparseMatrixIsItsTriples) {
  const CooMatrix matrix{{0, 0, 2}, {1, 3, 0}, {1.5F, -2.0F, 0.0F}};
  const auto members = members_of(encode_npz(matrix, 3, 4));
  EXPECT_EQ(decode_npy(members.at("row.npy")), Tensor({3}, {0.0F, 0.0F, 2.0F}));
  EXPECT_EQ(decode_npy(members.at("col.npy")), Tensor({3}, {1.0F, 3.0F, 0.0F}));
  EXPECT_EQ(decode_npy(members.at("data.npy")), Tensor({3}, {1.5F, -2.0F, 0.0F}));
  EXPECT_EQ(decode_npy(members.at("shape.npy")), Tensor({2}, {3.0F, 4.0F}));
  const std::vector<std::byte>& format = members.at("format.npy");
  const std::string text(reinterpret_cast<const char*>(format.data()), format.size());
  EXPECT_NE(text.find("'|S3', 'fortran_order': False, 'shape': (), }"), std::string::npos);
  EXPECT_EQ(text.substr(text.size() - 3), "coo");
}

TEST(Npz, WholeNumbersThatDoNotFitTheirShapeAreRefused) {
  const std::int64_t two[] = {1, 2};
  EXPECT_THROW(encode_npy({3}, two), std::invalid_argument);
  EXPECT_THROW(encode_npy(std::string_view()), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
