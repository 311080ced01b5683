#include "core/files/natural_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace flatscope {
namespace {

using testing::ElementsAre;

TEST(NaturalOrder, CountsNumbersAsNumbers) {
  std::vector<std::string> names = {"img10.png", "img2.png", "IMG3.png", "img02.png", "b", "a100b2", "a100b10", "img"};
  std::sort(names.begin(), names.end(), natural_less);
  EXPECT_THAT(names, ElementsAre("a100b2", "a100b10", "b", "img", "img02.png", "img2.png", "IMG3.png", "img10.png"));
}

TEST(NaturalOrder, IsAStrictWeakOrdering) {
  const std::vector<std::string> all = {"",    "0",   "00",   "1",   "01", "a",  "A",  "a1",
                                        "A01", "a1b", "a01b", "a10", "é",  "a0", "0a", "a-1"};
  for (const std::string& a : all) {
    EXPECT_FALSE(natural_less(a, a)) << a;
    for (const std::string& b : all) {
      if (a != b) {
        EXPECT_NE(natural_less(a, b), natural_less(b, a)) << a << " " << b;
      }
      for (const std::string& c : all)
        if (natural_less(a, b) && natural_less(b, c)) {
          EXPECT_TRUE(natural_less(a, c)) << a << " " << b << " " << c;
        }
    }
  }
}

}  // namespace
}  // namespace flatscope
