// What is one movement of the hand is one step of undo, however long its frames take: every frame here comes seconds
// after the one before.
#include <gtest/gtest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <functional>
#include <string>

#include "app/files/assets.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

constexpr double slow = 3.0;  // seconds a frame

class Gestures : public ::testing::Test {
 protected:
  static Scene start(Stage stage) {
    Scene scene = first_scene();
    scene.stage = stage;
    return scene;
  }
  static void move(Alone& alone, Point to) {
    alone.move(to);
    alone.frame({}, slow);
    alone.frame({}, slow);
  }
  static void turn(Alone& alone, float notches) {
    alone.wheel(notches);
    alone.frame({}, slow);
    for (int i = 0; i < 3; ++i) alone.frame({}, slow);
  }
  static void drag(Alone& alone, Point from, Point to) {
    move(alone, from);
    alone.button(true);
    alone.frame({}, slow);
    for (int i = 1; i <= 4; ++i) move(alone, {from.x + (to.x - from.x) * i / 4.0, from.y + (to.y - from.y) * i / 4.0});
    alone.button(false);
    alone.frame({}, slow);
    alone.frame({}, slow);
  }
  static Scene undone(Alone& alone) {
    alone.press(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    return alone.scene();
  }
  static float weight(const Scene& scene, std::int64_t row, std::int64_t column) {
    const Tensor& weight = *scene.convolve.layers[0].weight;
    return weight.data()[row * weight.shape()[3] + column];
  }
  static Box cell(Alone& alone, int row, int column) {
    return alone.now().controls.at("convolve.kernel.cell." + std::to_string(row) + "." + std::to_string(column)).box;
  }
  // One step back is where it began, and there is no other.
  static void expect_one_step(Alone& alone, const Scene& before, const std::string& what) {
    EXPECT_FALSE(alone.scene() == before) << what << " changed nothing";
    const Scene after = alone.scene();
    EXPECT_TRUE(undone(alone) == before) << what << " is more than one step";
    alone.press(GLFW_KEY_Y, GLFW_MOD_CONTROL);
    EXPECT_TRUE(alone.scene() == after) << what << " can't be done again";
  }
  Ground ground_;
};

TEST_F(Gestures, TurnsOfTheWheelOverOneWeight) {
  Alone alone(ground_, start(Stage::convolve));
  const Scene before = alone.scene();
  move(alone, cell(alone, 1, 1).centre());
  turn(alone, 1);
  turn(alone, 1);
  turn(alone, -4);
  EXPECT_FLOAT_EQ(weight(alone.scene(), 1, 1), -0.2F);
  expect_one_step(alone, before, "the wheel");
  // Elsewhere it is another one, and after coming back too.
  const Scene first = alone.scene();
  move(alone, cell(alone, 0, 0).centre());
  turn(alone, 2);
  const Scene second = alone.scene();
  move(alone, cell(alone, 1, 1).centre());
  turn(alone, 1);
  EXPECT_TRUE(undone(alone) == second);
  EXPECT_TRUE(undone(alone) == first);
  EXPECT_TRUE(undone(alone) == before);
}

// A tooltip over a slider that was just dragged would cover what the drag has shown.
TEST_F(Gestures, ADragLeavesNoTooltip) {
  Alone alone(ground_, start(Stage::shift));
  const Box slider = alone.now().controls.at("shift.dx").box;
  move(alone, slider.centre());
  move(alone, slider.centre());
  EXPECT_EQ(alone.now().areas.count("tooltip"), 1U);
  alone.button(true);
  alone.frame({}, slow);
  move(alone, {slider.centre().x + 20, slider.centre().y + 60});
  move(alone, {slider.centre().x + 30, slider.centre().y});
  alone.button(false);
  alone.frame({}, slow);
  for (int i = 0; i < 4; ++i) alone.frame({}, slow);
  EXPECT_EQ(alone.now().areas.count("tooltip"), 0U);
  move(alone, {4, 4});
  move(alone, slider.centre());
  move(alone, slider.centre());
  EXPECT_EQ(alone.now().areas.count("tooltip"), 1U) << "it comes again with the pointer";
}

// A touch pad sends parts of a notch: ten tenths are one, and those that go the other way begin anew.
TEST_F(Gestures, PartsOfANotchAddUp) {
  Alone alone(ground_, start(Stage::convolve));
  const Scene before = alone.scene();
  move(alone, cell(alone, 1, 1).centre());
  for (int part = 0; part < 9; ++part) turn(alone, 0.1F);
  EXPECT_TRUE(alone.scene() == before) << "nine tenths changed something";
  turn(alone, 0.1F);
  EXPECT_FLOAT_EQ(weight(alone.scene(), 1, 1), 0.1F);
  for (int part = 0; part < 9; ++part) turn(alone, 0.1F);
  for (int part = 0; part < 9; ++part) turn(alone, -0.1F);
  EXPECT_FLOAT_EQ(weight(alone.scene(), 1, 1), 0.1F);
  turn(alone, -1.1F);
  EXPECT_FLOAT_EQ(weight(alone.scene(), 1, 1), -0.1F);
  expect_one_step(alone, before, "the touch pad");
}

// Whatever else is done between two turns stands between them.
TEST_F(Gestures, AKeyEndsTheTurning) {
  Alone alone(ground_, start(Stage::convolve));
  move(alone, cell(alone, 1, 1).centre());
  turn(alone, 1);
  const Scene turned = alone.scene();
  alone.press(GLFW_KEY_G);
  const Scene coloured = alone.scene();
  turn(alone, 1);
  EXPECT_FALSE(alone.scene() == coloured);
  EXPECT_TRUE(undone(alone) == coloured);
  EXPECT_TRUE(undone(alone) == turned);
  EXPECT_FLOAT_EQ(weight(undone(alone), 1, 1), 0.0F);
}

// Upwards the wheel comes nearer, and what is under the pointer stays there; then a drag takes the picture along.
TEST_F(Gestures, TheCameraFollowsTheHand) {
  Scene scene = start(Stage::flatten);
  scene.flatten.working_size = 64;
  Alone alone(ground_, scene);
  const Box grid = alone.now().area("flatten.grid");
  const Point at = grid.at(0.3, 0.7);
  move(alone, at);
  const auto place = [&] { return alone.now().fact("flatten.row") + "," + alone.now().fact("flatten.column"); };
  const std::string before = place();
  turn(alone, 5);
  EXPECT_GT(alone.app().view().flatten.grid.zoom, 1.5F);
  EXPECT_EQ(place(), before);
  const int row = std::stoi(alone.now().fact("flatten.row")), column = std::stoi(alone.now().fact("flatten.column"));
  const Point to{at.x + grid.width() * 0.2, at.y - grid.height() * 0.2};
  drag(alone, at, to);
  move(alone, to);
  EXPECT_NEAR(std::stoi(alone.now().fact("flatten.row")), row, 1);
  EXPECT_NEAR(std::stoi(alone.now().fact("flatten.column")), column, 1);
  turn(alone, -12);
  EXPECT_EQ(alone.app().view().flatten.grid.zoom, 1.0F);
}

TEST_F(Gestures, TurnsOfTheWheelOverTheSquares) {
  Alone alone(ground_, start(Stage::parameters), {1920, 1080});
  const Scene before = alone.scene();
  move(alone, alone.now().area("parameters.squares.panel").centre());
  for (int i = 0; i < 4; ++i) turn(alone, 1);
  expect_one_step(alone, before, "zooming the squares");
}

TEST_F(Gestures, Drags) {
  struct Case {
    Stage stage;
    const char* what;
    std::function<std::pair<Point, Point>(Alone&)> way;
  };
  const auto across = [](const char* control, double from, double to) {
    return [=](Alone& alone) {
      const Box box = alone.now().controls.at(control).box;
      return std::pair(box.at(from, 0.5), box.at(to, 0.5));
    };
  };
  const Case cases[] = {
      {Stage::flatten, "the working size", across("flatten/size", 0.1, 0.6)},
      {Stage::flatten, "unrolling", across("flatten/unroll", 0.02, 0.5)},
      {Stage::shift, "the object", across("shift.canvas", 0.5, 0.7)},
      {Stage::shift, "dx", across("shift.dx", 0.5, 0.8)},
      {Stage::convolve, "a weight",
       [](Alone& alone) {
         const Point at = cell(alone, 1, 1).centre();
         return std::pair(at, Point{at.x, at.y - 40});
       }},
      {Stage::parameters, "the chart's handle",
       [](Alone& alone) {
         const Point at = alone.now().area("parameters.chart.pill").centre();
         return std::pair(at, Point{at.x + 60, at.y});
       }},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.what);
    Alone alone(ground_, start(one.stage), {1920, 1080});
    const Scene before = alone.scene();
    const auto [from, to] = one.way(alone);
    drag(alone, from, to);
    expect_one_step(alone, before, one.what);
  }
}

TEST_F(Gestures, AStrokeOfTheDoodle) {
  Scene scene = start(Stage::shift);
  scene.shift.object = ObjectKind::doodle;
  Alone alone(ground_, scene);
  const Scene before = alone.scene();
  const Box canvas = alone.now().area("shift.canvas");
  drag(alone, canvas.at(0.3, 0.3), canvas.at(0.6, 0.5));
  expect_one_step(alone, before, "a stroke");
  const Scene first = alone.scene();
  // It lies where the hand drew it.
  const Tensor& doodle = *first.shift.doodle;
  const auto ink = [&](double across, double down) {
    return doodle.at(0, static_cast<std::int64_t>(down * doodle_height),
                     static_cast<std::int64_t>(across * doodle_width));
  };
  EXPECT_GT(ink(0.3, 0.3), 0.9F);
  EXPECT_GT(ink(0.45, 0.4), 0.9F);
  EXPECT_GT(ink(0.6, 0.5), 0.9F);
  for (const auto& [across, down] : {std::pair(0.7, 0.3), {0.4, 0.5}, {0.3, 0.7}, {0.5, 0.6}})
    EXPECT_EQ(ink(across, down), 0.0F) << across << ", " << down;
  drag(alone, canvas.at(0.3, 0.7), canvas.at(0.6, 0.7));
  expect_one_step(alone, first, "the second stroke");
}

}  // namespace
}  // namespace flatscope::testing
