#include "core/tensor/tensor.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <new>
#include <stdexcept>
#include <vector>

namespace flatscope {
namespace {

constexpr std::int64_t huge = std::numeric_limits<std::int64_t>::max();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

TEST(Shape, CountsItsElements) {
  EXPECT_EQ(element_count({}), 1);
  EXPECT_EQ(element_count({3, 256, 256}), 196'608);
  EXPECT_EQ(element_count({huge, huge, 0}), 0);
  EXPECT_EQ(element_count({huge, 1}), huge);
  EXPECT_THROW(element_count({huge, 2}), std::length_error);
  EXPECT_THROW(element_count({std::int64_t{1} << 32, std::int64_t{1} << 31}), std::length_error);
  EXPECT_THROW(element_count({0, -1}), std::invalid_argument);
}

TEST(Shape, ReadsAloud) {
  EXPECT_EQ(to_string(Shape{3, 256, 256}), "3 x 256 x 256");
  EXPECT_EQ(to_string(Shape{7}), "7");
}

TEST(Tensor, StartsAsZerosInCOrder) {
  Tensor tensor({2, 3, 4});
  for (float value : tensor.values()) EXPECT_EQ(value, 0.0F);
  for (std::size_t i = 0; i < tensor.values().size(); ++i) tensor.values()[i] = static_cast<float>(i);
  EXPECT_EQ(tensor.at(1, 2, 3), 23.0F);
  EXPECT_EQ(tensor.at(1, 0, 0), 12.0F);
  EXPECT_EQ(tensor.plane(1)[5], 17.0F);
  EXPECT_EQ(tensor.plane(0).size(), 12U);
  EXPECT_EQ(tensor.channels(), 2);
  EXPECT_EQ(tensor.height(), 3);
  EXPECT_EQ(tensor.width(), 4);
}

TEST(Tensor, MissingAxesCountAsOne) {
  EXPECT_EQ(Tensor({4, 5}).channels(), 1);
  EXPECT_EQ(Tensor({4, 5}).height(), 4);
  EXPECT_EQ(Tensor({5}).height(), 1);
  EXPECT_EQ(Tensor({5}).width(), 5);
  EXPECT_EQ(Tensor(Shape{}).size(), 1);
  EXPECT_TRUE(Tensor().empty());
}

TEST(Tensor, RefusesWhatDoesNotFit) {
  EXPECT_THROW(Tensor({2, 2}, {1.0F, 2.0F, 3.0F}), std::invalid_argument);
  EXPECT_THROW(Tensor({-2}), std::invalid_argument);
  EXPECT_THROW(Tensor({huge}), std::bad_alloc);
}

TEST(Tensor, ChangesItsShape) {
  const Tensor tensor({2, 3}, {1, 2, 3, 4, 5, 6});
  const Tensor column = tensor.reshaped({6, 1});
  EXPECT_EQ(column.shape(), (Shape{6, 1}));
  EXPECT_TRUE(std::equal(column.values().begin(), column.values().end(), tensor.values().begin()));
  EXPECT_THROW(tensor.reshaped({4}), std::invalid_argument);
  Tensor moved = tensor;
  const float* const address = moved.data();
  EXPECT_EQ(std::move(moved).reshaped({3, 2}).data(), address);
}

TEST(Tensor, BecomesChw) {
  EXPECT_EQ(as_chw(Tensor({2, 3})).shape(), (Shape{1, 2, 3}));
  EXPECT_EQ(as_chw(Tensor({4, 2, 3})).shape(), (Shape{4, 2, 3}));
  EXPECT_THROW(as_chw(Tensor({3})), std::invalid_argument);
  EXPECT_THROW(as_chw(Tensor({1, 1, 2, 3})), std::invalid_argument);
  EXPECT_THROW(as_chw(Tensor({3, 0, 2})), std::invalid_argument);
}

TEST(Values, LargestAbsolute) {
  EXPECT_EQ(max_abs({}), 0.0F);
  EXPECT_EQ(max_abs(std::vector<float>{1.0F, -3.0F, 2.0F}), 3.0F);
  EXPECT_EQ(max_abs(std::vector<float>{1.0F, -infinity}), infinity);
  EXPECT_TRUE(std::isnan(max_abs(std::vector<float>{infinity, nan, 1.0F})));
}

TEST(Values, RangeOfTheFinite) {
  EXPECT_EQ(value_range(std::vector<float>{2.0F, nan, -1.0F, infinity}), (Range{-1.0F, 2.0F}));
  EXPECT_EQ(value_range(std::vector<float>{nan, -infinity}), (Range{0.0F, 0.0F}));
  EXPECT_EQ(value_range({}), (Range{0.0F, 0.0F}));
}

}  // namespace
}  // namespace flatscope
