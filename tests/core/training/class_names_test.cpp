#include "core/training/class_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/core/refusal.h"
#include "tests/core/training/temporary_folder.h"

namespace flatscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ClassNames, AreTheLinesOfATextFile) {
  EXPECT_THAT(class_names("cat\ndog"), ElementsAre("cat", "dog"));
  EXPECT_THAT(class_names("\xEF\xBB\xBF cat \r\nAnkle boot\t\r\né\r\n\r\n \r\n"),
              ElementsAre("cat", "Ankle boot", "é"));
  std::string many;
  for (int i = 0; i < 256; ++i) many += std::to_string(i) + "\n";
  EXPECT_EQ(class_names(many).size(), 256U);
  EXPECT_EQ(refusal([&] { class_names(many + "one more"); }), "it has more than 256 names");
}

TEST(ClassNames, SayWhichLineIsWrong) {
  EXPECT_EQ(refusal([] { class_names(""); }), "it has fewer than two names; one a line is wanted");
  EXPECT_EQ(refusal([] { class_names("alone\n"); }), "it has fewer than two names; one a line is wanted");
  EXPECT_EQ(refusal([] { class_names("a\n\nb"); }), "line 2 is empty");
  EXPECT_EQ(refusal([] { class_names("a\nb\na"); }), "line 3 has the same name as line 1");
  EXPECT_EQ(refusal([] { class_names("a\n" + std::string(65, 'x')); }), "line 2 is longer than 64 characters");
  EXPECT_EQ(refusal([] { class_names("a\n\xFF"); }), "it is not text in UTF-8");
  const TemporaryFolder folder;
  folder.write("names.txt", "a\nb\n");
  EXPECT_THAT(load_class_names(folder.path() / "names.txt"), ElementsAre("a", "b"));
  folder.write("names.txt", "a");
  EXPECT_THAT(refusal<FileError>([&] { load_class_names(folder.path() / "names.txt"); }),
              HasSubstr("names.txt' can't be used for the names of classes: it has fewer"));
}

}  // namespace
}  // namespace flatscope
