// All feature maps of the Convolve stage: the sheet, one map large, its colours and its values.
#include <gtest/gtest.h>

#include <string>

#include "driver.h"

namespace flatscope::testing {
namespace {

class ConvolveMaps : public ::testing::Test {
 protected:
  Screen start() {
    driver.start({"--stage", "convolve"});
    click("convolve.panel/All feature maps");
    driver.wait_fact("convolve.maps", "3");
    driver.park();
    return driver.settle();
  }
  void click(const std::string& control) { driver.click(driver.now().controls.at(control).box.centre()); }
  Driver driver;
};

TEST_F(ConvolveMaps, AClickMakesAMapLargeAndEscapeOrAClickPutsItBack) {
  const Screen first = start();
  EXPECT_EQ(first.value("convolve.map.0"), "on");
  EXPECT_EQ(first.fact("convolve.values"), "");
  EXPECT_TRUE(first.says("Sobel x") && first.says("Sobel y") && first.says("Laplacian"));
  click("convolve.map.1");
  Screen large = driver.wait_fact("convolve.enlarged", "2");
  EXPECT_EQ(large.value("convolve.map.1"), "on");
  EXPECT_GT(large.area("convolve.large").width(), first.controls.at("convolve.map.1").box.width() * 1.3);
  // Its cells are large enough to be read: the shown numbers are the map's.
  EXPECT_EQ(large.fact("convolve.values"), "yes");
  click("convolve.strip.2");
  driver.wait_fact("convolve.enlarged", "3");
  driver.key("Escape");
  driver.wait_fact("convolve.enlarged", "");
  click("convolve.map.0");
  driver.wait_fact("convolve.enlarged", "1");
  driver.click(driver.now().area("convolve.large").centre());
  driver.wait_fact("convolve.enlarged", "");
  // Which filter is in hand is part of the Scene, so it can be undone.
  driver.key("ctrl+z");
  driver.wait("the filter before", [](const Screen& s) { return s.value("convolve.map.2") == "on"; });
}

TEST_F(ConvolveMaps, ColoursAreSignedOrMagnitudeWithOneRangeOrTheirOwn) {
  const Screen first = start();
  const std::string legend = first.fact("convolve.legend");
  EXPECT_NE(legend.find('+'), std::string::npos) << legend;
  click("convolve.magnitude/Magnitude");
  const Screen magnitude = driver.wait("magnitudes", [](const Screen& s) {
    return s.value("convolve.magnitude/Magnitude") == "on" && s.fact("convolve.legend").starts_with("0 ");
  });
  EXPECT_EQ(magnitude.fact("convolve.legend").substr(2), legend.substr(legend.find('+') + 1));
  click("convolve.own_range/Own range");
  driver.wait("a range for each map", [](const Screen& s) { return s.fact("convolve.legend") == "0 max"; });
  driver.key("ctrl+z");
  driver.key("ctrl+z");
  driver.wait_fact("convolve.legend", legend);
}

TEST_F(ConvolveMaps, ThePointerReadsAnElementAndLeavesNoneBehind) {
  const Screen first = start();
  const Box map = first.controls.at("convolve.map.2").box;
  driver.move(map.at(0.99, 0.99));
  driver.wait_words("row 7, column 11:");
  const Screen there = driver.settle();  // the views above follow in the next frame
  EXPECT_EQ(there.fact("convolve.map.hover").substr(0, 5), "map 3");
  EXPECT_EQ(there.fact("convolve.row"), "7");
  EXPECT_EQ(there.fact("convolve.column"), "11");
  driver.park();
  driver.wait("the hover to end", [](const Screen& s) { return s.fact("convolve.map.hover").empty(); });
}

}  // namespace
}  // namespace flatscope::testing
