// How a teacher speaks of the pictures of a class.
#include "app/stages/train/model/class_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/training/fashion.h"

namespace flatscope {
namespace {

using testing::ElementsAre;

TEST(ClassWords, DigitsAreSpelt) {
  EXPECT_EQ(class_words("8").one, "an eight");
  EXPECT_EQ(class_words("8").many, "eights");
  EXPECT_EQ(class_words("8").brief, "8");
  EXPECT_EQ(class_words("1").one, "a one");
  EXPECT_EQ(class_words("0").many, "zeros");
  EXPECT_EQ(class_words("6").many, "sixes");
}

TEST(ClassWords, ClothesAndShapesAreWordsOfASentence) {
  EXPECT_EQ(class_words("T-shirt/top").brief, "T-shirt");
  EXPECT_EQ(class_words("T-shirt/top").many, "T-shirts");
  EXPECT_EQ(class_words("Trouser").many, "pairs of trousers");
  EXPECT_EQ(class_words("Dress").many, "dresses");
  EXPECT_EQ(class_words("Ankle boot").one, "an ankle boot");
  EXPECT_EQ(class_words("cross").many, "crosses");
  EXPECT_EQ(class_words("cross").brief, "Cross");
}

TEST(ClassWords, OtherNamesAreLeftAsTheyAre) {
  EXPECT_EQ(class_words("Bello").brief, "Bello");
  EXPECT_EQ(class_words("Bello").one, "a picture of Bello");
  EXPECT_EQ(class_words("12").many, "pictures of 12");
}

TEST(ShortNames, TakeAsManyLettersAsTellThemApart) {
  const std::vector<std::string> clothes = {"Shirt", "Sneaker", "Coat"}, alike = {"Shirt", "Shield", "Coat"},
                                 umlauts = {"Äpfel", "Öl"};
  EXPECT_THAT(short_names(clothes), ElementsAre("Shi", "Sne", "Coa"));
  EXPECT_THAT(short_names(alike), ElementsAre("Shir", "Shie", "Coat"));
  EXPECT_THAT(short_names(umlauts), ElementsAre("Äpf", "Öl"));
}

TEST(NumberWord, SpellsWhatIsReadAsAWord) {
  EXPECT_EQ(number_word(0), "no");
  EXPECT_EQ(number_word(2), "two");
  EXPECT_EQ(number_word(20), "twenty");
  EXPECT_EQ(number_word(60), "sixty");
  EXPECT_EQ(number_word(61), "61");
  EXPECT_EQ(number_word(100), "100");
  EXPECT_EQ(number_word(1200), "1,200");
  EXPECT_EQ(with_capital("sixty pictures"), "Sixty pictures");
  EXPECT_EQ(with_capital("61 pictures"), "61 pictures");
}

}  // namespace
}  // namespace flatscope
