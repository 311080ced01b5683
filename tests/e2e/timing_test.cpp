// What must take no time: idling, and opening a large picture. Run alone, as anything beside them would be measured
// too.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

class Timing : public ::testing::Test {
 protected:
  void idles() {
    driver.park();
    const Screen before = driver.settle();
    pause_for(1.0);  // a notice of the start or a cache may still be on its way out
    const Screen calm = driver.settle();
    const double spent = driver.process().cpu_seconds();
    pause_for(4.0);
    const double used = driver.process().cpu_seconds() - spent;
    EXPECT_EQ(driver.now().frame, calm.frame) << "frames were drawn although nothing moved, from " << before.frame;
    if (!sanitized) {
      EXPECT_LE(used, 0.005 * 4.0 + 1e-9) << "seconds of the processor in 4 seconds";
    }
  }
  Driver driver;
};

TEST_F(Timing, AnIdleFlattenStageDrawsNothing) {
  driver.start();
  idles();
}

TEST_F(Timing, AnIdleShiftStageDrawsNothing) {
  driver.start({"--stage", "shift"});
  idles();
}

TEST_F(Timing, AnIdleChooserDrawsNothing) {
  write_png(driver.file("cat.png"), 12, 12);
  driver.start();
  driver.key("ctrl+o");
  const auto lists_it = [](const Screen& s) { return s.controls.count("chooser/item/cat.png") == 1; };
  driver.wait("the folder", lists_it);
  idles();
  driver.click("chooser/item/cat.png");
  driver.wait("the file to be chosen", [](const Screen& s) { return s.value("chooser/item/cat.png") == "on"; });
  idles();
}

TEST_F(Timing, AnIdleExportDialogDrawsNothing) {
  driver.start();
  driver.key("ctrl+e");
  driver.wait_fact("overlay", "export");
  idles();
}

TEST_F(Timing, APictureOf24MegapixelsOpensWhileTheWindowLives) {
  write_ppm(driver.file("large.ppm"), 6000, 4000);
  driver.start();
  driver.settle();
  ASSERT_TRUE(driver.display().drop({uri_of(driver.file("large.ppm"))}, {500, 300}, patience));
  // The pointer wanders over the grid until the picture is there; every frame is logged.
  const double begun = now(), until = begun + patience;
  const Box grid = driver.now().area("flatten.grid");
  int step = 0;
  while (driver.now().fact("picture") != "large.ppm") {
    ASSERT_LT(now(), until) << "the picture never comes";
    driver.move(grid.at(0.1 + 0.005 * (step % 160), 0.4));
    ++step;
    pause_for(0.016);
  }
  driver.wait_fact("behind", "no");
  const double ended = now();
  std::istringstream log(read_text(driver.file("frames.log")));
  std::string line, word;
  double last = begun, longest = 0;
  int frames = 0;
  while (std::getline(log, line)) {
    std::istringstream words(line);
    long long frame = 0;
    double from = 0, presented = 0;
    words >> word >> frame >> word >> from >> word >> presented;
    if (presented < begun || presented > ended) continue;
    longest = std::max(longest, presented - last);
    last = presented;
    ++frames;
  }
  RecordProperty("longest_gap_ms", static_cast<int>(longest * 1000));
  EXPECT_GT(frames, 3);
  if (!sanitized) {
    EXPECT_LT(longest, 0.4) << frames << " frames in " << ended - begun << " s";
  }
  EXPECT_TRUE(driver.now().says("large.ppm"));
}

}  // namespace
}  // namespace flatscope::testing
