#include "core/training/digits.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <stdexcept>
#include <vector>

#include "core/files/file.h"

namespace flatscope {
namespace {

std::filesystem::path bundled() { return path_from_utf8(FLATSCOPE_SOURCE_DIR) / "assets" / "digits" / "digits.csv.gz"; }

TEST(Digits, AreAllThere) {
  const Digits digits = load_digits(bundled());
  EXPECT_EQ(digits.images.shape(), (Shape{1797, 8, 8}));
  ASSERT_EQ(digits.labels.size(), 1797U);
  std::array<int, 10> count{};
  for (std::uint8_t label : digits.labels) ++count.at(label);
  for (int n : count) EXPECT_GT(n, 150);
  EXPECT_EQ(value_range(digits.images.values()), (Range{0.0F, 1.0F}));
  // The first one, a nought: its second row is 0 0 13 15 10 15 5 0.
  EXPECT_EQ(digits.labels[0], 0);
  EXPECT_EQ(digits.images.at(0, 1, 2), 13.0F / 16.0F);
  EXPECT_EQ(digits.images.at(0, 1, 6), 5.0F / 16.0F);
}

TEST(Digits, DamageIsReported) {
  const std::vector<std::byte> good = read_file(bundled());
  EXPECT_THROW(decode_digits({}), std::runtime_error);
  EXPECT_THROW(decode_digits(std::vector<std::byte>(100)), std::runtime_error);
  EXPECT_THROW(decode_digits(std::span(good).first(good.size() / 2)), std::runtime_error);
  EXPECT_THROW(load_digits(bundled().parent_path() / "no such file"), FileError);
  std::mt19937 generator(1);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::byte> bytes = good;
    for (int i = 0; i < 3; ++i)
      bytes[generator() % (i == 0 ? 40 : bytes.size())] = static_cast<std::byte>(generator() & 255);
    try {
      const Digits digits = decode_digits(bytes);
      EXPECT_EQ(digits.images.size(), static_cast<std::int64_t>(digits.labels.size()) * 64);
    } catch (const std::runtime_error&) {
    }
  }
}

}  // namespace
}  // namespace flatscope
