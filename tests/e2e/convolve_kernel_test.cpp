// The kernel editor and the layer's settings under real mouse and key events.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "driver.h"

namespace flatscope::testing {
namespace {

constexpr const char* sobel = "-1 0 1; -2 0 2; -1 0 1";

class ConvolveKernel : public ::testing::Test {
 protected:
  Screen start(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.end(), {"--stage", "convolve"});
    driver.start(arguments);
    driver.park();
    return driver.settle();
  }
  Screen kernel(const std::string& text) { return driver.wait_fact("convolve.kernel", text); }
  static std::string cell(int row, int column) {
    return "convolve.kernel.cell." + std::to_string(row) + "." + std::to_string(column);
  }
  // A click that takes a cell in hand, waited for.
  void take(int row, int column) {
    driver.click(cell(row, column));
    driver.wait("the cell in hand", [](const Screen& s) { return s.controls.count("convolve.kernel.typed") == 1; });
    driver.frames_pass();
  }
  void enter(const std::string& letters, const std::string& key) {
    driver.type(letters);
    driver.frames_pass();
    driver.key(key);
    driver.frames_pass();
  }
  Driver driver;
};

TEST_F(ConvolveKernel, ATypedKernelIsAnsweredAndUndone) {
  EXPECT_EQ(start().fact("convolve.kernel"), sobel);
  take(0, 0);
  enter("1/2", "Return");
  kernel("0.5 0 1; -2 0 2; -1 0 1");
  enter("3", "Tab");
  enter("-1.5", "Down");
  enter("7", "Left");
  kernel("0.5 3 -1.5; -2 0 7; -1 0 1");
  driver.key("Escape");
  driver.wait("the cell to be let go", [](const Screen& s) { return s.controls.count("convolve.kernel.typed") == 0; });
  driver.key("ctrl+z");
  kernel("0.5 3 -1.5; -2 0 2; -1 0 1");
  driver.key("ctrl+z");
  driver.key("ctrl+z");
  driver.key("ctrl+z");
  kernel(sobel);
  driver.key("ctrl+shift+z");
  kernel("0.5 0 1; -2 0 2; -1 0 1");
}

TEST_F(ConvolveKernel, TextThatIsNoNumberIsRefusedWithASentence) {
  start();
  take(1, 1);
  enter("abc", "Return");
  driver.wait_words("“abc” is no number: type one such as 0.5, −1 or 1/9.");
  EXPECT_EQ(driver.now().fact("convolve.kernel"), sobel);
  enter("4", "Return");
  kernel("-1 0 1; -2 4 2; -1 0 1");
  EXPECT_FALSE(driver.settle().says("is no number"));
}

TEST_F(ConvolveKernel, EscapeGivesUpWhatIsTyped) {
  start();
  take(0, 1);
  driver.type("99");
  driver.wait("the text", [](const Screen& s) { return s.value("convolve.kernel.typed") == "99"; });
  driver.key("Escape");
  driver.wait("the old text", [](const Screen& s) { return s.value("convolve.kernel.typed") == "0"; });
  EXPECT_EQ(driver.now().fact("stage"), "convolve");
  driver.key("Escape");
  driver.wait("the cell to be let go", [](const Screen& s) { return s.controls.count("convolve.kernel.typed") == 0; });
  EXPECT_EQ(driver.now().fact("convolve.kernel"), sobel);
}

TEST_F(ConvolveKernel, ADragAndTheWheelChangeByATenthAndAreOneStepEach) {
  start();
  const Box box = driver.reveal(cell(1, 1));
  const Point at = box.centre();
  driver.drag(at, {at.x, at.y - 12});
  kernel("-1 0 1; -2 0.2 2; -1 0 1");
  driver.key("ctrl+z");
  kernel(sobel);
  driver.move(at);
  driver.frames_pass();
  driver.wheel(at, 1);
  kernel("-1 0 1; -2 0.1 2; -1 0 1");
  driver.wheel(at, -2);
  kernel("-1 0 1; -2 -0.1 2; -1 0 1");
  EXPECT_EQ(driver.now().controls.at(cell(1, 1)).box, box) << "the inspector scrolled";
  driver.key("ctrl+z");  // all turns of the wheel
  kernel(sobel);
  // A page that is being scrolled when the kernel comes under the pointer goes on scrolling.
  driver.reveal("convolve.code");
  const Screen below = driver.settle();
  for (int turn = 0; turn < 8; ++turn) driver.wheel({at.x, at.y + 20}, 1);
  driver.wait("the kernel to be back", [&](const Screen& s) { return s.controls.at(cell(1, 1)).box.top > 0; });
  EXPECT_EQ(driver.settle().fact("convolve.kernel"), below.fact("convolve.kernel"));
}

TEST_F(ConvolveKernel, PresetsActAndTheirNumbersLive) {
  start();
  driver.click("convolve.preset/Gaussian");
  const std::string first = driver.wait_fact("convolve.preset", "Gaussian").fact("convolve.kernel");
  const Box slider = driver.reveal("convolve.sigma");
  driver.drag(slider.at(0.2, 0.5), slider.at(0.8, 0.5));
  const Screen after =
      driver.wait("another sigma", [&](const Screen& s) { return s.fact("convolve.kernel") != first; });
  EXPECT_EQ(after.fact("convolve.preset"), "Gaussian");
  driver.click("convolve.preset/Identity");
  kernel("0 0 0; 0 1 0; 0 0 0");
  driver.click("convolve.preset/Shift");
  kernel("0 0 0; 1 0 0; 0 0 0");
  driver.click("convolve.direction/Up");
  kernel("0 0 0; 0 0 0; 0 1 0");
  driver.click("convolve.preset/Random");
  const std::string random = driver.wait_fact("convolve.preset", "Random").fact("convolve.kernel");
  driver.click("convolve.preset/Random");
  driver.wait("another seed", [&](const Screen& s) { return s.fact("convolve.kernel") != random; });
}

TEST_F(ConvolveKernel, SizesPresetsThatAreMissingAndNormalise) {
  start();
  driver.click("convolve.height.less");
  driver.wait_fact("convolve.kernel_size", "2 × 2");
  EXPECT_EQ(driver.settle().value("convolve.preset/Sobel x"), "missing");
  driver.click("convolve.square");
  driver.frames_pass();
  driver.click("convolve.width.more");
  driver.wait_fact("convolve.kernel_size", "3 × 2");
  driver.click("convolve.preset/Box");
  driver.wait_fact("convolve.preset", "Box");
  for (int size = 3; size <= 10; ++size) {
    driver.click("convolve.height.more");
    driver.wait_fact("convolve.kernel_size", "3 × " + std::to_string(size));
  }
  driver.click("convolve.height.more");  // the picture is 8 high, with its padding 10
  driver.wait_words("its extent is 3 × 11, but the input with its padding is only 14 × 10");
  driver.click("convolve.normalise");
  driver.wait_words("The weights now add up to 1.");
}

TEST_F(ConvolveKernel, CopyAndPaste) {
  start();
  driver.key("ctrl+c");
  driver.wait_words("Copied");
  driver.click("convolve.filter/3");
  kernel("0 1 0; 1 -4 1; 0 1 0");
  driver.key("ctrl+v");
  kernel(sobel);
  driver.key("ctrl+z");
  kernel("0 1 0; 1 -4 1; 0 1 0");
}

TEST_F(ConvolveKernel, FiltersAndLayersAreAddedAndTakenOut) {
  start();
  EXPECT_EQ(driver.now().fact("convolve.output"), "3 maps of 12 × 8");
  driver.click("convolve.filter.copy");
  driver.wait_fact("convolve.output", "4 maps of 12 × 8");
  driver.click("convolve.filter.remove");
  driver.wait_fact("convolve.output", "3 maps of 12 × 8");
  driver.click("convolve.layer.add");
  const Screen second = driver.wait_fact("convolve.in_hand", "1,0,0");
  EXPECT_EQ(second.fact("convolve.output"), "1 map of 12 × 8");
  driver.click("convolve.tied/One per channel");
  driver.click("convolve.channel/2");
  driver.wait_fact("convolve.in_hand", "1,0,1");
  driver.click("convolve.layer.remove");
  driver.wait_fact("convolve.in_hand", "0,0,0");
}

TEST_F(ConvolveKernel, TheSizeStandsThereAsAFormula) {
  start();
  EXPECT_EQ(driver.now().fact("convolve.formula"), "⌊(8 + 2·1 − 1·(3−1) − 1) / 1⌋ + 1 = 8");
  driver.set_slider("convolve.stride", 2);
  driver.wait_fact("convolve.formula", "⌊(8 + 2·1 − 1·(3−1) − 1) / 2⌋ + 1 = 4");
  driver.click("convolve.pooling/Max 2");
  driver.wait_fact("convolve.output", "3 maps of 3 × 2");
}

TEST_F(ConvolveKernel, ASettingWithoutAnOutputIsRefusedWithTheReason) {
  start();
  const std::string before = driver.now().fact("convolve.output");
  driver.set_slider("convolve.dilation", 8);
  driver.wait_words("Layer 1 has no output");
  EXPECT_EQ(driver.settle().fact("convolve.output"), before);
  driver.click("convolve.same");
  driver.set_slider("convolve.stride", 2);
  driver.wait_words("it needs stride 1; the stride is 2");
  EXPECT_EQ(driver.settle().fact("convolve.output"), before);
}

}  // namespace
}  // namespace flatscope::testing
