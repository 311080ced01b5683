// Pipes that nobody writes to: the window is there, says what it waits for, and can be left.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

namespace fs = std::filesystem;

class Streams : public ::testing::Test {
 protected:
  std::string pipe(const std::string& name) {
    fs::create_directories(fs::path(driver.file(name)).parent_path());
    EXPECT_EQ(::mkfifo(driver.file(name).c_str(), 0600), 0);
    return driver.file(name);
  }
  // Only where somebody reads already.
  void write_into(const std::string& path, const std::string& bytes) {
    const double until = now() + patience;
    int file = -1;
    while ((file = ::open(path.c_str(), O_WRONLY | O_NONBLOCK)) < 0 && now() < until) pause_for(0.01);
    ASSERT_GE(file, 0) << "nobody reads " << path;
    ::fcntl(file, F_SETFL, 0);
    EXPECT_EQ(::write(file, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    ::close(file);
  }
  std::string png() {
    write_png(driver.file("source.png"), 30, 20);
    return read_text(driver.file("source.png"));
  }
  void leaves_soon() {
    const double asked = now();
    EXPECT_EQ(driver.leave(), 0);
    EXPECT_LE(now() - asked, sanitized ? 15.0 : 3.0);
  }
  static std::string waiting_for(const std::string& path) { return "Waiting for " + path; }
  Driver driver;
};

TEST_F(Streams, APictureThatNobodyWritesIsWaitedForInTheWindow) {
  const std::string path = pipe("picture.png");
  const double begun = now();
  const Screen first = driver.start({path});
  EXPECT_LE(now() - begun, sanitized ? 20.0 : 3.0);
  EXPECT_EQ(first.fact("picture"), "chelsea.png");
  driver.wait_words(waiting_for(path));
  driver.key("2");
  driver.wait_fact("stage", "shift");
  leaves_soon();
}

TEST_F(Streams, APictureComesWhenItIsWritten) {
  const std::string path = pipe("picture.png");
  const std::string bytes = png();
  driver.start({path, "--stage", "flatten"});
  driver.wait_words(waiting_for(path));
  write_into(path, bytes);
  driver.wait_fact("picture", "picture.png");
  EXPECT_FALSE(driver.settle().says("Waiting for"));
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(Streams, ASceneThatNobodyWritesIsWaitedForInTheWindow) {
  const std::string path = pipe("scene");
  driver.start({"--scene", path});
  driver.wait_words(waiting_for(path));
  write_into(path, "stage = \"shift\"\n[shift]\ndx = 5\n");
  driver.wait_fact("shift.dx", "5");
  EXPECT_FALSE(driver.settle().says("Waiting for"));
  driver.key("ctrl+s");  // a pipe is no place to save in
  driver.wait_fact("overlay", "save");
  driver.key("Escape");
  driver.wait_fact("overlay", "");
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(Streams, ASceneThatNeverComesHoldsNothingUp) {
  const std::string path = pipe("scene.toml");
  driver.start({"--scene", path});
  driver.wait_words(waiting_for(path));
  leaves_soon();
}

TEST_F(Streams, OneThatIsDroppedHoldsUpNoOtherAndCanBeGivenUp) {
  const std::string path = pipe("slow.png"), scene = pipe("slow.toml");
  write_png(driver.file("quick.png"), 8, 8);
  driver.start();
  ASSERT_TRUE(driver.display().drop({uri_of(path), uri_of(scene)}, {500, 300}, patience));
  driver.wait_words(waiting_for(path));
  driver.wait_words(waiting_for(scene));
  ASSERT_TRUE(driver.display().drop({uri_of(driver.file("quick.png"))}, {500, 300}, patience));
  driver.wait_fact("picture", "quick.png");
  driver.wait_fact("opening", "2");
  driver.click("notice/Stop waiting");
  driver.wait_fact("opening", "1");
  driver.frames_pass();  // the other notice has moved up
  driver.click("notice/Stop waiting");
  EXPECT_FALSE(driver.settle().says("Waiting for"));
  leaves_soon();
}

TEST_F(Streams, SettingsAndSessionAreNeverWaitedFor) {
  pipe("config/flatscope/settings.toml");
  pipe("state/flatscope/session.toml");
  driver.start();
  driver.wait_words("The settings are the usual ones and are not kept");
  driver.wait_words("The session is not kept");
  driver.click("tool/theme");
  driver.wait_fact("theme", "light");
  driver.key("2");
  driver.wait_fact("stage", "shift");
  driver.key("Right");
  driver.wait_fact("shift.dx", "1");
  driver.settle();
  leaves_soon();
}

TEST_F(Streams, APipeInAScenesListOfPicturesIsLeftOut) {
  pipe("gone.png");
  write_text(driver.file("lesson.toml"), "stage = \"flatten\"\n[[pictures]]\npath = \"gone.png\"\n");
  driver.start({"--scene", driver.file("lesson.toml")});
  driver.wait_words("is a pipe or a device, not a file; it was left out");
  leaves_soon();
}

TEST_F(Streams, NothingIsSavedIntoAPipe) {
  pipe("out.toml");
  driver.start();
  driver.key("ctrl+s");
  driver.wait_fact("overlay", "save");
  driver.wait("a suggested name", [](const Screen& s) { return !s.value("chooser/name").empty(); });
  driver.key("ctrl+a");
  driver.type(driver.file("out.toml"));
  driver.wait("the typed name", [&](const Screen& s) { return s.value("chooser/name") == driver.file("out.toml"); });
  driver.key("Return");
  driver.wait_words("is a pipe or a device: write another name");
  driver.key("Escape");
  driver.wait_fact("overlay", "");
  leaves_soon();
}

}  // namespace
}  // namespace flatscope::testing
