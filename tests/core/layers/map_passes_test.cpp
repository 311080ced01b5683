// Pooling, activations, dropout and flattening over batches: forward as for one sample, backward as differences.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/layers/activation_pass.h"
#include "core/layers/pool.h"
#include "core/layers/pool_pass.h"
#include "tests/core/layers/gradients.h"

namespace flatscope {
namespace {

using test::batch_of;
using test::draw;
using test::expect_gradient;
using test::random_tensor;
using test::sample_of;
using test::weighted;

// Numbers that lie at least 0.01 apart, and as far from 0, so that a small step changes no order.
Tensor apart(const Shape& shape, Generator& generator) {
  Tensor tensor(shape);
  std::vector<float> values(static_cast<std::size_t>(tensor.size()));
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float size = 0.01F * static_cast<float>(i / 2 + 1);
    values[i] = i % 2 == 0 ? size : -size;
  }
  for (std::size_t i = values.size(); i > 1; --i)
    std::swap(values[i - 1], values[uniform_below(generator, static_cast<std::uint32_t>(i))]);
  return Tensor(shape, values);
}

TEST(PoolPass, over_random_shapes_it_is_pool2d_and_its_gradients_are_differences) {
  Generator generator(7);
  for (int round = 0; round < 60; ++round) {
    const PoolKind kind = round % 2 == 0 ? PoolKind::max : PoolKind::avg;
    const std::int64_t samples = draw(generator, 1, 20), kernel = draw(generator, 1, 4), stride = draw(generator, 1, 4);
    Tensor input = apart({samples, draw(generator, 1, 3), draw(generator, 4, 9), draw(generator, 4, 9)}, generator);
    const Tensor first = pool2d(sample_of(input, 0), kind, kernel, stride);
    Batch output(samples, first.shape());
    const auto forward = [&] {
      pool_forward(batch_of(input), kind, kernel, stride, output);
      return stored(output);
    };
    const Tensor given = forward();
    for (std::int64_t sample = 0; sample < samples; ++sample) {
      const Tensor expected = pool2d(sample_of(input, sample), kind, kernel, stride), one = sample_of(given, sample);
      for (std::int64_t i = 0; i < one.size(); ++i) ASSERT_NEAR(one.data()[i], expected.data()[i], 1e-5F);
    }
    const Tensor slopes = random_tensor(given.shape(), generator);
    const Batch in = batch_of(input);
    Batch input_gradient(samples, Shape(input.shape().begin() + 1, input.shape().end()));
    pool_backward(in, output, batch_of(slopes), kind, kernel, stride, input_gradient);
    const Tensor gradient = stored(input_gradient);
    expect_gradient(input.values(), gradient.values(), 0.004F, 2e-3, [&] { return weighted(forward(), slopes); });

    // Behind a ReLU.
    for (float& value : input.values()) value = std::max(value, 0.0F);
    forward();
    const Batch behind = batch_of(input);
    Batch gated(input_gradient.samples(), Shape(input.shape().begin() + 1, input.shape().end()));
    pool_backward(behind, output, batch_of(slopes), kind, kernel, stride, input_gradient);
    relu_backward(behind, input_gradient);
    pool_backward(behind, output, batch_of(slopes), kind, kernel, stride, gated, true);
    EXPECT_EQ(stored(gated), stored(input_gradient));
  }
}

TEST(PoolPass, the_first_of_several_largest_gets_the_gradient_and_nan_wins) {
  const Tensor input({1, 1, 2, 2}, {1, 3, 3, 3});
  Batch output(1, {1, 1, 1}), input_gradient(1, {1, 2, 2});
  pool_forward(batch_of(input), PoolKind::max, 2, 2, output);
  pool_backward(batch_of(input), output, batch_of(Tensor({1, 1, 1, 1}, {5})), PoolKind::max, 2, 2, input_gradient);
  EXPECT_EQ(stored(input_gradient), Tensor({1, 1, 2, 2}, {0, 5, 0, 0}));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const std::vector<float>& values : {std::vector<float>{nan, 3, 3, 3}, std::vector<float>{1, 3, nan, 3}}) {
    pool_forward(batch_of(Tensor({1, 1, 2, 2}, values)), PoolKind::max, 2, 2, output);
    EXPECT_TRUE(std::isnan(stored(output).data()[0]));
  }
}

TEST(PoolPass, global_pooling_is_global_pool_and_its_gradients_are_differences) {
  Generator generator(8);
  for (int round = 0; round < 30; ++round) {
    const PoolKind kind = round % 2 == 0 ? PoolKind::max : PoolKind::avg;
    const std::int64_t samples = draw(generator, 1, 20), channels = draw(generator, 1, 4);
    Tensor input = apart({samples, channels, draw(generator, 1, 6), draw(generator, 1, 6)}, generator);
    const Shape shape(input.shape().begin() + 1, input.shape().end());
    Batch output(samples, {channels});
    const auto forward = [&] {
      global_pool_forward(batch_of(input), kind, output);
      return stored(output);
    };
    const Tensor given = forward();
    for (std::int64_t sample = 0; sample < samples; ++sample) {
      const Tensor expected = global_pool(sample_of(input, sample), kind), one = sample_of(given, sample);
      for (std::int64_t i = 0; i < one.size(); ++i) ASSERT_NEAR(one.data()[i], expected.data()[i], 1e-5F);
    }
    const Tensor slopes = random_tensor({samples, channels}, generator);
    Batch input_gradient(samples, shape), gated(samples, shape);
    global_pool_backward(batch_of(input), output, batch_of(slopes), kind, input_gradient);
    expect_gradient(input.values(), stored(input_gradient).values(), 0.004F, 2e-3,
                    [&] { return weighted(forward(), slopes); });
    for (float& value : input.values()) value = std::max(value, 0.0F);
    forward();
    global_pool_backward(batch_of(input), output, batch_of(slopes), kind, input_gradient);
    relu_backward(batch_of(input), input_gradient);
    global_pool_backward(batch_of(input), output, batch_of(slopes), kind, gated, true);
    EXPECT_EQ(stored(gated), stored(input_gradient));
  }
}

TEST(BlurPass, is_the_binomial_filter_at_every_stride_and_its_gradients_are_differences) {
  Generator generator(9);
  const int weights[] = {1, 2, 1};
  for (int round = 0; round < 40; ++round) {
    const std::int64_t samples = draw(generator, 1, 18), stride = draw(generator, 1, 3);
    const Border border = all_borders[round % 4];
    Tensor input =
        random_tensor({samples, draw(generator, 1, 3), draw(generator, 2, 9), draw(generator, 2, 9)}, generator);
    const Shape shape(input.shape().begin() + 1, input.shape().end());
    const BlurPass pass(shape, stride, border);
    Batch output(samples, pass.output_shape());
    const auto forward = [&] {
      pass.forward(batch_of(input), output);
      return stored(output);
    };
    const Tensor given = forward();
    ASSERT_EQ(given.height(), (shape[1] - 1) / stride + 1);
    for (std::int64_t sample = 0; sample < samples; ++sample) {
      const Tensor in = sample_of(input, sample), out = sample_of(given, sample);
      for (std::int64_t i = 0; i < out.size(); ++i) {
        const std::int64_t channel = i / out.plane_size();
        const std::int64_t row = i / out.width() % out.height() * stride, column = i % out.width() * stride;
        double sum = 0.0;
        for (std::int64_t dy = -1; dy <= 1; ++dy) {
          for (std::int64_t dx = -1; dx <= 1; ++dx) {
            const std::int64_t y = source_index(row + dy, in.height(), border);
            const std::int64_t x = source_index(column + dx, in.width(), border);
            if (y >= 0 && x >= 0) sum += weights[dy + 1] * weights[dx + 1] * static_cast<double>(in.at(channel, y, x));
          }
        }
        ASSERT_NEAR(out.data()[i], sum / 16.0, 1e-5);
      }
    }
    const Tensor slopes = random_tensor(given.shape(), generator);
    Batch input_gradient(samples, shape);
    pass.backward(batch_of(slopes), input_gradient);
    expect_gradient(input.values(), stored(input_gradient).values(), 0.5F, 2e-4,
                    [&] { return weighted(forward(), slopes); });
  }
}

TEST(ActivationPass, relu_and_tanh_have_their_differences_as_gradients) {
  Generator generator(10);
  for (int round = 0; round < 20; ++round) {
    const bool is_tanh = round % 2 == 0;
    const std::int64_t samples = draw(generator, 1, 40);
    Tensor input = apart({samples, draw(generator, 1, 3), draw(generator, 1, 5), draw(generator, 1, 5)}, generator);
    Batch values = batch_of(input);
    const auto forward = [&] {
      values = batch_of(input);
      is_tanh ? tanh_forward(values, values) : relu_forward(values, values);
      return stored(values);
    };
    const Tensor given = forward();
    for (std::int64_t i = 0; i < given.size(); ++i)
      ASSERT_EQ(given.data()[i], is_tanh ? std::tanh(input.data()[i]) : std::max(input.data()[i], 0.0F));
    const Tensor slopes = random_tensor(given.shape(), generator);
    Batch gradient = batch_of(slopes);
    is_tanh ? tanh_backward(values, gradient) : relu_backward(values, gradient);
    expect_gradient(input.values(), stored(gradient).values(), 0.004F, 2e-3,
                    [&] { return weighted(forward(), slopes); });
  }
  Batch nan = batch_of(Tensor({1, 1}, {std::numeric_limits<float>::quiet_NaN()}));
  relu_forward(nan, nan);
  EXPECT_TRUE(std::isnan(stored(nan).data()[0]));
}

TEST(DropoutPass, drops_p_of_the_values_and_scales_the_others) {
  Generator generator(11);
  const Tensor input = random_tensor({40, 3, 10, 10}, generator);
  Batch values = batch_of(input);
  DropoutPass pass(Batch::floats(40, {3, 10, 10}), 0.3F);
  Generator mask(1);
  pass.forward(values, mask);
  const Tensor output = stored(values);
  std::int64_t dropped = 0;
  for (std::int64_t i = 0; i < output.size(); ++i) {
    if (output.data()[i] == 0.0F) {
      ++dropped;
    } else {
      ASSERT_NEAR(output.data()[i], input.data()[i] / 0.7F, 1e-5F);
    }
  }
  EXPECT_NEAR(static_cast<double>(dropped) / static_cast<double>(output.size()), 0.3, 0.015);
  // The gradient goes where the value went.
  Batch gradient = batch_of(input);
  pass.backward(gradient);
  EXPECT_EQ(stored(gradient), output);
  // The mask is the seed's.
  Batch again = batch_of(input);
  Generator same(1);
  pass.forward(again, same);
  EXPECT_EQ(stored(again), output);
  EXPECT_THROW(DropoutPass(16, 1.0F), std::invalid_argument);
}

TEST(ActivationPass, tanh_behind_dropout_has_the_gradient_of_both) {
  Generator generator(12);
  Tensor input = random_tensor({20, 7}, generator);
  Batch values = batch_of(input);
  DropoutPass pass(Batch::floats(20, {7}), 0.4F);
  const auto forward = [&] {
    Generator mask(2);
    values = batch_of(input);
    tanh_forward(values, values);
    pass.forward(values, mask);
    return stored(values);
  };
  const Tensor slopes = random_tensor(forward().shape(), generator);
  Batch gradient = batch_of(slopes.reshaped({20, 7}));
  pass.backward(gradient);
  tanh_backward(values, gradient, 0.4F);
  expect_gradient(input.values(), stored(gradient).values(), 0.004F, 2e-3, [&] { return weighted(forward(), slopes); });
}

TEST(FlattenPass, lays_channels_behind_one_another_and_back) {
  Generator generator(13);
  const Tensor input = random_tensor({19, 3, 4, 5}, generator);
  Batch output(19, {60}), back(19, {3, 4, 5});
  flatten_forward(batch_of(input), output);
  EXPECT_EQ(stored(output).reshaped({19, 3, 4, 5}), input);
  flatten_backward(output, back);
  EXPECT_EQ(stored(back), input);
}

}  // namespace
}  // namespace flatscope
