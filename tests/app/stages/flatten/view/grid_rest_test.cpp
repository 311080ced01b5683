// What is left of the grid, found step by step, is what would be found at once.
#include "app/stages/flatten/view/grid_rest.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

#include "app/platform/native/offscreen.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

// A cell by its meaning alone.
std::uint32_t cell_of(const Tensor& picture, const Flattening& flattening, int block, std::int64_t gone,
                      std::int64_t row, std::int64_t column, std::uint32_t ground) {
  int levels[3] = {};
  bool any = false;
  for (std::int64_t plane = 0; plane < picture.channels(); ++plane) {
    double sum = 0.0;
    int count = 0;
    for (std::int64_t r = row * block; r < std::min((row + 1) * block, picture.height()); ++r) {
      for (std::int64_t c = column * block; c < std::min((column + 1) * block, picture.width()); ++c) {
        if (flattening.index({plane, r, c}) < gone) continue;
        sum += static_cast<double>(picture.at(plane, r, c));
        ++count;
      }
    }
    any |= count > 0;
    levels[plane] = count > 0 ? static_cast<int>(std::lround(sum / count * 255.0)) : 0;
  }
  if (!any) return ground;
  const bool colour = picture.channels() == 3;
  const auto level = [&](int plane) { return static_cast<std::uint32_t>(levels[colour ? plane : 0]); };
  return 0xFF000000U | level(2) << 16 | level(1) << 8 | level(0);
}

TEST(GridRests, AreWhatIsLeftWhereverTheSliderWas) {
  const gl::Offscreen context;
  Generator generator(111);
  GridRest rest;
  const Palette& colours = palette(Theme::dark);
  for (int round = 0; round < 40; ++round) {
    const std::int64_t channels = round % 2 == 0 ? 1 : 3;
    const std::int64_t rows = 1 + uniform_below(generator, 20), columns = 1 + uniform_below(generator, 20);
    Tensor made({channels, rows, columns});
    for (float& value : made.values()) value = static_cast<float>(uniform_below(generator, 256)) / 255.0F;
    const auto picture = std::make_shared<const Tensor>(std::move(made));
    const auto flattening =
        std::make_shared<const Flattening>(all_orders[uniform_below(generator, std::size(all_orders))],
                                           round % 4 < 2 ? Layout::chw : Layout::hwc, channels, rows, columns);
    const int block = round % 5 == 0 ? 3 : 1;
    for (int step = 0; step < 12; ++step) {
      // Small steps and large ones, there and back.
      const std::int64_t gone = uniform_below(generator, static_cast<std::uint32_t>(flattening->size() + 1));
      for (const std::int64_t at : {gone, std::min(gone + 2, flattening->size())}) {
        rest.set(picture, flattening, block, colours, at);
        const auto cells = gl::read_rgba(rest.texture().get(), rest.columns(), rest.rows());
        for (int row = 0; row < rest.rows(); ++row) {
          for (int column = 0; column < rest.columns(); ++column) {
            const std::uint32_t shown = cells[static_cast<std::size_t>(row * rest.columns() + column)];
            const std::uint32_t wanted = cell_of(*picture, *flattening, block, at, row, column, colours.ground);
            for (int shift = 0; shift < 32; shift += 8)
              ASSERT_NEAR(static_cast<int>(shown >> shift & 255U), static_cast<int>(wanted >> shift & 255U), 1)
                  << "round " << round << ", gone " << at << ", cell " << row << ", " << column;
          }
        }
      }
    }
  }
}

TEST(GridRests, AreNotSentAgainWhenNothingLeft) {
  const gl::Offscreen context;
  const auto picture = std::make_shared<const Tensor>(Tensor({1, 4, 4}));
  const auto flattening = std::make_shared<const Flattening>(Order::row_major, Layout::chw, 1, 4, 4);
  GridRest rest;
  rest.set(picture, flattening, 1, palette(Theme::dark), 3);
  const std::uint64_t contents = gl::contents_of(rest.texture().get());
  rest.set(picture, flattening, 1, palette(Theme::dark), 3);
  EXPECT_EQ(gl::contents_of(rest.texture().get()), contents);
  rest.set(picture, flattening, 1, palette(Theme::dark), 4);
  EXPECT_NE(gl::contents_of(rest.texture().get()), contents);
}

}  // namespace
}  // namespace flatscope
