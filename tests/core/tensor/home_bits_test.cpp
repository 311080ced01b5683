// What the browser page gives is what a desktop without fused multiply-add gives, bit for bit. Both compute the sums
// below, the page's core under node, and both compare them with the same numbers.
#include <gtest/gtest.h>

#include "core/tensor/simd_targets.h"  // before any header of Highway

#include <hwy/highway.h>

#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include "core/layers/conv2d.h"
#include "core/layers/dense.h"
#include "core/layers/seeded_dense.h"
#include "core/tensor/random.h"
#include "core/training/run.h"
#include "tests/core/training/data.h"

namespace flatscope {
namespace {

// Vectors of four floats that round after each product, as a browser's do. False where this machine has none.
bool choose_plain_vectors() {
#if HWY_ARCH_X86
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    if (target != HWY_SSE4 && target != HWY_SSSE3) continue;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().DeInit();
    return true;
  }
  return false;
#else
  return HWY_ARCH_WASM != 0;
#endif
}

class HomeBits : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!choose_plain_vectors()) GTEST_SKIP() << "this machine has no vectors without fused multiply-add";
  }
  void TearDown() override {
    hwy::SetSupportedTargetsForTest(0);
    hwy::GetChosenTarget().DeInit();
  }
};

Tensor numbers(Shape shape, std::uint32_t seed) {
  Generator generator(seed);
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = uniform01(generator) - 0.5F;
  return tensor;
}

// FNV-1a of the values' bits.
std::uint64_t sum_of_bits(std::span<const float> values) {
  std::uint64_t sum = 0xcbf29ce484222325U;
  for (const float value : values) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 4; ++i) {
      sum ^= bits >> (8 * i) & 255U;
      sum *= 0x100000001b3U;
    }
  }
  return sum;
}

TEST_F(HomeBits, Convolution) {
  Conv2dOptions options;
  options.padding_h = options.padding_w = 1;
  const Tensor out = conv2d(numbers({3, 37, 41}, 1), numbers({8, 3, 3, 3}, 2), {}, options);
  EXPECT_EQ(sum_of_bits(out.values()), 4163618956494963937U);
}

TEST_F(HomeBits, Dense) {
  const Tensor out = dense(numbers({3, 20, 31}, 3), numbers({17, 1860}, 4), {});
  EXPECT_EQ(sum_of_bits(out.values()), 14367559945080758064U);
}

TEST_F(HomeBits, Training) {
#ifdef _WIN32
  GTEST_SKIP() << "this C library rounds exp() and log() otherwise than those of Linux and of the page";
#endif
  for (const auto& [layers, sum] : {std::pair("flatten linear:12 relu linear:4", std::uint64_t{8671000691782538408U}),
                                    std::pair("conv:5:3:padding=1 relu maxpool:2 conv:6:3 relu globalmaxpool linear:4",
                                              std::uint64_t{709316720879617028U})}) {
    TrainSettings settings;
    settings.layers = test::layers_of(layers);
    settings.batch = 16;
    TrainRun run(settings, test::small_data());
    for (int i = 0; i < 25; ++i) ASSERT_TRUE(run.step());
    EXPECT_EQ(sum_of_bits(run.row()), sum) << layers;
  }
}

}  // namespace
}  // namespace flatscope
