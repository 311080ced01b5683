#include "core/analysis/conv_matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/tensor/random.h"
#include "tests/core/layers/own_border.h"

namespace flatscope {
namespace {

Tensor random_tensor(Generator& generator, Shape shape) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

struct Setting {
  Tensor input, weight;
  Conv2dOptions options;
};

// A layer that fits, of any padding mode, with taps that meet on one input among them.
Setting random_setting(Generator& generator) {
  const auto pick = [&](std::uint32_t n) { return static_cast<std::int64_t>(uniform_below(generator, n)); };
  for (;;) {
    Setting s;
    const std::int64_t channels = 1 + pick(3);
    s.options.stride = 1 + pick(4) / 2;
    s.options.dilation = 1 + pick(4) / 2;
    s.options.padding_h = pick(5);
    s.options.padding_w = pick(5);
    s.options.padding_mode = all_borders[pick(4)];
    s.options.same = s.options.stride == 1 && pick(4) == 0;
    s.input = random_tensor(generator, {channels, 1 + pick(8), 1 + pick(8)});
    s.weight = random_tensor(generator, {1 + pick(3), channels, 1 + pick(4), 1 + pick(4)});
    const Padding padding = twin::padding_of(s.options, s.weight.height(), s.weight.width());
    const auto outputs = [&](std::int64_t size, std::int64_t before, std::int64_t after, std::int64_t kernel) {
      return conv_output_size(size, before, after, kernel, s.options.stride, s.options.dilation);
    };
    if (outputs(s.input.height(), padding.top, padding.bottom, s.weight.height()) >= 1 &&
        outputs(s.input.width(), padding.left, padding.right, s.weight.width()) >= 1) {
      return s;
    }
  }
}

ConvMatrix matrix_of(const Setting& s) { return {s.input.height(), s.input.width(), s.weight, s.options}; }

TEST(ConvMatrix, TimesThePictureIsTheConvolution) {
  Generator generator(30);
  for (int round = 0; round < 300; ++round) {
    const Setting s = random_setting(generator);
    const std::vector<float> bias = [&] {
      const Tensor values = random_tensor(generator, {s.weight.shape()[0]});
      return std::vector<float>(values.values().begin(), values.values().end());
    }();
    const ConvMatrix matrix = matrix_of(s);
    const Tensor expected = conv2d(s.input, s.weight, bias, s.options);
    EXPECT_EQ(matrix.output_shape(), expected.shape());
    EXPECT_EQ(matrix.rows(), expected.size());
    EXPECT_EQ(matrix.columns(), s.input.size());
    ASSERT_LT(largest_difference(matrix.apply(s.input, bias).values(), expected.values()), 2e-5F) << "round " << round;
    ASSERT_LT(largest_difference(matrix.apply(s.input).values(), conv2d(s.input, s.weight, {}, s.options).values()),
              2e-5F);
  }
}

// Every entry against its definition: for each output and each tap, the input that the border names.
TEST(ConvMatrix, EntriesRowsColumnsAndCountsAgreeWithBruteForce) {
  Generator generator(31);
  int several = 0;
  for (int round = 0; round < 120; ++round) {
    const Setting s = random_setting(generator);
    const ConvMatrix matrix = matrix_of(s);
    const Padding padding = twin::padding_of(s.options, s.weight.height(), s.weight.width());
    struct Sum {
      double value = 0.0;
      std::vector<std::tuple<std::int64_t, std::int64_t>> taps;
    };
    std::map<std::pair<std::int64_t, std::int64_t>, Sum> expected;
    const Shape out = matrix.output_shape();
    for (std::int64_t row = 0; row < matrix.rows(); ++row) {
      const MatrixPlace p = matrix.output_of(row);
      EXPECT_EQ(matrix.row_of(p), row);
      EXPECT_EQ(p, (MatrixPlace{row / (out[1] * out[2]), row / out[2] % out[1], row % out[2]}));
      for (std::int64_t c = 0; c < s.input.channels(); ++c) {
        for (std::int64_t kh = 0; kh < s.weight.height(); ++kh) {
          for (std::int64_t kw = 0; kw < s.weight.width(); ++kw) {
            const std::int64_t i = twin::source_index(p.row * s.options.stride + kh * s.options.dilation - padding.top,
                                                      s.input.height(), s.options.padding_mode);
            const std::int64_t j =
                twin::source_index(p.column * s.options.stride + kw * s.options.dilation - padding.left,
                                   s.input.width(), s.options.padding_mode);
            if (i < 0 || j < 0) continue;
            Sum& sum = expected[{row, (c * s.input.height() + i) * s.input.width() + j}];
            sum.value += static_cast<double>(
                s.weight
                    .data()[((p.channel * s.input.channels() + c) * s.weight.height() + kh) * s.weight.width() + kw]);
            sum.taps.emplace_back(kh, kw);
          }
        }
      }
    }
    for (std::int64_t column = 0; column < matrix.columns(); ++column) {
      ASSERT_EQ(matrix.column_of(matrix.input_of(column)), column);
      for (std::int64_t row = 0; row < matrix.rows(); ++row) {
        const auto found = expected.find({row, column});
        const std::optional<MatrixEntry> entry = matrix.entry(row, column);
        ASSERT_EQ(entry.has_value(), found != expected.end());
        if (!entry) continue;
        const Sum& sum = found->second;
        ASSERT_NEAR(entry->value, sum.value, 1e-5);
        ASSERT_EQ(entry->taps, static_cast<std::int64_t>(sum.taps.size()));
        ASSERT_EQ(std::tuple(entry->kernel_row, entry->kernel_column), sum.taps.front());
        ASSERT_EQ(entry->out_channel, matrix.output_of(row).channel);
        ASSERT_EQ(entry->in_channel, matrix.input_of(column).channel);
        several += entry->taps > 1;
      }
    }
    // Rows one after another are the sorted map; columns hold the same entries.
    std::vector<std::pair<std::int64_t, std::int64_t>> by_row, sorted;
    std::set<std::pair<std::int64_t, std::int64_t>> by_column;
    for (const auto& [place, sum] : expected) sorted.push_back(place);
    for (std::int64_t row = 0; row < matrix.rows(); ++row) {
      for (const MatrixEntry& entry : matrix.row_entries(row)) {
        by_row.emplace_back(entry.row, entry.column);
        ASSERT_EQ(entry.value, matrix.entry(entry.row, entry.column)->value);
      }
    }
    std::size_t in_columns = 0;
    for (std::int64_t column = 0; column < matrix.columns(); ++column) {
      std::int64_t last = -1;
      for (const MatrixEntry& entry : matrix.column_entries(column)) {
        ASSERT_GT(entry.row, last);
        last = entry.row;
        by_column.emplace(entry.row, entry.column);
        ++in_columns;
        ASSERT_EQ(entry.value, matrix.entry(entry.row, entry.column)->value);
      }
    }
    ASSERT_EQ(by_row, sorted);
    ASSERT_EQ(in_columns, sorted.size());
    ASSERT_TRUE(std::equal(by_column.begin(), by_column.end(), sorted.begin(), sorted.end()));

    const MatrixCounts counts = matrix.counts();
    const auto non_zeros = static_cast<std::int64_t>(expected.size());
    ASSERT_EQ(counts.shared.non_zeros, non_zeros);
    ASSERT_EQ(counts.local.non_zeros, non_zeros);
    ASSERT_EQ(counts.local.free_parameters, non_zeros);
    ASSERT_EQ(counts.shared.free_parameters, s.weight.size());
    ASSERT_EQ(counts.dense.free_parameters, matrix.rows() * matrix.columns());
    ASSERT_EQ(counts.shared.density,
              static_cast<double>(non_zeros) / static_cast<double>(matrix.rows() * matrix.columns()));
    const CooMatrix coo = matrix.coo(non_zeros);
    ASSERT_EQ(coo.rows.size(), sorted.size());
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      ASSERT_EQ(std::pair(coo.rows[i], coo.columns[i]), sorted[i]);
      ASSERT_NEAR(coo.values[i], expected[sorted[i]].value, 1e-5);
    }
    if (non_zeros > 0) {
      ASSERT_THROW(matrix.coo(non_zeros - 1), std::length_error);
    }
  }
  EXPECT_GT(several, 1000);  // the padding modes did repeat inputs
}

TEST(ConvMatrix, IsPyTorchs) {
  const std::string base = std::string(FLATSCOPE_GOLDEN_DIR) + "/matrix/matrix";
  const Tensor numbers = decode_npy(read_file(path_from_utf8(base + ".npy")));
  std::ifstream table(path_from_utf8(base + ".txt"));
  std::string header, mode;
  std::getline(table, header);
  std::size_t used = 0;
  const auto take = [&](Shape shape) {
    const auto count = static_cast<std::size_t>(element_count(shape));
    const auto from = numbers.values().subspan(used, count);
    used += count;
    return Tensor(std::move(shape), std::vector<float>(from.begin(), from.end()));
  };
  std::int64_t c = 0, o = 0, h = 0, w = 0, kh = 0, kw = 0, non_zeros = 0;
  Conv2dOptions options;
  int cases = 0;
  while (table >> c >> o >> h >> w >> kh >> kw >> options.stride >> options.dilation >> options.padding_h >>
         options.padding_w >> options.same >> mode >> non_zeros) {
    ++cases;
    options.padding_mode = border_from_string(mode).value();
    const ConvMatrix matrix(h, w, take({o, c, kh, kw}), options);
    const Tensor expected = take({matrix.rows(), matrix.columns()});
    EXPECT_EQ(matrix.counts().shared.non_zeros, non_zeros) << "case " << cases;
    for (std::int64_t row = 0; row < matrix.rows(); ++row) {
      for (std::int64_t column = 0; column < matrix.columns(); ++column) {
        const std::optional<MatrixEntry> entry = matrix.entry(row, column);
        ASSERT_NEAR(entry ? entry->value : 0.0F, expected.at(0, row, column), 1e-6)
            << "case " << cases << ", row " << row << ", column " << column;
      }
    }
  }
  EXPECT_EQ(cases, 10);
  EXPECT_EQ(used, numbers.values().size());
}

TEST(ConvMatrix, CountsOfALessonPicture) {
  Conv2dOptions options;
  options.padding_h = options.padding_w = 1;
  const MatrixCounts counts = ConvMatrix(12, 12, Tensor({1, 1, 3, 3}), options).counts();
  EXPECT_EQ(counts.dense.free_parameters, 20'736);
  EXPECT_EQ(counts.local.free_parameters, 1'156);
  EXPECT_EQ(counts.shared.free_parameters, 9);
  EXPECT_EQ(counts.dense.biases, 144);
  EXPECT_EQ(counts.local.biases, 144);
  EXPECT_EQ(counts.shared.biases, 1);
  EXPECT_EQ(counts.dense.non_zeros, 20'736);
  EXPECT_EQ(counts.dense.density, 1.0);
  EXPECT_DOUBLE_EQ(counts.local.density, 1156.0 / 20736.0);
}

TEST(ConvMatrix, LargePicturesAreCountedExactly) {
  Conv2dOptions options;
  options.same = true;
  const ConvMatrix square(256, 256, Tensor({1, 1, 3, 3}), options);
  EXPECT_EQ(square.rows(), 65'536);
  EXPECT_EQ(square.columns(), 65'536);
  EXPECT_EQ(square.counts().dense.free_parameters, 4'294'967'296);
  EXPECT_EQ(square.counts().local.non_zeros, 766 * 766);  // 3 * 256 - 2 links along each axis
  EXPECT_EQ(square.row_entries(65'535).back().column, 65'535);
  EXPECT_EQ(square.column_entries(0).size(), 4U);
  // 8 filters on a 512 x 512 colour picture.
  const ConvMatrix colour(512, 512, Tensor({8, 3, 3, 3}), options);
  EXPECT_EQ(colour.counts().dense.free_parameters, 2'097'152LL * 786'432);
  EXPECT_EQ(colour.counts().local.non_zeros, 8LL * 3 * 1534 * 1534);
  EXPECT_EQ(colour.counts().shared.free_parameters, 216);
  EXPECT_THROW(colour.coo(1'000'000), std::length_error);
}

TEST(ConvMatrix, TakesNewWeights) {
  ConvMatrix matrix(4, 4, Tensor({1, 1, 1, 1}, {2}), {});
  matrix.set_weight(Tensor({1, 1, 1, 1}, {5}));
  EXPECT_EQ(matrix.entry(3, 3)->value, 5.0F);
  EXPECT_FALSE(matrix.entry(3, 4).has_value());
  EXPECT_THROW(matrix.set_weight(Tensor({1, 1, 3, 3})), std::invalid_argument);
}

TEST(ConvMatrix, RefusesWhatDoesNotFit) {
  EXPECT_THROW(ConvMatrix(4, 4, Tensor({3, 3}), {}), std::invalid_argument);
  EXPECT_THROW(ConvMatrix(4, 4, Tensor({1, 0, 3, 3}), {}), std::invalid_argument);
  EXPECT_THROW(ConvMatrix(2, 4, Tensor({1, 1, 3, 3}), {}), std::invalid_argument);
  EXPECT_THROW(ConvMatrix(0, 4, Tensor({1, 1, 1, 1}), {}), std::invalid_argument);
  EXPECT_THROW(ConvMatrix(1 << 17, 1 << 17, Tensor({1, 1, 1, 1}), {}), std::invalid_argument);
  const ConvMatrix matrix(4, 4, Tensor({2, 1, 3, 3}), {});
  EXPECT_THROW(matrix.entry(8, 0), std::out_of_range);
  EXPECT_THROW(matrix.entry(0, -1), std::out_of_range);
  EXPECT_THROW(matrix.row_entries(-1), std::out_of_range);
  EXPECT_THROW(matrix.column_entries(16), std::out_of_range);
  EXPECT_THROW(matrix.row_of({2, 0, 0}), std::out_of_range);
  EXPECT_THROW(matrix.apply(Tensor({15})), std::invalid_argument);
  EXPECT_THROW(matrix.apply(Tensor({16}), std::vector<float>{1.0F}), std::invalid_argument);
}

TEST(ConvMatrix, LargestDifference) {
  const std::vector<float> a{1, 2, 3}, b{1, -2, 3.5F}, broken{0, std::nanf(""), 0};
  EXPECT_EQ(largest_difference(a, b), 4.0F);
  EXPECT_TRUE(std::isnan(largest_difference(a, broken)));
  EXPECT_THROW(largest_difference(a, std::span<const float>(b).first(2)), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
