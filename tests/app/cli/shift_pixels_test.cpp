// What is seen of the Shift stage, in pixels: the picture where it was moved to, the vector before and after, the bars
// of the dense layer, and every cell of the feature maps, each against what it must be by its definition.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/layers/seeded_dense.h"
#include "tests/app/cli/shot.h"

namespace flatscope::testing {
namespace {

constexpr int side = 8;

// All pixels differ, in rows, in columns and in every channel.
Rgb pixel(int row, int column) { return {20 + 29 * column, 245 - 27 * row, 40 + 3 * (side * row + column)}; }

class ShiftPixels : public ::testing::Test {
 protected:
  ShiftPixels() {
    std::vector<std::uint8_t> colours, spot, cut;
    for (int row = 0; row < side; ++row) {
      for (int column = 0; column < side; ++column) {
        const Rgb colour = pixel(row, column);
        for (const int level : {colour.red, colour.green, colour.blue})
          colours.push_back(static_cast<std::uint8_t>(level));
        spot.push_back(row == 3 && column == 2 ? 255 : 0);
        cut.insert(cut.end(), {230, static_cast<std::uint8_t>(shown_of_cut(row, column) ? 255 : 0)});
      }
    }
    write_picture(folder, "colours.png", side, side, 3, colours);
    write_picture(folder, "spot.png", side, side, 1, spot);
    write_picture(folder, "cut.png", side, side, 2, cut);
  }
  static bool shown_of_cut(int row, int column) { return row < 3 && column < 5; }
  Shot shot(const std::string& picture, const std::string& more, const ThemeLook& look) const {
    const std::string scene = "stage = \"shift\"\n[[pictures]]\npath = \"" + picture +
                              "\"\n[shift]\nworking_size = 8\nobject = \"picture\"\ndense_outputs = 6\n";
    return shoot(folder, {"--scene", write_scene(folder, scene + more), "--theme", look.theme});
  }

  TemporaryFolder folder;
};

TEST_F(ShiftPixels, ThePictureLiesWhereItWasMovedTo) {
  constexpr int dx = 2, dy = -1;
  for (const ThemeLook* look : both_looks) {
    for (const bool wraps : {false, true}) {
      SCOPED_TRACE(std::string(look->theme) + (wraps ? ", wrapped" : ", zeros"));
      const Shot seen = shot("colours.png",
                             std::string("colour = true\ndx = 2\ndy = -1\nfilters = [\"box\"]\nborder = \"") +
                                 (wraps ? "circular" : "zeros") + "\"\n",
                             *look);
      const Box canvas = seen.screen.area("shift.canvas");
      // The arrow's head is where the middle went.
      const auto around = [&](Point at) {
        return seen.count({at.x - 10, at.y - 10, at.x + 10, at.y + 10}, look->pixel, 30);
      };
      EXPECT_GT(around(canvas.at(0.5 + dx / 8.0, 0.5 + dy / 8.0)), around(canvas.centre()) * 5 / 4);
      for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
          const int y = row - dy, x = column - dx;
          const bool inside = y >= 0 && y < side && x >= 0 && x < side;
          const Rgb wanted = inside || wraps ? pixel((y + side) % side, (x + side) % side) : Rgb{0, 0, 0};
          EXPECT_TRUE(seen.shows(cell_of(canvas, row, column, side, side), wanted))
              << "row " << row << ", column " << column;
        }
      }
    }
  }
}

// Grey with alpha: what the alpha leaves out is not there, and only the rest moves.
TEST_F(ShiftPixels, AGreyCutOutMovesByItsMask) {
  const Shot seen = shot("cut.png", "dx = 3\ndy = 4\nfilters = [\"box\"]\nbackground = \"black\"\n", dark_look);
  const Box canvas = seen.screen.area("shift.canvas");
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const bool there = row >= 4 && column >= 3 && shown_of_cut(row - 4, column - 3);
      const Rgb wanted = there ? Rgb{230, 230, 230} : Rgb{0, 0, 0};
      EXPECT_TRUE(seen.shows(cell_of(canvas, row, column, side, side), wanted))
          << "row " << row << ", column " << column;
    }
  }
}

TEST_F(ShiftPixels, TheVectorIsShownBeforeAndAfterAndWhereItChanged) {
  constexpr int dx = 1, dy = 2;
  const Shot seen = shot("spot.png", "dx = 1\ndy = 2\nfilters = [\"box\"]\n", light_look);
  const Box before = seen.screen.area("shift.vector.before"), after = seen.screen.area("shift.vector.after"),
            changes = seen.screen.area("shift.vector.changes");
  for (int i = 0; i < side * side; ++i) {
    const bool was = i == 3 * side + 2, is = i == (3 + dy) * side + 2 + dx;
    const double across = (i + 0.5) / (side * side);
    EXPECT_EQ(seen.at(before.at(across, 0.5)), was ? (Rgb{255, 255, 255}) : (Rgb{0, 0, 0})) << i;
    EXPECT_EQ(seen.at(after.at(across, 0.5)), is ? (Rgb{255, 255, 255}) : (Rgb{0, 0, 0})) << i;
    EXPECT_EQ(seen.at(changes.at(across, 0.3)), was || is ? light_look.wrong : light_look.ground) << i;
  }
}

// Outlined the outputs before, filled those after; upwards what is positive.
TEST_F(ShiftPixels, TheBarsAreTheDenseLayersOutputs) {
  std::vector<float> values(side * side, 0.0F);
  const SeededDense layer{3, 6, side * side};
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    // Moved by one pixel, what comes after is the weights of another element.
    const Shot moved = shot("spot.png", "dx = 1\ndy = 0\nfilters = [\"box\"]\ndense_seed = 3\n", *look);
    const Box plot = moved.screen.controls.at("shift.dense").box;
    const double zero = (plot.top + plot.bottom) / 2;
    double most = 0.0;
    std::vector<float> was, is;
    for (int o = 0; o < 6; ++o) {
      was.push_back(seeded_weight(layer, o, 3 * side + 2));
      is.push_back(seeded_weight(layer, o, 3 * side + 3));
      most = std::max({most, std::abs(static_cast<double>(was.back())), std::abs(static_cast<double>(is.back()))});
    }
    // The axis ends at the number that stands at its top.
    double limit = 0.0;
    for (const Text& text : moved.screen.texts)
      if (text.words.front() == '+' && text.box.right <= plot.left && std::abs(text.box.top - plot.top) < 8)
        limit = std::stod(text.words);
    ASSERT_GE(limit, most);
    for (int o = 0; o < 6; ++o) {
      SCOPED_TRACE(o);
      const double middle = std::floor(plot.left + plot.width() * (o + 0.5) / 6);
      const int up = moved.count({middle, plot.top, middle + 1, zero - 1}, look->dense);
      const int down = moved.count({middle, zero + 1, middle + 1, plot.bottom}, look->dense);
      const double wanted = static_cast<double>(is[static_cast<std::size_t>(o)]) / limit * plot.height() / 2;
      EXPECT_NEAR(up - down, wanted, 4.0) << "pixels upwards";
    }
    // Moved out of the canvas nothing is left: outlines alone.
    const Shot gone = shot("spot.png", "dx = 8\ndy = 0\nfilters = [\"box\"]\ndense_seed = 3\n", *look);
    const Box same = gone.screen.controls.at("shift.dense").box;
    EXPECT_EQ(gone.count(same, look->dense), 0);
    EXPECT_GT(gone.count(same, look->muted), 100);
  }
}

// The answers to one bright pixel are the kernel itself, turned round (a cross-correlation), about where it lies.
TEST_F(ShiftPixels, EveryCellOfTheMapsIsItsAnswer) {
  constexpr int dx = 3, dy = 1;
  constexpr int sobel_x[3][3] = {{-1, 0, 1}, {-2, 0, 2}, {-1, 0, 1}};
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    const Shot seen = shot("spot.png", "dx = 3\ndy = 1\nfilters = [\"sobel-x\", \"sobel-y\", \"identity\"]\n", *look);
    for (int map = 0; map < 3; ++map) {
      const std::string name = "shift.map." + std::to_string(map);
      EXPECT_TRUE(reads_before(seen.screen.area(name + ".before"), seen.screen.area(name + ".after")));
      if (map == 0) continue;
      const std::string last = "shift.map." + std::to_string(map - 1);
      EXPECT_TRUE(reads_before(seen.screen.area(last + ".after"), seen.screen.area(name + ".before")));
    }
    for (const bool after : {false, true}) {
      const char* which = after ? "after" : "before";
      const int spot_row = after ? 3 + dy : 3, spot_column = after ? 2 + dx : 2;
      for (int map = 0; map < 3; ++map) {
        const Box box = seen.screen.area("shift.map." + std::to_string(map) + "." + which);
        for (int row = 0; row < side; ++row) {
          for (int column = 0; column < side; ++column) {
            const int i = spot_row - row + 1, j = spot_column - column + 1;
            const bool reached = i >= 0 && i < 3 && j >= 0 && j < 3;
            const int value = !reached ? 0 : map == 0 ? sobel_x[i][j] : map == 1 ? sobel_x[j][i] : i == 1 && j == 1;
            const Rgb wanted = map < 2      ? look->of_signed(value, 2.0)
                               : value == 1 ? magnitude_ramp.back()
                                            : magnitude_ramp.front();
            EXPECT_TRUE(seen.shows(cell_of(box, row, column, side, side), wanted, 2))
                << which << ", map " << map << ", row " << row << ", column " << column;
          }
        }
        if (after) {
          EXPECT_GT(seen.count(box, look->conv), 10) << "the arrow";
          // Its head is where the peak went; that of the one bright cell is known.
          const auto around = [&](int row, int column) {
            const Point at = cell_of(box, row, column, side, side).centre();
            return seen.count({at.x - 10, at.y - 10, at.x + 10, at.y + 10}, look->conv, 30);
          };
          if (map == 2) {
            EXPECT_GT(around(3 + dy, 2 + dx), around(3, 2) * 5 / 4) << "the arrow's head";
          }
        } else {
          EXPECT_EQ(seen.count(box, look->conv), 0) << "no arrow before";
        }
      }
    }
  }
}

TEST_F(ShiftPixels, TheMapAfterIsPaintedFromWhatCameAfter) {
  // Moved out of sight, all its answers are 0.
  const Shot gone = shot("spot.png", "dx = 8\ndy = 0\nfilters = [\"sobel-x\"]\n", dark_look);
  const Box before = gone.screen.area("shift.map.0.before"), after = gone.screen.area("shift.map.0.after");
  EXPECT_GT(gone.count(before, dark_look.diverging.front(), 2), 4);
  EXPECT_GT(gone.count(before, dark_look.diverging.back(), 2), 4);
  EXPECT_EQ(gone.count(after, dark_look.diverging.front(), 2), 0);
  EXPECT_EQ(gone.count(after, dark_look.diverging.back(), 2), 0);
  EXPECT_GT(gone.count(after, dark_look.diverging[5], 2), after.width() * after.height() * 0.5);
}

}  // namespace
}  // namespace flatscope::testing
