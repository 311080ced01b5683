// What is seen of the Convolve stage, in pixels: the input with its padding, the kernel, the patch, the maps and the
// matrix, each cell against what it must be by its definition.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "tests/app/cli/shot.h"

namespace flatscope::testing {
namespace {

constexpr int height = 5, width = 6;

int level(int row, int column) { return (row * 97 + column * 61 + row * column * 29) % 256; }

using Kernel = std::array<std::array<double, 3>, 3>;
// Neither is its own mirror image, transpose or half turn.
constexpr Kernel kernels[2] = {{{{-1, 0, 1}, {-2, 0.5, 2}, {-1, 0, 4}}}, {{{1, 2, 0}, {0, -3, 0.5}, {-0.5, 0, 1}}}};
constexpr const char* weights = "[[[[-1, 0, 1], [-2, 0.5, 2], [-1, 0, 4]]], [[[1, 2, 0], [0, -3, 0.5], [-0.5, 0, 1]]]]";

double value(int row, int column) {
  return row < 0 || column < 0 || row >= height || column >= width ? 0.0 : level(row, column) / 255.0;
}

// With a padding of one row and column of zeros.
double answer(int map, int row, int column) {
  double sum = 0.0;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      sum +=
          kernels[map][static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] * value(row + i - 1, column + j - 1);
  return sum;
}

double peak_of(int map) {
  double peak = 0.0;
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column) peak = std::max(peak, std::abs(answer(map, row, column)));
  return peak;
}

class ConvolvePixels : public ::testing::Test {
 protected:
  ConvolvePixels() {
    std::vector<std::uint8_t> samples;
    for (int row = 0; row < height; ++row)
      for (int column = 0; column < width; ++column) samples.push_back(static_cast<std::uint8_t>(level(row, column)));
    write_picture(folder, "levels.png", width, height, 1, samples);
  }
  Shot shot(const std::string& stage, const std::string& layer, const ThemeLook& look) const {
    return shoot(folder,
                 {"--scene",
                  write_scene(folder,
                              "stage = \"convolve\"\n[[pictures]]\npath = \"levels.png\"\n[convolve]\n"
                              "working_size = 6\ncolour = false\n" +
                                  stage + "\n[[convolve.layers]]\nweight = " + weights + "\npadding = 1\n" + layer),
                  "--size", "1600x1000", "--theme", look.theme});
  }
  // Over the number in a cell's middle, under the line at its top.
  static Point free_place(const Box& cell) { return cell.at(0.5, 0.17); }
  void expect_map(const Shot& seen, const Box& box, int map, double peak, const ThemeLook& look) const {
    for (int row = 0; row < height; ++row)
      for (int column = 0; column < width; ++column)
        EXPECT_LE(apart(seen.at(free_place(cell_of(box, row, column, height, width))),
                        look.of_signed(answer(map, row, column), peak)),
                  2)
            << "map " << map << ", row " << row << ", column " << column;
  }

  TemporaryFolder folder;
};

TEST_F(ConvolvePixels, TheInputStandsInsideItsPadding) {
  for (const ThemeLook* look : both_looks) {
    for (const char* mode : {"zeros", "reflect"}) {
      SCOPED_TRACE(std::string(look->theme) + ", " + mode);
      const bool zeros = mode == std::string("zeros");
      const Shot seen = shot("row = 2\ncolumn = 3\n", std::string("padding_mode = \"") + mode + "\"\n", *look);
      const Box box = seen.screen.area("convolve.input");
      const Rgb outside = seen.at(free_place(cell_of(box, 0, 0, height + 2, width + 2)));
      for (int row = -1; row <= height; ++row) {
        for (int column = -1; column <= width; ++column) {
          const bool inside = row >= 0 && column >= 0 && row < height && column < width;
          const int y = row < 0 ? 1 : row >= height ? height - 2 : row;
          const int x = column < 0 ? 1 : column >= width ? width - 2 : column;
          const int grey = level(y, x);
          const auto faded = [grey](int ground) { return static_cast<int>(ground + 0.55 * (grey - ground) + 0.5); };
          const Rgb wanted = inside ? Rgb{grey, grey, grey}
                             : zeros
                                 ? outside
                                 : Rgb{faded(look->ground.red), faded(look->ground.green), faded(look->ground.blue)};
          const Box cell = cell_of(box, row + 1, column + 1, height + 2, width + 2);
          EXPECT_LE(apart(seen.at(free_place(cell)), wanted), 2) << "row " << row << ", column " << column;
        }
      }
      // The patch: three by three about (2, 3), and nothing like it elsewhere.
      const auto frame = [&](int row, int column) {
        const Box cell = cell_of(box, row + 1, column + 1, height + 2, width + 2);
        return seen.count({cell.left + cell.width() * 0.2, cell.top - 3, cell.right - cell.width() * 0.2, cell.top + 4},
                          look->conv);
      };
      EXPECT_GT(frame(1, 3), 5) << "over the patch's first row";
      EXPECT_GT(frame(4, 3), 5) << "under its last";
      EXPECT_EQ(frame(0, 3), 0);
      EXPECT_EQ(frame(1, 0), 0);
    }
  }
}

TEST_F(ConvolvePixels, TheKernelHasItsWeightsColours) {
  for (const ThemeLook* look : both_looks) {
    for (int filter = 0; filter < 2; ++filter) {
      SCOPED_TRACE(std::string(look->theme) + ", filter " + std::to_string(filter));
      const Shot seen = shot("row = 2\ncolumn = 3\nfilter = " + std::to_string(filter) + "\n", "", *look);
      const double peak = filter == 0 ? 4.0 : 3.0;
      for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
          const double weight = kernels[filter][static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
          const Rgb wanted = look->of_signed(weight, peak);
          const Box cell =
              seen.screen.controls.at("convolve.kernel.cell." + std::to_string(i) + "." + std::to_string(j)).box;
          EXPECT_LE(apart(seen.at(cell.at(0.5, 0.12)), wanted), 2) << "cell " << i << ", " << j;
          // The same beside the patch; the patch's own values are grey, its products signed.
          const Box small = cell_of(seen.screen.area("convolve.window.kernel"), i, j, 3, 3);
          EXPECT_LE(apart(seen.at(free_place(small)), wanted), 2) << "beside the patch " << i << ", " << j;
          const Box from = cell_of(seen.screen.area("convolve.window"), i, j, 3, 3);
          const int grey = level(2 + i - 1, 3 + j - 1);
          EXPECT_LE(apart(seen.at(free_place(from)), {grey, grey, grey}), 2) << "value " << i << ", " << j;
          double largest = 0.0;
          for (int a = 0; a < 3; ++a)
            for (int b = 0; b < 3; ++b)
              largest = std::max(largest,
                                 std::abs(value(a + 1, b + 2) *
                                          kernels[filter][static_cast<std::size_t>(a)][static_cast<std::size_t>(b)]));
          const Box product = cell_of(seen.screen.area("convolve.window.products"), i, j, 3, 3);
          EXPECT_LE(apart(seen.at(free_place(product)), look->of_signed(weight * grey / 255.0, largest)), 2)
              << "product " << i << ", " << j;
        }
      }
    }
  }
}

// As a small picture too: on the filter's chip and in its map's caption.
TEST_F(ConvolvePixels, SmallKernelsAreUpright) {
  for (const ThemeLook* look : both_looks) {
    const Shot seen = shot("panel = \"maps\"\n", "", *look);
    for (int filter = 0; filter < 2; ++filter) {
      SCOPED_TRACE(std::string(look->theme) + ", filter " + std::to_string(filter));
      const Box chip = grown(seen.screen.controls.at("convolve.filter/" + std::to_string(filter + 1)).box, -4);
      const double side = std::min(chip.width(), chip.height());
      const Point middle = chip.centre();
      const Box places[] = {{middle.x - side / 2, middle.y - side / 2, middle.x + side / 2, middle.y + side / 2},
                            seen.screen.area("convolve.map." + std::to_string(filter) + ".kernel")};
      for (const Box& place : places) {
        for (int i = 0; i < 3; ++i) {
          for (int j = 0; j < 3; ++j) {
            const double weight = kernels[filter][static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
            EXPECT_LE(
                apart(seen.at(cell_of(place, i, j, 3, 3).centre()), look->of_signed(weight, filter == 0 ? 4.0 : 3.0)),
                3)
                << "cell " << i << ", " << j << (&place == places ? " of the chip" : " of the caption");
          }
        }
      }
    }
  }
}

TEST_F(ConvolvePixels, TheMapsAreTheAnswers) {
  const double peak = std::max(peak_of(0), peak_of(1));
  for (const ThemeLook* look : both_looks) {
    for (const bool own : {false, true}) {
      SCOPED_TRACE(std::string(look->theme) + (own ? ", own range" : ", one range"));
      const Shot seen = shot(
          std::string("row = 2\ncolumn = 3\npanel = \"maps\"\nfilter = 1\nown_range = ") + (own ? "true\n" : "false\n"),
          "", *look);
      expect_map(seen, seen.screen.area("convolve.output"), 1, own ? peak_of(1) : peak, *look);
      for (int map = 0; map < 2; ++map)
        expect_map(seen, seen.screen.controls.at("convolve.map." + std::to_string(map)).box, map,
                   own ? peak_of(map) : peak, *look);
      EXPECT_TRUE(
          reads_before(seen.screen.controls.at("convolve.map.0").box, seen.screen.controls.at("convolve.map.1").box));
      // The sum lands at (2, 3), in yellow.
      const Box lands = cell_of(seen.screen.area("convolve.output"), 2, 3, height, width);
      EXPECT_GT(seen.count(grown(lands, 2), look->pixel), lands.width());
    }
  }
  const Shot seen = shot("panel = \"maps\"\nmagnitude = true\n", "", dark_look);
  const Box box = seen.screen.controls.at("convolve.map.1").box;
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column)
      EXPECT_LE(apart(seen.at(free_place(cell_of(box, row, column, height, width))),
                      ThemeLook::along(magnitude_ramp, 10.0 * std::abs(answer(1, row, column)) / peak)),
                3)
          << "magnitude, row " << row << ", column " << column;
}

// Level after level: the picture as it is, the map in hand beside it, and what the one in hand sees, green, of the
// other.
TEST_F(ConvolvePixels, TheLevelsAreThePictureAndItsMap) {
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    const Shot seen = shot("panel = \"layers\"\nfilter = 1\nrow = 3\ncolumn = 1\n", "", *look);
    const Box picture = seen.screen.controls.at("convolve.level.0").box,
              map = seen.screen.controls.at("convolve.level.1").box;
    EXPECT_GT(map.left, picture.right);
    int outlined = 0;
    for (int row = 0; row < height; ++row) {
      for (int column = 0; column < width; ++column) {
        SCOPED_TRACE("row " + std::to_string(row) + ", column " + std::to_string(column));
        const bool field = std::abs(row - 3) <= 1 && std::abs(column - 1) <= 1;
        const Rgb found = seen.at(cell_of(picture, row, column, height, width).centre());
        const int grey = level(row, column);
        if (field) {
          EXPECT_GT(found.green, found.red + 8) << "the field is green";
        } else {
          EXPECT_LE(apart(found, {grey, grey, grey}), 1);
        }
        EXPECT_TRUE(seen.shows(cell_of(map, row, column, height, width),
                               look->of_signed(answer(1, row, column), std::max(peak_of(0), peak_of(1))), 2));
        const Box cell = grown(cell_of(map, row, column, height, width), 1);
        const bool in_hand = seen.count(cell, look->pixel, 10) > cell.width() * 2.5;
        outlined += in_hand ? 1 : 0;
        if (in_hand) {
          EXPECT_TRUE(row == 3 && column == 1);
        }
      }
    }
    EXPECT_EQ(outlined, 1);
  }
}

// Rows are outputs, columns inputs: where the patch of an output lies on an input stands that tap's weight; a weight
// of 0 is another colour than no connection.
TEST_F(ConvolvePixels, TheMatrixHoldsTheWeightsWherePatchesLie) {
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    const Shot seen = shot("panel = \"matrix\"\nrow = 0\ncolumn = 0\n", "", *look);
    constexpr int cells = height * width;
    ASSERT_EQ(seen.screen.fact("convolve.matrix.rows"), std::to_string(2 * cells));
    ASSERT_EQ(seen.screen.fact("convolve.matrix.columns"), std::to_string(cells));
    const Box box = seen.screen.area("convolve.matrix.box");
    Rgb unconnected = look->ground, zero{-1, -1, -1};
    int weights_seen = 0, zeros_seen = 0, nothing_seen = 0;
    for (int output = width; output < 2 * cells; ++output) {  // the first rows lie under the band of the one in hand
      for (int input = 0; input < cells; ++input) {
        const int map = output / cells, row = output % cells / width, column = output % width;
        const int i = input / width - row + 1, j = input % width - column + 1;
        const Rgb found = seen.at(cell_of(box, output, input, 2 * cells, cells).at(0.5, 0.6));
        if (i < 0 || j < 0 || i > 2 || j > 2) {
          EXPECT_LE(apart(found, unconnected), 2) << "output " << output << ", input " << input;
          ++nothing_seen;
          continue;
        }
        const double weight = kernels[map][static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
        if (weight == 0.0) {
          if (zero.red < 0) zero = found;
          EXPECT_EQ(found, zero) << "output " << output << ", input " << input;
          EXPECT_GT(apart(found, unconnected), 20);
          ++zeros_seen;
        } else {
          if (std::abs(weight) < 0.9) continue;  // near the middle the ramp bends to the grey of 0
          EXPECT_LE(apart(found, look->of_signed(weight, 4.0)), 3) << "output " << output << ", input " << input;
          ++weights_seen;
        }
      }
    }
    EXPECT_GT(weights_seen, 100);
    EXPECT_GT(zeros_seen, 50);
    EXPECT_GT(nothing_seen, 1000);
  }
}

}  // namespace
}  // namespace flatscope::testing
