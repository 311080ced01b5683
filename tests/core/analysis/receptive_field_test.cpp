#include "core/analysis/receptive_field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/layers/conv2d.h"
#include "core/layers/pool.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

// A layer in both guises: as places, and as a computation whose weights are all 1, so that nothing cancels.
struct RandomLayer {
  bool pooling = false;
  PoolKind kind = PoolKind::max;
  std::int64_t kernel_h = 1, kernel_w = 1;
  Conv2dOptions options;

  FieldLayer field() const {
    return pooling ? pool_field(kernel_h, options.stride) : conv_field(kernel_h, kernel_w, options);
  }
  Tensor run(const Tensor& x) const {
    if (pooling) return pool2d(x, kind, kernel_h, options.stride);
    const std::vector<float> ones(static_cast<std::size_t>(kernel_h * kernel_w), 1.0F);
    return conv2d(x, Tensor({1, 1, kernel_h, kernel_w}, ones), {}, options);
  }
};

RandomLayer random_layer(Generator& generator) {
  const auto pick = [&](std::uint32_t n) { return static_cast<std::int64_t>(uniform_below(generator, n)); };
  RandomLayer layer;
  layer.options.stride = 1 + pick(4) / 2;
  if (pick(4) == 0) {
    layer.pooling = true;
    layer.kind = pick(2) == 0 ? PoolKind::max : PoolKind::avg;
    layer.kernel_h = layer.kernel_w = 1 + pick(3);
    layer.options.stride = 1 + pick(3);
    return layer;
  }
  layer.kernel_h = 1 + pick(4);
  layer.kernel_w = 1 + pick(5);
  layer.options.dilation = 1 + pick(5) / 2;
  layer.options.padding_h = pick(4);
  layer.options.padding_w = pick(3);
  layer.options.padding_mode = all_borders[pick(4)];
  layer.options.same = layer.options.stride == 1 && pick(3) == 0;
  return layer;
}

bool contains(const std::vector<std::int64_t>& places, std::int64_t place) {
  return std::binary_search(places.begin(), places.end(), place);
}

bool contains(const FieldCells& cells, std::int64_t row, std::int64_t column) {
  return contains(cells.rows, row) && contains(cells.columns, column);
}

struct Stack {
  std::int64_t height = 0, width = 0;
  std::vector<RandomLayer> layers;
  std::vector<FieldLayer> fields;
};

// Layers that fit; fewer where none is found soon.
Stack random_stack(Generator& generator) {
  Stack stack;
  stack.height = 1 + static_cast<std::int64_t>(uniform_below(generator, 12));
  stack.width = 1 + static_cast<std::int64_t>(uniform_below(generator, 12));
  const std::size_t wanted = 1 + uniform_below(generator, most_stacked_layers);
  Tensor x({1, stack.height, stack.width});
  for (int attempt = 0; attempt < 60 && stack.layers.size() < wanted; ++attempt) {
    const RandomLayer layer = random_layer(generator);
    try {
      x = layer.run(x);
    } catch (const std::invalid_argument&) {
      // Both refuse a layer that does not fit.
      EXPECT_THROW(
          {
            const FieldLayer field = layer.field();
            AxisLinks(x.height(), field.rows);
            AxisLinks(x.width(), field.columns);
          },
          std::invalid_argument);
      continue;
    }
    stack.layers.push_back(layer);
    stack.fields.push_back(layer.field());
  }
  return stack;
}

// acts[output][input], both flattened: found by lighting one input after another.
std::vector<std::vector<bool>> search(const Stack& stack, const std::vector<RandomLayer>& layers) {
  std::vector<std::vector<bool>> acts;
  for (std::int64_t input = 0; input < stack.height * stack.width; ++input) {
    Tensor x({1, stack.height, stack.width});
    x.data()[input] = 1.0F;
    for (const RandomLayer& layer : layers) x = layer.run(x);
    acts.resize(static_cast<std::size_t>(x.size()));
    for (std::int64_t output = 0; output < x.size(); ++output) {
      acts[static_cast<std::size_t>(output)].push_back(x.data()[output] != 0.0F);
    }
  }
  return acts;
}

TEST(ReceptiveField, AgreesWithABruteForceSearch) {
  Generator generator(20);
  int whole = 0, outputs_checked = 0;
  std::array<int, most_stacked_layers + 1> deep{};
  for (int round = 0; round < 300; ++round) {
    const Stack stack = random_stack(generator);
    if (stack.layers.empty()) continue;
    const ReceptiveField field(stack.height, stack.width, stack.fields);
    const std::size_t top = stack.layers.size();
    ++deep[top];
    const std::vector<std::vector<bool>> acts = search(stack, stack.layers);
    const FieldLevel& level = field.levels()[top];
    ASSERT_EQ(static_cast<std::int64_t>(acts.size()), level.rows.outputs * level.columns.outputs);

    std::vector<FieldCells> fed;
    for (std::int64_t i = 0; i < stack.height * stack.width; ++i) {
      fed.push_back(field.fed_by(0, i / stack.width, i % stack.width, top));
    }
    for (std::int64_t row = 0; row < level.rows.outputs; ++row) {
      for (std::int64_t column = 0; column < level.columns.outputs; ++column) {
        const std::vector<bool>& inputs = acts[static_cast<std::size_t>(row * level.columns.outputs + column)];
        const FieldCells seen = field.seen_by(top, row, column, 0);
        const FieldRect unclipped = field.unclipped(top, row, column), clipped = field.clipped(top, row, column);
        bool zero_padded = true;
        for (const FieldLayer& layer : stack.fields) {
          zero_padded &= layer.rows.border == Border::zeros;
        }
        FieldRect box{stack.height, stack.width, 0, 0};
        for (std::int64_t i = 0; i < stack.height * stack.width; ++i) {
          const std::int64_t y = i / stack.width, x = i % stack.width;
          const bool acted = inputs[static_cast<std::size_t>(i)];
          ASSERT_EQ(acted, contains(seen, y, x)) << "round " << round;
          ASSERT_EQ(acted, contains(fed[static_cast<std::size_t>(i)], row, column)) << "round " << round;
          if (!acted) continue;
          box = {std::min(box.top, y), std::min(box.left, x), std::max(box.bottom, y + 1), std::max(box.right, x + 1)};
          if (zero_padded) {
            ASSERT_TRUE(y >= clipped.top && y < clipped.bottom && x >= clipped.left && x < clipped.right);
          }
        }
        ++outputs_checked;
        if (unclipped != clipped) continue;
        // Away from every border the formulas give the exact place, size and centre.
        ++whole;
        ASSERT_EQ(box, unclipped) << "round " << round;
        ASSERT_EQ(seen.bounds(), unclipped);
        ASSERT_EQ(box.bottom - box.top, level.rows.size);
        ASSERT_EQ(box.right - box.left, level.columns.size);
        ASSERT_EQ(0.5 * static_cast<double>(box.top + box.bottom - 1),
                  level.rows.centre() + static_cast<double>(row * level.rows.jump));
        ASSERT_EQ(0.5 * static_cast<double>(box.left + box.right - 1),
                  level.columns.centre() + static_cast<double>(column * level.columns.jump));
      }
    }
  }
  EXPECT_GT(outputs_checked, 3000);
  EXPECT_GT(whole, 300);
  for (std::size_t depth = 1; depth <= most_stacked_layers; ++depth) EXPECT_GT(deep[depth], 5) << depth << " layers";
}

TEST(ReceptiveField, LevelsBetweenAgreeWithTheStackThatEndsThere) {
  Generator generator(21);
  for (int round = 0; round < 100; ++round) {
    const Stack stack = random_stack(generator);
    const ReceptiveField field(stack.height, stack.width, stack.fields);
    for (std::size_t split = 0; split <= stack.fields.size(); ++split) {
      // What the upper layers see of the split level, from a stack made of them alone.
      const FieldLevel& middle = field.levels()[split];
      const ReceptiveField upper(middle.rows.outputs, middle.columns.outputs,
                                 std::span<const FieldLayer>(stack.fields).subspan(split));
      const std::size_t top = stack.fields.size();
      const std::int64_t row = field.levels()[top].rows.outputs / 2, column = field.levels()[top].columns.outputs / 2;
      const FieldCells a = field.seen_by(top, row, column, split), b = upper.seen_by(top - split, row, column, 0);
      ASSERT_EQ(a.rows, b.rows);
      ASSERT_EQ(a.columns, b.columns);
      const FieldCells c = field.fed_by(split, 0, 0, top), d = upper.fed_by(0, 0, 0, top - split);
      ASSERT_EQ(c.rows, d.rows);
      ASSERT_EQ(c.columns, d.columns);
    }
  }
}

TEST(ReceptiveField, ThreeLayersOfThreeByThreeSeeSevenBySeven) {
  Conv2dOptions options;
  options.padding_h = options.padding_w = 1;
  const std::vector<FieldLayer> layers(3, conv_field(3, 3, options));
  const ReceptiveField field(12, 12, layers);
  EXPECT_EQ(field.levels()[1].rows.size, 3);
  EXPECT_EQ(field.levels()[2].rows.size, 5);
  EXPECT_EQ(field.levels()[3].rows.size, 7);
  EXPECT_EQ(field.unclipped(3, 6, 6), (FieldRect{3, 3, 10, 10}));
  EXPECT_EQ(field.levels()[3].rows.centre(), 0.0);
  EXPECT_EQ(field.unclipped(3, 0, 1), (FieldRect{-3, -2, 4, 5}));
  EXPECT_EQ(field.clipped(3, 0, 1), (FieldRect{0, 0, 4, 5}));
  EXPECT_EQ(field.seen_by(3, 0, 1, 0).bounds(), (FieldRect{0, 0, 4, 5}));
  EXPECT_EQ(field.fed_by(0, 6, 6, 3).bounds(), (FieldRect{3, 3, 10, 10}));
}

TEST(ReceptiveField, StrideDilationAndPoolingByHand) {
  Conv2dOptions dilated;
  dilated.dilation = 2;
  const std::vector<FieldLayer> layers{pool_field(2, 2), conv_field(3, 1, dilated)};
  const ReceptiveField field(16, 16, layers);
  const FieldLevel& top = field.levels()[2];
  EXPECT_EQ(top.rows.outputs, 4);
  EXPECT_EQ(top.rows.size, 2 + 2 * 2 * 2);  // pooling 2, then 2 * (3 - 1) steps of 2 inputs
  EXPECT_EQ(top.rows.jump, 2);
  EXPECT_EQ(top.rows.centre(), 4.5);
  EXPECT_EQ(top.columns.size, 2);
  const FieldCells seen = field.seen_by(2, 1, 0, 0);
  EXPECT_EQ(seen.rows, (std::vector<std::int64_t>{2, 3, 6, 7, 10, 11}));
  EXPECT_FALSE(seen.filled());
  EXPECT_EQ(seen.bounds(), (FieldRect{2, 0, 12, 2}));
  EXPECT_TRUE(field.seen_by(1, 0, 0, 0).filled());
}

TEST(ReceptiveField, PaddingModesReachWhereTheyTakeTheirValuesFrom) {
  Conv2dOptions options;
  options.padding_h = options.padding_w = 1;
  options.padding_mode = Border::circular;
  const std::vector<FieldLayer> wrapped{conv_field(3, 3, options)};
  EXPECT_EQ(ReceptiveField(8, 8, wrapped).seen_by(1, 0, 3, 0).rows, (std::vector<std::int64_t>{0, 1, 7}));
  // A pixel of nothing but padding.
  options.padding_mode = Border::zeros;
  options.padding_h = options.padding_w = 2;
  const std::vector<FieldLayer> single{conv_field(1, 1, options)};
  const FieldCells none = ReceptiveField(3, 3, single).seen_by(1, 0, 3, 0);
  EXPECT_TRUE(none.rows.empty() && none.columns.empty());
  EXPECT_EQ(none.bounds(), FieldRect{});
  EXPECT_EQ(ReceptiveField(3, 3, single).clipped(1, 0, 3), FieldRect{});
}

TEST(ReceptiveField, RefusesWhatCannotBe) {
  const auto complaint = [](std::int64_t size, const std::vector<FieldLayer>& layers) -> std::string {
    try {
      ReceptiveField(size, size, layers);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return "";
  };
  const std::vector<FieldLayer> fits(4, conv_field(3, 3, {}));
  EXPECT_EQ(complaint(9, fits), "");
  EXPECT_THAT(complaint(8, fits), testing::StartsWith("Layer 4: The kernel's extent is 3 elements"));
  EXPECT_THAT(complaint(9, std::vector<FieldLayer>(9, conv_field(1, 1, {}))), testing::HasSubstr("at most 8"));
  EXPECT_THAT(complaint(9, {pool_field(2, 0)}), testing::StartsWith("Layer 1: The stride is 0"));
  EXPECT_THAT(complaint(9, {pool_field(0, 1)}), testing::StartsWith("Layer 1: The kernel size is 0"));
  EXPECT_THAT(complaint(0, {pool_field(1, 1)}), testing::HasSubstr("no elements"));
  Conv2dOptions options;
  options.same = true;
  options.stride = 2;
  EXPECT_THROW(conv_field(3, 3, options), std::invalid_argument);
  const ReceptiveField field(9, 9, fits);
  EXPECT_THROW(field.unclipped(4, 1, 0), std::out_of_range);
  EXPECT_THROW(field.seen_by(5, 0, 0, 0), std::out_of_range);
  EXPECT_THROW(field.seen_by(1, 0, 0, 2), std::out_of_range);
  EXPECT_THROW(field.fed_by(0, 0, 0, 5), std::out_of_range);
  EXPECT_THROW(field.fed_by(0, -1, 0, 1), std::out_of_range);
}

std::string complaint(const std::vector<AxisLayer>& axes) {
  std::vector<FieldLayer> layers;
  for (const AxisLayer& axis : axes) layers.push_back({axis, axis});
  try {
    ReceptiveField(1, 1, layers);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

TEST(ReceptiveField, PlacesThatWouldLeave64BitsAreRefused) {
  // Each of the quantities alone, still within reach and then not.
  const auto stack = [](const AxisLayer& axis, std::size_t count) { return std::vector<AxisLayer>(count, axis); };
  const AxisLayer sees{2, 4096, 4096, 2048, 2048, Border::zeros};
  EXPECT_EQ(complaint(stack(sees, 3)), "");  // 1 + 2^12 + 2^24 + 2^36
  EXPECT_THAT(complaint(stack(sees, 8)), testing::StartsWith("Layer 4: One output would see more than 2^40 inputs"));
  const AxisLayer jumps{1, 4096, 1, 0, 0, Border::zeros};
  EXPECT_EQ(complaint(stack(jumps, 3)), "");  // 2^36
  EXPECT_THAT(complaint(stack(jumps, 8)), testing::StartsWith("Layer 4: Neighbouring outputs would lie apart by more"));
  std::vector<AxisLayer> padded = stack(jumps, 3);
  padded.push_back({1, 1, 1, 16, 0, Border::zeros});
  EXPECT_THAT(complaint(padded), testing::StartsWith("Layer 4: Its outputs would stretch"));  // 17 of 2^36
  padded.back() = {1, 8, 1, 8, 0, Border::zeros};
  EXPECT_EQ(complaint(padded), "");  // 2 of 2^39, 2^39 before the picture
  padded.back() = {64, 1, 1, 63, 0, Border::zeros};
  EXPECT_THAT(complaint(padded), testing::StartsWith("Layer 4: One output would see"));
  padded.back() = {1, 16, 1, 17, 0, Border::zeros};
  EXPECT_THAT(complaint(padded), testing::StartsWith("Layer 4: Its padding would reach"));
}

TEST(ReceptiveField, WhatIsAllowedStaysWithinReach) {
  Generator generator(22);
  int allowed = 0, refused = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<FieldLayer> layers;
    const std::size_t count = 1 + uniform_below(generator, most_stacked_layers);
    for (std::size_t i = 0; i < count; ++i) {
      const auto power = [&](std::uint32_t most) { return std::int64_t{1} << uniform_below(generator, most + 1); };
      const AxisLayer axis{power(2), power(8), power(9), power(10), power(10), Border::zeros};
      layers.push_back({axis, axis});
    }
    try {
      const ReceptiveField field(16, 16, layers);
      ++allowed;
      for (std::size_t level = 0; level < field.levels().size(); ++level) {
        const FieldAxis& axis = field.levels()[level].rows;
        const FieldRect first = field.unclipped(level, 0, 0),
                        last = field.unclipped(level, axis.outputs - 1, axis.outputs - 1);
        EXPECT_GE(first.top, -farthest_place);
        EXPECT_GE(last.top, first.top);
        EXPECT_GT(last.bottom, last.top);
        EXPECT_LE(last.bottom, 2 * farthest_place);
      }
    } catch (const std::invalid_argument& error) {
      ++refused;
      EXPECT_THAT(error.what(), testing::StartsWith("Layer "));
    }
  }
  EXPECT_GT(allowed, 100);
  EXPECT_GT(refused, 20);
}

TEST(ReceptiveField, FourConvolutionsEachWithPooling) {
  Conv2dOptions options;
  options.padding_h = options.padding_w = 1;
  std::vector<FieldLayer> layers;
  for (int i = 0; i < 4; ++i) {
    layers.push_back(conv_field(3, 3, options));
    layers.push_back(pool_field(2, 2));
  }
  const ReceptiveField field(32, 32, layers);
  const std::vector<std::int64_t> sizes{1, 3, 4, 8, 10, 18, 22, 38, 46}, jumps{1, 1, 2, 2, 4, 4, 8, 8, 16};
  for (std::size_t level = 0; level <= 8; ++level) {
    EXPECT_EQ(field.levels()[level].rows.size, sizes[level]) << level;
    EXPECT_EQ(field.levels()[level].rows.jump, jumps[level]) << level;
  }
}

}  // namespace
}  // namespace flatscope
