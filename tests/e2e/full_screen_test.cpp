// Full screen and back. There is no window manager here, so what the program asks for is what happens.
#include <gtest/gtest.h>

#include "driver.h"
#include "pictures.h"

namespace flatscope::testing {
namespace {

class FullScreen : public ::testing::Test {
 protected:
  void start() {
    driver.start();
    driver.settle();
    driver.display().move_window(150, 90);
    driver.settle();
    driver.resize(1000, 640);
    driver.settle();
  }
  void wait_box(const WindowBox& wanted) {
    const double until = now() + patience;
    while (!(driver.display().window_box() == wanted) && now() < until) pause_for(0.02);
    const WindowBox box = driver.display().window_box();
    EXPECT_EQ(box, wanted) << box.x << ", " << box.y << ", " << box.width << " x " << box.height;
  }
  Driver driver;
};

TEST_F(FullScreen, LeavingItPutsTheWindowWhereItWas) {
  start();
  for (int time = 0; time < 2; ++time) {
    driver.key("F11");
    wait_box({0, 0, 1920, 1080});
    driver.settle();
    driver.key("F11");
    wait_box({150, 90, 1000, 640});
    driver.settle();
  }
  EXPECT_EQ(driver.leave(), 0);
}

TEST_F(FullScreen, AfterQuittingInItTheNextWindowHasTheOldSize) {
  start();
  driver.key("F11");
  wait_box({0, 0, 1920, 1080});
  driver.settle();
  EXPECT_EQ(driver.leave(), 0);
  const std::string settings = read_text(driver.file("config/flatscope/settings.toml"));
  EXPECT_NE(settings.find("window_width = 1000\nwindow_height = 640\nmaximised = false"), std::string::npos)
      << settings;
  const Screen again = driver.start();
  EXPECT_EQ(again.width, 1000);
  EXPECT_EQ(again.height, 640);
}

}  // namespace
}  // namespace flatscope::testing
