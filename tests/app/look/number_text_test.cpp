// Numbers as people and programs read them.
#include "app/look/number_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace flatscope {
namespace {

TEST(NumberText, ThousandsStandApart) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(135300), "135,300");
  EXPECT_EQ(grouped(201326592), "201,326,592");
  EXPECT_EQ(grouped(-999),
            "−"
            "999");
  EXPECT_EQ(grouped(-1000),
            "−"
            "1,000");
  EXPECT_EQ(grouped(std::numeric_limits<std::int64_t>::max()), "9,223,372,036,854,775,807");
  EXPECT_EQ(grouped(std::numeric_limits<std::int64_t>::min()),
            "−"
            "9,223,372,036,854,775,808");
}

TEST(NumberText, OnlyOneIsSingular) {
  EXPECT_EQ(counted(0, "filter"), "0 filters");
  EXPECT_EQ(counted(1, "filter"), "1 filter");
  EXPECT_EQ(counted(2, "filter"), "2 filters");
  EXPECT_EQ(counted(1000, "filter"), "1,000 filters");
  EXPECT_EQ(counted(1, "entry", "entries"), "1 entry");
  EXPECT_EQ(counted(3, "entry", "entries"), "3 entries");
  EXPECT_EQ(noun(-1, "pixel"), "pixel");
  EXPECT_EQ(noun(-2, "pixel"), "pixels");
  EXPECT_EQ(noun(1, "bias", "biases"), "bias");
}

TEST(NumberText, DecimalsToo) {
  EXPECT_EQ(grouped_decimal(8.44, 1), "8.4");
  EXPECT_EQ(grouped_decimal(-0.04, 1), "0.0");
  EXPECT_EQ(grouped_decimal(-0.06, 1), "−0.1");
  EXPECT_EQ(grouped_decimal(999.96, 1), "1,000.0");
  EXPECT_EQ(grouped_decimal(1234567.0, 0), "1,234,567");
  EXPECT_EQ(grouped_decimal(-1234.5678, 2),
            "−"
            "1,234.57");
}

TEST(NumberText, AFewDigitsForPeople) {
  EXPECT_EQ(short_number(0.0), "0");
  EXPECT_EQ(short_number(-0.0), "0");
  EXPECT_EQ(short_number(0.5), "0.500");
  EXPECT_EQ(short_number(-12.345),
            "−"
            "12.3");
  EXPECT_EQ(short_number(12345.6), "12,346");
  EXPECT_EQ(short_number(0.00001234, 2), "0.000012");
  EXPECT_EQ(short_number(0.00000992),
            "9.92e−"
            "6");
  EXPECT_EQ(short_number(-1.5e-12, 2),
            "−"
            "1.5e−"
            "12");
  EXPECT_EQ(short_number(2e15, 1), "2e15");
  EXPECT_EQ(short_number(std::numeric_limits<double>::quiet_NaN()), "not a number");
  EXPECT_EQ(short_number(-std::numeric_limits<double>::infinity()),
            "−"
            "infinite");
}

TEST(NumberText, ShortestReadsBackTheSame) {
  EXPECT_EQ(shortest(1000.0F), "1000") << "no separators in files and code";
  EXPECT_EQ(shortest(0.1F), "0.1");
}

}  // namespace
}  // namespace flatscope
