// What a lesson's step does without is gone, and the rest has its room: the bundled course in the window.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "app/files/assets.h"
#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

class LessonWithout : public ::testing::Test {
 protected:
  LessonWithout() : window_(ground_, first_scene()) {}

  Screen at(std::string_view name, int step) {
    LessonReading reading = read_lesson_file(find_lesson(name));
    EXPECT_TRUE(reading.lesson.has_value());
    window_.app().begin(std::make_shared<const Lesson>(std::move(*reading.lesson)), step - 1);
    window_.settle();
    return window_.now();
  }

  const Ground ground_;
  Alone window_;
};

TEST_F(LessonWithout, TheLineTheGridHasTheHeightAndNoPixelIsInHand) {
  const Screen with = at("pixel-below", 4), without = at("picture-is-numbers", 1);
  EXPECT_GT(without.area("flatten.grid").height(), 1.3 * with.area("flatten.grid").height());
  EXPECT_FALSE(without.says("stands at index"));
  EXPECT_FALSE(without.says("UNROLL THE GRID"));  // a heading whose controls are all hidden
  EXPECT_FALSE(without.controls.contains("flatten/size"));
}

TEST_F(LessonWithout, TheNeighboursTheArithmeticStays) {
  const Screen screen = at("flattening", 3);
  EXPECT_TRUE(screen.says("3·12 + 2"));
  EXPECT_FALSE(screen.says("apart"));
}

TEST_F(LessonWithout, TheDenseLayerTheMapsStandBesideThePicture) {
  const Screen screen = at("moves-along", 3);
  const Box canvas = screen.area("shift.canvas"), map = screen.area("shift.map.0.after");
  EXPECT_GT(map.left, canvas.right);
  EXPECT_LT(map.top, canvas.bottom);
  EXPECT_GT(map.width(), 0.7 * canvas.width());
  EXPECT_FALSE(screen.says("DENSE LAYER"));
  EXPECT_FALSE(screen.says("FILTERS"));
  EXPECT_FALSE(screen.says("PICTURE"));
}

TEST_F(LessonWithout, ShiftsNothingIsSaidOfThem) {
  const Screen screen = at("by-heart", 4);
  EXPECT_FALSE(screen.says("moved by up to"));
  EXPECT_FALSE(screen.says("1 up"));
  EXPECT_FALSE(screen.says("KEPT RUNS"));
}

TEST_F(LessonWithout, TheCountsOfAllThreeStepsNoAnswerStandsInTheTable) {
  const Screen screen = at("local-then-shared", 1);
  EXPECT_FALSE(screen.says("free parameters"));
  EXPECT_FALSE(screen.says("KERNEL"));
}

}  // namespace
}  // namespace flatscope::testing
