// Two programs in one process, each with a Dear ImGui of its own, share nothing of what their views remember: what was
// begun in one is not continued in the other.
#include <gtest/gtest.h>

#include <imgui_impl_opengl3.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <optional>
#include <string>

#include "app/files/assets.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

Scene start(Stage stage) {
  Scene scene = first_scene();
  scene.stage = stage;
  return scene;
}

// A program that is made the current one each time it is asked for.
class Program {
 public:
  Program(const Ground& ground, Stage stage) : before_(ImGui::GetCurrentContext()), context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplOpenGL3_Init("#version 330 core");
    alone_.emplace(ground, start(stage));
  }
  ~Program() {
    ImGui::SetCurrentContext(context_);
    alone_.reset();
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(context_);
    ImGui::SetCurrentContext(before_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  Alone& operator*() {
    ImGui::SetCurrentContext(context_);
    return *alone_;
  }
  Alone* operator->() { return &**this; }
  // What it shows now: the record on the disk may be the other's.
  Screen now() {
    (*this)->frame();
    return alone_->now();
  }
  void move(Point to) {
    (*this)->move(to);
    for (int i = 0; i < 2; ++i) alone_->frame();
  }
  void press(Point at) {
    move(at);
    alone_->button(true);
    alone_->frame();
  }
  void let_go() {
    (*this)->button(false);
    for (int i = 0; i < 2; ++i) alone_->frame();
    alone_->settle();
  }
  // What the pointer is told.
  std::string tooltip() {
    std::string words;
    for (const Text& text : (*this)->now().texts)
      if (text.layer == 2) words += text.words + " ";
    return words;
  }

 private:
  ImGuiContext *before_, *context_;
  std::optional<Alone> alone_;
};

// A drag in one of them, with a whole drag in the other halfway, does what it does alone.
void expect_own_drag(const Ground& ground, Stage stage, const std::string& control) {
  Program one(ground, stage), other(ground, stage);
  const Box box = one.now().controls.at(control).box;
  const Point from = box.at(0.5, 0.5), half = box.at(0.55, 0.4), to = box.at(0.6, 0.25);
  const Scene before = one->scene();
  one.press(from);
  one.move(half);
  one.move(to);
  one.let_go();
  const Scene wanted = one->scene();
  ASSERT_FALSE(wanted == before) << control << " can't be dragged";
  one->press(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  ASSERT_TRUE(one->scene() == before);

  one.press(from);
  one.move(half);
  other.press(box.at(0.2, 0.2));
  other.move(box.at(0.3, 0.1));
  one.move(to);
  other.let_go();
  one.let_go();
  EXPECT_TRUE(one->scene() == wanted) << control;
  EXPECT_FALSE(other->scene() == wanted) << control;
}

class TwoPrograms : public ::testing::Test {
 protected:
  Ground ground_;
};

TEST_F(TwoPrograms, EachDragsItsOwnObject) { expect_own_drag(ground_, Stage::shift, "shift.canvas"); }

TEST_F(TwoPrograms, EachDragsItsOwnWeight) { expect_own_drag(ground_, Stage::convolve, "convolve.kernel.grid"); }

TEST_F(TwoPrograms, ANumberIsTypedIntoOneOfThem) {
  Program one(ground_, Stage::shift), other(ground_, Stage::shift);
  one->click(one.now().controls.at("shift.dx.value").box.centre());
  const Screen typing = one.now();
  EXPECT_EQ(typing.controls.count("shift.dx.value"), 0U);
  EXPECT_EQ(typing.fact("typing"), "0");
  const Screen quiet = other.now();
  EXPECT_EQ(quiet.controls.count("shift.dx.value"), 1U);
  EXPECT_EQ(quiet.fact("typing"), "");
}

TEST_F(TwoPrograms, ATooltipWaitsInEach) {
  Program one(ground_, Stage::shift), other(ground_, Stage::shift);
  const Point at = one.now().controls.at("shift.dx.value").box.centre();
  for (int i = 0; i < 10; ++i) other->frame({}, 3.0);  // its clock is ahead
  one.move(at);
  for (int i = 0; i < 5; ++i) one->frame({}, 0.3);
  EXPECT_NE(one.tooltip(), "");
  other.move(at);
  EXPECT_EQ(other.tooltip(), "");
  for (int i = 0; i < 5; ++i) other->frame({}, 0.3);
  EXPECT_NE(other.tooltip(), "");
}

}  // namespace
}  // namespace flatscope::testing
