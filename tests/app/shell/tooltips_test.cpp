// Whatever can be pressed, typed into or dragged says what it does once the pointer rests on it: on every stage, in the
// chooser and in the export dialog.
#include <gtest/gtest.h>

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "app/files/assets.h"
#include "core/files/file.h"
#include "core/files/image.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

class Tooltips : public ::testing::Test {
 protected:
  // Says what the pointer on this control is told; empty for nothing.
  static std::string told(Alone& alone, const Box& box) {
    alone.move({1, 1});  // the corner, where nothing is
    alone.frame();
    alone.move(box.centre());
    for (int i = 0; i < 5; ++i) alone.frame({}, 0.3);
    std::string words;
    for (const Text& text : alone.now().texts)
      if (text.layer == 2) words += text.words + " ";
    return words;
  }
  // Every control that lies whole on the screen, in `within` if that is given. Views that answer the pointer in their
  // own way begin with one of `views`.
  static void expect_all(Alone& alone, const std::string& where, const std::string& prefix,
                         const std::vector<std::string>& views) {
    SCOPED_TRACE(where);
    const Screen screen = alone.now();
    int tried = 0;
    for (const auto& [name, control] : screen.controls) {
      const Box& box = control.box;
      if (name.rfind(prefix, 0) != 0 || box.left < 0 || box.top < 0 || box.right > screen.width ||
          box.bottom > screen.height)
        continue;
      bool view = false;
      for (const std::string& one : views) view = view || name.rfind(one, 0) == 0;
      if (view || control.value == "refused") continue;  // what is refused says why beneath
      ++tried;
      EXPECT_NE(told(alone, box), "") << name << " says nothing";
    }
    EXPECT_GE(tried, 3);
  }
  static Scene start(Stage stage) {
    Scene scene = first_scene();
    scene.pictures.push_back(bundled_picture("coffee.png"));
    scene.stage = stage;
    return scene;
  }
  Ground ground_;
};

TEST_F(Tooltips, OnEveryStage) {
  for (const Stage stage : all_stages()) {
    Alone alone(ground_, start(stage));
    expect_all(alone, std::string(to_string(stage)), "",
               {"flatten/correlation", "flatten/grid", "flatten/lens", "flatten/overview", "shift.canvas",
                "shift.dense", "shift.map.", "shift.vector", "convolve.input", "convolve.output",
                "convolve.kernel.cell.", "convolve.kernel.grid", "convolve.matrix.picture", "convolve.map.",
                "parameters.chart", "parameters.row.", "train.curve.", "train.shift."});
  }
}

TEST_F(Tooltips, InTheDialogs) {
  // Something of each kind to choose from, and a name that has no room.
  const std::string long_name = "a-picture-whose-name-is-far-too-long-for-the-cell-it-stands-in.png";
  std::filesystem::create_directory(ground_.folder() / "folder");
  const std::vector<std::byte> png = encode_png(std::vector<std::uint8_t>(12, 99), 2, 2, 3);
  for (const std::string& name : {std::string("short.png"), long_name})
    write_file(ground_.folder() / name, std::span<const std::byte>(png));
  write_file(ground_.folder() / "scene.toml", std::string_view("stage = \"shift\"\n"));
  Alone alone(ground_, start(Stage::convolve), {1600, 1200});  // nothing has to be scrolled to
  alone.press(GLFW_KEY_O, GLFW_MOD_CONTROL);
  for (int i = 0; i < 5; ++i) alone.settle();
  expect_all(alone, "open", "chooser/", {});
  const Screen screen = alone.now();
  for (const std::string& name :
       {std::string("folder"), std::string("short.png"), long_name, std::string("scene.toml")})
    ASSERT_EQ(screen.controls.count("chooser/item/" + name), 1U) << name;
  const std::string whole = told(alone, screen.controls.at("chooser/item/" + long_name).box);
  EXPECT_NE(whole.find("far-too-long"), std::string::npos) << whole;
  alone.press(GLFW_KEY_ESCAPE);
  alone.press(GLFW_KEY_S, GLFW_MOD_CONTROL);
  for (int i = 0; i < 5; ++i) alone.settle();
  expect_all(alone, "save", "chooser/", {});
  alone.press(GLFW_KEY_ESCAPE);
  alone.press(GLFW_KEY_E, GLFW_MOD_CONTROL);
  for (int i = 0; i < 5; ++i) alone.settle();
  expect_all(alone, "export", "export/", {});
}

}  // namespace
}  // namespace flatscope::testing
