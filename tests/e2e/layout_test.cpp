// No text lies over another, none is cut, nothing is outside of the window: both stages and the overlays, at the
// sizes that classrooms have.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "driver.h"
#include "texts.h"

namespace flatscope::testing {
namespace {

constexpr double slack = 2.0;  // pixels

bool visible(const Text& text) {
  const Box seen = text.box.common(text.clip);
  return seen.width() > slack && seen.height() > slack;
}

class Layout : public ::testing::TestWithParam<std::string> {
 protected:
  static void check(const Screen& screen, const std::string& what) {
    for (const std::string& fault : faults_of_texts(screen)) ADD_FAILURE() << what << ": " << fault;
  }

  void both_themes(const std::string& what) {
    check(driver.settle(), what + ", dark");
    driver.key("t");
    driver.wait_fact("theme", "light");
    check(driver.settle(), what + ", light");
    driver.key("t");
    driver.wait_fact("theme", "dark");
  }
  Driver driver;
};

// The first stages and the ledger hold at the largest text too.
class LayoutAtAnyScale : public Layout {};

TEST_P(LayoutAtAnyScale, NothingOverlapsAndNothingIsCut) {
  driver.start({"--scale", GetParam()});
  for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{1920, 1080}}) {
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + " at " + GetParam();
    if (driver.now().width != width) driver.resize(width, height);
    driver.key("1");
    driver.wait_fact("stage", "flatten");
    driver.park();
    both_themes("Flatten, " + size);
    driver.key("2");
    driver.wait_fact("stage", "shift");
    both_themes("Shift, " + size);
    driver.key("shift+Right");
    driver.wait("a moved object", [](const Screen& s) { return s.fact("shift.dx") != "0"; });
    check(driver.settle(), "Shift, moved, " + size);
  }
}

TEST_P(LayoutAtAnyScale, OtherStatesAndOverlays) {
  driver.start({"--scale", GetParam()});
  driver.park();
  driver.key("g");
  driver.wait("colour", [](const Screen& s) { return s.fact("flatten.size")[0] == '3'; });
  check(driver.settle(), "Flatten in colour");
  driver.key("p");
  driver.wait("presenter mode", [](const Screen& s) { return s.areas.count("inspector") == 0; });
  check(driver.settle(), "Flatten, presented");
  driver.key("p");
  driver.key("question");
  driver.wait_fact("overlay", "help");
  check(driver.settle(), "the keys");
  driver.key("Escape");
  driver.wait_fact("overlay", "");
  driver.key("ctrl+o");
  driver.wait_fact("overlay", "open");
  check(driver.settle(), "the chooser");
  driver.key("Escape");
  driver.wait_fact("overlay", "");
  driver.key("2");
  driver.wait_fact("stage", "shift");
  for (const char* object : {"Digit", "Draw", "Cut-out", "Picture"}) {
    driver.click(std::string("shift.object/") + object);
    driver.wait(object, [&](const Screen& s) { return s.value(std::string("shift.object/") + object) == "on"; });
    driver.park();
    check(driver.settle(), object);
  }
}

TEST_P(Layout, TheExportDialog) {
  driver.start({"--stage", "convolve", "--scale", GetParam()});
  driver.park();
  driver.key("ctrl+e");
  driver.wait_fact("overlay", "export");
  check(driver.settle(), "Export");
  driver.wait("the picture's sizes", [](const Screen& s) { return s.value("export/picture") == "on"; });
  driver.park();
  driver.resize(1920, 1080);
  check(driver.settle(), "Export, on a large window");
}

TEST_P(Layout, ConvolveMapsAndLayers) {
  driver.start({"--stage", "convolve", "--scale", GetParam()});
  const auto click = [&](const std::string& wide, const std::string& brief) {
    driver.wait(wide, [&](const Screen& s) { return s.controls.count(wide) + s.controls.count(brief) > 0; });
    const Screen screen = driver.settle();
    driver.click(screen.controls.at(screen.controls.count(wide) == 1 ? wide : brief).box.centre());
    driver.park();
    return driver.settle();
  };
  for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{1920, 1080}}) {
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + " at " + GetParam();
    if (driver.now().width != width) driver.resize(width, height);
    click("convolve.panel/All feature maps", "convolve.panel/Maps");
    both_themes("All feature maps, " + size);
    click("convolve.own_range/Own range", "convolve.own_range/Own");
    check(click("convolve.map.1", "convolve.map.1"), "one map, " + size);
    driver.key("Escape");
    driver.wait_fact("convolve.enlarged", "");
    click("convolve.panel/Through the layers", "convolve.panel/Layers");
    both_themes("Through the layers, " + size);
  }
}

TEST_P(Layout, ConvolveMatrix) {
  driver.start({"--stage", "convolve", "--scale", GetParam()});
  driver.park();
  for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{1920, 1080}}) {
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + " at " + GetParam();
    if (driver.now().width != width) driver.resize(width, height);
    both_themes("As a matrix, " + size);
    driver.move(driver.settle().area("convolve.matrix.box").at(0.3, 0.6));
    driver.wait("an entry", [](const Screen& s) { return !s.fact("convolve.matrix.column").empty(); });
    check(driver.settle(), "an entry of the matrix, " + size);
    driver.click("convolve.matrix.local");
    driver.wait_fact("convolve.matrix.state", "dense");
    driver.park();
    check(driver.settle(), "the dense matrix, " + size);
    driver.key("ctrl+z");
    driver.wait_fact("convolve.matrix.state", "shared");
    driver.key("p");
    check(driver.settle(), "presented, " + size);
    driver.key("p");
    driver.settle();
  }
}

TEST_P(LayoutAtAnyScale, ParametersLedger) {
  driver.start({"--stage", "parameters", "--scale", GetParam()});
  driver.park();
  for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{1920, 1080}}) {
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + " at " + GetParam();
    if (driver.now().width != width) driver.resize(width, height);
    driver.click("parameters.preset.0");
    driver.park();
    both_themes("two networks, " + size);
    driver.click("parameters.preset.3");
    driver.park();
    check(driver.settle(), "LeNet-5, " + size);
    driver.click("parameters.add/linear");  // behind a convolution: impossible
    driver.park();
    check(driver.settle(), "an impossible layer, " + size);
    driver.key("p");
    check(driver.settle(), "presented, " + size);
    driver.key("p");
    driver.settle();
  }
}

TEST_P(Layout, TrainTabs) {
  driver.start({"--stage", "train", "--scale", GetParam()});
  driver.park();
  const auto trained = [](const Screen& s) { return s.fact("train.epoch") == "2" && s.fact("train.running") == "no"; };
  driver.key("e");
  driver.key("e");
  driver.wait("two epochs", trained);
  driver.settle(3 * patience);  // accuracy for every shift takes its time
  for (const auto& [width, height] : {std::pair{1280, 720}, std::pair{1920, 1080}}) {
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + " at " + GetParam();
    if (driver.now().width != width) driver.resize(width, height);
    std::vector<std::string> tabs;
    for (const auto& [name, control] : driver.settle().controls)
      if (name.rfind("train.tab/", 0) == 0) tabs.push_back(name);
    EXPECT_EQ(tabs.size(), 6U);
    for (const std::string& tab : tabs) {
      driver.click(tab);
      driver.park();
      check(driver.settle(), tab + ", " + size);
    }
  }
}

// What a tooltip explains stays seen, and so do the rows above and below it, where the pointer goes next.
TEST(Tooltips, CoverNeitherWhatTheyExplainNorTheNextRow) {
  Driver driver;
  driver.start({"--scale", "1"});
  int seen = 0;
  for (const char* stage : {"1", "2", "3", "4"}) {
    driver.key(stage);
    driver.park();
    const Screen page = driver.settle();
    const double right = page.area("inspector").left;
    std::vector<Text> texts;
    for (const Text& text : page.texts)
      if (text.box.left > page.area("rail").right && text.box.right < right && visible(text)) texts.push_back(text);
    const std::size_t step = std::max<std::size_t>(1, texts.size() / 9);
    for (std::size_t i = 0; i < texts.size(); i += step) {
      driver.park();
      driver.move(texts[i].box.centre());
      driver.frames_pass();
      pause_for(0.75);
      const Screen screen = driver.settle();
      if (screen.areas.count("tooltip") == 0) continue;
      ++seen;
      const Box tooltip = screen.area("tooltip");
      Box kept = screen.area("tooltip.of");
      const double row = std::min(kept.height(), 18.0);
      kept.top -= row;
      kept.bottom += row;
      const Box both = kept.common(tooltip);
      EXPECT_FALSE(both.width() > 1 && both.height() > 1)
          << "stage " << stage << ", pointing at " << texts[i].words << ", tooltip at " << tooltip.left << ", "
          << tooltip.top << " to " << tooltip.right << ", " << tooltip.bottom;
      EXPECT_GE(tooltip.left, 0);
      EXPECT_GE(tooltip.top, 0);
      EXPECT_LE(tooltip.right, screen.width);
      EXPECT_LE(tooltip.bottom, screen.height);
    }
  }
  EXPECT_GT(seen, 4);
}

// On a narrow window the words beside the grid make room for it, and still say all.
TEST(FlattenGrid, UsesTheRoomOfANarrowWindow) {
  Driver driver;
  driver.start({"--scale", "1"});
  driver.resize(1024, 768);
  const Screen screen = driver.wait("the narrow window", [](const Screen& s) { return s.width == 1024; });
  const Screen settled = driver.settle();
  EXPECT_GT(settled.area("flatten.grid").width(), 0.5 * settled.area("stage").width());
  for (const char* words : {"Pixel (4, 9)", "left, right", "72, 74", "false pair", "places apart in the line"})
    EXPECT_TRUE(settled.says(words)) << words << " in " << settled.words();
}

// Large text leaves out what there is no room for, and no more than that.
TEST(LargeText, KeepsWhatThereIsRoomFor) {
  Driver driver;
  driver.start({"--scale", "2.5"});
  driver.park();
  driver.key("2");
  Screen screen = driver.wait_fact("stage", "shift");
  screen = driver.settle();
  EXPECT_EQ(screen.fact("shift.maps_shown"), "3");
  EXPECT_TRUE(screen.says("DENSE LAYER")) << screen.words();
  driver.resize(1920, 1080);
  driver.key("1");
  driver.wait("the large window", [](const Screen& s) { return s.width == 1920 && s.fact("stage") == "flatten"; });
  screen = driver.settle();
  EXPECT_TRUE(screen.says("in the line: (4, 9) and (5, 9)")) << screen.words();
  EXPECT_TRUE(screen.says("false pairs")) << screen.words();
}

std::string scale_name(const ::testing::TestParamInfo<std::string>& one) {
  return "Scale" + (one.param == "2.5" ? "2and5" : one.param);
}

INSTANTIATE_TEST_SUITE_P(TextScale, Layout, ::testing::Values("1", "2"), scale_name);
INSTANTIATE_TEST_SUITE_P(TextScale, LayoutAtAnyScale, ::testing::Values("1", "2", "2.5"), scale_name);

}  // namespace
}  // namespace flatscope::testing
