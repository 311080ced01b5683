// Building networks on the Parameters stage by mouse and keys, and reading what they cost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "driver.h"

namespace flatscope::testing {
namespace {

class ParametersLedger : public ::testing::Test {
 protected:
  Screen start(const std::string& parameters) {
    std::ofstream file(driver.file("network.toml"));
    file << "stage = \"parameters\"\n[parameters]\n" << parameters;
    file.close();
    driver.start({"--scene", driver.file("network.toml")});
    driver.park();
    return driver.settle();
  }
  Driver driver;
};

constexpr const char* small_input = "channels = 1\nheight = 8\nwidth = 8\n";

TEST_F(ParametersLedger, ANetworkIsBuiltByClicking) {
  start(std::string(small_input) + "networks = [[]]\n");
  driver.click("parameters.add/conv");
  driver.wait_fact("parameters.total.0", "640");  // 64 of 1 x 3 x 3 and 64 biases
  driver.click("parameters.add/maxpool");
  driver.wait_fact("parameters.network.0", "conv:64:3:padding=1 maxpool:2");
  driver.click("parameters.add/flatten");
  driver.wait_fact("parameters.in_hand", "0.2");
  driver.click("parameters.add/linear");
  const Screen built = driver.wait_fact("parameters.layer.3.parameters", "65600");  // 64 x 1,024 + 64
  EXPECT_EQ(built.fact("parameters.layer.1.output"), "64x4x4");
  EXPECT_EQ(built.fact("parameters.layer.3.macs"), "65536");
  EXPECT_EQ(built.fact("parameters.total.0"), "66240");
  driver.set_slider("parameters.out", 10);
  const Screen ten = driver.wait_fact("parameters.layer.3.parameters", "10250");
  EXPECT_EQ(ten.fact("parameters.layer.3.training_bytes"), "164000");
  driver.click("parameters.bias");
  driver.wait_fact("parameters.layer.3.parameters", "10240");
  driver.key("ctrl+z");
  driver.wait_fact("parameters.layer.3.parameters", "10250");
  driver.key("Delete");
  driver.wait_fact("parameters.network.0", "conv:64:3:padding=1 maxpool:2 flatten");
  driver.key("alt+Up");
  driver.wait_fact("parameters.network.0", "conv:64:3:padding=1 flatten maxpool:2");
  driver.key("Up");
  driver.wait_fact("parameters.in_hand", "0.0");
  driver.click("parameters.duplicate");
  driver.wait_fact("parameters.layer.1.parameters", "36928");  // 64 x 64 x 3 x 3 + 64
}

TEST_F(ParametersLedger, ARowIsDraggedToAnotherPlaceAndBack) {
  const Screen first = start(std::string(small_input) + "networks = [[\"conv:4:3\", \"relu\", \"maxpool:2\"]]\n");
  EXPECT_EQ(first.fact("parameters.layer.2.output"), "4x3x3");
  driver.drag(first.controls.at("parameters.row.0.2").box.at(0.2, 0.5),
              first.controls.at("parameters.row.0.0").box.at(0.2, 0.2));
  const Screen dragged = driver.wait_fact("parameters.network.0", "maxpool:2 conv:4:3 relu");
  EXPECT_EQ(dragged.fact("parameters.in_hand"), "0.0");
  EXPECT_EQ(dragged.fact("parameters.layer.1.output"), "4x2x2");
  driver.key("ctrl+z");
  driver.wait_fact("parameters.network.0", "conv:4:3 relu maxpool:2");
  // Let go where it was: nothing moves.
  const Screen now = driver.settle();
  const Box row = now.controls.at("parameters.row.0.1").box;
  driver.drag(row.at(0.2, 0.5), row.at(0.4, 0.7));
  driver.wait_fact("parameters.in_hand", "0.1");
  EXPECT_EQ(driver.settle().fact("parameters.network.0"), "conv:4:3 relu maxpool:2");
}

TEST_F(ParametersLedger, WhatIsImpossibleIsSaidAndTheRestCounts) {
  start("channels = 3\nheight = 8\nwidth = 8\nnetworks = [[\"conv:4:3\", \"linear:10\", \"flatten\", \"linear:2\"]]\n");
  const Screen screen = driver.settle();
  EXPECT_NE(screen.fact("parameters.layer.1.problem"), "");
  EXPECT_EQ(screen.fact("parameters.layer.3.parameters"), "290");  // 2 x 144 + 2
  EXPECT_EQ(screen.fact("parameters.total.0"), "402");             // and 4 x 27 + 4
  EXPECT_TRUE(screen.says("impossible: needs a flat input")) << screen.words();
  driver.click("parameters.row.0.1");
  driver.wait_words("the rest still counts");
  // Whoever asks for memory or a run is told as well.
  const std::string left_out = "Layer 2, Linear(6, 10), is impossible here and left out.";
  EXPECT_EQ(driver.now().fact("parameters.memory.0.left_out"), left_out);
  driver.click("parameters.run");
  driver.wait_fact("parameters.run.0.left_out", left_out);
}

TEST_F(ParametersLedger, ATypedNumberOutOfRangeIsTold) {
  start(std::string(small_input) + "networks = [[\"conv:4:3\"]]\n");
  driver.set_slider("parameters.width", 9000);
  const Screen told = driver.wait_words("9000 is out of range: 1 to 8192");
  EXPECT_EQ(told.fact("parameters.input"), "1x8x8192");
  driver.set_slider("parameters.width", 30);
  driver.wait_fact("parameters.input", "1x8x30");
  EXPECT_FALSE(driver.settle().says("out of range"));
}

TEST_F(ParametersLedger, ColumnsHoldStillUnderADrag) {
  const Screen first = start("channels = 3\nheight = 8\nwidth = 8\nnetworks = [[\"flatten\", \"linear:64\"]]\n");
  const auto title = [](const Screen& screen, const std::string& words) {
    for (const Text& text : screen.texts)
      if (text.words == words) return text.box;
    return Box{};
  };
  const Box chart = first.area("parameters.chart.box");
  const Point from = first.area("parameters.chart.pill").centre();
  driver.move(from);
  driver.display().button(1, true);
  driver.frames_pass();
  for (int step = 1; step <= 6; ++step) {
    driver.move({from.x + (chart.right - from.x) * step / 6, from.y});
    driver.frames_pass();
    const Screen now = driver.settle();
    for (const char* words : {"Weights", "Multiply-adds", "Parameters"})
      EXPECT_EQ(title(now, words).right, title(first, words).right) << words << ", step " << step;
    EXPECT_EQ(now.area("parameters.chart.box").top, chart.top) << step;
    for (const Text& text : now.texts) {
      if (text.box.top >= chart.top || text.box.left >= now.area("stage").right) continue;
      EXPECT_EQ(text.words.find("…"), std::string::npos) << text.words << " is cut, step " << step;
    }
  }
  driver.display().button(1, false);
  driver.wait_fact("parameters.handle", "8192");
}

TEST_F(ParametersLedger, WhatIsClickedStaysUnderThePointer) {
  start("");
  driver.click("parameters.preset.3");  // LeNet-5: eleven layers
  driver.wait_fact("parameters.total.0", "61706");
  driver.click("parameters.row.0.4");
  driver.wait_fact("parameters.in_hand", "0.4");
  const Box box = driver.reveal("parameters.remove");
  for (int i = 0; i < 4; ++i) {
    driver.click(box.centre());
    driver.frames_pass();
    driver.settle();
    EXPECT_NEAR(driver.now().controls.at("parameters.remove").box.top, box.top, 1.0) << i;
  }
  EXPECT_EQ(driver.now().fact("parameters.network.0"),
            "conv:6:5 relu avgpool:2 conv:16:5 relu linear:84 relu linear:10");
}

TEST_F(ParametersLedger, PresetsInputAndComparison) {
  const Screen first = start("");
  EXPECT_EQ(first.fact("parameters.total.0"), "12582976");
  EXPECT_EQ(first.fact("parameters.total.1"), "1792");
  EXPECT_TRUE(first.says("Linear(196608, 64) has 7,022 times as many parameters")) << first.words();
  EXPECT_TRUE(first.says("12,582,976")) << first.words();
  driver.click("parameters.row.1.0");
  driver.wait_words("where the dense layer gives 64 numbers");
  driver.click("parameters.preset.3");  // LeNet-5
  driver.wait_fact("parameters.total.0", "61706");
  driver.wait_words("Gradient-based learning");
  driver.click("parameters.use_picture");
  driver.wait_fact("parameters.input", "3x300x451");
  driver.click("parameters.channels/Grey");
  driver.wait_fact("parameters.input", "1x300x451");
  driver.set_slider("parameters.width", 32);
  driver.set_slider("parameters.height", 32);
  driver.wait_fact("parameters.total.0", "61706");
  driver.click("parameters.networks/Two to compare");
  const Screen two = driver.wait_fact("parameters.total.1", "61706");
  EXPECT_EQ(two.fact("parameters.in_hand"), "1.0");
  driver.click("parameters.remove");
  driver.wait_fact("parameters.layer.0.problem", "");
  EXPECT_NE(driver.settle().fact("parameters.total.1"), "61706");
  driver.click("parameters.networks/One");
  EXPECT_EQ(driver.wait_fact("parameters.total.1", "").fact("parameters.in_hand"), "0.0");
}

TEST_F(ParametersLedger, EveryLayerCanBeReached) {
  std::string layers;
  for (int i = 0; i < 64; ++i) layers += "\"conv:8:3:padding=1\", ";
  start("networks = [[" + layers + "]]\n");
  for (int i = 0; i < 7; ++i) driver.key("shift+Down");
  const Screen last = driver.wait_fact("parameters.in_hand", "0.63");
  const Box area = last.area("stage"), row = last.controls.at("parameters.row.0.63").box;
  EXPECT_GT(row.top, area.top);
  EXPECT_LT(row.bottom, area.top + area.height() * 0.6);
  EXPECT_EQ(last.value("parameters.add/relu"), "missing");
  EXPECT_TRUE(last.says("Total")) << "the sum is pinned below the rows";
  driver.key("p");
  driver.wait("presenter mode", [](const Screen& s) { return s.areas.count("inspector") == 0; });
  EXPECT_TRUE(driver.settle().says("Total"));
}

TEST_F(ParametersLedger, TheCodeIsCopied) {
  start(std::string(small_input) + "networks = [[\"conv:4:3\", \"flatten\", \"linear:10\"]]\n");
  driver.key("ctrl+shift+c");
  driver.wait_words("copied as PyTorch code");
  const std::string code = driver.display().clipboard(10.0);
  EXPECT_THAT(code, ::testing::HasSubstr("nn.Conv2d(1, 4, 3)"));
  EXPECT_THAT(code, ::testing::HasSubstr("nn.Linear(144, 10)"));
  EXPECT_THAT(code, ::testing::HasSubstr("# Parameters: 1,490\n"));  // 40 + 1,450
}

}  // namespace
}  // namespace flatscope::testing
