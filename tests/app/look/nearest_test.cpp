// Which word was meant.
#include "app/look/nearest.h"

#include <gtest/gtest.h>

namespace flatscope {
namespace {

TEST(Nearest, TakesALetterMoreLessOrChanged) {
  const std::vector<std::string_view> names = {"title", "say", "highlight"};
  EXPECT_EQ(nearest("tittle", names), "title");
  EXPECT_EQ(nearest("hilight", names), "highlight");
  EXPECT_EQ(nearest("sax", names), "say");
  EXPECT_EQ(nearest("banana", names), std::nullopt);
}

TEST(Nearest, TwoExchangedLettersAreOneChange) {
  EXPECT_EQ(nearest("titel", {"title", "tiled"}), "title");
  EXPECT_EQ(nearest("neihgbour", {"neighbour"}), "neighbour");
}

}  // namespace
}  // namespace flatscope
