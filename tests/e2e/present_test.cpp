// A lesson before a class, in the real window: its keys pressed and held, the way out, and every size of screen.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "driver.h"
#include "texts.h"

namespace flatscope::testing {
namespace {

class Presenting : public ::testing::Test {
 protected:
  Presenting() : driver(3840, 2160) {}
  void start(int width, int height) {
    driver.start({"--lesson", "pixel-below", "--scale", "1"});
    driver.wait_fact("lesson.step", "1");
    driver.resize(width, height);
    driver.wait("the size", [&](const Screen& s) { return s.width == width && s.height == height; });
    driver.key("p");
    driver.wait("the lesson presented", [](const Screen& s) { return s.areas.count("present.words") == 1; });
    driver.park();
    driver.settle();
  }
  // Of the window, as it is on the display: red, green and blue.
  int light_at(const Screen& screen, double across, double down) {
    const Point at{screen.width * across, screen.height * down};
    const std::vector<unsigned> seen = driver.display().picture(at, {at.x + 1, at.y + 1});
    if (seen.empty()) throw std::runtime_error("nothing is seen there");
    return static_cast<int>(((seen[0] >> 16 & 255) + (seen[0] >> 8 & 255) + (seen[0] & 255)) / 3);
  }
  void look(const Screen& screen, const std::string& what) {
    for (const std::string& fault : faults_of_texts(screen)) ADD_FAILURE() << what << ": " << fault;
    for (const std::string& fault : too_small_texts(screen)) ADD_FAILURE() << what << ": " << fault;
    EXPECT_TRUE(screen.says("Leave")) << what;
  }
  Driver driver;
};

TEST_F(Presenting, KeysOfATalkDoWhatTheySay) {
  start(1280, 720);
  driver.key("b");
  Screen screen = driver.wait_fact("present.curtain", "black");
  EXPECT_EQ(light_at(screen, 0.4, 0.5), 0);
  driver.key("b");
  driver.wait_fact("present.curtain", "none");
  driver.key("w");
  screen = driver.wait_fact("present.curtain", "white");
  EXPECT_EQ(light_at(screen, 0.4, 0.5), 255);
  driver.key("w");
  screen = driver.wait_fact("present.curtain", "none");

  // The corner is dark as long as S is held, also while the keyboard repeats it.
  const int before = light_at(driver.settle(), 0.98, 0.5);
  driver.move({300, 300});
  driver.display().hold_key("s", true);
  screen = driver.wait_fact("present.spotlight", "yes");
  pause_for(1.0);
  EXPECT_EQ(driver.now().fact("present.spotlight"), "yes");
  EXPECT_LT(light_at(driver.now(), 0.98, 0.5), before / 2);
  driver.display().hold_key("s", false);
  driver.wait_fact("present.spotlight", "no");
  EXPECT_EQ(light_at(driver.settle(), 0.98, 0.5), before);

  driver.display().hold_key("m", true);
  screen = driver.wait("the magnifier", [](const Screen& s) { return s.areas.count("present.lens") == 1; });
  EXPECT_NEAR(screen.area("present.lens").centre().x, 300, 2);
  driver.display().hold_key("m", false);
  driver.wait("no magnifier", [](const Screen& s) { return s.areas.count("present.lens") == 0; });

  driver.key("d");
  driver.wait_fact("present.pen", "yes");
  const std::string pinned = driver.now().fact("flatten.row");
  driver.drag({200, 200}, {400, 260});
  driver.wait_fact("present.strokes", "1");
  EXPECT_EQ(driver.now().fact("flatten.row"), pinned);
  driver.key("e");
  driver.wait_fact("present.strokes", "0");
  driver.key("d");
  driver.wait_fact("present.pen", "no");

  driver.key("k");
  driver.key("Next");
  driver.wait_fact("lesson.step", "2");
  EXPECT_TRUE(driver.now().says("Next step")) << driver.now().words();
}

TEST_F(Presenting, EscapeLeavesThePresentationBeforeTheLesson) {
  start(1280, 720);
  EXPECT_EQ(driver.now().fact("theme"), "light");
  driver.key("l");
  driver.wait_fact("overlay", "steps");
  driver.key("3");
  driver.wait_fact("lesson.step", "3");
  driver.wait_fact("overlay", "");
  driver.key("b");
  driver.wait_fact("present.curtain", "black");
  driver.key("Escape");
  driver.wait_fact("present.curtain", "none");
  driver.key("Escape");
  const Screen screen = driver.wait("the bar", [](const Screen& s) { return s.areas.count("lesson") == 1; });
  EXPECT_EQ(screen.fact("theme"), "dark");
  EXPECT_EQ(screen.fact("lesson.step"), "3");
}

TEST_F(Presenting, NotesStandInAWindowOfTheirOwn) {
  start(1280, 720);
  driver.key("n");
  driver.wait_fact("notes.window", "open");
  driver.frames_pass();
  EXPECT_EQ(driver.now().fact("notes"), "");
  EXPECT_FALSE(driver.now().says("NOTES"));
  driver.key("Next");
  driver.wait_fact("lesson.step", "2");
  driver.key("n");
  driver.wait_fact("notes.window", "closed");
  driver.key("Escape");
  driver.wait("the bar", [](const Screen& s) { return s.areas.count("lesson") == 1; });
  EXPECT_TRUE(driver.running());
}

TEST_F(Presenting, EverySizeOfScreenHasWholeAndLargeTexts) {
  start(1280, 720);
  for (const auto& [width, height] :
       {std::pair{1280, 720}, std::pair{1024, 768}, std::pair{1920, 1080}, std::pair{3840, 2160}}) {
    driver.resize(width, height);
    const int wide = width;
    driver.wait("the size", [wide](const Screen& s) { return s.width == wide; });
    for (int step = 1; step <= 6; ++step) {
      driver.key("l");
      driver.wait_fact("overlay", "steps");
      driver.key(std::to_string(step));
      driver.wait_fact("lesson.step", std::to_string(step));
      driver.wait_fact("overlay", "");
      look(driver.settle(), "step " + std::to_string(step) + ", " + std::to_string(width));
    }
  }
}

}  // namespace
}  // namespace flatscope::testing
