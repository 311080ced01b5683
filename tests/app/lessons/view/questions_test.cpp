// Every way to answer in the window: a click on whatever has places, a ghost that is dragged, points of a curve.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "app/files/assets.h"
#include "app/lessons/model/read.h"
#include "tests/app/alone.h"
#include "tests/app/lessons/good_lesson.h"

namespace flatscope::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class QuestionShown : public ::testing::Test {
 protected:
  QuestionShown() : window_(ground_, first_scene()) {}

  void play(const std::string& text) {
    window_.app().begin(test::good_lesson("title = \"t\"\n" + text), 0);
    window_.settle();
    window_.settle();  // what can be clicked is what the frame before has shown
  }
  Screen now() { return window_.now(); }
  StepPlay& step() { return window_.app().view().lesson.steps[0]; }
  std::vector<double> guess() { return step().guess.value; }
  void press(int key) {
    window_.press(key);
    window_.settle();
  }
  void click(const std::string& control) {
    window_.click(now().controls.at(control).box.centre());
    window_.settle();
  }
  void drag(Point from, Point to) {
    window_.move(from);
    window_.frame();
    window_.button(true);
    window_.frame();
    window_.move({(from.x + to.x) * 0.5, (from.y + to.y) * 0.5});
    window_.frame();
    window_.move(to);
    window_.frame();
    window_.button(false);
    window_.settle();
  }

  const Ground ground_;
  Alone window_;
};

std::string place_question(const std::string& scene, const std::string& on, const std::string& answer) {
  return fmt::format(
      "[scene]\nstage = \"{}\"\n[[step]]\ntitle = \"t\"\nsay = \"s\"\n[step.question]\nkind = \"place\"\n"
      "ask = \"a\"\non = \"{}\"\nanswer = {}\n",
      scene, on, answer);
}

// An index is a place on the line; how many values lie between two is none, and leaves no mark there.
TEST_F(QuestionShown, OfNumbersOnlyAnIndexIsClickedOnTheLine) {
  const auto number = [](std::string_view answer) {
    return fmt::format(
        "[scene]\nstage = \"flatten\"\n[[step]]\ntitle = \"t\"\nsay = \"s\"\n[step.question]\nkind = \"number\"\n"
        "ask = \"a\"\nanswer = {}\n",
        answer);
  };
  play(number("{ index_of = [1, 1] }"));
  EXPECT_GT(now().controls.count("lesson.place/0"), 0U);
  EXPECT_TRUE(now().says("click its place")) << now().words();
  play(number("{ between = [1, 1, 2, 1] }"));
  EXPECT_EQ(now().controls.count("lesson.place/0"), 0U);
  EXPECT_FALSE(now().says("click its place")) << now().words();
}

TEST_F(QuestionShown, EveryPlaneOfCellsCanBeClicked) {
  struct Case {
    const char *stage, *on, *answer, *area;
    double x, y;                // in shares of the area
    std::vector<double> about;  // within one
  };
  const Case cases[] = {
      {"flatten", "pixel", "[1, 1]", "flatten.grid", 0.25, 0.75, {}},
      {"shift", "pixel", "[1, 1]", "shift.canvas", 10.5 / 48, 3.5 / 36, {3, 10}},
      {"shift", "map", "[1, 1]", "shift.map.0.after", 20.5 / 48, 8.5 / 36, {8, 20}},
      {"shift", "index", "30", "shift.vector.before", 0.5, 0.5, {864}},
      {"convolve", "pixel", "[1, 1]", "convolve.input", 0.5, 0.5, {4, 6}},
      {"convolve", "map", "[1, 1]", "convolve.output", 0.5, 0.5, {4, 6}},
      {"convolve", "kernel_cell", "[1, 1]", "convolve.window.kernel", 0.1, 0.9, {2, 0}},
      {"convolve", "matrix_row", "0", "convolve.matrix.box", 0.5, 0.01, {0}},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(fmt::format("{} on {}", one.on, one.stage));
    play(place_question(one.stage, one.on, one.answer));
    ASSERT_TRUE(now().controls.count("lesson.place/0") > 0) << "nothing can be clicked";
    ASSERT_TRUE(now().areas.count(one.area) > 0) << one.area;
    const Scene before = window_.scene();
    window_.click(now().area(one.area).at(one.x, one.y));
    window_.settle();
    EXPECT_EQ(window_.scene(), before) << "the stage took the click";
    ASSERT_FALSE(guess().empty());
    if (!one.about.empty()) {
      ASSERT_EQ(guess().size(), one.about.size());
      for (std::size_t i = 0; i < one.about.size(); ++i) EXPECT_NEAR(guess()[i], one.about[i], 1.0);
    }
    press(GLFW_KEY_ENTER);
    EXPECT_EQ(step().phase, StepPhase::committed);
    EXPECT_FALSE(now().fact("lesson.outcome").empty());
  }
}

constexpr const char* shift_question = R"([scene]
stage = "shift"
[scene.shift]
dx = 6
dy = 2
[[step]]
title = "t"
say = "s"
[step.question]
kind = "shift"
on = "map"
from = { peak_before = 1 }
ask = "By how far does map 1 move?"
answer = { peak_moved = 1 }
because = "As far as the picture."
)";

TEST_F(QuestionShown, AGhostIsDraggedOverAMapAndTheGapIsNamed) {
  play(shift_question);
  EXPECT_FALSE(now().says("As far as the picture"));
  EXPECT_TRUE(now().says("Drag the dashed ghost"));
  const Scene before = window_.scene();
  const Box map = now().area("shift.map.0.after");
  drag(map.at(0.3, 0.3), map.at(0.3 + 6.0 / 48, 0.3 + 6.0 / 36));
  EXPECT_THAT(guess(), ElementsAre(6.0, 6.0));
  EXPECT_TRUE(now().says("6 rows down, 6 columns right"));
  EXPECT_EQ(window_.scene(), before) << "the object stays";
  // A second drag goes on from where it is; the keys move it by one, and not the object.
  drag(map.at(0.5, 0.5), map.at(0.5, 0.5 - 3.0 / 36));
  press(GLFW_KEY_DOWN);
  press(GLFW_KEY_LEFT);
  EXPECT_THAT(guess(), ElementsAre(4.0, 5.0));
  EXPECT_EQ(window_.scene(), before);
  EXPECT_FALSE(now().says("off"));
  press(GLFW_KEY_ENTER);
  EXPECT_EQ(now().fact("lesson.outcome"), "off 2.24");
  EXPECT_TRUE(now().says("2.24 cells"));
  EXPECT_TRUE(now().says("it is 2 rows down, 6 columns right"));
  EXPECT_TRUE(now().says("As far as the picture"));
  // Afterwards the arrow keys are the stage's again.
  press(GLFW_KEY_LEFT);
  EXPECT_EQ(window_.scene().shift.dx, before.shift.dx - 1);
}

TEST_F(QuestionShown, ARightGhostIsSaidToBeRightAndASkippedOneHasNoGap) {
  play(shift_question);
  step().guess.value = {2.0, 6.0};
  press(GLFW_KEY_ENTER);
  EXPECT_EQ(now().fact("lesson.outcome"), "2 rows down, 6 columns right");
  EXPECT_TRUE(now().says("Right."));
  play(shift_question);
  click("lesson.skip");
  EXPECT_EQ(now().fact("lesson.outcome"), "2 rows down, 6 columns right");
  EXPECT_FALSE(now().says("your guess"));
}

TEST_F(QuestionShown, APictureIsDraggedByItsObject) {
  play(
      "[scene]\nstage = \"shift\"\n[[step]]\ntitle = \"t\"\nsay = \"s\"\n[step.question]\nkind = \"shift\"\n"
      "ask = \"a\"\nanswer = [3, -4]\ntolerance = 2\n");
  const Box canvas = now().area("shift.canvas");
  const Scene before = window_.scene();
  drag(canvas.at(0.5, 0.5), canvas.at(0.5 - 5.0 / 48, 0.5 + 3.0 / 36));
  EXPECT_THAT(guess(), ElementsAre(3.0, -5.0));
  EXPECT_EQ(window_.scene(), before);
  press(GLFW_KEY_ENTER);
  EXPECT_TRUE(now().says("3 rows down, 4 columns left. Right."));
}

constexpr const char* curve_question = R"([[step]]
title = "t"
say = "s"
[step.question]
kind = "curve"
ask = "How many weights?"
at = [8, 16, 32]
answers = [
  { weights = ["1x8x8", "flatten", "linear:1"] },
  { weights = ["1x16x16", "flatten", "linear:1"] },
  { weights = ["1x32x32", "flatten", "linear:1"] },
]
low = 0
high = 1200
x_axis = "pixels a side"
y_axis = "weights"
role = "dense"
because = "It grows with the square."
)";

TEST_F(QuestionShown, PointsOfACurveAreDraggedAndTheAverageGapIsNamed) {
  play(curve_question);
  EXPECT_TRUE(now().says("pixels a side"));
  EXPECT_TRUE(now().says("weights"));
  EXPECT_FALSE(now().says("1,024"));
  EXPECT_THAT(guess(), IsEmpty());
  press(GLFW_KEY_ENTER);
  EXPECT_EQ(step().phase, StepPhase::open) << "there is no guess yet";
  const Box chart = now().area("lesson.curve");
  drag(chart.at(0.35, 0.5), chart.at(0.5, 0.2));
  ASSERT_EQ(guess().size(), 3U);
  EXPECT_NEAR(guess()[1], 960.0, 13.0) << "the point that was taken, wherever the pointer goes";
  EXPECT_EQ(now().fact("lesson.curve.0"), "600");
  const double dragged = guess()[1];
  press(GLFW_KEY_RIGHT);
  press(GLFW_KEY_UP);
  EXPECT_EQ(now().fact("lesson.curve.2"), "660");
  press(GLFW_KEY_ENTER);
  const double off = ((600.0 - 64.0) + (dragged - 256.0) + (1024.0 - 660.0)) / 3.0;
  EXPECT_THAT(now().fact("lesson.outcome"), HasSubstr(fmt::format("off {:.0f}", off)));
  EXPECT_TRUE(now().says("off on average. It grows with the square."));
  EXPECT_TRUE(now().says("your guess"));
  EXPECT_TRUE(now().says("as it is"));
}

TEST_F(QuestionShown, ASkippedCurveShowsTheTruthAlone) {
  play(curve_question);
  click("lesson.skip");
  EXPECT_TRUE(now().says("It grows with the square."));
  EXPECT_TRUE(now().says("as it is"));
  EXPECT_FALSE(now().says("your guess"));
}

TEST_F(QuestionShown, WordsDoNotTellWhatIsAskedFor) {
  play(
      "[[step]]\ntitle = \"t\"\nsay = \"They lie {apart 0 0 1 0} apart, and {apart 0 0 0 1}.\"\n[step.question]\n"
      "kind = \"number\"\nask = \"a\"\nanswer = { apart = [0, 0, 1, 0] }\n");
  EXPECT_TRUE(now().says("They lie ? apart, and 1 ."));
  // Nor before a class.
  window_.app().present(true);
  window_.settle();
  EXPECT_TRUE(now().says("They lie ? apart, and 1 ."));
  window_.app().present(false);
  window_.settle();
  click("lesson.skip");
  EXPECT_FALSE(now().says("They lie ? apart"));
}

TEST_F(QuestionShown, BackToTheStepLeavesTheHintItsRoom) {
  play("[[step]]\ntitle = \"t\"\nsay = \"s\"\n[step.question]\nkind = \"number\"\nask = \"a\"\nanswer = 3\n");
  window_.app().show_stage(Stage::shift);
  window_.settle();
  const Screen changed = now();
  ASSERT_TRUE(changed.controls.count("lesson.restore") > 0);
  const Box restore = changed.controls.at("lesson.restore").box;
  int hints = 0;
  for (const auto& text : changed.texts) {
    if (text.words.find("You can change it") == std::string::npos) continue;
    EXPECT_LE(text.box.right, restore.left);
    ++hints;
  }
  EXPECT_GT(hints, 0);
}

}  // namespace
}  // namespace flatscope::testing
