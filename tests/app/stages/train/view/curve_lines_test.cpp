#include "app/stages/train/view/curve_lines.h"

#include <gtest/gtest.h>

#include <limits>

namespace flatscope {
namespace {

TEST(AxisStep, IsTheNextRoundNumber) {
  EXPECT_EQ(axis_step(0.0), 1);
  EXPECT_EQ(axis_step(1.0), 1);
  EXPECT_EQ(axis_step(1.01), 2);
  EXPECT_EQ(axis_step(4.0), 5);
  EXPECT_EQ(axis_step(5.5), 10);
  EXPECT_EQ(axis_step(21.0), 50);
  EXPECT_EQ(axis_step(101.0), 200);
}

TEST(AxisEnd, GrowsInSteps) {
  EXPECT_DOUBLE_EQ(axis_end(2.30), 2.5);
  EXPECT_DOUBLE_EQ(axis_end(2.5), 2.5);
  EXPECT_DOUBLE_EQ(axis_end(2.51), 3.0);
  EXPECT_DOUBLE_EQ(axis_end(0.21), 0.25);
  EXPECT_DOUBLE_EQ(axis_end(8.1), 10.0);
  EXPECT_DOUBLE_EQ(axis_end(1234.0), 1500.0);
  double before = 0.0;
  for (double value = 0.001; value < 1e4; value *= 1.07) {
    const double end = axis_end(value);
    EXPECT_GE(end, value * (1.0 - 1e-9));
    EXPECT_LE(end, value * 1.51);
    EXPECT_GE(end, before);
    before = end;
  }
}

TEST(AxisEnd, StandsWhereNothingIsKnown) {
  EXPECT_DOUBLE_EQ(axis_end(0.0), 1.0);
  EXPECT_DOUBLE_EQ(axis_end(-3.0), 1.0);
  EXPECT_DOUBLE_EQ(axis_end(std::numeric_limits<double>::infinity()), 1.0);
  EXPECT_DOUBLE_EQ(axis_end(std::numeric_limits<double>::quiet_NaN()), 1.0);
}

}  // namespace
}  // namespace flatscope
