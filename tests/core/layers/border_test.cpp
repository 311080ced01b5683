#include "core/layers/border.h"

#include <gtest/gtest.h>

#include <vector>

namespace flatscope {
namespace {

std::vector<std::int64_t> indices(std::int64_t first, std::int64_t last, std::int64_t size, Border border) {
  std::vector<std::int64_t> result;
  for (std::int64_t i = first; i <= last; ++i) result.push_back(source_index(i, size, border));
  return result;
}

TEST(Border, NamesGoThereAndBack) {
  for (Border border : all_borders) EXPECT_EQ(border_from_string(to_string(border)), border);
  EXPECT_EQ(border_from_string("reflect"), Border::reflect);
  EXPECT_EQ(border_from_string("Reflect"), std::nullopt);
  EXPECT_EQ(border_from_string(""), std::nullopt);
}

TEST(Border, IndicesAroundARowOfThree) {
  using Indices = std::vector<std::int64_t>;
  EXPECT_EQ(indices(-4, 6, 3, Border::zeros), (Indices{-1, -1, -1, -1, 0, 1, 2, -1, -1, -1, -1}));
  EXPECT_EQ(indices(-4, 6, 3, Border::circular), (Indices{2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0}));
  EXPECT_EQ(indices(-4, 6, 3, Border::replicate), (Indices{0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2}));
  EXPECT_EQ(indices(-4, 6, 3, Border::reflect), (Indices{0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2}));
}

TEST(Border, OneElement) {
  for (std::int64_t i = -5; i <= 5; ++i) {
    EXPECT_EQ(source_index(i, 1, Border::zeros), i == 0 ? 0 : -1);
    EXPECT_EQ(source_index(i, 1, Border::circular), 0);
    EXPECT_EQ(source_index(i, 1, Border::replicate), 0);
    EXPECT_EQ(source_index(i, 1, Border::reflect), 0);
  }
}

TEST(Border, FarIndicesKeepTheirPeriod) {
  const std::int64_t far = 1'000'000'000'000;
  for (std::int64_t size : {2, 3, 7, 256}) {
    for (std::int64_t i = -20; i < 20; ++i) {
      const std::int64_t period = 2 * (size - 1);
      EXPECT_EQ(source_index(i - far * size, size, Border::circular), source_index(i, size, Border::circular));
      EXPECT_EQ(source_index(i + far * period, size, Border::reflect), source_index(i, size, Border::reflect));
      EXPECT_EQ(source_index(-i, size, Border::reflect), source_index(i, size, Border::reflect));
    }
  }
}

}  // namespace
}  // namespace flatscope
