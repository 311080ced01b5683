#include "core/analysis/free_matrix.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "core/layers/seeded_dense.h"
#include "core/tensor/random.h"

namespace flatscope {
namespace {

Tensor random_tensor(Generator& generator, Shape shape) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

// A convolution of random shape that has an output.
ConvMatrix random_matrix(Generator& generator) {
  const auto pick = [&](std::int64_t n) {
    return static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(n)));
  };
  Conv2dOptions options;
  options.stride = 1 + pick(3);
  options.dilation = 1 + pick(2);
  options.padding_h = pick(3);
  options.padding_w = pick(3);
  options.padding_mode = all_borders[pick(4)];
  const Shape shape{1 + pick(3), 1 + pick(3), 1 + pick(3), 1 + pick(3)};
  return {5 + pick(5), 5 + pick(5), random_tensor(generator, shape), options};
}

TEST(FreeMatrix, LocalNumbersAreTheDenseOnesWhereTheConvolutionHasEntries) {
  Generator generator(50);
  for (int round = 0; round < 30; ++round) {
    const ConvMatrix structure = random_matrix(generator);
    const FreeMatrix dense{structure, false, 9}, local{structure, true, 9};
    const Tensor all = materialise(SeededDense{9, structure.rows(), structure.columns()});
    std::int64_t non_zeros = 0;
    for (std::int64_t row = 0; row < structure.rows(); ++row) {
      for (std::int64_t column = 0; column < structure.columns(); ++column) {
        const float value = all.data()[row * structure.columns() + column];
        EXPECT_EQ(dense.entry(row, column).value(), value);
        const std::optional<float> here = local.entry(row, column);
        ASSERT_EQ(here.has_value(), structure.entry(row, column).has_value());
        EXPECT_EQ(here.value_or(value), value);
        if (here) ++non_zeros;
      }
    }
    EXPECT_EQ(non_zeros, structure.counts().local.non_zeros);
  }
}

TEST(FreeMatrix, ProductsAreSumsOverTheEntries) {
  Generator generator(51);
  for (int round = 0; round < 40; ++round) {
    const ConvMatrix structure = random_matrix(generator);
    const Tensor input = random_tensor(generator, structure.input_shape());
    const std::vector<float> bias(static_cast<std::size_t>(structure.out_channels()), 0.25F);
    for (const bool local : {false, true}) {
      const FreeMatrix matrix{structure, local, 9};
      const Tensor y = apply(matrix, input, bias);
      ASSERT_EQ(y.shape(), structure.output_shape());
      for (std::int64_t row = 0; row < structure.rows(); ++row) {
        double sum = 0.25, size = 0.25;
        for (std::int64_t column = 0; column < structure.columns(); ++column) {
          const double product =
              static_cast<double>(matrix.entry(row, column).value_or(0.0F)) * static_cast<double>(input.data()[column]);
          sum += product;
          size += std::abs(product);
        }
        EXPECT_NEAR(static_cast<double>(y.data()[row]), sum, 1e-6 * size);
      }
    }
  }
}

TEST(FreeMatrix, CellsShowOneOfTheirEntries) {
  Generator generator(52);
  for (int round = 0; round < 40; ++round) {
    const ConvMatrix structure = random_matrix(generator);
    const std::int64_t step = 1 + static_cast<std::int64_t>(uniform_below(generator, 7));
    const std::int64_t down = (structure.rows() + step - 1) / step, across = (structure.columns() + step - 1) / step;
    for (const bool local : {false, true}) {
      const FreeMatrix matrix{structure, local, 9};
      const MatrixGrid grid = summarise(matrix, {0, down * step, 0, across * step}, down, across);
      const MatrixGrid places = summarise(structure, {0, down * step, 0, across * step}, down, across);
      for (std::size_t cell = 0; cell < grid.values.size(); ++cell) {
        const bool empty = local && std::isnan(places.values[cell]);
        ASSERT_EQ(std::isnan(grid.values[cell]), empty);
        ASSERT_EQ(grid.entries[cell] < 0, empty);
        if (empty) continue;
        const std::int64_t row = grid.entries[cell] / structure.columns(),
                           column = grid.entries[cell] % structure.columns();
        EXPECT_EQ(grid.values[cell], matrix.entry(row, column).value());
        EXPECT_EQ(static_cast<std::int64_t>(cell), row / step * across + column / step);
      }
      // A part of it in the same cells shows the same.
      const std::int64_t y = down / 2, x = across / 3;
      const MatrixGrid part = summarise(matrix, {y * step, down * step, x * step, across * step}, down - y, across - x);
      for (std::int64_t row = y; row < down; ++row) {
        for (std::int64_t column = x; column < across; ++column)
          ASSERT_EQ(part.entries[static_cast<std::size_t>((row - y) * part.width + column - x)],
                    grid.entries[static_cast<std::size_t>(row * grid.width + column)]);
      }
    }
  }
}

TEST(FreeMatrix, RefusesWhatDoesNotFit) {
  const ConvMatrix structure(4, 4, Tensor({2, 1, 3, 3}), {});
  const FreeMatrix matrix{structure, true, 1};
  EXPECT_THROW(apply(matrix, Tensor({1, 4, 5})), std::invalid_argument);
  EXPECT_THROW(apply(matrix, Tensor({1, 4, 4}), std::vector<float>{1.0F}), std::invalid_argument);
  EXPECT_THROW(matrix.entry(8, 0), std::out_of_range);
  EXPECT_THROW(summarise(matrix, {0, 8, 16, 17}, 2, 2), std::out_of_range);
}

}  // namespace
}  // namespace flatscope
