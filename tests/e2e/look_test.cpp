// What is remembered about the room, the list of keys, the presenter's view.
#include <gtest/gtest.h>

#include <utility>

#include "driver.h"

namespace flatscope::testing {
namespace {

class Look : public ::testing::Test {
 protected:
  Driver driver;
};

TEST_F(Look, ThemeAndTextSizeByKeyAreRemembered) {
  EXPECT_EQ(driver.start().fact("theme"), "dark");
  driver.key("t");
  driver.wait_fact("theme", "light");
  driver.key("ctrl+equal");
  driver.wait_fact("text_scale", "1.10");
  driver.key("ctrl+equal");
  driver.wait_fact("text_scale", "1.20");
  driver.key("ctrl+minus");
  driver.wait_fact("text_scale", "1.10");
  ASSERT_EQ(driver.leave(), 0);
  const Screen again = driver.start();
  EXPECT_EQ(again.fact("theme"), "light");
  EXPECT_EQ(again.fact("text_scale"), "1.10");
  driver.key("ctrl+0");
  driver.wait_fact("text_scale", "1.00");
  driver.click("tool/theme");
  driver.wait_fact("theme", "dark");
}

// The record says what was to be drawn; this looks at the pixels, which new fonts once left empty.
TEST_F(Look, WordsAreThereAfterEveryChangeOfTextSize) {
  Screen screen = driver.start();
  const auto heading_pixels = [&] {
    for (const Text& text : screen.texts) {
      if (text.words != "A grid becomes a line") continue;
      return driver.display().marked_pixels({text.box.left, text.box.top}, {text.box.right, text.box.bottom});
    }
    return -1;
  };
  EXPECT_GT(heading_pixels(), 200);
  for (const auto& [key, scale] : {std::pair{"ctrl+equal", "1.10"}, {"ctrl+equal", "1.20"}, {"ctrl+minus", "1.10"}}) {
    driver.key(key);
    screen = driver.wait_fact("text_scale", scale);
    // The fact comes with the frame before the fonts do.
    screen = driver.wait("words at the new size", [&, before = screen.frame](const Screen& s) {
      screen = s;
      return s.frame > before && heading_pixels() > 200;
    });
  }
}

TEST_F(Look, TheQuestionMarkShowsEveryKey) {
  driver.start();
  driver.key("question");
  const Screen keys = driver.wait_fact("overlay", "help");
  for (const char* action : {"Flatten",
                             "Shift",
                             "Move the object, the pinned pixel or the window left",
                             "The same by 10",
                             "Grey or colour",
                             "Next order (Flatten)",
                             "Smaller working size",
                             "Larger working size",
                             "See all again; object and window back, line rolled up",
                             "Open pictures or a scene",
                             "Save the scene",
                             "Save it under another name",
                             "Next opened picture",
                             "Previous opened picture",
                             "Close this picture",
                             "Parameters",
                             "Export: pictures, numbers, code",
                             "Copy the layer or network",
                             "Drag a row",
                             "Undo",
                             "Redo",
                             "Presenter: only the picture",
                             "Full screen",
                             "Dark or light",
                             "Larger text",
                             "Smaller text",
                             "Text as it was",
                             "These keys",
                             "Close what is on top, let go of a pin",
                             "Leave"})
    EXPECT_TRUE(keys.says(action)) << action << " is not in the list: " << keys.words();
  driver.key("Escape");
  driver.wait_fact("overlay", "");
}

TEST_F(Look, PresenterModeShowsThePictureAlone) {
  const Screen all = driver.start();
  const double width = all.area("stage").width();
  driver.key("p");
  const Screen alone =
      driver.wait("the picture alone", [](const Screen& s) { return s.areas.count("inspector") == 0; });
  EXPECT_GT(alone.area("stage").width(), width);
  EXPECT_EQ(alone.area("stage").width(), alone.width);
  driver.key("Escape");
  driver.wait("the inspector again", [](const Screen& s) { return s.areas.count("inspector") == 1; });
}

TEST_F(Look, EveryControlHasATooltip) {
  driver.start();
  // One of each kind; a tooltip is what is drawn on the topmost layer.
  for (const char* control :
       {"tool/save", "stage/shift", "order/Hilbert", "colour/Colour", "flatten/size", "picture/coffee.png"}) {
    driver.park();
    driver.wait("no tooltip", [](const Screen& s) {
      for (const Text& text : s.texts)
        if (text.layer == 2) return false;
      return true;
    });
    driver.move(driver.reveal(control).centre());
    driver.wait(std::string("a tooltip of ") + control, [](const Screen& s) {
      for (const Text& text : s.texts)
        if (text.layer == 2) return true;
      return false;
    });
  }
}

TEST_F(Look, StagesAreSwitchedByRailAndByKey) {
  driver.start();
  driver.click("stage/shift");
  driver.wait_fact("stage", "shift");
  driver.key("1");
  driver.wait_fact("stage", "flatten");
  driver.key("2");
  driver.wait_fact("stage", "shift");
}

}  // namespace
}  // namespace flatscope::testing
