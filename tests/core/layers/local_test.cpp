// A locally connected layer: the convolution where all its kernels are one, the Convolve stage's layer where they are
// that one's numbers.
#include "core/layers/local.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/analysis/free_matrix.h"
#include "core/layers/conv2d.h"
#include "core/tensor/random.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using testing::HasSubstr;

Tensor random_tensor(const Shape& shape, Generator& generator) {
  Tensor tensor(shape);
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

TEST(LocallyConnected, with_one_kernel_everywhere_it_is_the_convolution) {
  Generator generator(1);
  for (int round = 0; round < 50; ++round) {
    const auto draw = [&](std::uint32_t low, std::uint32_t high) {
      return low + uniform_below(generator, high - low + 1);
    };
    const std::int64_t channels = draw(1, 3), outputs = draw(1, 4), kernel_h = draw(1, 4), kernel_w = draw(1, 4);
    Conv2dOptions options;
    options.stride = draw(1, 3);
    options.padding_h = options.padding_w = draw(0, 2);
    const Tensor input = random_tensor({channels, draw(4, 9), draw(4, 9)}, generator);
    const Tensor weight = random_tensor({outputs, channels, kernel_h, kernel_w}, generator);
    const Tensor expected = conv2d(input, weight, {}, options);
    const std::int64_t places = expected.plane_size(), patch = weight.size() / outputs;
    Tensor local({outputs, expected.height(), expected.width(), channels, kernel_h, kernel_w});
    for (std::int64_t i = 0; i < outputs * places; ++i)
      std::copy_n(weight.data() + i / places * patch, patch, local.data() + i * patch);
    const Tensor bias = random_tensor(expected.shape(), generator);
    const Tensor output = locally_connected(input, local, bias.values(), options.stride, options.padding_h);
    ASSERT_EQ(output.shape(), expected.shape());
    for (std::int64_t i = 0; i < output.size(); ++i)
      ASSERT_NEAR(output.data()[i], expected.data()[i] + bias.data()[i], 1e-4);
  }
}

TEST(LocallyConnected, is_the_layer_that_the_matrix_shows) {
  Generator generator(2);
  const Tensor input = random_tensor({2, 6, 7}, generator);
  Conv2dOptions options;
  options.stride = 2;
  options.padding_h = options.padding_w = 1;
  const ConvMatrix structure(6, 7, Tensor({3, 2, 3, 3}), options);
  const FreeMatrix matrix{structure, true, 5};
  const Shape out = structure.output_shape();
  Tensor weight({out[0], out[1], out[2], 2, 3, 3});
  for (std::int64_t row = 0; row < structure.rows(); ++row) {
    for (const MatrixEntry& entry : structure.row_entries(row)) {
      const std::int64_t tap = (entry.in_channel * 3 + entry.kernel_row) * 3 + entry.kernel_column;
      weight.data()[row * 18 + tap] = *matrix.entry(row, entry.column);
    }
  }
  const Tensor bias({3});
  EXPECT_LT(largest_difference(locally_connected(input, weight, {}, 2, 1).values(), apply(matrix, input).values()),
            1e-5);
}

TEST(LocallyConnected, refuses_what_does_not_fit) {
  const Tensor input({2, 6, 7}), weight({3, 4, 5, 2, 3, 3});
  EXPECT_EQ(refusal([&] { locally_connected(input, weight, {}); }), "accepted");
  EXPECT_THAT(refusal([&] { locally_connected(input, weight, {}, 2); }), HasSubstr("has 2 places along axis 1"));
  EXPECT_THAT(refusal([&] {
                locally_connected(input, Tensor({3, 4, 5, 1, 3, 3}), {});
              }),
              HasSubstr("input's channels"));
  EXPECT_THAT(refusal([&] { locally_connected(input, Tensor({3, 2, 3, 3}), {}); }), HasSubstr("must be (C, H, W)"));
  const std::vector<float> bias(3);
  EXPECT_THAT(refusal([&] { locally_connected(input, weight, bias); }), HasSubstr("each of the 60 outputs"));
}

}  // namespace
}  // namespace flatscope
