#include "core/training/sample_switches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "core/tensor/random.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

TEST(SampleSwitches, MovedLeavesZerosBehind) {
  const Tensor image({2, 3}, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(moved(image, 1, 0), Tensor({2, 3}, {0, 1, 2, 0, 4, 5}));
  EXPECT_EQ(moved(image, -1, 1), Tensor({2, 3}, {0, 0, 0, 2, 3, 0}));
}

TEST(SampleSwitches, APermutationHoldsEachPixelOnceAndFollowsFromTheSeed) {
  for (const std::int64_t n : {0, 1, 2, 64, 576}) {
    std::vector<std::int32_t> permutation = pixel_permutation(9, n);
    EXPECT_EQ(permutation, pixel_permutation(9, n));
    if (n > 2) {
      EXPECT_NE(permutation, pixel_permutation(10, n));
    }
    std::sort(permutation.begin(), permutation.end());
    for (std::int64_t i = 0; i < n; ++i) ASSERT_EQ(permutation[static_cast<std::size_t>(i)], i);
  }
  // A place's own number comes up in one permutation of n: 4,000 seeds, 8 places.
  std::vector<int> stay(8);
  for (std::uint32_t seed = 0; seed < 4000; ++seed) {
    const std::vector<std::int32_t> permutation = pixel_permutation(seed, 8);
    for (std::size_t i = 0; i < 8; ++i) stay[i] += permutation[i] == static_cast<std::int32_t>(i) ? 1 : 0;
  }
  for (const int count : stay) EXPECT_NEAR(count, 500, 100);
}

TEST(SampleSwitches, AllPlanesAreShuffledAlike) {
  const std::vector<std::int32_t> permutation = pixel_permutation(3, 12);
  Generator generator(4);
  Tensor images({2, 3, 4, 3});
  for (float& value : images.values()) value = uniform01(generator);
  const Tensor shuffled = with_pixels_permuted(images, permutation);
  ASSERT_EQ(shuffled.shape(), images.shape());
  for (std::int64_t plane = 0; plane < 6; ++plane) {
    for (std::int64_t p = 0; p < 12; ++p) {
      EXPECT_EQ(shuffled.data()[plane * 12 + p], images.data()[plane * 12 + permutation[static_cast<std::size_t>(p)]]);
    }
  }
  EXPECT_EQ(refusal([&] { with_pixels_permuted(images, std::span(permutation).first(11)); }),
            "a shuffle of 11 pixels does not fit pictures of shape 2 x 3 x 4 x 3");
  const std::vector<std::int32_t> outside(12, 12);
  EXPECT_NE(refusal([&] { with_pixels_permuted(images, outside); }), "accepted");
  EXPECT_NE(refusal([] { pixel_permutation(1, -1); }), "accepted");
}

}  // namespace
}  // namespace flatscope
