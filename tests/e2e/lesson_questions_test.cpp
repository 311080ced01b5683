// A lesson under real mouse and key events: a shift and a curve are dragged, committed and revealed.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "driver.h"

namespace flatscope::testing {
namespace {

constexpr const char* lesson = R"(title = "Dragged answers"
[scene]
stage = "shift"
[scene.shift]
dx = 6
dy = 2
[[step]]
title = "A shift"
say = "s"
[step.question]
kind = "shift"
on = "map"
from = { peak_before = 1 }
ask = "By how far does map 1 move?"
answer = { peak_moved = 1 }
mistakes = [{ is = [0, 6], say = "it moves down as well." }]
[[step]]
title = "A curve"
say = "s"
[step.question]
kind = "curve"
ask = "How many weights?"
at = [8, 32]
answers = [{ weights = ["1x8x8", "flatten", "linear:1"] }, { weights = ["1x32x32", "flatten", "linear:1"] }]
low = 0
high = 1200
tolerance = 100
because = "It grows with the square."
)";

TEST(LessonQuestions, AShiftAndACurveAreDraggedAndRevealed) {
  Driver driver(1280, 720);
  std::ofstream(driver.file("dragged.toml")) << lesson;
  driver.start({"--lesson", driver.file("dragged.toml")});
  driver.wait_fact("lesson.step", "1");
  driver.park();
  const Screen asked = driver.settle();
  EXPECT_FALSE(asked.says("it moves down as well"));
  EXPECT_TRUE(asked.fact("lesson.outcome").empty());

  // To the right alone: wrong, and the way it is wrong is known.
  const Box map = asked.area("shift.map.0.after");
  driver.drag(map.at(0.3, 0.5), map.at(0.3 + 6.0 / 48, 0.5));
  driver.wait_fact("lesson.shift", "0,6");
  EXPECT_EQ(driver.now().fact("shift.dx"), "6") << "the object stays";
  driver.key("Return");
  const Screen wrong = driver.wait_fact("lesson.outcome", "off 2");
  EXPECT_TRUE(wrong.says("it moves down as well"));

  driver.key("Next");
  driver.wait_fact("lesson.step", "2");
  driver.park();
  const Box chart = driver.settle().area("lesson.curve");
  driver.drag(chart.at(0.05, 0.5), chart.at(0.05, 0.95));
  driver.drag(chart.at(0.95, 0.5), chart.at(0.95, 0.15));
  const Screen drawn = driver.settle();
  EXPECT_NEAR(std::stod(drawn.fact("lesson.curve.0")), 60.0, 30.0);
  EXPECT_EQ(drawn.fact("lesson.curve.1").rfind("1,0", 0), 0U) << drawn.fact("lesson.curve.1");
  driver.key("Return");
  driver.wait_words("It grows with the square.");
  EXPECT_TRUE(driver.now().says("Right."));
}

}  // namespace
}  // namespace flatscope::testing
