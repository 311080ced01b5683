#include "core/analysis/equivariance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>
#include <vector>

#include "core/layers/shift.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

Tensor noise(Shape shape, std::uint32_t seed) {
  Generator generator(seed);
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = uniform01(generator) - 0.5F;
  return tensor;
}

ShiftedLayer layer_of(std::int64_t stride, std::int64_t dilation, std::int64_t padding, bool pooled) {
  ShiftedLayer layer;
  layer.conv.stride = stride;
  layer.conv.dilation = dilation;
  layer.conv.padding_h = layer.conv.padding_w = padding;
  layer.pooled = pooled;
  return layer;
}

// Which inputs of a row each output reads, found by touching them one at a time. A weight of ones and average pooling
// let every change through.
std::vector<std::set<std::int64_t>> fields(const ShiftedLayer& layer, std::int64_t size, std::int64_t kernel) {
  Tensor weight({1, 1, 1, kernel});
  for (float& value : weight.values()) value = 1.0F;
  ShiftedLayer row = layer;
  row.conv.padding_h = 0;
  const auto run = [&](const Tensor& input) {
    const Tensor output = conv2d(input, weight, {}, row.conv);
    if (!layer.pooled) return output;
    // Pooling needs as many rows as its patch is high.
    Tensor stacked({1, layer.pool_kernel, output.width()});
    for (std::int64_t r = 0; r < layer.pool_kernel; ++r) {
      std::copy(output.values().begin(), output.values().end(), stacked.data() + r * output.width());
    }
    return pool2d(stacked, PoolKind::avg, layer.pool_kernel, layer.pool_stride);
  };
  const Tensor base = run(Tensor({1, 1, size}));
  std::vector<std::set<std::int64_t>> result(static_cast<std::size_t>(base.width()));
  for (std::int64_t i = 0; i < size; ++i) {
    Tensor touched({1, 1, size});
    touched.values()[static_cast<std::size_t>(i)] = 1.0F;
    const Tensor output = run(touched);
    for (std::int64_t o = 0; o < base.width(); ++o) {
      if (output.at(0, 0, o) != base.at(0, 0, o)) result[static_cast<std::size_t>(o)].insert(i);
    }
  }
  return result;
}

TEST(Interior, IsWhereNoBorderReaches) {
  for (std::int64_t stride : {1, 2, 3}) {
    for (std::int64_t dilation : {1, 2}) {
      for (std::int64_t padding : {0, 1, 3}) {
        for (std::int64_t kernel : {1, 2, 3, 5}) {
          for (bool pooled : {false, true}) {
            ShiftedLayer layer = layer_of(stride, dilation, padding, pooled);
            layer.conv.padding_mode = Border::zeros;
            for (std::int64_t pool_kernel : {2, 3}) {
              layer.pool_kernel = pool_kernel;
              layer.pool_stride = pool_kernel == 3 ? 1 : 2;
              const std::int64_t size = 29;
              const auto read = fields(layer, size, kernel);
              // A field that no padding touches has as many members as the layer reads.
              std::set<std::int64_t> steps;
              for (std::int64_t p = 0; p < (pooled ? pool_kernel : 1); ++p) {
                for (std::int64_t k = 0; k < kernel; ++k) steps.insert(p * stride + k * dilation);
              }
              const std::int64_t jump = stride * (pooled ? layer.pool_stride : 1);
              const std::int64_t outputs = static_cast<std::int64_t>(read.size());
              for (std::int64_t delta = -31; delta <= 31; ++delta) {
                const InteriorSpan span = interior_columns(layer, size, kernel, outputs, delta);
                const std::int64_t moved =
                    static_cast<std::int64_t>(std::lround(static_cast<double>(delta) / static_cast<double>(jump)));
                ASSERT_EQ(span.output_delta, moved);
                for (std::int64_t o = 0; o < outputs; ++o) {
                  const auto whole = [&](std::int64_t at) {
                    return at >= 0 && at < outputs && read[static_cast<std::size_t>(at)].size() == steps.size();
                  };
                  bool interior = whole(o) && whole(o - moved);
                  if (interior) {
                    for (std::int64_t i : read[static_cast<std::size_t>(o)]) {
                      interior = interior && i - delta >= 0 && i - delta < size;
                    }
                  }
                  ASSERT_EQ(o >= span.first && o < span.last, interior)
                      << "stride " << stride << " dilation " << dilation << " padding " << padding << " kernel "
                      << kernel << " pooled " << pooled << " delta " << delta << " output " << o;
                }
              }
              if (!pooled) break;
            }
          }
        }
      }
    }
  }
}

TEST(Interior, FarShiftsLeaveNothing) {
  const ShiftedLayer layer = layer_of(2, 1, 1, true);
  for (std::int64_t delta : {std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    const InteriorSpan span = interior_rows(layer, 20, 3, 5, delta);
    EXPECT_GE(span.first, span.last);
    EXPECT_EQ(span.output_delta > 0, delta > 0);
  }
}

TEST(Equivariance, IsExactInsideWithStrideOne) {
  const Tensor picture = noise({3, 31, 40}, 1), weight = noise({4, 3, 3, 5}, 2);
  for (Border padding_mode : all_borders) {
    for (Border border : all_borders) {
      ShiftedLayer layer = layer_of(1, 1, 2, false);
      layer.conv.padding_mode = padding_mode;
      for (std::int64_t dx : {-40, -7, 0, 1, 12}) {
        for (std::int64_t dy : {-3, 0, 9, 30}) {
          const EquivarianceResult result = equivariance(picture, weight, dx, dy, layer, border);
          EXPECT_EQ(result.interior_max_abs, 0.0F) << dx << ", " << dy;
          EXPECT_EQ(result.interior_elements + result.border_elements, 4 * 33 * 40);
          if (dx == 0 && dy == 0) {
            EXPECT_EQ(result.border_max_abs, 0.0F);
          }
        }
      }
    }
  }
}

TEST(Equivariance, IsExactEverywhereWhenAllIsCircular) {
  const Tensor picture = noise({2, 16, 24}, 3), weight = noise({3, 2, 3, 3}, 4);
  ShiftedLayer layer;
  layer.conv.same = true;
  layer.conv.padding_mode = Border::circular;
  for (std::int64_t dx : {-25, -1, 5, 23}) {
    const EquivarianceResult result = equivariance(picture, weight, dx, 2 * dx + 1, layer, Border::circular);
    EXPECT_EQ(result.interior_max_abs, 0.0F);
    EXPECT_EQ(result.border_max_abs, 0.0F);
  }
}

TEST(Equivariance, BordersBreakIt) {
  const Tensor picture = noise({1, 20, 20}, 5), weight = noise({1, 1, 3, 3}, 6);
  const EquivarianceResult result = equivariance(picture, weight, 4, 0, layer_of(1, 1, 1, false), Border::zeros);
  EXPECT_EQ(result.interior_max_abs, 0.0F);
  EXPECT_GT(result.border_max_abs, 0.01F);
  // Rows 1 to 18; columns 5 to 18: the field lies right of what came in, and that of the output moved here inside.
  EXPECT_EQ(result.interior_elements, 18 * 14);
}

TEST(Equivariance, StrideKeepsItOnlyForItsMultiples) {
  const Tensor picture = noise({1, 33, 33}, 7), weight = noise({2, 1, 3, 3}, 8);
  const ShiftedLayer layer = layer_of(2, 1, 1, false);
  EXPECT_EQ(equivariance(picture, weight, 4, -6, layer, Border::zeros).interior_max_abs, 0.0F);
  EXPECT_GT(equivariance(picture, weight, 3, 0, layer, Border::zeros).interior_max_abs, 0.01F);
  EXPECT_GT(equivariance(picture, weight, 3, 0, layer, Border::zeros).interior_elements, 0);
}

TEST(Equivariance, PoolingKeepsItOnlyForItsMultiples) {
  const Tensor picture = noise({1, 33, 33}, 9), weight = noise({2, 1, 3, 3}, 10);
  for (PoolKind kind : {PoolKind::max, PoolKind::avg}) {
    ShiftedLayer layer = layer_of(1, 1, 1, true);
    layer.pool = kind;
    EXPECT_EQ(equivariance(picture, weight, 2, -4, layer, Border::replicate).interior_max_abs, 0.0F);
    EXPECT_GT(equivariance(picture, weight, 1, 0, layer, Border::replicate).interior_max_abs, 0.01F);
    layer.conv.stride = 2;
    EXPECT_EQ(equivariance(picture, weight, -8, 4, layer, Border::reflect).interior_max_abs, 0.0F);
    EXPECT_GT(equivariance(picture, weight, 2, 0, layer, Border::reflect).interior_max_abs, 0.001F);
  }
}

TEST(Compare, IsItsDefinition) {
  const Tensor a = noise({3, 300, 211}, 11), b = noise({3, 300, 211}, 12);
  for (Border border : all_borders) {
    InteriorSpan rows, columns;
    rows.first = 20;
    rows.last = 250;
    rows.output_delta = -33;
    columns.first = 17;
    columns.last = 170;
    columns.output_delta = 5;
    const Tensor moved = shift(b, 5, -33, border);
    EquivarianceResult expected;
    for (std::int64_t channel = 0; channel < 3; ++channel) {
      for (std::int64_t row = 0; row < 300; ++row) {
        for (std::int64_t column = 0; column < 211; ++column) {
          const bool inside = row >= 20 && row < 250 && column >= 17 && column < 170;
          const float difference = std::fabs(a.at(channel, row, column) - moved.at(channel, row, column));
          float& largest = inside ? expected.interior_max_abs : expected.border_max_abs;
          largest = std::max(largest, difference);
          ++(inside ? expected.interior_elements : expected.border_elements);
        }
      }
    }
    EXPECT_EQ(compare_shifted(a, b, rows, columns, border), expected);
  }
}

TEST(Compare, NothingInsideAndNotANumber) {
  Tensor a({1, 2, 3});
  const Tensor b({1, 2, 3});
  EquivarianceResult result = compare_shifted(a, b, {}, {}, Border::zeros);
  EXPECT_EQ(result.interior_elements, 0);
  EXPECT_EQ(result.border_elements, 6);
  EXPECT_EQ(result.border_max_abs, 0.0F);
  a.values()[4] = std::numeric_limits<float>::quiet_NaN();
  result = compare_shifted(a, b, {}, {}, Border::zeros);
  EXPECT_TRUE(std::isnan(result.border_max_abs));
  EXPECT_THROW(compare_shifted(a, Tensor({1, 3, 2}), {}, {}, Border::zeros), std::invalid_argument);
}

TEST(Equivariance, RefusesWhatConvolutionRefuses) {
  EXPECT_THROW(equivariance(Tensor({3, 8, 8}), Tensor({1, 2, 3, 3}), 1, 1, {}, Border::zeros), std::invalid_argument);
  EXPECT_THROW(equivariance(Tensor({8}), Tensor({1, 1, 3, 3}), 1, 1, {}, Border::zeros), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
