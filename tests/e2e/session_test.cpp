// Scenes saved and opened again, and what survives the end of the program, expected or not.
#include <gtest/gtest.h>

#include <filesystem>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

class Session : public ::testing::Test {
 protected:
  // Types a name into the open save dialogue and confirms it.
  void save_as(const std::string& path, const std::string& ending = "") {
    driver.wait_fact("overlay", "save");
    driver.wait("a suggested name", [](const Screen& s) { return !s.value("chooser/name").empty(); });
    driver.key("ctrl+a");
    driver.type(path);
    driver.wait("the typed name", [&](const Screen& s) { return s.value("chooser/name") == path; });
    driver.key("Return");
    driver.wait("the file to be named",
                [&](const Screen& s) { return s.says("Saved as") && s.says(path + ending + "."); });
  }
  void wait_until_kept(const std::string& words) {
    const double until = now() + patience;
    const std::string path = driver.file("state/flatscope/session.toml");
    while (read_text(path).find(words) == std::string::npos) {
      ASSERT_LT(now(), until) << "the session was not kept: " << read_text(path);
      pause_for(0.02);
    }
  }
  Driver driver;
};

TEST_F(Session, ASceneIsSavedChangedAndOpenedAgain) {
  write_png(driver.file("mine.png"), 60, 40);
  driver.start({"mine.png", "--stage", "shift"});
  driver.key("shift+Right");
  driver.key("Down");
  driver.wait("the shift", [](const Screen& s) { return s.fact("shift.dx") == "10" && s.fact("shift.dy") == "1"; });
  driver.click("shift.border/Mirror");
  driver.park();
  const Screen saved = driver.settle();
  driver.key("ctrl+s");
  save_as(driver.file("lesson.toml"));
  const std::string text = read_text(driver.file("lesson.toml"));
  EXPECT_NE(text.find("dx = 10"), std::string::npos) << text;
  EXPECT_NE(text.find("path = \"mine.png\""), std::string::npos) << "the picture by its relative path: " << text;

  // Changes after that; Ctrl+S again asks no more.
  driver.key("Home");
  driver.wait_fact("shift.dx", "0");
  driver.key("1");
  driver.wait_fact("stage", "flatten");
  driver.open_by_path(driver.file("lesson.toml"));
  driver.wait("the saved scene",
              [](const Screen& s) { return s.fact("stage") == "shift" && s.fact("shift.dx") == "10"; });
  driver.park();
  const Screen again = driver.settle();
  for (const char* fact : {"picture", "shift.dx", "shift.dy", "shift.hash.image", "shift.hash.vector",
                           "shift.hash.dense", "shift.hash.maps"})
    EXPECT_EQ(again.fact(fact), saved.fact(fact)) << fact;
  driver.key("Right");
  driver.wait_fact("shift.dx", "11");
  driver.key("ctrl+s");
  const double until = now() + patience;
  while (read_text(driver.file("lesson.toml")).find("dx = 11") == std::string::npos) {
    ASSERT_LT(now(), until) << read_text(driver.file("lesson.toml"));
    pause_for(0.02);
  }
}

TEST_F(Session, SavedUnderAnotherNameBothFilesStand) {
  driver.start();
  driver.key("ctrl+s");
  save_as(driver.file("one.toml"));
  driver.key("ctrl+shift+s");
  save_as(driver.file("two"), ".flatscope.toml");
  EXPECT_TRUE(fs::exists(driver.folder() / "one.toml"));
  EXPECT_TRUE(fs::exists(driver.folder() / "two.flatscope.toml")) << "the ending is added";
}

TEST_F(Session, SavingOverAFileAsksFirst) {
  write_text(driver.file("there.toml"), "# what was there\n");
  driver.start();
  driver.key("ctrl+s");
  driver.wait("a suggested name", [](const Screen& s) { return !s.value("chooser/name").empty(); });
  driver.key("ctrl+a");
  driver.type(driver.file("there.toml"));
  driver.wait("the typed name", [&](const Screen& s) { return s.value("chooser/name") == driver.file("there.toml"); });
  driver.key("Return");
  driver.wait("the question", [](const Screen& s) { return s.says("already there. Replace it?"); });
  driver.key("Escape");
  driver.wait("no question", [](const Screen& s) { return !s.says("Replace it?") && s.fact("overlay") == "save"; });
  EXPECT_EQ(read_text(driver.file("there.toml")), "# what was there\n");
}

TEST_F(Session, AKillLosesNothing) {
  driver.start();
  driver.click("picture/coffee.png");
  driver.wait_fact("picture", "coffee.png");
  driver.key("2");
  driver.wait_fact("stage", "shift");
  driver.key("shift+Right");
  driver.key("Right");
  const Screen before = driver.wait_fact("shift.dx", "11");
  wait_until_kept("dx = 11");
  driver.kill();
  const Screen after = driver.start();
  EXPECT_EQ(after.fact("stage"), "shift");
  EXPECT_EQ(after.fact("picture"), "coffee.png");
  EXPECT_EQ(after.fact("shift.dx"), "11");
  EXPECT_EQ(after.fact("shift.hash.image"), before.fact("shift.hash.image"));
  driver.wait_words("Everything is as you left it");

  // Killed again before anything was changed: still there.
  driver.kill();
  EXPECT_EQ(driver.start().fact("shift.dx"), "11");
}

TEST_F(Session, AfterAProperEndTheCatAndAnOfferToGoOn) {
  driver.start({"--stage", "shift"});
  driver.key("Right");
  driver.wait_fact("shift.dx", "1");
  ASSERT_EQ(driver.leave(), 0);
  const Screen again = driver.start();
  EXPECT_EQ(again.fact("stage"), "flatten");
  EXPECT_EQ(again.fact("picture"), "chelsea.png");
  driver.wait_words("Bring it back");
  driver.click("notice/Bring it back");
  driver.wait("the last session",
              [](const Screen& s) { return s.fact("stage") == "shift" && s.fact("shift.dx") == "1"; });
}

}  // namespace
}  // namespace flatscope::testing
