#include "core/layers/conv2d.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/layers/shift.h"
#include "core/tensor/parallel.h"
#include "core/tensor/random.h"
#include "tests/core/layers/own_border.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

Tensor random_tensor(Shape shape, Generator& generator) {
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

std::vector<float> random_values(std::int64_t count, Generator& generator) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = normal(generator);
  return values;
}

// Convolution written down as its definition says, in double precision; `magnitude` gets the sum of absolute products,
// which bounds what rounding can do.
struct Naive {
  Shape shape;
  std::vector<double> values, magnitude;
};

// Calls body(output index, o, c, kernel row, kernel column, input index) for each product of a convolution.
template <typename Body>
void for_each_product(const Shape& in, const Shape& w, const Conv2dOptions& options, std::int64_t out_h,
                      std::int64_t out_w, const Body& body) {
  const Padding padding = twin::padding_of(options, w[2], w[3]);
  for (std::int64_t o = 0; o < w[0]; ++o) {
    for (std::int64_t row = 0; row < out_h; ++row) {
      for (std::int64_t column = 0; column < out_w; ++column) {
        for (std::int64_t c = 0; c < w[1]; ++c) {
          for (std::int64_t i = 0; i < w[2]; ++i) {
            for (std::int64_t j = 0; j < w[3]; ++j) {
              const std::int64_t y = twin::source_index(row * options.stride - padding.top + i * options.dilation,
                                                        in[1], options.padding_mode);
              const std::int64_t x = twin::source_index(column * options.stride - padding.left + j * options.dilation,
                                                        in[2], options.padding_mode);
              if (y < 0 || x < 0) continue;
              body((o * out_h + row) * out_w + column, ((o * w[1] + c) * w[2] + i) * w[3] + j,
                   (c * in[1] + y) * in[2] + x);
            }
          }
        }
      }
    }
  }
}

Naive naive_conv2d(const Tensor& input, const Tensor& weight, std::span<const float> bias,
                   const Conv2dOptions& options) {
  const Padding padding = twin::padding_of(options, weight.shape()[2], weight.shape()[3]);
  const auto out_size = [&](std::int64_t size, std::int64_t pad, std::int64_t kernel) {
    return (size + pad - options.dilation * (kernel - 1) - 1) / options.stride + 1;
  };
  const std::int64_t out_h = out_size(input.height(), padding.top + padding.bottom, weight.shape()[2]);
  const std::int64_t out_w = out_size(input.width(), padding.left + padding.right, weight.shape()[3]);
  Naive naive;
  naive.shape = {weight.shape()[0], out_h, out_w};
  for (std::int64_t i = 0; i < element_count(naive.shape); ++i) {
    const double start = bias.empty() ? 0.0 : static_cast<double>(bias[static_cast<std::size_t>(i / (out_h * out_w))]);
    naive.values.push_back(start);
    naive.magnitude.push_back(std::abs(start));
  }
  for_each_product({input.channels(), input.height(), input.width()}, weight.shape(), options, out_h, out_w,
                   [&](std::int64_t out, std::int64_t w, std::int64_t in) {
                     const double product =
                         static_cast<double>(weight.data()[w]) * static_cast<double>(input.data()[in]);
                     naive.values[static_cast<std::size_t>(out)] += product;
                     naive.magnitude[static_cast<std::size_t>(out)] += std::abs(product);
                   });
  return naive;
}

void expect_near(const Tensor& actual, const Naive& expected, const std::string& what) {
  ASSERT_EQ(actual.shape(), expected.shape) << what;
  for (std::size_t i = 0; i < expected.values.size(); ++i) {
    const double bound = 4e-6 * expected.magnitude[i] + 1e-7;
    ASSERT_NEAR(static_cast<double>(actual.data()[i]), expected.values[i], bound) << what << ", element " << i;
  }
}

std::string describe(const Tensor& input, const Tensor& weight, const Conv2dOptions& o) {
  return to_string(input.shape()) + " with " + to_string(weight.shape()) + " stride " + std::to_string(o.stride) +
         " dilation " + std::to_string(o.dilation) + " padding " + std::to_string(o.padding_h) + "," +
         std::to_string(o.padding_w) + (o.same ? " same " : " ") + std::string(to_string(o.padding_mode));
}

std::int64_t pick(Generator& generator, std::int64_t least, std::int64_t most) {
  return least + static_cast<std::int64_t>(uniform_below(generator, static_cast<std::uint32_t>(most - least + 1)));
}

struct Case {
  Tensor input, weight;
  std::vector<float> bias;
  Conv2dOptions options;
};

// A small convolution of random shape and options with at least one output.
Case random_case(Generator& generator) {
  for (;;) {
    Case c;
    const std::int64_t channels = pick(generator, 1, 5), outs = pick(generator, 1, 19);
    const std::int64_t height = pick(generator, 1, 14), width = pick(generator, 1, 75);
    const std::int64_t kernel_h = pick(generator, 1, 7), kernel_w = pick(generator, 1, 7);
    c.options.stride = pick(generator, 1, 4);
    c.options.dilation = pick(generator, 1, 4);
    c.options.padding_h = pick(generator, 0, 6);
    c.options.padding_w = pick(generator, 0, 6);
    c.options.same = c.options.stride == 1 && pick(generator, 0, 1) == 1;
    c.options.padding_mode = all_borders[pick(generator, 0, 3)];
    const Padding padding = resolved_padding(c.options, kernel_h, kernel_w);
    if (conv_output_size(height, padding.top, padding.bottom, kernel_h, c.options.stride, c.options.dilation) < 1 ||
        conv_output_size(width, padding.left, padding.right, kernel_w, c.options.stride, c.options.dilation) < 1) {
      continue;
    }
    c.input = random_tensor({channels, height, width}, generator);
    c.weight = random_tensor({outs, channels, kernel_h, kernel_w}, generator);
    if (pick(generator, 0, 1) == 1) c.bias = random_values(outs, generator);
    return c;
  }
}

TEST(Conv2d, EqualsTheNaiveTwinOnRandomShapes) {
  Generator generator(1);
  for (int i = 0; i < 400; ++i) {
    const Case c = random_case(generator);
    const Tensor output = conv2d(c.input, c.weight, c.bias, c.options);
    expect_near(output, naive_conv2d(c.input, c.weight, c.bias, c.options), describe(c.input, c.weight, c.options));
    if (HasFatalFailure()) return;
  }
}

TEST(Conv2d, EqualsTheNaiveTwinOnSizesThatNeedSeveralTiles) {
  Generator generator(2);
  struct {
    Shape input, weight;
    Conv2dOptions options;
  } const cases[] = {
      {{70, 20, 130}, {9, 70, 3, 3}, {.padding_h = 1, .padding_w = 1}},
      {{3, 90, 61}, {24, 3, 7, 7}, {.same = true, .padding_mode = Border::reflect}},
      {{1, 200, 203}, {8, 1, 11, 11}, {.padding_h = 5, .padding_w = 5, .padding_mode = Border::circular}},
      {{2, 150, 170}, {6, 2, 3, 5}, {.stride = 2, .padding_h = 1, .padding_w = 2, .padding_mode = Border::replicate}},
      {{300, 3, 90}, {3, 300, 1, 3}, {.same = true}},
      {{600, 5, 200}, {2, 600, 3, 1}, {.padding_h = 1}},
      {{260, 6, 50}, {49, 260, 3, 3}, {.same = true}},
      {{2, 40, 50}, {3, 2, 3, 3}, {.dilation = 60, .padding_h = 60, .padding_w = 60}},
      {{2, 40, 50}, {3, 2, 3, 2}, {.stride = 3, .dilation = 100, .padding_h = 190, .padding_w = 90}},
      {{1, 9, 9}, {1, 1, 1, 1}, {.stride = 20}},
      // Rows so long that they are cut into tiles of columns too.
      {{3, 7, 6001}, {5, 3, 3, 5}, {.padding_h = 1, .padding_w = 2, .padding_mode = Border::circular}},
      {{3, 8, 12001}, {4, 3, 3, 5}, {.stride = 2, .padding_h = 1, .padding_w = 2, .padding_mode = Border::reflect}},
      {{4, 7, 9000}, {3, 4, 2, 4}, {.stride = 3, .dilation = 2, .padding_w = 5, .padding_mode = Border::replicate}},
      {{40, 3, 700}, {2, 40, 3, 7}, {.stride = 4, .padding_h = 1, .padding_w = 3}},
      {{1, 9, 9}, {2, 1, 3, 3}, {.stride = 100'000, .padding_h = 150'000, .padding_w = 150'000}},
      {{1, 9, 9}, {2, 1, 2, 3}, {.stride = 50'000, .dilation = 50'000, .padding_h = 90'000, .padding_w = 110'000}},
  };
  for (const auto& c : cases) {
    const Tensor input = random_tensor(c.input, generator);
    const Tensor weight = random_tensor(c.weight, generator);
    const std::vector<float> bias = random_values(c.weight[0], generator);
    expect_near(conv2d(input, weight, bias, c.options), naive_conv2d(input, weight, bias, c.options),
                describe(input, weight, c.options));
    if (HasFatalFailure()) return;
  }
}

// 4,608 products an output. Summed one after another the worst error here is 2.2e-7 of the sum of their magnitudes.
TEST(Conv2d, SumsOfThousandsKeepTheirDigits) {
  Generator generator(7);
  const Tensor input = random_tensor({512, 20, 20}, generator), weight = random_tensor({8, 512, 3, 3}, generator);
  const Conv2dOptions options{.same = true, .padding_mode = Border::circular};
  const Tensor output = conv2d(input, weight, {}, options);
  const Naive naive = naive_conv2d(input, weight, {}, options);
  double worst = 0.0;
  for (std::size_t i = 0; i < naive.values.size(); ++i) {
    worst = std::max(worst, std::abs(output.values()[i] - naive.values[i]) / naive.magnitude[i]);
  }
  EXPECT_LT(worst, 6e-8);
  EXPECT_EQ(conv2d(shift(input, 2, -3, Border::circular), weight, {}, options), shift(output, 2, -3, Border::circular));
}

TEST(Conv2d, TakesAPlaneWithoutChannelAxis) {
  Generator generator(3);
  const Tensor input = random_tensor({6, 7}, generator);
  const Tensor weight = random_tensor({2, 1, 3, 3}, generator);
  EXPECT_EQ(conv2d(input, weight, {}, {}), conv2d(input.reshaped({1, 6, 7}), weight, {}, {}));
}

TEST(Conv2d, ShiftedInputGivesBitIdenticalShiftedOutput) {
  Generator generator(4);
  for (int i = 0; i < 60; ++i) {
    const std::int64_t channels = pick(generator, 1, 6), outs = pick(generator, 1, 20);
    const Tensor input = random_tensor({channels, pick(generator, 1, 40), pick(generator, 1, 150)}, generator);
    const Tensor weight = random_tensor({outs, channels, pick(generator, 1, 5), pick(generator, 1, 5)}, generator);
    const std::vector<float> bias = random_values(outs, generator);
    const Conv2dOptions options{.dilation = pick(generator, 1, 3), .same = true, .padding_mode = Border::circular};
    const std::int64_t dx = pick(generator, -200, 200), dy = pick(generator, -60, 60);
    const Tensor shifted_after = shift(conv2d(input, weight, bias, options), dx, dy, Border::circular);
    const Tensor shifted_before = conv2d(shift(input, dx, dy, Border::circular), weight, bias, options);
    ASSERT_EQ(shifted_before, shifted_after) << describe(input, weight, options) << " by " << dx << ", " << dy;
  }
}

// The same at a size that takes the path past the caches and many tiles.
TEST(Conv2d, ShiftsExactlyOnALargePicture) {
  Generator generator(5);
  const Tensor input = random_tensor({1, 720, 1040}, generator);
  const Tensor weight = random_tensor({8, 1, 3, 3}, generator);
  const Conv2dOptions options{.same = true, .padding_mode = Border::circular};
  EXPECT_EQ(conv2d(shift(input, 5, -3, Border::circular), weight, {}, options),
            shift(conv2d(input, weight, {}, options), 5, -3, Border::circular));
}

TEST(Conv2d, IsLinear) {
  Generator generator(6);
  for (int i = 0; i < 40; ++i) {
    const Case c = random_case(generator);
    const Tensor other = random_tensor(c.input.shape(), generator);
    Tensor sum = c.input;
    for (std::int64_t k = 0; k < sum.size(); ++k) sum.data()[k] = 2.0F * sum.data()[k] - 3.0F * other.data()[k];
    const Tensor a = conv2d(c.input, c.weight, {}, c.options), b = conv2d(other, c.weight, {}, c.options);
    const Tensor of_sum = conv2d(sum, c.weight, {}, c.options);
    const Naive magnitude_a = naive_conv2d(c.input, c.weight, {}, c.options);
    const Naive magnitude_b = naive_conv2d(other, c.weight, {}, c.options);
    for (std::int64_t k = 0; k < a.size(); ++k) {
      const auto at = static_cast<std::size_t>(k);
      ASSERT_NEAR(of_sum.data()[k], 2.0F * a.data()[k] - 3.0F * b.data()[k],
                  1e-5 * (2 * magnitude_a.magnitude[at] + 3 * magnitude_b.magnitude[at]) + 1e-6);
    }
  }
}

// <conv(x), y> = <x, transposed conv(y)>, the pair that a backward pass rests on.
TEST(Conv2d, HasItsTransposeAsAdjoint) {
  Generator generator(7);
  for (int i = 0; i < 60; ++i) {
    const Case c = random_case(generator);
    const Tensor output = conv2d(c.input, c.weight, {}, c.options);
    const Tensor y = random_tensor(output.shape(), generator);
    std::vector<double> back(static_cast<std::size_t>(c.input.size()));
    double magnitude = 0.0;
    for_each_product(c.input.shape(), c.weight.shape(), c.options, output.height(), output.width(),
                     [&](std::int64_t out, std::int64_t w, std::int64_t in) {
                       const double value =
                           static_cast<double>(c.weight.data()[w]) * static_cast<double>(y.data()[out]);
                       back[static_cast<std::size_t>(in)] += value;
                       magnitude += std::abs(value * static_cast<double>(c.input.data()[in]));
                     });
    double left = 0.0, right = 0.0;
    for (std::int64_t k = 0; k < output.size(); ++k) {
      left += static_cast<double>(output.data()[k]) * static_cast<double>(y.data()[k]);
    }
    for (std::int64_t k = 0; k < c.input.size(); ++k) {
      right += back[static_cast<std::size_t>(k)] * static_cast<double>(c.input.data()[k]);
    }
    ASSERT_NEAR(left, right, 4e-6 * magnitude + 1e-6) << describe(c.input, c.weight, c.options);
  }
}

TEST(Conv2d, GivesTheSameBitsOnOneThreadAndOnAll) {
  Generator generator(8);
  const Tensor input = random_tensor({5, 130, 177}, generator);
  const Tensor weight = random_tensor({13, 5, 3, 3}, generator);
  const Conv2dOptions options{.padding_h = 1, .padding_w = 1};
  const Tensor on_all = conv2d(input, weight, {}, options);
  Tensor on_one[2];
  // Inside a parallel_for everything runs on the caller.
  parallel_for(2, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) on_one[i] = conv2d(input, weight, {}, options);
  });
  EXPECT_EQ(on_one[0], on_all);
  EXPECT_EQ(on_one[1], on_all);
}

TEST(Conv2d, IntoWritesAllAndOnlyTheOutput) {
  Generator generator(9);
  for (const std::int64_t width : {1, 5, 16, 31, 64, 100}) {
    const Tensor input = random_tensor({2, 9, width}, generator);
    const Tensor weight = random_tensor({5, 2, 3, 3}, generator);
    const Conv2dOptions options{.padding_h = 1, .padding_w = 1};
    const Tensor expected = conv2d(input, weight, {}, options);
    std::vector<float> memory(static_cast<std::size_t>(expected.size()) + 64, -77.0F);
    const auto count = static_cast<std::size_t>(expected.size());
    conv2d_into(input, weight, {}, options, std::span(memory).subspan(32, count));
    EXPECT_TRUE(std::equal(expected.values().begin(), expected.values().end(), memory.begin() + 32));
    EXPECT_TRUE(std::all_of(memory.begin(), memory.begin() + 32, [](float v) { return v == -77.0F; }));
    EXPECT_TRUE(std::all_of(memory.end() - 32, memory.end(), [](float v) { return v == -77.0F; }));
  }
}

TEST(Conv2d, RowsAreThoseOfTheWhole) {
  Generator generator(29);
  for (int round = 0; round < 60; ++round) {
    Conv2dOptions options;
    options.stride = pick(generator, 1, 3);
    options.dilation = pick(generator, 1, 2);
    options.padding_h = pick(generator, 0, 4);
    options.padding_w = pick(generator, 0, 2);
    options.padding_mode = all_borders[pick(generator, 0, 3)];
    const Tensor input =
        random_tensor({pick(generator, 1, 3), pick(generator, 8, 60), pick(generator, 8, 90)}, generator);
    const Tensor weight = random_tensor(
        {pick(generator, 1, 9), input.channels(), pick(generator, 1, 3), pick(generator, 1, 3)}, generator);
    const Tensor whole = conv2d(input, weight, {}, options);
    const std::int64_t first = pick(generator, 0, whole.height() - 1);
    const std::int64_t rows = pick(generator, 1, whole.height() - first), width = whole.width();
    Tensor part({whole.channels(), rows, width});
    conv2d_rows_into(input, weight, {}, options, first, rows, part.values());
    for (std::int64_t o = 0; o < whole.channels(); ++o) {
      const auto wanted =
          whole.plane(o).subspan(static_cast<std::size_t>(first * width), static_cast<std::size_t>(rows * width));
      ASSERT_TRUE(std::equal(wanted.begin(), wanted.end(), part.plane(o).begin())) << round;
    }
    EXPECT_THROW(conv2d_rows_into(input, weight, {}, options, whole.height() - rows + 1, rows, part.values()),
                 std::invalid_argument);
  }
}

TEST(Conv2d, NaNReachesOnlyThePatchesThatHoldIt) {
  Tensor input({1, 9, 40});
  input.at(0, 4, 20) = std::numeric_limits<float>::quiet_NaN();
  const Tensor weight({1, 1, 3, 3}, std::vector<float>(9, 1.0F));
  const Tensor output = conv2d(input, weight, {}, {.padding_h = 1, .padding_w = 1});
  for (std::int64_t row = 0; row < 9; ++row) {
    for (std::int64_t column = 0; column < 40; ++column) {
      EXPECT_EQ(std::isnan(output.at(0, row, column)), std::abs(row - 4) <= 1 && std::abs(column - 20) <= 1);
    }
  }
}

TEST(Conv2d, ResolvesPaddingAsPyTorchDoes) {
  EXPECT_EQ(resolved_padding({.padding_h = 2, .padding_w = 3}, 5, 5), (Padding{2, 2, 3, 3}));
  EXPECT_EQ(resolved_padding({.same = true}, 3, 5), (Padding{1, 1, 2, 2}));
  EXPECT_EQ(resolved_padding({.same = true}, 4, 2), (Padding{1, 2, 0, 1}));
  EXPECT_EQ(resolved_padding({.dilation = 3, .same = true}, 2, 4), (Padding{1, 2, 4, 5}));
  EXPECT_EQ(conv_output_size(256, 1, 1, 3, 1, 1), 256);
  EXPECT_EQ(conv_output_size(7, 0, 0, 3, 2, 1), 3);
  EXPECT_EQ(conv_output_size(8, 0, 0, 3, 2, 1), 3);
  EXPECT_EQ(conv_output_size(8, 1, 1, 3, 2, 3), 2);
  EXPECT_LT(conv_output_size(2, 0, 0, 3, 1, 1), 1);
  EXPECT_LT(conv_output_size(2, 0, 0, 3, 5, 1), 1);
  EXPECT_LT(conv_output_size(1, 0, 0, 9, 3, 4), 1);
}

std::string refusal(const Tensor& input, const Tensor& weight, const std::vector<float>& bias,
                    const Conv2dOptions& options) {
  try {
    conv2d(input, weight, bias, options);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Conv2d, RefusesWhatDoesNotFit) {
  const Tensor input({3, 8, 9}), weight({4, 3, 3, 3});
  EXPECT_EQ(refusal(input, weight, {}, {}), "accepted");
  EXPECT_THAT(refusal(input, Tensor({4, 2, 3, 3}), {}, {}),
              AllOf(HasSubstr("3 x 8 x 9"), HasSubstr("4 x 2 x 3 x 3"), HasSubstr("3 channels")));
  EXPECT_THAT(refusal(input, Tensor({4, 27}), {}, {}), HasSubstr("4 x 27"));
  EXPECT_THAT(refusal(input, Tensor({4, 3, 0, 3}), {}, {}), HasSubstr("4 x 3 x 0 x 3"));
  EXPECT_THAT(refusal(Tensor({2, 3, 8, 9}), weight, {}, {}), HasSubstr("2 x 3 x 8 x 9"));
  EXPECT_THAT(refusal(Tensor({3, 0, 9}), weight, {}, {}), HasSubstr("3 x 0 x 9"));
  EXPECT_THAT(refusal(Tensor(), weight, {}, {}), HasSubstr("channels x height x width"));
  EXPECT_THAT(refusal(input, weight, {1, 2, 3}, {}), AllOf(HasSubstr("3 values"), HasSubstr("4 output channels")));
  EXPECT_THAT(refusal(input, weight, {}, {.stride = 0}), HasSubstr("stride is 0"));
  EXPECT_THAT(refusal(input, weight, {}, {.dilation = 0}), HasSubstr("dilation is 0"));
  EXPECT_THAT(refusal(input, weight, {}, {.padding_h = -1}), HasSubstr("padding is -1"));
  EXPECT_THAT(refusal(input, weight, {}, {.padding_w = -2}), HasSubstr("padding is -2"));
  EXPECT_THAT(refusal(input, weight, {}, {.stride = 2, .same = true}), HasSubstr("needs stride 1"));
  EXPECT_THAT(
      refusal(input, weight, {}, {.dilation = 4}),
      AllOf(HasSubstr("extent, 9 wide and 9 high"), HasSubstr("of shape 3 x 8 x 9"), HasSubstr("9 wide and 8 high")));
  EXPECT_THAT(refusal(input, weight, {}, {.stride = std::numeric_limits<std::int64_t>::max()}), HasSubstr("stride"));
  std::vector<float> memory(10);
  EXPECT_THROW(conv2d_into(input, weight, {}, {}, memory), std::invalid_argument);
}

TEST(Conv2d, NamesItsInstructionSet) { EXPECT_STRNE(simd_target(), ""); }

}  // namespace
}  // namespace flatscope
