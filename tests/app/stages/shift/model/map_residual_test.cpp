#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "app/stages/shift/model/map_residual.h"
#include "app/stages/shift/model/scan_picture.h"
#include "core/layers/shift.h"
#include "core/tensor/line_scan.h"
#include "core/tensor/reduce.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

Tensor noise(Generator& generator, const Shape& shape, bool with_nan) {
  Tensor tensor(shape);
  for (float& value : tensor.values()) value = normal(generator);
  if (with_nan) tensor.data()[uniform_below(generator, static_cast<std::uint32_t>(tensor.size()))] = nan;
  return tensor;
}

// Bit by bit: NaN equals itself.
void expect_same(const Tensor& a, const Tensor& b) {
  ASSERT_EQ(a.shape(), b.shape());
  for (std::int64_t i = 0; i < a.size(); ++i) {
    if (std::isnan(a.data()[i]) && std::isnan(b.data()[i])) continue;
    ASSERT_EQ(a.data()[i], b.data()[i]) << "element " << i;
  }
}

void expect_same(float a, float b) { ASSERT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << a << " " << b; }

// The picture, the layer and the move of one comparison.
struct Case {
  explicit Case(Generator& generator, bool with_nan) {
    const auto c = test::between(generator, 1, 3), h = test::between(generator, 1, 70);
    const auto w = test::between(generator, 1, 90);
    x = noise(generator, {c, h, w}, with_nan);
    weight = noise(generator, {test::between(generator, 1, 9), c, 3, 3}, false);
    layer.conv.stride = test::between(generator, 1, 3);
    layer.conv.padding_h = layer.conv.padding_w = 1;
    layer.conv.padding_mode = h > 1 && w > 1 ? test::pick(generator, all_borders) : Border::zeros;
    dx = test::between(generator, -w - 1, w + 1);
    dy = test::between(generator, -h - 1, h + 1);
    if (test::coin(generator)) dx /= 8, dy /= 8;  // something of the interior is left
    block = test::between(generator, 1, 6);
  }
  Tensor x, weight;
  ShiftedLayer layer;
  int dx = 0, dy = 0, block = 1;
};

TEST(ScanMaps, EqualsTheSeparateFunctions) {
  Generator generator(41);
  int with_interior = 0, without = 0;
  for (int round = 0; round < 300; ++round) {
    const bool with_nan = round % 10 == 0;
    const Case one(generator, with_nan);
    const Tensor moved = shift(one.x, one.dx, one.dy, one.layer.conv.padding_mode);
    const Tensor before = conv2d(one.x, one.weight, {}, one.layer.conv);
    const Tensor maps = conv2d(moved, one.weight, {}, one.layer.conv);
    const InteriorSpan rows = interior_rows(one.layer, one.x.height(), 3, maps.height(), one.dy);
    const InteriorSpan columns = interior_columns(one.layer, one.x.width(), 3, maps.width(), one.dx);
    (rows.first < rows.last && columns.first < columns.last ? with_interior : without) += 1;

    const ScannedMaps scanned = scan_maps(moved, one.weight, one.layer.conv, rows, columns, &one.x, one.block, true);
    expect_same(scanned.maps, maps);
    const ScannedMaps brief = scan_maps(moved, one.weight, one.layer.conv, rows, columns, &one.x, one.block, false);
    ASSERT_TRUE(brief.maps.empty());
    expect_same(brief.shown, scanned.shown);
    expect_same(brief.residual.interior_max_abs, scanned.residual.interior_max_abs);
    expect_same(brief.residual.border_max_abs, scanned.residual.border_max_abs);
    if (one.block > 1) {
      expect_same(scanned.shown, block_extremes(maps, one.block));
    } else {
      ASSERT_TRUE(scanned.shown.empty());
    }
    const MapExtremes extremes = find_extremes(maps, {rows.first, rows.last, columns.first, columns.last});
    for (std::size_t m = 0; m < extremes.inside.size(); ++m) {
      ASSERT_EQ(scanned.extremes.inside[m].row, extremes.inside[m].row);
      ASSERT_EQ(scanned.extremes.inside[m].column, extremes.inside[m].column);
      expect_same(scanned.extremes.inside[m].value, extremes.inside[m].value);
      expect_same(scanned.extremes.everywhere[m], extremes.everywhere[m]);
    }
    const EquivarianceResult wanted = compare_shifted(maps, before, rows, columns, one.layer.conv.padding_mode);
    expect_same(scanned.residual.interior_max_abs, wanted.interior_max_abs);
    expect_same(scanned.residual.border_max_abs, wanted.border_max_abs);
    ASSERT_EQ(scanned.residual.interior_elements, wanted.interior_elements);
    ASSERT_EQ(scanned.residual.border_elements, wanted.border_elements);
    ASSERT_EQ(scan_maps(moved, one.weight, one.layer.conv, rows, columns, nullptr, 1, false).residual,
              EquivarianceResult{});
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(with_interior, 50);
  EXPECT_GT(without, 50);
}

// Over any stretch the runs give what the elements themselves do.
void expect_runs(const ScannedPicture& scanned, const Tensor& before, Generator& generator) {
  const std::span<const float> values = scanned.picture.values(), old = before.values();
  for (int i = 0; i < 20; ++i) {
    const auto a = static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(values.size()) + 1));
    const auto b = static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(values.size()) + 1));
    const std::int64_t begin = i == 0 ? 0 : std::min(a, b);
    const std::int64_t end = i == 0 ? static_cast<std::int64_t>(values.size()) : std::max(a, b);
    double sum = 0.0, magnitude = 0.0;
    std::int64_t differ = 0;
    for (std::int64_t k = begin; k < end; ++k) {
      const auto at = static_cast<std::size_t>(k);
      sum += static_cast<double>(values[at]);
      magnitude += std::abs(static_cast<double>(values[at]));
      differ += values[at] != old[at] ? 1 : 0;
    }
    const double found = scanned.sums.over(
        begin, end, [&](std::int64_t first, std::int64_t count) { return line_sum(values.data() + first, count); });
    if (std::isfinite(magnitude)) {
      ASSERT_NEAR(found, sum, 1e-6 * magnitude);
    } else {
      ASSERT_EQ(std::isnan(found), std::isnan(sum));
    }
    ASSERT_EQ(scanned.changed.over(begin, end,
                                   [&](std::int64_t first, std::int64_t count) {
                                     return count_differences(old.data() + first, values.data() + first, count);
                                   }),
              static_cast<double>(differ));
  }
}

TEST(ScanPicture, EqualsTheSeparateFunctions) {
  Generator generator(42);
  for (int round = 0; round < 200; ++round) {
    const Case one(generator, round % 10 == 0);
    const Border border = one.layer.conv.padding_mode;
    const Tensor before = round % 3 == 0 ? noise(generator, one.x.shape(), round % 2 == 0) : one.x;
    const Tensor moved = shift(one.x, one.dx, one.dy, border);
    for (const bool in_place : {false, true}) {
      const ScannedPicture scanned = in_place ? scan_picture(moved, &before, one.block)
                                              : scan_shifted(one.x, one.dx, one.dy, border, &before, one.block);
      expect_same(scanned.picture, moved);
      if (one.block > 1) {
        expect_same(scanned.shown, block_means(moved, one.block));
      } else {
        ASSERT_TRUE(scanned.shown.empty());
      }
      std::int64_t count = 0;
      for (std::int64_t i = 0; i < moved.size(); ++i) count += before.data()[i] != moved.data()[i] ? 1 : 0;
      ASSERT_EQ(scanned.elements_changed, count);
      expect_runs(scanned, before, generator);
      if (HasFatalFailure()) return;
    }
    ASSERT_TRUE(scan_shifted(one.x, 0, 0, border, nullptr, 1).changed.sums.empty());
  }
}

}  // namespace
}  // namespace flatscope
