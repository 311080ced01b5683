// Lessons in front of a class: found in the list, played with the keyboard, answered wrongly and the gap seen, hands
// counted before and after; a file that is broken while it is played; a lesson of one's own.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "driver.h"

namespace flatscope::testing {
namespace {

class Lessons : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) { std::ofstream(driver.file(name)) << text; }
  std::string read(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(driver.file(name)).rdbuf();
    return text.str();
  }
  bool says(const std::string& part) { return driver.now().says(part); }

  Driver driver{1280, 720};
};

constexpr const char* two_steps =
    "title = \"Mine\"\n[[step]]\ntitle = \"One\"\nsay = \"W is {picture_width}.\"\n[[step]]\ntitle = \"Two\"\nsay = "
    "\"The "
    "end.\"\n";

TEST_F(Lessons, PlayedWithTheKeyboardAndAnsweredWronglyTheGapIsSeen) {
  driver.start();
  driver.key("l");
  driver.wait_words("New lesson from this scene");
  driver.click("lessons/Where does the pixel below go?");
  driver.wait_fact("lesson.step", "1");
  for (const char* step : {"2", "3"}) {
    driver.key("Next");
    driver.wait_fact("lesson.step", step);
  }
  Screen screen = driver.settle();
  EXPECT_TRUE(screen.says("Kept back until you commit"));
  EXPECT_FALSE(screen.says("57, 89"));
  driver.type("74");
  driver.wait("the number", [](const Screen& s) { return s.value("lesson.number") == "74"; });
  EXPECT_FALSE(says("57, 89"));
  driver.key("Return");
  screen = driver.wait_fact("lesson.outcome", "off 15");
  EXPECT_TRUE(screen.says("your guess 74"));
  EXPECT_TRUE(screen.says("it is 89"));
  driver.key("Next");
  driver.wait_fact("lesson.step", "4");
  driver.key("Prior");
  // What was answered stays answered.
  driver.wait_fact("lesson.outcome", "off 15");
}

TEST_F(Lessons, HandsAreCountedBeforeAndAfter) {
  driver.start({"--lesson", "pixel-below"});
  driver.wait_fact("lesson.step", "1");
  for (int step = 2; step <= 6; ++step) {
    driver.key("Next");
    driver.wait_fact("lesson.step", std::to_string(step));
  }
  driver.click("bar/lesson.tally");
  for (int i = 0; i < 3; ++i) driver.click("lesson.choice/A");
  driver.key("2");
  driver.key("2");
  driver.key("shift+2");
  driver.wait("three hands for A and one for B",
              [](const Screen& s) { return s.fact("lesson.hands.A") == "3" && s.fact("lesson.hands.B") == "1"; });
  driver.key("v");
  driver.key("2");
  driver.wait("the second vote beside the first", [](const Screen& s) {
    return s.fact("lesson.hands.A") == "3 → 0" && s.fact("lesson.hands.B") == "1 → 1";
  });
  EXPECT_EQ(driver.now().value("lesson.choice/B"), "off") << "the reveal has not come yet";
  driver.key("Return");  // the hands are the class's answer
  driver.wait("the right one is marked", [](const Screen& s) { return s.value("lesson.choice/B") == "right"; });
}

TEST_F(Lessons, AFileThatIsBrokenWhileItIsPlayedIsToldAndTheLastGoodVersionStays) {
  write("mine.toml", two_steps);
  driver.start({"--lesson", driver.file("mine.toml")});
  driver.wait_words("W is");
  driver.wait_fact("lesson.step", "1");
  write("mine.toml", std::string(two_steps) + "highlight = [{ neigbour = \"below\" }]\n");
  const Screen screen = driver.wait_words("The last good version is played.");
  EXPECT_TRUE(screen.says("mine.toml:8:")) << screen.words();
  EXPECT_TRUE(screen.says("Did you mean “neighbour”?"));
  driver.key("Next");
  driver.wait_fact("lesson.step", "2");
  write("mine.toml", std::string(two_steps) + "[[step]]\ntitle = \"Three\"\nsay = \"More.\"\n");
  driver.wait("the mistake is mended", [](const Screen& s) { return s.fact("lesson.mistake").empty(); });
  driver.key("Next");
  driver.wait_words("More.");
}

TEST_F(Lessons, OneOfOnesOwnIsWrittenFromTheSceneAndPlayed) {
  driver.start();
  driver.set_slider("flatten/size", 24);
  driver.key("l");
  driver.wait_words("New lesson from this scene");
  driver.click("lessons/new");
  driver.wait_fact("overlay", "save");
  driver.key("ctrl+a");
  driver.type(driver.file("own.toml"));
  driver.key("Return");
  driver.wait("the editor", [](const Screen& s) { return s.areas.count("editor") == 1; });
  EXPECT_NE(read("own.toml").find("working_size = 24"), std::string::npos) << read("own.toml");
  // Another scene, and that as a step.
  driver.key("F6");
  driver.wait("the stage", [](const Screen& s) { return s.areas.count("editor") == 0; });
  driver.set_slider("flatten/size", 8);
  driver.key("F6");
  driver.wait("the editor again", [](const Screen& s) { return s.areas.count("editor") == 1; });
  driver.click("editor/add");
  driver.wait("it is written",
              [&](const Screen&) { return read("own.toml").find("working_size = 8") != std::string::npos; });
  driver.wait("and read", [](const Screen& s) { return s.says("2 steps"); });
  driver.key("F6");
  const Screen screen = driver.wait_fact("lesson.step", "2");
  EXPECT_EQ(screen.fact("flatten.size"), "1x5x8");
}

}  // namespace
}  // namespace flatscope::testing
