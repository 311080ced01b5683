#include "core/files/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/files/file.h"

namespace flatscope {
namespace {

using Bytes = std::vector<std::byte>;
using testing::HasSubstr;

Bytes idx_bytes(int type, const std::vector<std::uint32_t>& sizes, std::size_t values) {
  Bytes bytes = {std::byte{0}, std::byte{0}, static_cast<std::byte>(type), static_cast<std::byte>(sizes.size())};
  for (const std::uint32_t size : sizes) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(size >> shift & 255U));
  }
  for (std::size_t i = 0; i < values; ++i) bytes.push_back(static_cast<std::byte>(i * 7 & 255U));
  return bytes;
}

Bytes gzipped(const Bytes& bytes) {
  Bytes packed(bytes.size() + bytes.size() / 1000 + 100);
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string complaint(const Bytes& file, std::int64_t most = most_idx_values) {
  try {
    decode_idx(file, most);
  } catch (const IdxError& error) {
    return error.what();
  }
  return "read";
}

TEST(Idx, ReadsBytesOfOneToFourAxesPackedOrNot) {
  for (const std::vector<std::uint32_t>& sizes : {std::vector<std::uint32_t>{6}, {2, 3}, {1, 2, 3}, {1, 1, 3, 2}}) {
    const Bytes bytes = idx_bytes(8, sizes, 6);
    for (const Bytes& file : {bytes, gzipped(bytes)}) {
      const IdxBytes idx = decode_idx(file);
      EXPECT_EQ(idx.shape, Shape(sizes.begin(), sizes.end()));
      EXPECT_EQ(idx.values, (std::vector<std::uint8_t>{0, 7, 14, 21, 28, 35}));
    }
  }
}

TEST(Idx, SaysWhatIsWrong) {
  const std::string no_idx = "it is not an IDX file: it does not begin with the magic number of one";
  EXPECT_EQ(complaint({}), no_idx);
  EXPECT_EQ(complaint(Bytes(3)), no_idx);
  EXPECT_EQ(complaint(idx_bytes(7, {6}, 6)), no_idx);
  EXPECT_EQ(complaint(Bytes(100, std::byte{1})), no_idx);
  EXPECT_EQ(complaint(idx_bytes(0x0D, {6}, 24)), "its values are not unsigned bytes, which alone can be read");
  EXPECT_EQ(complaint(idx_bytes(8, {}, 6)), "it has 0 axes; 1 to 4 can be read");
  EXPECT_EQ(complaint(idx_bytes(8, {1, 1, 1, 1, 6}, 6)), "it has 5 axes; 1 to 4 can be read");
  Bytes cut = idx_bytes(8, {2, 3, 1}, 0);
  cut.pop_back();
  EXPECT_EQ(complaint(cut), "it is cut off within its header");
  EXPECT_EQ(complaint(gzipped(cut)), "it is cut off within its header");
  EXPECT_EQ(complaint(idx_bytes(8, {2, 3}, 5)),
            "it is cut off: 5 of the 2 x 3 values that its header promises are there");
  EXPECT_EQ(complaint(gzipped(idx_bytes(8, {2, 3}, 5))),
            "it is cut off: 5 of the 2 x 3 values that its header promises are there");
  EXPECT_EQ(complaint(idx_bytes(8, {2, 3}, 7)),
            "it is damaged: it goes on after the 2 x 3 values that its header promises");
  EXPECT_EQ(complaint(idx_bytes(8, {2, 0, 4}, 0)), "its header promises 2 x 0 x 4 values, which is none");
  const std::uint32_t huge = 0xFFFFFFFF;
  for (const Bytes& file :
       {idx_bytes(8, {huge, huge, huge, huge}, 0), gzipped(idx_bytes(8, {huge, huge, huge, huge}, 0))}) {
    EXPECT_EQ(complaint(file),
              "its header promises 4294967295 x 4294967295 x 4294967295 x 4294967295 values, more than the 250000000 "
              "that can be read");
  }
  EXPECT_THAT(complaint(idx_bytes(8, {2, 3}, 6), 5), HasSubstr("more than the 5 that can be read"));
  EXPECT_EQ(complaint(idx_bytes(8, {2, 3}, 6), 6), "read");
}

TEST(Idx, AGzipThatSwellsIsSeenBeforeItIsUnpacked) {
  // 20 MB of zeros behind a header that promises six values.
  Bytes bomb = idx_bytes(8, {2, 3}, 6);
  bomb.resize(20'000'000);
  const Bytes packed = gzipped(bomb);
  EXPECT_LT(packed.size(), 40'000U);
  EXPECT_EQ(complaint(packed), "it can't be unpacked as gzip: its length is not plausible");
  Bytes damaged = gzipped(idx_bytes(8, {100, 100}, 10000));
  Bytes cut(damaged.begin(), damaged.begin() + static_cast<std::ptrdiff_t>(damaged.size() / 2));
  EXPECT_THAT(complaint(cut), HasSubstr("it can't be unpacked as gzip"));
  damaged[damaged.size() / 2] ^= std::byte{0x55};
  EXPECT_THAT(complaint(damaged), HasSubstr("it can't be unpacked as gzip"));
}

TEST(Idx, NoDamageIsMoreThanASentence) {
  const Bytes plain = idx_bytes(8, {4, 5, 6}, 120);
  std::mt19937 generator(1);
  for (const Bytes& good : {plain, gzipped(plain)}) {
    for (int round = 0; round < 2000; ++round) {
      Bytes bytes = good;
      for (int i = 0; i < 3; ++i) {
        bytes[generator() % (i == 0 ? 20 : bytes.size())] = static_cast<std::byte>(generator() & 255U);
      }
      if (generator() % 4 == 0) bytes.resize(generator() % bytes.size());
      try {
        const IdxBytes idx = decode_idx(bytes);
        EXPECT_EQ(element_count(idx.shape), static_cast<std::int64_t>(idx.values.size()));
      } catch (const IdxError&) {
      }
    }
  }
}

TEST(Idx, SentencesNameTheFile) {
  const std::filesystem::path folder = path_from_utf8(FLATSCOPE_SOURCE_DIR);
  const auto refused = [](const std::filesystem::path& path) -> std::string {
    try {
      load_idx(path);
    } catch (const FileError& error) {
      return error.what();
    }
    return "read";
  };
  EXPECT_THAT(refused(folder / "LICENSE"), HasSubstr("LICENSE' can't be used: it is not an IDX file"));
  // Longer than what is looked at first.
  EXPECT_THAT(refused(folder / "assets" / "images" / "horse.png"), HasSubstr("horse.png' can't be used"));
  EXPECT_THAT(refused(folder / "assets" / "images" / "astronaut.png"), HasSubstr("astronaut.png' can't be used"));
  EXPECT_THAT(refused(folder / "nothing here"), HasSubstr("nothing here"));
  EXPECT_THAT(refused(folder), HasSubstr("folder"));
}

}  // namespace
}  // namespace flatscope
