// Letters typed in the chooser find a name among many.
#include <gtest/gtest.h>

#include <filesystem>
#include <vector>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

bool lists(const Screen& screen, const std::string& name) { return screen.controls.count("chooser/item/" + name) == 1; }

class ChooserLetters : public ::testing::Test {
 protected:
  void open() {
    std::filesystem::create_directories(driver.folder() / "Pictures" / "holidays");
    for (const char* name : {"cat.png", "seahorse.png", "Horse.png", "house.png"})
      write_png(driver.file(std::string("Pictures/") + name), 12, 12);
    write_png(driver.file("Pictures/holidays/beach.png"), 12, 12);
    driver.start();
    driver.key("ctrl+o");
    driver.wait("the folder of pictures", [](const Screen& s) { return lists(s, "seahorse.png"); });
  }
  Screen wait_filter(const std::string& letters) { return driver.wait_fact("chooser/filter", letters); }
  Driver driver;
};

TEST_F(ChooserLetters, LeaveTheNamesThatHaveThem) {
  open();
  driver.type("hor");
  const Screen some = wait_filter("hor");
  EXPECT_EQ(some.value("chooser/path"), "hor");
  EXPECT_TRUE(lists(some, "Horse.png"));
  EXPECT_TRUE(lists(some, "seahorse.png"));
  EXPECT_FALSE(lists(some, "house.png"));
  EXPECT_FALSE(lists(some, "cat.png"));
  EXPECT_FALSE(lists(some, "holidays"));
  // A name that begins so comes before one that only has the letters in it.
  EXPECT_EQ(some.value("chooser/item/Horse.png"), "on");
  EXPECT_TRUE(some.says("2 of 5 names")) << some.words();

  driver.key("BackSpace");
  const Screen more = wait_filter("ho");
  EXPECT_TRUE(lists(more, "house.png"));
  EXPECT_TRUE(lists(more, "holidays"));
  EXPECT_FALSE(lists(more, "cat.png"));
}

TEST_F(ChooserLetters, EscapeTakesThemBackFirst) {
  open();
  driver.type("seah");
  EXPECT_FALSE(lists(wait_filter("seah"), "cat.png"));
  driver.key("Escape");
  wait_filter("");
  const Screen all = driver.settle();
  EXPECT_EQ(all.fact("overlay"), "open");
  for (const char* name : {"cat.png", "Horse.png", "house.png", "seahorse.png", "holidays"})
    EXPECT_TRUE(lists(all, name)) << name;
  EXPECT_EQ(all.value("chooser/item/seahorse.png"), "on");
  EXPECT_NE(all.value("chooser/path").find("Pictures/"), std::string::npos) << all.value("chooser/path");
  // Letters are taken as before, and another Escape leaves.
  driver.type("ca");
  EXPECT_TRUE(lists(wait_filter("ca"), "cat.png"));
  driver.key("Escape");
  wait_filter("");
  driver.key("Escape");
  EXPECT_EQ(driver.wait_fact("overlay", "").fact("picture"), "chelsea.png");
}

TEST_F(ChooserLetters, AndEnterOpenAPicture) {
  open();
  driver.type("cat");
  driver.key("Return");
  driver.wait_fact("picture", "cat.png");
}

TEST_F(ChooserLetters, AndArrowsChooseAmongWhatIsLeft) {
  open();
  driver.type("horse");
  EXPECT_EQ(wait_filter("horse").value("chooser/item/Horse.png"), "on");
  driver.key("Right");
  driver.wait("the next one", [](const Screen& s) { return s.value("chooser/item/seahorse.png") == "on"; });
  EXPECT_EQ(driver.now().fact("chooser/filter"), "horse");
  driver.key("Return");
  driver.wait_fact("picture", "seahorse.png");
}

TEST_F(ChooserLetters, OpenAFolderAndAreGoneThere) {
  open();
  driver.type("hol");
  EXPECT_EQ(wait_filter("hol").value("chooser/item/holidays"), "on");
  driver.key("Return");
  const Screen inside = driver.wait("the folder", [](const Screen& s) { return lists(s, "beach.png"); });
  EXPECT_EQ(inside.fact("chooser/filter"), "");
}

TEST_F(ChooserLetters, ThatNoNameHasAreSaidAndASlashMakesThemAPath) {
  open();
  driver.type("zebra");
  wait_filter("zebra");
  EXPECT_TRUE(driver.settle().says("No name here has these letters"));
  driver.key("Escape");
  wait_filter("");
  driver.type("holidays/beach.png");
  driver.wait("the path", [](const Screen& s) {
    return s.value("chooser/path") == "holidays/beach.png" && s.fact("chooser/filter").empty();
  });
  driver.key("Return");
  driver.wait_fact("picture", "beach.png");
}

// The field that waits for letters must not take the mouse button from what it was pressed on.
TEST_F(ChooserLetters, AndOneClickEachChoosesAndOpens) {
  open();
  driver.click("chooser/item/cat.png");
  driver.wait("the file to be chosen", [](const Screen& s) { return s.value("chooser/item/cat.png") == "on"; });
  driver.settle();
  driver.click("chooser/open");
  driver.wait_fact("picture", "cat.png");

  driver.key("ctrl+o");
  driver.wait("the folder of pictures", [](const Screen& s) { return lists(s, "seahorse.png"); });
  driver.click("chooser/item/house.png");
  driver.wait("the file to be chosen", [](const Screen& s) { return s.value("chooser/item/house.png") == "on"; });
  driver.type("seah");
  EXPECT_TRUE(lists(wait_filter("seah"), "seahorse.png")) << "letters are taken after a click, too";
  driver.click("chooser/cancel");
  driver.wait_fact("overlay", "");
}

TEST(ExportDialog, TakesTheFirstClick) {
  Driver driver;
  driver.start();
  driver.key("ctrl+e");
  driver.wait_fact("overlay", "export");
  driver.click("export/cancel");
  driver.wait_fact("overlay", "");
}

}  // namespace
}  // namespace flatscope::testing
