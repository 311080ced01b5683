#include "core/layers/flatten.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"

namespace flatscope {
namespace {

Tensor golden(const std::string& name) {
  return decode_npy(read_file(path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "data" / (name + ".npy")));
}

Tensor counting(Shape shape) {
  Tensor tensor(std::move(shape));
  for (std::size_t i = 0; i < tensor.values().size(); ++i) tensor.values()[i] = static_cast<float>(i);
  return tensor;
}

struct Size {
  std::int64_t channels, height, width;
};

std::vector<Size> sizes() {
  std::vector<Size> result;
  for (std::int64_t height = 1; height <= 24; ++height) {
    for (std::int64_t width = 1; width <= 24; ++width) result.push_back({1 + (height + width) % 3, height, width});
  }
  std::mt19937 generator(7);
  for (int i = 0; i < 12; ++i) {
    result.push_back(
        {3, 1 + static_cast<std::int64_t>(generator() % 300), 1 + static_cast<std::int64_t>(generator() % 300)});
  }
  result.push_back({1, 1, 4096});
  result.push_back({1, 4096, 1});
  result.push_back({1, 5, 1000});
  result.push_back({1, 1000, 6});
  return result;
}

TEST(Flattening, NamesGoThereAndBack) {
  for (Order order : all_orders) EXPECT_EQ(order_from_string(to_string(order)), order);
  for (Layout layout : {Layout::chw, Layout::hwc}) EXPECT_EQ(layout_from_string(to_string(layout)), layout);
  EXPECT_EQ(order_from_string("row_major"), std::nullopt);
  EXPECT_EQ(layout_from_string("CHW"), std::nullopt);
}

TEST(Flattening, RefusesImpossibleSizes) {
  EXPECT_THROW(Flattening(Order::hilbert, Layout::chw, 1, 0, 3), std::invalid_argument);
  EXPECT_THROW(Flattening(Order::row_major, Layout::chw, 0, 3, 3), std::invalid_argument);
  EXPECT_THROW(Flattening(Order::row_major, Layout::chw, 1, 1 << 16, 1 << 15), std::invalid_argument);
  EXPECT_THROW(Flattening(Order::row_major, Layout::chw, 1, std::int64_t{1} << 62, 4), std::invalid_argument);
  EXPECT_NO_THROW(Flattening(Order::row_major, Layout::chw, 1, 1 << 15, 1 << 15));
}

TEST(Flattening, IsABijectionForEverySize) {
  for (const Size& size : sizes()) {
    for (Order order : all_orders) {
      for (Layout layout : {Layout::chw, Layout::hwc}) {
        const Flattening flattening(order, layout, size.channels, size.height, size.width);
        std::vector<bool> seen(static_cast<std::size_t>(flattening.size()));
        bool good = true;
        for (std::int64_t channel = 0; channel < size.channels; ++channel) {
          for (std::int64_t row = 0; row < size.height; ++row) {
            for (std::int64_t column = 0; column < size.width; ++column) {
              const Place place{channel, row, column};
              const std::int64_t index = flattening.index(place);
              good = good && index >= 0 && index < flattening.size() && !seen[static_cast<std::size_t>(index)] &&
                     flattening.place(index) == place;
              if (good) seen[static_cast<std::size_t>(index)] = true;
            }
          }
        }
        ASSERT_TRUE(good) << to_string(order) << " " << size.height << " x " << size.width;
      }
    }
  }
}

TEST(Flattening, RowMajorIsTheFormula) {
  const Flattening chw(Order::row_major, Layout::chw, 3, 256, 256);
  EXPECT_EQ(chw.index({0, 1, 0}) - chw.index({0, 0, 0}), 256);
  EXPECT_EQ(chw.index({2, 3, 5}), 2 * 65536 + 3 * 256 + 5);
  const Flattening hwc(Order::row_major, Layout::hwc, 3, 256, 256);
  EXPECT_EQ(hwc.index({2, 3, 5}), (3 * 256 + 5) * 3 + 2);
}

TEST(Flattening, HilbertTakesOnlyUnitStepsFromCornerToCorner) {
  for (const Size& size : sizes()) {
    const Flattening flattening(Order::hilbert, Layout::chw, 1, size.height, size.width);
    Place last = flattening.place(0);
    EXPECT_EQ(last, (Place{0, 0, 0}));
    for (std::int64_t i = 1; i < flattening.size(); ++i) {
      const Place next = flattening.place(i);
      ASSERT_EQ(std::abs(next.row - last.row) + std::abs(next.column - last.column), 1)
          << size.height << " x " << size.width << " at " << i;
      last = next;
    }
    EXPECT_TRUE((last.row == 0 && last.column == size.width - 1) || (last.column == 0 && last.row == size.height - 1));
    EXPECT_EQ(count_false_neighbours(flattening), 0);
  }
}

// Hilbert's own curve by its usual bitwise rule, for squares whose side is a power of two.
TEST(Flattening, HilbertIsHilbertsOnPowersOfTwo) {
  for (std::int64_t side : {2, 4, 8, 16, 32, 64}) {
    const Flattening flattening(Order::hilbert, Layout::chw, 1, side, side);
    bool plain = true, mirrored = true;
    for (std::int64_t d = 0; d < side * side; ++d) {
      std::int64_t x = 0, y = 0, rest = d;
      for (std::int64_t s = 1; s < side; s *= 2) {
        const std::int64_t rx = 1 & (rest / 2), ry = 1 & (rest ^ rx);
        if (ry == 0) {
          if (rx == 1) {
            x = s - 1 - x;
            y = s - 1 - y;
          }
          std::swap(x, y);
        }
        x += s * rx;
        y += s * ry;
        rest /= 4;
      }
      plain = plain && flattening.place(d) == Place{0, y, x};
      mirrored = mirrored && flattening.place(d) == Place{0, x, y};
    }
    EXPECT_TRUE(plain || mirrored) << side;
  }
}

TEST(Flattening, MortonFollowsTheBits) {
  const auto code = [](std::int64_t row, std::int64_t column) {
    std::int64_t result = 0;
    for (int bit = 0; bit < 16; ++bit) {
      result |= (column >> bit & 1) << (2 * bit) | (row >> bit & 1) << (2 * bit + 1);
    }
    return result;
  };
  for (const Size& size : sizes()) {
    const Flattening flattening(Order::morton, Layout::chw, 1, size.height, size.width);
    std::int64_t last = -1;
    for (std::int64_t i = 0; i < flattening.size(); ++i) {
      const Place place = flattening.place(i);
      ASSERT_GT(code(place.row, place.column), last);
      last = code(place.row, place.column);
    }
  }
}

TEST(Flatten, AgreesWithNumpy) {
  const Tensor picture = golden("flatten_input");
  for (Order order : {Order::row_major, Order::column_major, Order::boustrophedon}) {
    for (Layout layout : {Layout::chw, Layout::hwc}) {
      const Flattening flattening(order, layout, picture.channels(), picture.height(), picture.width());
      const std::string name = "flatten_" + std::string(to_string(order)) + "_" + std::string(to_string(layout));
      EXPECT_EQ(flatten(picture, flattening), golden(name)) << name;
    }
  }
}

TEST(Flatten, IsTheTableAndComesBack) {
  for (const Size& size : {Size{1, 1, 1}, Size{3, 7, 5}, Size{2, 16, 16}, Size{4, 1, 9}, Size{3, 300, 301}}) {
    const Tensor picture = counting({size.channels, size.height, size.width});
    for (Order order : all_orders) {
      for (Layout layout : {Layout::chw, Layout::hwc}) {
        const Flattening flattening(order, layout, size.channels, size.height, size.width);
        const Tensor vector = flatten(picture, flattening);
        ASSERT_EQ(vector.shape(), Shape{flattening.size()});
        bool good = true;
        for (std::int64_t i = 0; i < flattening.size(); ++i) {
          const Place place = flattening.place(i);
          good = good &&
                 vector.values()[static_cast<std::size_t>(i)] == picture.at(place.channel, place.row, place.column);
        }
        EXPECT_TRUE(good) << to_string(order) << " " << to_string(layout);
        EXPECT_EQ(unflatten(vector, flattening), picture);
      }
    }
  }
}

TEST(Flatten, RefusesAnotherShape) {
  const Flattening flattening(Order::row_major, Layout::chw, 3, 4, 5);
  EXPECT_THROW(flatten(Tensor({3, 5, 4}), flattening), std::invalid_argument);
  EXPECT_THROW(flatten(Tensor({60}), flattening), std::invalid_argument);
  EXPECT_THROW(unflatten(Tensor({59}), flattening), std::invalid_argument);
  EXPECT_EQ(flatten(Tensor({4, 5}), Flattening(Order::morton, Layout::chw, 1, 4, 5)).shape(), Shape{20});
}

TEST(Neighbours, DistancesAreThoseOfAllPairs) {
  for (const Size& size : sizes()) {
    if (size.height > 24 && size.width > 24) continue;
    for (Order order : all_orders) {
      for (Layout layout : {Layout::chw, Layout::hwc}) {
        const Flattening flattening(order, layout, size.channels, size.height, size.width);
        double sum_h = 0, sum_v = 0, pairs_h = 0, pairs_v = 0;
        std::int64_t worst_h = 0, worst_v = 0;
        for (std::int64_t channel = 0; channel < size.channels; ++channel) {
          for (std::int64_t row = 0; row < size.height; ++row) {
            for (std::int64_t column = 0; column < size.width; ++column) {
              const std::int64_t here = flattening.index({channel, row, column});
              if (column + 1 < size.width) {
                const std::int64_t d = std::abs(flattening.index({channel, row, column + 1}) - here);
                sum_h += static_cast<double>(d);
                pairs_h += 1;
                worst_h = std::max(worst_h, d);
              }
              if (row + 1 < size.height) {
                const std::int64_t d = std::abs(flattening.index({channel, row + 1, column}) - here);
                sum_v += static_cast<double>(d);
                pairs_v += 1;
                worst_v = std::max(worst_v, d);
              }
            }
          }
        }
        const NeighbourDistances result = neighbour_distances(flattening);
        ASSERT_EQ(result.worst_horizontal, worst_h);
        ASSERT_EQ(result.worst_vertical, worst_v);
        ASSERT_EQ(result.worst, std::max(worst_h, worst_v));
        ASSERT_NEAR(result.mean_horizontal, pairs_h > 0 ? sum_h / pairs_h : 0.0, 1e-9 * (1 + result.mean));
        ASSERT_NEAR(result.mean_vertical, pairs_v > 0 ? sum_v / pairs_v : 0.0, 1e-9 * (1 + result.mean));
        ASSERT_NEAR(result.mean, pairs_h + pairs_v > 0 ? (sum_h + sum_v) / (pairs_h + pairs_v) : 0.0,
                    1e-9 * (1 + result.mean));
        // The bandwidth of the grid: no order does better in the worst case.
        if (layout == Layout::chw && size.height * size.width > 1) {
          ASSERT_GE(result.worst, std::min(size.height, size.width));
        }
      }
    }
  }
}

TEST(Neighbours, TheNumbersOfTheLesson) {
  const NeighbourDistances rows = neighbour_distances(Flattening(Order::row_major, Layout::chw, 3, 256, 256));
  EXPECT_EQ(rows.worst_horizontal, 1);
  EXPECT_EQ(rows.worst_vertical, 256);
  EXPECT_DOUBLE_EQ(rows.mean, 128.5);
  EXPECT_EQ(neighbour_distances(Flattening(Order::row_major, Layout::hwc, 3, 256, 256)).worst, 768);
}

TEST(Neighbours, FalseOnesAreCountedOneByOne) {
  for (const Size& size : sizes()) {
    if (size.height > 24 && size.width > 24) continue;
    for (Order order : all_orders) {
      for (Layout layout : {Layout::chw, Layout::hwc}) {
        const Flattening flattening(order, layout, size.channels, size.height, size.width);
        std::int64_t count = 0;
        for (std::int64_t i = 0; i + 1 < flattening.size(); ++i) {
          const Place a = flattening.place(i), b = flattening.place(i + 1);
          const std::int64_t steps = std::abs(a.row - b.row) + std::abs(a.column - b.column);
          const bool touching =
              steps == 1 ? a.channel == b.channel || layout == Layout::hwc : steps == 0 && layout == Layout::hwc;
          ASSERT_EQ(is_false_neighbour(flattening, i), !touching);
          count += touching ? 0 : 1;
        }
        ASSERT_EQ(count_false_neighbours(flattening), count);
      }
    }
  }
}

TEST(Neighbours, FalseOnesOfRowMajorAreItsRowEnds) {
  const Flattening flattening(Order::row_major, Layout::chw, 3, 10, 20);
  EXPECT_EQ(count_false_neighbours(flattening), 3 * 9 + 2);
  EXPECT_TRUE(is_false_neighbour(flattening, 19));
  EXPECT_FALSE(is_false_neighbour(flattening, 18));
  EXPECT_TRUE(is_false_neighbour(flattening, 199));
}

}  // namespace
}  // namespace flatscope
