#include "core/tensor/reduce.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

Tensor noise(Generator& generator, std::int64_t channels, std::int64_t height, std::int64_t width) {
  Tensor tensor({channels, height, width});
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

TEST(Reduce, EveryBlockIsItsMeanAndItsExtreme) {
  Generator generator(5);
  for (int round = 0; round < 60; ++round) {
    const auto c = static_cast<std::int64_t>(1 + uniform_below(generator, 3));
    const auto h = static_cast<std::int64_t>(1 + uniform_below(generator, 40));
    const auto w = static_cast<std::int64_t>(1 + uniform_below(generator, 40));
    const auto block = static_cast<std::int64_t>(1 + uniform_below(generator, 9));
    const Tensor input = noise(generator, c, h, w);
    const Tensor means = block_means(input, block), extremes = block_extremes(input, block);
    const Shape wanted = {c, (h + block - 1) / block, (w + block - 1) / block};
    ASSERT_EQ(means.shape(), wanted);
    ASSERT_EQ(extremes.shape(), wanted);
    for (std::int64_t k = 0; k < c; ++k) {
      for (std::int64_t row = 0; row < wanted[1]; ++row) {
        for (std::int64_t column = 0; column < wanted[2]; ++column) {
          double sum = 0.0;
          float most = 0.0F;
          std::int64_t count = 0;
          for (std::int64_t y = row * block; y < std::min(h, (row + 1) * block); ++y) {
            for (std::int64_t x = column * block; x < std::min(w, (column + 1) * block); ++x, ++count) {
              sum += input.at(k, y, x);
              if (std::fabs(input.at(k, y, x)) > std::fabs(most)) most = input.at(k, y, x);
            }
          }
          ASSERT_NEAR(means.at(k, row, column), sum / static_cast<double>(count), 1e-5);
          ASSERT_EQ(extremes.at(k, row, column), most);
        }
      }
    }
  }
}

TEST(Reduce, BlocksOfOneChangeNothing) {
  Generator generator(6);
  const Tensor input = noise(generator, 3, 7, 5);
  EXPECT_EQ(block_means(input, 1), input);
  EXPECT_EQ(block_extremes(input, 1), input);
}

TEST(Reduce, TakesTheChannelsThatAreAskedFor) {
  Generator generator(7);
  const Tensor input = noise(generator, 5, 9, 11);
  for (const ChannelRange range : {ChannelRange{0, 1}, ChannelRange{1, 3}, ChannelRange{3, -1}, ChannelRange{4, 1}}) {
    const std::int64_t count = range.count < 0 ? 5 - range.first : range.count;
    const float* const from = input.data() + range.first * input.plane_size();
    const Tensor part({count, 9, 11}, std::vector<float>(from, from + count * input.plane_size()));
    EXPECT_EQ(block_means(input, 2, range), block_means(part, 2));
    EXPECT_EQ(block_extremes(input, 4, range), block_extremes(part, 4));
  }
  EXPECT_EQ(block_means(Tensor({4, 6}), 2, {0, 1}).shape(), (Shape{1, 2, 3}));
}

TEST(Reduce, RefusesWhatHasNoBlocks) {
  for (const ChannelRange range : {ChannelRange{-1, 1}, ChannelRange{0, 0}, ChannelRange{1, 2}, ChannelRange{2, -1}})
    EXPECT_THROW(block_means(Tensor({2, 3, 3}), 2, range), std::invalid_argument);
  EXPECT_THROW(block_means(Tensor(), 2), std::invalid_argument);
  EXPECT_THROW(block_extremes(Tensor({1, 2, 2}), 0), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
