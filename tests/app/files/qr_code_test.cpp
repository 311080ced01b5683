#include "app/files/qr_code.h"

#include <gtest/gtest.h>

#include <string>

namespace flatscope {
namespace {

// What `qrencode -t ASCII -m 0 -l L -8 flatscope` (4.1.1) prints, a letter a module; zbarimg reads "flatscope" in it.
constexpr std::string_view known =
    "#######..#.##.#######"
    "#.....#.##.#..#.....#"
    "#.###.#.##..#.#.###.#"
    "#.###.#..#.#..#.###.#"
    "#.###.#.#...#.#.###.#"
    "#.....#.#..##.#.....#"
    "#######.#.#.#.#######"
    "........#####........"
    "##.#..##.##...###.##."
    "##.###..###..#..#.###"
    ".#...#####..####..#.#"
    ".####...#.##..#.##.#."
    "..#..##.###.#..#...##"
    "........####.#.#.#..#"
    "#######.#.#..#.##.##."
    "#.....#...####..#...."
    "#.###.#..###.##..#.#."
    "#.###.#.##.#...###.##"
    "#.###.#..#..#..##.#.#"
    "#.....#.#.#..##......"
    "#######.#.###...#..#.";

TEST(QrCode, IsThatOfAnotherProgram) {
  const QrCode code = qr_code("flatscope");
  ASSERT_EQ(code.side, 21);
  std::string modules;
  for (int row = 0; row < code.side; ++row)
    for (int column = 0; column < code.side; ++column) modules += code.at(row, column) ? '#' : '.';
  EXPECT_EQ(modules, known);
}

TEST(QrCode, GrowsWithTheTextUpToTheLargest) {
  EXPECT_LT(qr_code(std::string(100, 'a')).side, qr_code(std::string(1000, 'a')).side);
  EXPECT_EQ(qr_code(std::string(longest_qr_text, 'a')).side, 177);
  try {
    qr_code(std::string(longest_qr_text + 1, 'a'));
    FAIL() << "one letter too many was taken";
  } catch (const QrError& error) {
    EXPECT_STREQ(error.what(), "A QR code holds 2,953 bytes, and this link has 2,954.");
  }
  EXPECT_THROW(qr_code(""), QrError);
}

}  // namespace
}  // namespace flatscope
