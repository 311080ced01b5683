// Opening files as a person does, and files that can't be opened.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

class Open : public ::testing::Test {
 protected:
  bool drop(const std::string& name) {
    return driver.display().drop({uri_of(driver.file(name))}, {500, 300}, patience);
  }
  // What is wrong must be said in one sentence that names the file, and what was open stays.
  void refused(const std::string& name, const std::string& reason) {
    const Screen before = driver.settle();
    ASSERT_TRUE(drop(name)) << name;
    const Screen after = driver.wait_words(reason);
    EXPECT_TRUE(after.says(name)) << after.words();
    EXPECT_EQ(after.fact("picture"), before.fact("picture"));
    EXPECT_EQ(after.fact("pictures"), before.fact("pictures"));
    EXPECT_EQ(after.fact("flatten.size"), before.fact("flatten.size"));
    driver.key("Escape");
    driver.wait("the sentence to be put away", [&](const Screen& screen) { return !screen.says(reason); });
  }
  Driver driver;
};

TEST_F(Open, StartsOnTheBundledCat) {
  const Screen screen = driver.start();
  EXPECT_EQ(screen.fact("picture"), "chelsea.png");
  EXPECT_EQ(screen.fact("stage"), "flatten");
  EXPECT_TRUE(screen.says("A grid becomes a line")) << screen.words();
  EXPECT_TRUE(screen.says("chelsea.png"));
  EXPECT_EQ(driver.display().window_title(), "chelsea.png · Flatscope");
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(Open, ByATypedPath) {
  write_png(driver.file("typed one.png"), 30, 20);
  driver.start();
  driver.open_by_path(driver.file("typed one.png"));
  const Screen screen = driver.wait_fact("picture", "typed one.png");
  EXPECT_EQ(screen.fact("pictures"), "2");
  driver.wait_fact("overlay", "");
  driver.wait("the picture in the grid", [](const Screen& s) { return s.says("typed one.png"); });
  // It is uncropped: 16 wide at the working size of the start, and 11 high.
  driver.wait_fact("flatten.size", "1x11x16");
  // Where the rest of it went is said where a person looks.
  driver.wait_words("30 × 20, shown at 16 × 11: pull Working size for more");
}

TEST_F(Open, ByDropFromAnotherProgram) {
  write_png(driver.file("käse €.png"), 20, 40);
  write_png(driver.file("second.png"), 8, 8);
  driver.start();
  ASSERT_TRUE(driver.display().drop({uri_of(driver.file("käse €.png")), uri_of(driver.file("second.png"))}, {500, 300},
                                    patience));
  Screen screen = driver.wait_fact("pictures", "3");
  EXPECT_EQ(screen.fact("picture"), "käse €.png");
  driver.wait_fact("flatten.size", "1x16x8");
  driver.key("Next");
  driver.wait_fact("picture", "second.png");
  driver.key("ctrl+w");
  driver.wait_fact("pictures", "2");
}

TEST_F(Open, FromTheStripOfBundledPictures) {
  driver.start();
  driver.click("picture/coffee.png");
  driver.wait_fact("picture", "coffee.png");
  driver.click("picture/chelsea.png");
  driver.wait_fact("picture", "chelsea.png");
}

TEST_F(Open, ThroughTheFoldersOfTheChooser) {
  std::filesystem::create_directories(driver.folder() / "Pictures");
  write_png(driver.file("Pictures/inside.png"), 12, 12);
  driver.start();
  driver.key("ctrl+o");
  driver.wait("the folder of pictures",
              [](const Screen& s) { return s.controls.count("chooser/item/inside.png") == 1; });
  driver.click("chooser/item/inside.png");
  driver.wait("the file chosen", [](const Screen& s) { return s.value("chooser/item/inside.png") == "on"; });
  driver.settle();
  driver.click("chooser/open");
  driver.wait_fact("picture", "inside.png");
}

TEST_F(Open, EscapeLeavesTheChooserWithoutOpeningAnything) {
  const Screen first = driver.start();
  driver.key("ctrl+o");
  driver.wait_fact("overlay", "open");
  driver.key("Escape");
  const Screen after = driver.wait_fact("overlay", "");
  EXPECT_EQ(after.fact("picture"), first.fact("picture"));
}

TEST_F(Open, HostileFilesGetASentenceEach) {
  write_text(driver.file("empty.png"), "");
  write_truncated_png(driver.file("cut.png"));
  write_text(driver.file("words.png"), "This is no picture at all, it only calls itself one.\n");
  write_huge_header(driver.file("huge.png"));
  std::filesystem::create_directories(driver.folder() / "album.png");
  driver.start();
  refused("empty.png", "is empty");
  refused("cut.png", "truncated");
  refused("words.png", "not a picture");
  refused("huge.png", "60000 x 60000");
  refused("album.png", "a folder");
  refused("never-there.png", "no such file");
  write_text(driver.file("broken.toml"), "stage = [[[\n");
  refused("broken.toml", "Line 1");
}

TEST_F(Open, AFileWithoutPermissionGetsASentence) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read every file";
  write_png(driver.file("secret.png"), 8, 8);
  ASSERT_EQ(::chmod(driver.file("secret.png").c_str(), 0), 0);
  driver.start();
  refused("secret.png", "permission");
}

TEST_F(Open, AWrongPathInTheChooserIsSaidThere) {
  const Screen first = driver.start();
  driver.open_by_path(driver.file("nothing.png"));
  const Screen screen = driver.wait("a sentence", [](const Screen& s) { return !s.fact("chooser/problem").empty(); });
  EXPECT_NE(screen.fact("chooser/problem").find("nothing.png"), std::string::npos) << screen.fact("chooser/problem");
  EXPECT_EQ(screen.fact("overlay"), "open");
  driver.key("Escape");
  EXPECT_EQ(driver.wait_fact("overlay", "").fact("picture"), first.fact("picture"));
}

}  // namespace
}  // namespace flatscope::testing
