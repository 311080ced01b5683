#include "core/files/paths.h"

#include <gtest/gtest.h>

#include "core/files/file.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;

TEST(Paths, AreTheLibrarysWhereThereIsNoShare) {
  EXPECT_FALSE(on_a_share("pictures/cat.png"));
  EXPECT_FALSE(on_a_share("/pictures/cat.png"));
  EXPECT_EQ(within("a", "b.png"), fs::path("a") / "b.png");
  EXPECT_EQ(normal_path("a/./x/../b.png"), fs::path("a/b.png").make_preferred());
  EXPECT_EQ(absolute_path("b.png"), fs::absolute("b.png"));
  EXPECT_EQ(utf8_with_slashes(fs::path("a") / u8"ä.png"), "a/ä.png");
}

#ifdef _WIN32

TEST(Paths, OfAShareStayOnIt) {
  const fs::path picture = L"\\\\server\\class 7\\übung\\..\\cat.png";
  EXPECT_TRUE(on_a_share(picture));
  EXPECT_TRUE(on_a_share(L"//server/class"));
  EXPECT_FALSE(on_a_share(L"\\\\\\server"));
  EXPECT_FALSE(on_a_share(L"C:\\class"));
  EXPECT_EQ(absolute_path(picture), picture);
  EXPECT_EQ(normal_path(picture).native(), L"\\\\server\\class 7\\cat.png");
  EXPECT_EQ(normal_path(L"//server/class/./cat.png").native(), L"\\\\server\\class\\cat.png");
  EXPECT_EQ(within(L"C:\\lessons", picture), picture);
  EXPECT_EQ(within(L"\\\\server\\class", L"cat.png").native(), L"\\\\server\\class\\cat.png");
  EXPECT_EQ(utf8_with_slashes(L"\\\\server\\class\\cat.png"), "//server/class/cat.png");
}

TEST(Paths, OfADriveAreWhole) {
  EXPECT_EQ(within(L"C:\\lessons", L"D:/cat.png"), fs::path(L"D:/cat.png"));
  EXPECT_EQ(normal_path(L"C:/a/../cat.png").native(), L"C:\\cat.png");
  EXPECT_EQ(utf8_with_slashes(L"C:\\a\\cat.png"), "C:/a/cat.png");
}

#endif

}  // namespace
}  // namespace flatscope
