// The same known colours in SVG as in PNG, read as a viewer reads them; and both themes on every stage.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "tests/app/cli/shot.h"
#include "tests/app/cli/svg_picture.h"

namespace flatscope::testing {
namespace {

struct Size {
  int width, height;
};

// All pixels differ from their neighbours, in every channel.
Rgb pixel(int row, int column) {
  return {(37 * column + 11 * row + 30) % 256, (53 * row + 7 * column + 20) % 256,
          (200 + 29 * row - 17 * column) & 255};
}

class SvgPixels : public ::testing::Test {
 protected:
  std::string picture(const Size& size) const {
    std::vector<std::uint8_t> samples;
    for (int row = 0; row < size.height; ++row) {
      for (int column = 0; column < size.width; ++column) {
        const Rgb colour = pixel(row, column);
        for (const int level : {colour.red, colour.green, colour.blue})
          samples.push_back(static_cast<std::uint8_t>(level));
      }
    }
    write_picture(folder, "colours.png", size.width, size.height, 3, samples);
    return "[[pictures]]\npath = \"colours.png\"\n";
  }
  SvgPicture svg(const std::string& scene, const ThemeLook& look, Screen& screen) const {
    return SvgPicture(shoot_svg(folder, {"--scene", write_scene(folder, scene), "--theme", look.theme}, &screen));
  }
  TemporaryFolder folder;
};

// Few cells are rectangles, many an image.
TEST_F(SvgPixels, CellsHaveTheirPixelsColours) {
  for (const Size& size : {Size{6, 5}, Size{32, 24}}) {
    for (const ThemeLook* look : both_looks) {
      SCOPED_TRACE(std::string(look->theme) + ", " + std::to_string(size.width));
      Screen screen;
      const SvgPicture seen = svg("stage = \"flatten\"\n" + picture(size) +
                                      "[flatten]\nworking_size = " + std::to_string(size.width) + "\ncolour = true\n",
                                  *look, screen);
      const Box grid = screen.area("flatten.grid");
      int wrong = 0;
      for (int row = 0; row < size.height; ++row) {
        for (int column = 0; column < size.width; ++column) {
          // The loupe covers some, and threads and marks others.
          const Point place = cell_of(grid, row, column, size.height, size.width).at(0.25, 0.35);
          wrong += seen.at(place) == pixel(row, column) ? 0 : 1;
        }
      }
      EXPECT_LE(wrong, size.width > 10 ? size.width * size.height / 4 : 2);
      EXPECT_EQ(seen.at(cell_of(grid, 0, 0, size.height, size.width).at(0.25, 0.35)), pixel(0, 0));
      EXPECT_EQ(seen.at(cell_of(grid, 0, size.width - 1, size.height, size.width).at(0.75, 0.35)),
                pixel(0, size.width - 1));
      // Thumbnails are images: of this picture and of those that come with the program.
      EXPECT_GE(seen.images(), 8);
    }
  }
}

constexpr Rgb quarters[] = {{200, 30, 40}, {30, 180, 60}, {40, 60, 210}, {220, 200, 40}};

void write_quarters(const TemporaryFolder& folder, const Size& size) {
  std::vector<std::uint8_t> samples;
  for (int row = 0; row < size.height; ++row) {
    for (int column = 0; column < size.width; ++column) {
      const Rgb& colour = quarters[2 * row / size.height * 2 + 2 * column / size.width];
      for (const int level : {colour.red, colour.green, colour.blue})
        samples.push_back(static_cast<std::uint8_t>(level));
    }
  }
  write_picture(folder, "quarters.png", size.width, size.height, 3, samples);
}

// A picture with more pixels than the screen, of which blocks are drawn.
TEST_F(SvgPixels, ALargePictureKeepsItsQuarters) {
  write_quarters(folder, {1200, 800});
  Screen screen;
  const SvgPicture seen =
      svg("stage = \"flatten\"\n[[pictures]]\npath = \"quarters.png\"\n[flatten]\nworking_size = 1200\ncolour = true\n",
          light_look, screen);
  const Box grid = screen.area("flatten.grid");
  for (int i = 0; i < 4; ++i)
    for (const double near : {0.36, 0.44})  // the loupe stands in a corner
      EXPECT_LE(apart(seen.at(grid.at(i % 2 == 0 ? near : 1.0 - near, i / 2 == 0 ? 0.08 : 0.92)), quarters[i]), 1) << i;
}

// Upright, in its own colours, in both kinds of file.
TEST_F(SvgPixels, AThumbnailIsItsPicture) {
  write_quarters(folder, {60, 60});
  for (const ThemeLook* look : both_looks) {
    const std::vector<std::string> arguments{"--stage", "flatten", "quarters.png", "--theme", look->theme};
    const Shot png = shoot(folder, arguments);
    const SvgPicture svg_file(shoot_svg(folder, arguments));
    const Box thumbnail = png.screen.controls.at("picture/quarters.png").box;
    for (int i = 0; i < 4; ++i) {
      const Point place = thumbnail.at(i % 2 == 0 ? 0.3 : 0.7, i / 2 == 0 ? 0.3 : 0.7);
      EXPECT_LE(apart(png.at(place), quarters[i]), 4) << look->theme << ", quarter " << i;
      EXPECT_LE(apart(svg_file.at(place), quarters[i]), 4) << look->theme << ", quarter " << i << ", as SVG";
    }
  }
}

TEST_F(SvgPixels, TheMovedPictureIsWhereItIs) {
  Screen screen;
  const SvgPicture seen = svg("stage = \"shift\"\n" + picture({32, 24}) +
                                  "[shift]\nworking_size = 32\nobject = \"picture\"\ncolour = true\ndx = 5\ndy = 3\n"
                                  "border = \"circular\"\n",
                              dark_look, screen);
  const Box canvas = screen.area("shift.canvas");
  int wrong = 0;
  for (int row = 0; row < 24; ++row)
    for (int column = 0; column < 32; ++column)
      wrong += seen.at(cell_of(canvas, row, column, 24, 32).at(0.4, 0.4)) == pixel((row + 21) % 24, (column + 27) % 32)
                   ? 0
                   : 1;
  EXPECT_LE(wrong, 8);
}

// Repeated values about the input are paler than the input itself, as cells and as an image.
TEST_F(SvgPixels, ThePaddingIsSeenThrough) {
  for (const Size& size : {Size{8, 6}, Size{180, 30}}) {
    SCOPED_TRACE(size.width);
    Screen screen;
    const SvgPicture seen =
        svg("stage = \"convolve\"\n" + picture(size) + "[convolve]\nworking_size = " + std::to_string(size.width) +
                "\ncolour = true\nrow = 3\ncolumn = 3\n[[convolve.layers]]\n"
                "weight = [[[[1, 0, 0], [0, 1, 0], [0, 0, -1]]]]\ntied = true\n"
                "padding = 3\npadding_mode = \"replicate\"\n",
            dark_look, screen);
    const Box input = screen.area("convolve.input");
    const auto place = [&](int row, int column) {
      return cell_of(input, row + 3, column + 3, size.height + 6, size.width + 6).at(0.5, 0.4);
    };
    const auto faded = [](const Rgb& own) {
      const Rgb& ground = dark_look.ground;
      const auto one = [](int low, int high) { return static_cast<int>(low + 0.55 * (high - low) + 0.5); };
      return Rgb{one(ground.red, own.red), one(ground.green, own.green), one(ground.blue, own.blue)};
    };
    for (int row = 0; row < size.height; row += 2) {
      const Rgb own = pixel(row, size.width - 1);
      EXPECT_LE(apart(seen.at(place(row, size.width + 1)), faded(own)), 3) << "right of row " << row;
      EXPECT_LE(apart(seen.at(place(row, size.width - 1)), own), 3) << "the end of row " << row;
    }
    for (int column = size.width / 2 + 4; column < size.width; column += 3) {  // the window stands at the left
      EXPECT_LE(apart(seen.at(place(-2, column)), faded(pixel(0, column))), 3) << "above column " << column;
      EXPECT_LE(apart(seen.at(place(0, column)), pixel(0, column)), 3) << "the top of column " << column;
    }
  }
}

// From the lowest value at the left to the highest at the right, in the theme's colours.
TEST_F(SvgPixels, LegendsRunFromLowToHigh) {
  for (const ThemeLook* look : both_looks) {
    for (const bool magnitude : {false, true}) {
      SCOPED_TRACE(std::string(look->theme) + (magnitude ? ", magnitude" : ", signed"));
      const auto count = [&](const SvgPicture& seen, const std::array<Rgb, 11>& ramp) {
        int found = 0;
        for (const SvgPicture::Ramp& one : seen.ramps()) {
          std::vector<Rgb> wanted(ramp.begin(), ramp.end());
          found += one.colours == wanted ? 1 : 0;
          std::reverse(wanted.begin(), wanted.end());
          EXPECT_NE(one.colours, wanted) << "a ramp is the wrong way round";
        }
        return found;
      };
      Screen screen;
      const SvgPicture maps = svg(std::string("stage = \"convolve\"\n[convolve]\npanel = \"maps\"\nmagnitude = ") +
                                      (magnitude ? "true\n" : "false\n"),
                                  *look, screen);
      // The map in hand, all maps; the kernel's is signed always.
      EXPECT_GE(count(maps, magnitude ? magnitude_ramp : look->diverging), 2);
      EXPECT_GE(count(maps, look->diverging), 1);
      const SvgPicture shift = svg(
          std::string("stage = \"shift\"\n[shift]\ndx = 3\nfilters = [\"") + (magnitude ? "box" : "sobel-x") + "\"]\n",
          *look, screen);
      EXPECT_GE(count(shift, magnitude ? magnitude_ramp : look->diverging), 1);
    }
    // The matrix's has its own middle, which tells a 0 from no connection.
    Screen screen;
    const SvgPicture matrix = svg("stage = \"convolve\"\n[convolve]\npanel = \"matrix\"\n", *look, screen);
    int found = 0;
    for (const SvgPicture::Ramp& one : matrix.ramps())
      found += one.colours.size() == 11 && one.colours.front() == look->diverging.front() &&
                       one.colours.back() == look->diverging.back() && !(one.colours[5] == look->diverging[5])
                   ? 1
                   : 0;
    EXPECT_EQ(found, 1);
  }
}

// --theme decides about all that is drawn: grounds, words and roles, on every stage, in both kinds of file.
TEST_F(SvgPixels, EveryStageIsDrawnInItsTheme) {
  for (const char* stage : {"flatten", "shift", "convolve", "parameters"}) {
    for (const ThemeLook* look : both_looks) {
      SCOPED_TRACE(std::string(stage) + ", " + look->theme);
      const ThemeLook& other = look == &dark_look ? light_look : dark_look;
      const std::vector<std::string> arguments{"--stage", stage, "--theme", look->theme};
      const Shot png = shoot(folder, arguments);
      Screen screen;
      const SvgPicture svg_file(shoot_svg(folder, arguments, &screen));
      EXPECT_EQ(png.screen.fact("theme"), look->theme);
      const Box middle = png.screen.area("stage"), inspector = png.screen.area("inspector"),
                rail = png.screen.area("rail");
      const Point places[] = {{middle.left + 8, middle.top + 4}, {middle.right - 8, middle.bottom - 4}};
      for (const Point& place : places) {
        EXPECT_EQ(png.at(place), look->ground);
        EXPECT_EQ(svg_file.at(place), look->ground);
      }
      for (const Point& place : {Point{inspector.right - 3, inspector.top + 3}, Point{rail.left + 6, rail.top + 2}}) {
        EXPECT_EQ(png.at(place), look->panel);
        EXPECT_EQ(svg_file.at(place), look->panel);
      }
      // The heading is the first text of the stage.
      const auto heading = std::find_if(png.screen.texts.begin(), png.screen.texts.end(), [&](const Text& text) {
        return text.box.left >= middle.left && text.box.right <= middle.right && text.box.top < middle.top + 60 &&
               text.box.height() > 20;
      });
      ASSERT_NE(heading, png.screen.texts.end());
      EXPECT_GT(png.count(heading->box, look->text), 50);
      EXPECT_EQ(png.count(heading->box, other.text), 0);
      EXPECT_GT(png.count(middle, look->ground), middle.width() * middle.height() * 0.1);
      EXPECT_EQ(png.count(middle, other.ground), 0);
      EXPECT_EQ(png.count(png.all(), other.conv), 0);
      EXPECT_GT(png.count(png.all(), look->conv), 20) << "the mark of the stage in the rail at least";
    }
  }
}

}  // namespace
}  // namespace flatscope::testing
