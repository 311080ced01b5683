#include "core/layers/kernel_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <string>
#include <tuple>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

using testing::HasSubstr;

std::string complaint(std::string_view text) {
  try {
    parse_kernel(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(KernelText, ReadsRowsAndSeparators) {
  const Tensor sobel({3, 3}, {1, 0, -1, 2, 0, -2, 1, 0, -1});
  for (const char* text : {"1 0 -1; 2 0 -2; 1 0 -1", "1 0 -1\n2 0 -2\n1 0 -1\n", "1,0,-1\r\n2,0,-2\r\n1,0,-1",
                           "\n 1\t0\t-1 ;\n2 ,0 , -2;;1 0 -1;\n",
                           "1 0 −"
                           "1; 2 +0 -2.0; 1e0 0 -10E-1"}) {
    EXPECT_EQ(parse_kernel(text), sobel) << text;
  }
  EXPECT_EQ(parse_kernel("1/9 -2/16"), Tensor({1, 2}, {1.0F / 9.0F, -0.125F}));
  EXPECT_EQ(parse_kernel(".5"), Tensor({1, 1}, {0.5F}));
  EXPECT_EQ(parse_kernel("1 2 3 4 5 6 7 8 9 10 11").shape(), (Shape{1, 11}));
}

TEST(KernelText, ReadsTheListsOfPythonNumPyAndPyTorch) {
  const Tensor sobel({3, 3}, {1, 0, -1, 2, 0, -2, 1, 0, -1});
  for (const char* text :
       {"[[1, 0, -1], [2, 0, -2], [1, 0, -1]]", "[[1, 0, -1],\n [2, 0, -2],\n [1, 0, -1]]\n",
        "[[ 1.  0. -1.]\n [ 2.  0. -2.]\n [ 1.  0. -1.]]",
        "array([[ 1.,  0., -1.],\n       [ 2.,  0., -2.],\n       [ 1.,  0., -1.]], dtype=float32)",
        "k = torch.tensor([[[[1, 0, -1], [2, 0, -2], [1, 0,\n -1]]]])", "[1 0 -1]\n[2 0 -2]\n[1 0 -1]"}) {
    EXPECT_EQ(parse_kernel(text), sobel) << text;
  }
  EXPECT_EQ(parse_kernel("[0.5, 1]"), Tensor({1, 2}, {0.5F, 1.0F}));
  EXPECT_THAT(complaint("[[1, 2], [3, x]]"), HasSubstr("Number 2 of row 2 is \"x\""));
  EXPECT_THAT(complaint("[[[1, 2], [3, 4]], [[1, 2], [3, 4]]]"), HasSubstr("2 kernels"));
  for (const char* text : {"[[1, 2], [3, 4]", "1, 2]", "[1, 2", "][", "[1]]"})
    EXPECT_THAT(complaint(text), HasSubstr("brackets")) << text;
  EXPECT_THAT(complaint("[[]]"), HasSubstr("no number"));
}

TEST(KernelText, RefusesWhatADecimalCommaMakesDoubtful) {
  EXPECT_THAT(complaint("0,5 1"), HasSubstr("commas and spaces"));
  EXPECT_THAT(complaint("1 2; 0,5 0,25"), HasSubstr("Row 2 has commas and spaces"));
  EXPECT_EQ(parse_kernel("1,2, 3 , 4").size(), 4);
}

TEST(KernelText, SaysWhereAndWhatWasExpected) {
  EXPECT_THAT(complaint("1 2; 3 x"), HasSubstr("Number 2 of row 2 is \"x\"; a number"));
  EXPECT_THAT(complaint("1 2; 3"), HasSubstr("Row 2 has 1 number, but row 1 has 2"));
  EXPECT_THAT(complaint("1; 3 4"), HasSubstr("Row 2 has 2 numbers, but row 1 has 1"));
  EXPECT_THAT(complaint("1,,2"), HasSubstr("Number 2 of row 1 is empty"));
  EXPECT_THAT(complaint(",2"), HasSubstr("Number 1 of row 1 is empty"));
  EXPECT_THAT(complaint("1\n2, "), HasSubstr("Number 2 of row 2 is empty"));
  EXPECT_THAT(complaint("1 nan"), HasSubstr("Number 2 of row 1 is \"nan\"; a finite number"));
  for (const char* text : {"-inf", "NaN", "Infinity", "+INF"})
    EXPECT_THAT(complaint(text), HasSubstr("finite")) << text;
  EXPECT_THAT(complaint("1e39"), HasSubstr("too large for float32"));
  EXPECT_THAT(complaint("1e38/1e-38"), HasSubstr("too large for float32"));
  EXPECT_THAT(complaint("1/0"), HasSubstr("divided by 0"));
  EXPECT_THAT(complaint("0/0"), HasSubstr("divided by 0"));
  for (const char* text : {"0x10", "1e", "1.2.3", "--1", "1-", "/2", "1/", "1/2/3", "e5", "1e999", "−"}) {
    EXPECT_THAT(complaint(text), HasSubstr("a number such as")) << text;
  }
  EXPECT_THAT(complaint(""), HasSubstr("no number"));
  EXPECT_THAT(complaint(" ;\n"), HasSubstr("no number"));
  EXPECT_THAT(complaint("1 2 3 4 5 6 7 8 9 10 11 12"), HasSubstr("more than 11 numbers"));
  EXPECT_THAT(complaint("1;2;3;4;5;6;7;8;9;10;11;12"), HasSubstr("more than 11 rows"));
}

TEST(KernelText, ShortensWhatItQuotesBetweenCharacters) {
  std::string word(23, 'x');
  word += "€€";  // two euro signs, cut at the first
  EXPECT_THAT(complaint(word), HasSubstr("\"" + std::string(23, 'x') + "...\""));
  EXPECT_THAT(complaint(std::string(24, 'y')), HasSubstr("\"" + std::string(24, 'y') + "\""));
}

TEST(KernelText, WritesShortNumbers) {
  EXPECT_EQ(kernel_to_text(Tensor({2, 3}, {1, 0, -1, 0.5F, 0.1F, 1e-10F})), "1 0 -1\n0.5 0.1 1e-10");
  EXPECT_THROW(kernel_to_text(Tensor({1, 2, 2})), std::invalid_argument);
  EXPECT_THROW(kernel_to_text(Tensor({1, 1}, {std::numeric_limits<float>::quiet_NaN()})), std::invalid_argument);
}

TEST(KernelText, GivesEveryFloatBack) {
  Generator generator(3);
  for (int round = 0; round < 300; ++round) {
    Tensor kernel({11, 11});
    for (float& value : kernel.values()) {
      do {  // any finite pattern of bits: subnormal numbers and -0 too
        const std::uint32_t bits = static_cast<std::uint32_t>(generator());
        std::memcpy(&value, &bits, sizeof value);
      } while (!std::isfinite(value));
    }
    kernel.at(0, 0, 0) = -0.0F;
    const Tensor back = parse_kernel(kernel_to_text(kernel));
    ASSERT_EQ(back.shape(), kernel.shape());
    ASSERT_EQ(std::memcmp(back.data(), kernel.data(), 121 * sizeof(float)), 0);
  }
}

TEST(KernelText, ACommaInACellIsADecimalComma) {
  const auto only = [](std::string_view text) {
    const KernelMeanings meanings = kernel_meanings(text);
    EXPECT_EQ(meanings.kernels.size(), 1U) << text;
    return meanings.kernels.front();
  };
  for (const char* word : {"0,75", " 0,75\n", "+0,75", "7,5e-1", "0.75"})
    EXPECT_EQ(only(word), Tensor({1, 1}, {0.75F})) << word;
  EXPECT_EQ(only("-1,5"), Tensor({1, 1}, {-1.5F}));
  // As spreadsheets copy cells.
  EXPECT_EQ(only("0,5\t1\n-0,25\t2,0\n"), Tensor({2, 2}, {0.5F, 1.0F, -0.25F, 2.0F}));
  // Only one reading has rows of equal length.
  EXPECT_EQ(only("1 2; 0,5 0,25"), Tensor({2, 2}, {1.0F, 2.0F, 0.5F, 0.25F}));
  EXPECT_EQ(only("1,2; 3 4"), Tensor({2, 2}, {1.0F, 2.0F, 3.0F, 4.0F}));
}

TEST(KernelText, ACommaThatCannotBeToldHasTwoMeanings) {
  for (const auto& [text, decimal, separate] :
       {std::tuple("0,5 1", Tensor({1, 2}, {0.5F, 1.0F}), Tensor({1, 3}, {0.0F, 5.0F, 1.0F})),
        std::tuple("0,5 0,25", Tensor({1, 2}, {0.5F, 0.25F}), Tensor({1, 4}, {0.0F, 5.0F, 0.0F, 25.0F})),
        std::tuple("0,5\n0,1", Tensor({2, 1}, {0.5F, 0.1F}), Tensor({2, 2}, {0.0F, 5.0F, 0.0F, 1.0F})),
        std::tuple("0,5; 0,1", Tensor({2, 1}, {0.5F, 0.1F}), Tensor({2, 2}, {0.0F, 5.0F, 0.0F, 1.0F})),
        std::tuple("0,5, 1", Tensor({1, 2}, {0.5F, 1.0F}), Tensor({1, 3}, {0.0F, 5.0F, 1.0F}))}) {
    const KernelMeanings meanings = kernel_meanings(text);
    EXPECT_THAT(meanings.kernels, testing::ElementsAre(decimal, separate)) << text;
    EXPECT_EQ(meanings.doubtful, "0,5") << text;
  }
}

TEST(KernelText, CommasBetweenAllNumbersLeaveNoDoubt) {
  for (const char* text : {"1,0,-1", "1, 0, -1", "1 ,0 ,-1", "[1,0,-1]", "1.,0,-1", "1,0.0,-1", "1\t0\t-1"})
    EXPECT_EQ(kernel_meanings(text), (KernelMeanings{{Tensor({1, 3}, {1.0F, 0.0F, -1.0F})}, {}})) << text;
  EXPECT_EQ(kernel_meanings("1/4,1/2"), (KernelMeanings{{Tensor({1, 2}, {0.25F, 0.5F})}, {}}));
  EXPECT_EQ(kernel_meanings("[0,5]"), (KernelMeanings{{Tensor({1, 2}, {0.0F, 5.0F})}, {}}));
  EXPECT_THROW(kernel_meanings("0,5 0.5"), std::invalid_argument);  // both kinds: the sentence asks for one
  EXPECT_THROW(kernel_meanings("0,5 x"), std::invalid_argument);
  EXPECT_THROW(kernel_meanings(""), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
