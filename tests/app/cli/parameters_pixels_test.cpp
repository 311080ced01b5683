// What is seen of the Parameters stage, in pixels: lines as high as their numbers, squares as large as theirs, in the
// colours of dense layers and convolutions.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "tests/app/cli/shot.h"

namespace flatscope::testing {
namespace {

class ParametersPixels : public ::testing::Test {
 protected:
  // A dense layer of 64 beside a convolution of 64 filters of 3 × 3, on 3 × side × side.
  Shot shot(int side, const ThemeLook& look) const {
    const std::string text = "stage = \"parameters\"\n[parameters]\nchannels = 3\nheight = " + std::to_string(side) +
                             "\nwidth = " + std::to_string(side) + "\n";
    return shoot(folder, {"--scene", write_scene(folder, text), "--size", "1920x1080", "--theme", look.theme});
  }
  static double dense_parameters(double side) { return 64.0 * (3.0 * side * side) + 64.0; }
  static constexpr double conv_parameters = 64.0 * (3 * 3 * 3) + 64.0;

  // How far above the chart's floor this colour's line runs in the column at x; 0 where it doesn't.
  static double height_of(const Shot& seen, const Box& chart, double x, const Rgb& colour) {
    double sum = 0.0;
    int found = 0;
    for (double y = chart.top + 0.5; y < chart.bottom; y += 1.0) {
      if (apart(seen.at({x, y}), colour) > 40) continue;
      sum += chart.bottom - y;
      ++found;
    }
    return found > 0 ? sum / found : 0.0;
  }

  TemporaryFolder folder;
};

TEST_F(ParametersPixels, LinesAreAsHighAsTheirNumbers) {
  for (const ThemeLook* look : both_looks) {
    double last = 0.0, decade = 0.0;
    for (const int side : {32, 256, 2048}) {
      SCOPED_TRACE(std::string(look->theme) + ", side " + std::to_string(side));
      const Shot seen = shot(side, *look);
      const Box chart = seen.screen.area("parameters.chart.box"), pill = seen.screen.area("parameters.chart.pill");
      // Beside the handle, whose rings lie on the lines.
      const double handle = pill.centre().x, x = handle - 12;
      EXPECT_GT(handle, last) << "larger pictures stand further right";
      last = handle;
      const double conv = height_of(seen, chart, x, look->conv), dense = height_of(seen, chart, x, look->dense);
      ASSERT_GT(conv, 10.0);
      ASSERT_GT(dense, conv);
      EXPECT_NEAR(dense / conv, std::log10(dense_parameters(side)) / std::log10(conv_parameters), 0.06);
      if (decade > 0.0) {
        EXPECT_NEAR(conv / std::log10(conv_parameters), decade, 0.5) << "the same at any size";
      }
      decade = conv / std::log10(conv_parameters);
    }
  }
}

TEST_F(ParametersPixels, SquaresAreAsLargeAsTheirNumbers) {
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    const Shot seen = shot(256, *look);
    const Box panel = seen.screen.area("parameters.squares.panel");
    // A kernel for every place, unshared, is the largest; in it lies the dense layer's, and both share the lower left.
    const double local = 256.0 * 256.0 * conv_parameters, dense = dense_parameters(256.0);
    const int grey = seen.count(panel, look->muted), orange = seen.count(panel, look->dense);
    EXPECT_NEAR(orange / static_cast<double>(grey + orange), dense / local, 0.02);
    const double length = std::sqrt(static_cast<double>(orange));
    const Box lower_left{panel.left, panel.bottom - length * 1.3, panel.left + length * 1.3, panel.bottom};
    EXPECT_GT(seen.count(lower_left, look->dense), orange * 0.95);
    EXPECT_GT(seen.count(lower_left, look->conv), 10) << "the ring about the convolution";
    EXPECT_EQ(seen.count({lower_left.right, panel.top, panel.right, panel.bottom}, look->conv), 0);
  }
}

// A bar in its kind's colour begins every layer's row.
TEST_F(ParametersPixels, LayersHaveTheirKindsColours) {
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    const Shot seen = shot(256, *look);
    const Box ledger = seen.screen.area("parameters.ledger");
    int dense = 0, conv = 0;
    for (const Text& text : seen.screen.texts) {
      if (text.box.top < ledger.top || text.box.bottom > ledger.bottom || text.box.left > ledger.left + 60) continue;
      const Box before{ledger.left - 10, text.box.top, text.box.left, text.box.bottom};
      const int orange = seen.count(before, look->dense), green = seen.count(before, look->conv);
      if (text.words.rfind("Linear(", 0) == 0) {
        EXPECT_GT(orange, 20);
        EXPECT_EQ(green, 0);
        ++dense;
      } else if (text.words.rfind("Conv2d(", 0) == 0) {
        EXPECT_GT(green, 20);
        EXPECT_EQ(orange, 0);
        ++conv;
      }
    }
    EXPECT_EQ(dense, 1);
    EXPECT_EQ(conv, 1);
  }
}

}  // namespace
}  // namespace flatscope::testing
