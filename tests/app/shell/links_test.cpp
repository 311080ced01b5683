// The scene as a link: copied, shown as a code, pasted.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>
#include <string>
#include <vector>

#include "app/files/assets.h"
#include "app/files/qr_code.h"
#include "app/files/scene_link.h"
#include "app/files/settings_file.h"
#include "app/widgets/imgui_compat.h"
#include "tests/app/alone.h"

namespace flatscope::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr int ctrl = GLFW_MOD_CONTROL;

class Links : public ::testing::Test {
 protected:
  static Scene scene(Stage stage) {
    Scene scene = first_scene();
    scene.stage = stage;
    scene.shift.dx = 5;
    clamp(scene);
    return scene;
  }
  static Scene with_own_picture() {
    Scene one = scene(Stage::shift);
    one.pictures.push_back({{}, "/somewhere/wall.png", bundled_image("horse.png")});
    one.picture = 1;
    clamp(one);
    return one;
  }
  static void lay_on_clipboard(const std::string& text) { ImGui::SetClipboardText(text.c_str()); }
  Ground ground_;
};

// A page of the browser that knows where it is.
class OnAPage : public PlatformAlone {
 public:
  std::string page_address() override { return "https://school.example/a/flatscope.html"; }
};

class OnAStick : public PlatformAlone {
 public:
  std::string page_address() override { return "file:///media/stick/flatscope.html"; }
};

TEST_F(Links, ACopiedOneSaysHowLongItIsAndWhatItLacks) {
  Alone alone(ground_, with_own_picture());
  alone.press(GLFW_KEY_K, ctrl);
  EXPECT_THAT(alone.copied(), StartsWith("flatscope.html#scene=1"));
  const Screen screen = alone.now();
  EXPECT_TRUE(screen.says("The link is copied: " + std::to_string(alone.copied().size()) + " letters."))
      << screen.words();
  EXPECT_TRUE(screen.says("Your own picture wall.png is not in the link; whoever opens it sees chelsea.png."))
      << screen.words();
}

TEST_F(Links, ItBeginsWithThePageThatIsSetAndFirstOfAllWithTheOneThatIsOpen) {
  {
    Alone alone(ground_, scene(Stage::shift));
    alone.app().settings().page = "https://elsewhere.example/flatscope.html";
    alone.press(GLFW_KEY_K, ctrl);
    EXPECT_THAT(alone.copied(), StartsWith("https://elsewhere.example/flatscope.html#scene=1"));
  }
  Alone alone(ground_, scene(Stage::shift), {1280, 720}, std::make_unique<OnAPage>());
  alone.app().settings().page = "https://elsewhere.example/flatscope.html";
  alone.press(GLFW_KEY_K, ctrl);
  EXPECT_THAT(alone.copied(), StartsWith("https://school.example/a/flatscope.html#scene=1"));
  alone.press(GLFW_KEY_Q);
  EXPECT_EQ(alone.now().controls.count("link/page"), 0U) << "nothing is to be typed there";
}

TEST_F(Links, APastedOneIsOneStepOfUndoOnEveryStage) {
  const Scene sent = scene(Stage::shift);
  for (const Stage stage : all_stages()) {
    Scene before = first_scene();
    before.stage = stage;
    Alone alone(ground_, before);
    lay_on_clipboard("https://school.example/flatscope.html#scene=" + scene_link_text(sent) + "\n");
    alone.press(GLFW_KEY_V, ctrl);
    EXPECT_EQ(alone.scene(), sent) << to_string(stage);
    alone.press(GLFW_KEY_Z, ctrl);
    EXPECT_EQ(alone.scene(), before) << to_string(stage);
  }
}

TEST_F(Links, WhatIsNoneIsSaidAndADamagedOneLeavesTheScene) {
  const Scene before = scene(Stage::flatten);
  Alone alone(ground_, before);
  lay_on_clipboard("a poem");
  alone.press(GLFW_KEY_V, ctrl);
  EXPECT_TRUE(alone.now().says("no link to a scene"));
  const std::string whole = scene_link_text(with_own_picture());
  lay_on_clipboard("#scene=" + whole.substr(0, whole.size() - 3));
  alone.press(GLFW_KEY_V, ctrl);
  EXPECT_TRUE(alone.now().says("The link is damaged")) << alone.now().words();
  EXPECT_EQ(alone.scene(), before);
}

// The code is drawn of whole pixels, light around and dark on light in both themes, and is that of the address.
TEST_F(Links, TheCodeIsDrawnModuleByModule) {
  for (const Theme theme : {Theme::dark, Theme::light}) {
    for (const ImVec2 size : {ImVec2{1280, 720}, ImVec2{1920, 1080}, ImVec2{640, 400}}) {
      Alone alone(ground_, scene(Stage::shift), size);
      if (alone.app().theme() != theme) alone.app().toggle_theme();
      alone.app().settings().page = "https://school.example/flatscope.html";
      alone.press(GLFW_KEY_Q);
      const Screen screen = alone.now();
      ASSERT_EQ(screen.fact("overlay"), "link");
      const std::string address = screen.fact("link.address");
      EXPECT_EQ(address, link_address("https://school.example/flatscope.html", scene_link_text(alone.scene())));
      const QrCode code = qr_code(address);
      EXPECT_EQ(screen.fact("link.modules"), std::to_string(code.side));
      const Box& box = screen.area("link/code");
      const double module = box.width() / (code.side + 2 * qr_quiet_zone);
      EXPECT_EQ(module, std::floor(module));
      EXPECT_GE(module, 3.0);
      EXPECT_EQ(box.left, std::floor(box.left));
    }
  }
}

// No code leads a phone nowhere.
TEST_F(Links, WithoutAnAddressThePanelAsksForOneInPlaceOfTheCode) {
  Alone alone(ground_, scene(Stage::shift));
  alone.press(GLFW_KEY_Q);
  const Screen asks = alone.now();
  EXPECT_TRUE(asks.says("the stage Shift as it is now"));
  EXPECT_TRUE(asks.says("write the address where your school keeps flatscope.html")) << asks.words();
  EXPECT_EQ(asks.areas.count("link/code"), 0U);
  ASSERT_EQ(asks.controls.count("link/page"), 1U);

  for (const char* none : {"file:///home/me/flatscope.html", "flatscope.html"}) {
    alone.app().settings().page = none;
    alone.settle();
    EXPECT_TRUE(alone.now().says("A phone can’t open that")) << none;
    EXPECT_EQ(alone.now().areas.count("link/code"), 0U) << none;
  }
  alone.app().settings().page = "https://school.example/flatscope.html";
  alone.settle();
  EXPECT_FALSE(alone.now().says("A phone can’t open that"));
  EXPECT_EQ(alone.now().areas.count("link/code"), 1U);
}

TEST_F(Links, AnAddressIsTakenWhenItIsEntered) {
  Alone alone(ground_, scene(Stage::shift));
  alone.press(GLFW_KEY_Q);
  alone.click(alone.now().controls.at("link/page").box.centre());
  for (const char letter : std::string("school.example/q.html")) {
    ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(letter));
    alone.frame();
  }
  alone.settle();
  EXPECT_EQ(alone.app().settings().page, "") << "it is being typed";
  EXPECT_EQ(alone.now().areas.count("link/code"), 0U);
  alone.click(alone.now().controls.at("link/take-page").box.centre());
  EXPECT_EQ(alone.app().settings().page, "https://school.example/q.html");
  EXPECT_EQ(alone.now().areas.count("link/code"), 1U);
  EXPECT_THAT(alone.now().fact("link.address"), StartsWith("https://school.example/q.html#scene=1"));
  std::vector<std::string> complaints;
  EXPECT_EQ(load_settings(alone.platform().storage(), complaints).page, "https://school.example/q.html");
}

// A page that was opened from a stick knows where it is, but a phone gets nowhere from there.
TEST_F(Links, APageThatIsAFileAsksForAnAddressToo) {
  Alone alone(ground_, scene(Stage::shift), {1280, 720}, std::make_unique<OnAStick>());
  alone.press(GLFW_KEY_Q);
  EXPECT_EQ(alone.now().areas.count("link/code"), 0U);
  EXPECT_EQ(alone.now().controls.count("link/page"), 1U);
  alone.app().settings().page = "https://school.example/flatscope.html";
  alone.settle();
  EXPECT_EQ(alone.now().areas.count("link/code"), 1U);
  EXPECT_THAT(alone.now().fact("link.address"), StartsWith("https://school.example/flatscope.html#scene=1"));
}

TEST_F(Links, ThePanelClosesByEscapeAndByAClickBeside) {
  Alone alone(ground_, scene(Stage::shift));
  alone.press(GLFW_KEY_Q);
  alone.press(GLFW_KEY_ESCAPE);
  EXPECT_EQ(alone.now().fact("overlay"), "");
  alone.press(GLFW_KEY_Q);
  alone.click({4, 4});
  EXPECT_EQ(alone.now().fact("overlay"), "");
  alone.press(GLFW_KEY_Q);
  alone.click(alone.now().controls.at("link/copy").box.centre());
  EXPECT_EQ(alone.copied(), alone.now().fact("link.address"));
  alone.settle();
  EXPECT_TRUE(alone.now().says("Copied")) << alone.now().words();
  alone.click(alone.now().controls.at("link/close").box.centre());
  EXPECT_EQ(alone.now().fact("overlay"), "");
}

TEST_F(Links, OneThatIsTooLongForACodeSaysSo) {
  Scene large = scene(Stage::convolve);
  Tensor weight({8, 3, 11, 11});
  for (std::int64_t i = 0; i < weight.size(); ++i) weight.data()[i] = std::sin(static_cast<float>(i * i));
  large.convolve.layers[0].weight = make_weights(weight);
  large.convolve.layers[0].bias.assign(8, 0.0F);
  clamp(large);
  Alone alone(ground_, large);
  alone.app().settings().page = "https://school.example/flatscope.html";
  alone.press(GLFW_KEY_Q);
  EXPECT_TRUE(alone.now().says("A QR code holds 2,953 bytes, and this link has ")) << alone.now().words();
  EXPECT_EQ(alone.now().areas.count("link/code"), 0U);
}

}  // namespace
}  // namespace flatscope::testing
