// What is seen of the Flatten stage, in pixels: every cell has its pixel's colour at its place, in the grid, in the
// vector and under the lens; the pixel in hand and its neighbours have theirs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "tests/app/cli/shot.h"

namespace flatscope::testing {
namespace {

// 4 × 4, all of whose pixels differ, in rows, in columns and in every channel.
Rgb pixel(int row, int column) { return {30 + 55 * column, 25 + 60 * row, 240 - 13 * (4 * row + column)}; }

class FlattenPixels : public ::testing::Test {
 protected:
  FlattenPixels() {
    std::vector<std::uint8_t> samples;
    for (int row = 0; row < 4; ++row) {
      for (int column = 0; column < 4; ++column) {
        const Rgb colour = pixel(row, column);
        for (const int level : {colour.red, colour.green, colour.blue})
          samples.push_back(static_cast<std::uint8_t>(level));
      }
    }
    write_picture(folder, "corners.png", 4, 4, 3, samples);
  }
  // The scene with the pixel (1, 1) pinned and these lines more.
  std::string scene(const std::string& more) const {
    return write_scene(folder,
                       "stage = \"flatten\"\n[[pictures]]\npath = \"corners.png\"\n[flatten]\nworking_size = 4\n"
                       "pinned = { channel = 0, row = 1, column = 1 }\n" +
                           more);
  }
  Shot shot(const std::string& more, const ThemeLook& look) const {
    return shoot(folder, {"--scene", scene(more), "--theme", look.theme});
  }
  static int grey(int row, int column) {
    const Rgb colour = pixel(row, column);
    return static_cast<int>(0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue + 0.5);
  }
  // Beside the number in its middle and the marks at its edge.
  static Point free_place(const Box& cell) { return cell.at(0.2, 0.25); }

  TemporaryFolder folder;
};

TEST_F(FlattenPixels, EveryCellOfTheGridHasItsPixelsColour) {
  for (const ThemeLook* look : both_looks) {
    const Shot seen = shot("colour = true\n", *look);
    const Box grid = seen.screen.area("flatten.grid");
    for (int row = 0; row < 4; ++row)
      for (int column = 0; column < 4; ++column)
        EXPECT_EQ(seen.at(free_place(cell_of(grid, row, column, 4, 4))), pixel(row, column))
            << look->theme << ", row " << row << ", column " << column;
  }
  const Shot seen = shot("colour = false\n", dark_look);
  const Box grid = seen.screen.area("flatten.grid");
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      const int level = grey(row, column);
      EXPECT_LE(apart(seen.at(free_place(cell_of(grid, row, column, 4, 4))), {level, level, level}), 1)
          << "row " << row << ", column " << column;
    }
  }
}

TEST_F(FlattenPixels, TheLineHoldsThePixelsInTheirOrder) {
  struct Case {
    const char* order;
    int (*row)(int);
    int (*column)(int);
  };
  const Case cases[] = {
      {"row-major", [](int i) { return i / 4; }, [](int i) { return i % 4; }},
      {"column-major", [](int i) { return i % 4; }, [](int i) { return i / 4; }},
      {"boustrophedon", [](int i) { return i / 4; }, [](int i) { return i / 4 % 2 == 0 ? i % 4 : 3 - i % 4; }}};
  for (const Case& one : cases) {
    const Shot seen = shot(std::string("colour = false\norder = \"") + one.order + "\"\n", light_look);
    const Box line = seen.screen.area("flatten.overview");
    int under_the_lens = 0;
    for (int i = 0; i < 16; ++i) {
      const int level = grey(one.row(i), one.column(i));
      EXPECT_LE(apart(seen.at(line.at((i + 0.5) / 16.0, 0.5)), {level, level, level}), 1) << one.order << ", " << i;
      const auto lens = seen.screen.areas.find("lens." + std::to_string(i));
      if (lens == seen.screen.areas.end()) continue;
      ++under_the_lens;
      EXPECT_LE(apart(seen.at(lens->second.at(0.25, 0.16)), {level, level, level}), 1) << one.order << ", lens " << i;
    }
    EXPECT_GE(under_the_lens, 8) << one.order;
  }
}

// In colour an element is one channel of a pixel, drawn in that channel's colour alone.
TEST_F(FlattenPixels, TheLineInColourIsOneChannelAfterAnother) {
  for (const bool hwc : {false, true}) {
    const Shot seen = shot(hwc ? "colour = true\nlayout = \"hwc\"\n" : "colour = true\nlayout = \"chw\"\n", dark_look);
    const Box line = seen.screen.area("flatten.overview");
    for (int i = 0; i < 48; ++i) {
      const int channel = hwc ? i % 3 : i / 16, place = hwc ? i / 3 : i % 16;
      const Rgb whole = pixel(place / 4, place % 4);
      const Rgb wanted{channel == 0 ? whole.red : 0, channel == 1 ? whole.green : 0, channel == 2 ? whole.blue : 0};
      EXPECT_EQ(seen.at(line.at((i + 0.5) / 48.0, 0.5)), wanted) << (hwc ? "hwc " : "chw ") << i;
      const auto lens = seen.screen.areas.find("lens." + std::to_string(i));
      if (lens == seen.screen.areas.end()) continue;
      const Rgb cell = seen.at(lens->second.at(0.25, 0.16));
      const int levels[] = {cell.red, cell.green, cell.blue}, values[] = {whole.red, whole.green, whole.blue};
      for (int c = 0; c < 3; ++c)
        EXPECT_LE(std::abs(levels[c] - (c == channel ? values[channel] : values[channel] / 4)), 1) << "lens " << i;
    }
  }
}

// Yellow the pixel in hand, blue what is one apart in its row, magenta what is a row apart, vermilion the false pair:
// in the grid, in the line and under the lens, in both themes.
TEST_F(FlattenPixels, TheNeighboursHaveTheirColours) {
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    const Shot seen = shot("colour = false\n", *look);
    const Box grid = seen.screen.area("flatten.grid"), line = seen.screen.area("flatten.overview");
    const auto role_at = [&](int row, int column) -> const Rgb* {
      if (row == 1 && column == 1) return &look->pixel;
      if (row == 1 && (column == 0 || column == 2)) return &look->horizontal;
      if (column == 1 && (row == 0 || row == 2)) return &look->vertical;
      if ((row == 1 && column == 3) || (row == 2 && column == 0)) return &look->wrong;
      return nullptr;
    };
    const Rgb* const roles[] = {&look->pixel, &look->horizontal, &look->vertical, &look->wrong};
    for (int row = 0; row < 4; ++row) {
      for (int column = 0; column < 4; ++column) {
        SCOPED_TRACE("row " + std::to_string(row) + ", column " + std::to_string(column));
        const Rgb* const own = role_at(row, column);
        const Box cell = cell_of(grid, row, column, 4, 4);
        // The edge away from the pixel in hand, whose frame lies on top; its own at the left, away from its pin.
        const bool right_edge = column >= 2;
        const double edge_x = right_edge ? cell.right - 2 : cell.left;
        const Box edge{edge_x - 2, cell.top + cell.height() * 0.25, edge_x + 5, cell.bottom - 6};
        const int beside = right_edge ? column + 1 : column - 1;
        for (const Rgb* const role : roles) {
          const int found = seen.count(edge, *role, 20);
          if (role == own) {
            EXPECT_GT(found, edge.height() * 0.4) << *role;
          } else if (role_at(row, beside) != role) {  // else the edge of the cell beside it
            EXPECT_LE(found, 2) << *role;
          }
        }
        const int index = 4 * row + column;
        const auto lens = seen.screen.areas.find("lens." + std::to_string(index));
        const bool falsely = own == &look->wrong;
        if (lens != seen.screen.areas.end() && !falsely) {
          const Box& box = lens->second;
          const Box inner{box.left + 0.5, box.top + box.height() * 0.25, box.left + 3.5, box.bottom - 4};
          for (const Rgb* const role : {&look->pixel, &look->horizontal, &look->vertical})
            if (role == own)
              EXPECT_GT(seen.count(inner, *role), inner.height() * 0.7) << "lens, " << *role;
            else
              EXPECT_EQ(seen.count(inner, *role), 0) << "lens, " << *role;
          const Box seam{box.left - 2, box.top - 6, box.left + 2, box.top - 1};
          if (index % 4 == 0 && index > 0)
            EXPECT_GT(seen.count(seam, look->wrong), 0) << "lens";
          else
            EXPECT_EQ(seen.count(seam, look->wrong), 0) << "lens";
        }
        // In the line the marks reach a little above it.
        const double width = line.width() / 16.0;
        const Box above{line.left + width * index + 2, line.top - 4, line.left + width * (index + 1) - 2, line.top};
        if (own != nullptr && !falsely) {
          EXPECT_GT(seen.count(above, *own), above.width() * 0.5) << "line, " << *own;
        }
      }
    }
    // Threads in the same colours lead from the grid down to the line.
    const Box between{line.left, grid.bottom + 2, line.right, line.top - 5};
    for (const Rgb* const role : {&look->pixel, &look->horizontal, &look->vertical})
      EXPECT_GT(seen.count(between, *role, 30), 20) << *role;
    // The words beside the grid name them in this order, each behind its colour.
    const Box words{grid.right + 8, grid.top, seen.screen.area("stage").right, grid.bottom};
    const auto first_row = [&](const Rgb& role) {
      for (double y = words.top; y < words.bottom; y += 1.0)
        if (seen.count({words.left, y, words.right, y + 1}, role) >= 4) return y;
      return words.bottom;
    };
    EXPECT_LT(first_row(look->horizontal), first_row(look->vertical));
    EXPECT_LT(first_row(look->vertical), first_row(look->wrong));
    EXPECT_LT(first_row(look->wrong), words.bottom);
    // Where the line tears: after every row, nowhere else. Beside a mark nothing can be told.
    for (int i = 1; i < 16; ++i) {
      if (i <= 2 || (i >= 4 && i <= 7) || i == 9 || i == 10) continue;
      const double x = line.left + line.width() * i / 16.0;
      const int torn = seen.count({x - 2, line.bottom + 1, x + 2, line.bottom + 4}, look->wrong);
      if (i % 4 == 0)
        EXPECT_GT(torn, 0) << "after element " << i - 1;
      else
        EXPECT_EQ(torn, 0) << "after element " << i - 1;
    }
  }
}

// Half of the way the first elements lie in the line, in their order, and the others still in the grid.
TEST_F(FlattenPixels, UnrollingLaysTheFirstElementsDownFirst) {
  const Shot seen = shot("colour = false\nunroll = 0.5\n", dark_look);
  const Box grid = seen.screen.area("flatten.grid"), line = seen.screen.area("flatten.overview");
  int down = 0, left = 0;
  for (int i = 0; i < 16; ++i) {
    const int level = grey(i / 4, i % 4);
    const Rgb own{level, level, level};
    if (apart(seen.at(line.at((i + 0.5) / 16.0, 0.5)), own) <= 1) {
      EXPECT_EQ(down, i) << "an element is laid down before one that comes first";
      ++down;
    }
    if (apart(seen.at(free_place(cell_of(grid, i / 4, i % 4, 4, 4))), own) <= 1) {
      EXPECT_GE(i, down);
      ++left;
    }
  }
  EXPECT_GE(down, 3);
  EXPECT_GE(left, 3);
  EXPECT_LE(down + left, 16);
}

// 64 × 48, all of whose pixels differ from those around them.
Rgb many(int row, int column) { return {2 * column + 40, 4 * row + 20, (41 * row + 23 * column) % 256}; }

class FlattenMany : public FlattenPixels {
 protected:
  FlattenMany() {
    std::vector<std::uint8_t> samples;
    for (int row = 0; row < 48; ++row) {
      for (int column = 0; column < 64; ++column) {
        const Rgb colour = many(row, column);
        for (const int level : {colour.red, colour.green, colour.blue})
          samples.push_back(static_cast<std::uint8_t>(level));
      }
    }
    write_picture(folder, "many.png", 64, 48, 3, samples);
  }
  std::string many_scene(const std::string& more) const {
    return write_scene(folder,
                       "stage = \"flatten\"\n[[pictures]]\npath = \"many.png\"\n[flatten]\nworking_size = 64\n"
                       "colour = true\n" +
                           more);
  }
};

// The loupe shows the seven by seven pixels about the one in hand, upright.
TEST_F(FlattenMany, TheLoupeShowsWhatLiesAroundThePixel) {
  const Shot seen = shoot(folder, {"--scene", many_scene("pinned = { channel = 0, row = 30, column = 20 }\n"),
                                   "--theme", "light", "--size", "1280x640"});
  const Box loupe = seen.screen.area("flatten.loupe");
  for (int row = 0; row < 7; ++row)
    for (int column = 0; column < 7; ++column)
      EXPECT_EQ(seen.at(cell_of(loupe, row, column, 7, 7).at(0.45, 0.45)), many(27 + row, 17 + column))
          << row << ", " << column;
}

// Noise is like itself at no distance and like chance at every other: one peak at the left, and then about 0.
TEST_F(FlattenPixels, TheLikenessFallsFromOneAtNoDistance) {
  std::vector<std::uint8_t> samples;
  unsigned noise = 1;
  for (int i = 0; i < 32 * 32; ++i) {
    noise = noise * 1103515245U + 12345U;
    samples.push_back(static_cast<std::uint8_t>(noise >> 16 & 255));
  }
  write_picture(folder, "noise.png", 32, 32, 1, samples);
  for (const ThemeLook* look : both_looks) {
    SCOPED_TRACE(look->theme);
    const Shot seen = shoot(folder, {"--scene",
                                     write_scene(folder,
                                                 "stage = \"flatten\"\n[[pictures]]\npath = \"noise.png\"\n"
                                                 "[flatten]\nworking_size = 32\n"),
                                     "--theme", look->theme, "--size", "1280x1000"});
    const Box plot = seen.screen.controls.at("flatten/correlation").box;
    const auto highest = [&](double from, double to) {
      for (double y = plot.top; y < plot.bottom; y += 1.0)
        if (seen.count({plot.at(from, 0).x, y, plot.at(to, 0).x, y + 1}, look->text, 60) > 0)
          return (plot.bottom - y) / plot.height();
      return 0.0;
    };
    EXPECT_GT(highest(0.0, 0.05), 0.9);
    EXPECT_LT(highest(0.15, 0.8), 0.75);
    EXPECT_GT(highest(0.15, 0.8), 0.05);
  }
}

// More pixels than the screen has, black and bright in turns: what is seen is their mean, neither the one nor the
// other.
TEST_F(FlattenPixels, WhatIsTooFineIsSeenAsItsMean) {
  std::vector<std::uint8_t> samples;
  for (int row = 0; row < 1200; ++row)
    for (int column = 0; column < 1600; ++column) samples.push_back((row + column) % 2 == 0 ? 0 : 180);
  write_picture(folder, "fine.png", 1600, 1200, 1, samples);
  const Shot seen = shoot(folder, {"--scene", write_scene(folder,
                                                          "stage = \"flatten\"\n[[pictures]]\npath = \"fine.png\"\n"
                                                          "[flatten]\nworking_size = 1600\n")});
  const Box grid = seen.screen.area("flatten.grid");
  ASSERT_LT(grid.width(), 800.0);
  for (const double across : {0.36, 0.4, 0.44})
    for (const double down : {0.05, 0.9})
      EXPECT_LE(apart(seen.at(grid.at(across, down)), {90, 90, 90}), 31) << across << ", " << down;
}

// What is seen of each part of a large picture is that part.
TEST_F(FlattenPixels, ALargePictureKeepsItsQuarters) {
  std::vector<std::uint8_t> samples;
  const Rgb quarters[] = {{200, 30, 40}, {30, 180, 60}, {40, 60, 210}, {220, 200, 40}};
  for (int row = 0; row < 600; ++row) {
    for (int column = 0; column < 900; ++column) {
      const Rgb& colour = quarters[row / 300 * 2 + column / 450];
      for (const int level : {colour.red, colour.green, colour.blue})
        samples.push_back(static_cast<std::uint8_t>(level));
    }
  }
  write_picture(folder, "large.png", 900, 600, 3, samples);
  const Shot seen = shoot(folder, {"--scene", write_scene(folder,
                                                          "stage = \"flatten\"\n[[pictures]]\npath = \"large.png\"\n"
                                                          "[flatten]\nworking_size = 900\ncolour = true\n")});
  ASSERT_EQ(seen.screen.fact("flatten.size"), "3x600x900");
  const Box grid = seen.screen.area("flatten.grid");
  for (int i = 0; i < 4; ++i)
    for (const double near : {0.36, 0.44})  // the loupe stands in a corner
      EXPECT_LE(apart(seen.at(grid.at(i % 2 == 0 ? near : 1.0 - near, i / 2 == 0 ? 0.08 : 0.92)), quarters[i]), 1) << i;
}

}  // namespace
}  // namespace flatscope::testing
