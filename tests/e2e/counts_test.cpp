// Sums of one on the screen.
#include <gtest/gtest.h>

#include "driver.h"

namespace flatscope::testing {
namespace {

TEST(Counts, AKernelOfOneWeightIsNoKernelOfWeights) {
  Driver driver;
  driver.start({"--stage", "convolve", "--scale", "1"});
  driver.click("convolve.width.less");
  driver.wait("2 x 2", [](const Screen& s) { return s.fact("convolve.kernel_size").front() == '2'; });
  driver.click("convolve.width.less");
  driver.wait("1 x 1", [](const Screen& s) { return s.fact("convolve.kernel_size").front() == '1'; });
  driver.park();
  const Screen screen = driver.settle();
  EXPECT_TRUE(screen.says("the same 1 weight")) << screen.words();
  EXPECT_FALSE(screen.says("1 weights")) << screen.words();
  EXPECT_FALSE(screen.says("1 inputs")) << screen.words();
}

}  // namespace
}  // namespace flatscope::testing
