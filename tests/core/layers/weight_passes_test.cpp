// Dense, convolution and locally connected over batches: forward as the layers for one sample, backward as differences.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "core/layers/conv2d.h"
#include "core/layers/conv_pass.h"
#include "core/layers/dense.h"
#include "core/layers/dense_pass.h"
#include "core/layers/local.h"
#include "core/layers/local_pass.h"
#include "tests/core/layers/gradients.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using test::batch_of;
using test::draw;
using test::expect_gradient;
using test::random_tensor;
using test::sample_of;
using test::weighted;

// These layers are linear in each number, so differences are exact however large the step.
constexpr float step = 0.5F;
constexpr double tolerance = 2e-4;

// Moves the numbers of all three and compares what loss() does with the pass's gradients, `slopes` being those of its
// output. Returns the input's.
template <typename Pass, typename Loss>
Tensor expect_gradients(Pass& pass, Tensor& input, Tensor& weight, Tensor& bias, const Tensor& slopes,
                        const Loss& loss) {
  Tensor weight_gradient(weight.shape()), bias_gradient(bias.shape());
  pass.backward_weight(batch_of(input), batch_of(slopes), weight_gradient.values(), bias_gradient.values());
  expect_gradient(weight.values(), weight_gradient.values(), step, tolerance, loss);
  expect_gradient(bias.values(), bias_gradient.values(), step, tolerance, loss);
  Batch input_gradient(input.shape()[0], Shape(input.shape().begin() + 1, input.shape().end()));
  pass.backward_input(batch_of(slopes), weight.values(), input_gradient);
  const Tensor by_input = stored(input_gradient);
  expect_gradient(input.values(), by_input.values(), step, tolerance, loss);
  return by_input;
}

// Every sample of `output` is what `layer` gives for that sample of the input.
template <typename Layer>
void expect_samples(const Tensor& input, const Tensor& output, const Layer& layer) {
  for (std::int64_t sample = 0; sample < input.shape()[0]; ++sample) {
    const Tensor expected = layer(sample_of(input, sample)), given = sample_of(output, sample);
    ASSERT_EQ(given.size(), expected.size());
    for (std::int64_t i = 0; i < expected.size(); ++i)
      ASSERT_NEAR(given.data()[i], expected.data()[i], 1e-4F) << "sample " << sample << ", output " << i;
  }
}

struct Case {
  Shape input;
  std::int64_t samples, outputs, kernel_h, kernel_w;
  Conv2dOptions options;
  bool unit_bias;
};

Case random_case(Generator& generator) {
  Case c;
  c.samples = draw(generator, 1, 35), c.outputs = draw(generator, 1, 9);
  c.input = {draw(generator, 1, 4), draw(generator, 5, 11), draw(generator, 5, 11)};
  c.kernel_h = draw(generator, 1, 4), c.kernel_w = draw(generator, 1, 4);
  c.options.dilation = c.kernel_h < 3 && c.kernel_w < 3 ? draw(generator, 1, 3) : 1;
  c.options.same = draw(generator, 0, 3) == 0;
  c.options.stride = c.options.same ? 1 : draw(generator, 1, 3);
  c.options.padding_h = draw(generator, 0, 3), c.options.padding_w = draw(generator, 0, 3);
  c.options.padding_mode = all_borders[draw(generator, 0, 3)];
  c.unit_bias = draw(generator, 0, 2) == 0;
  return c;
}

TEST(ConvPass, over_random_shapes_it_is_conv2d_and_its_gradients_are_differences) {
  Generator generator(3);
  for (int round = 0; round < 60; ++round) {
    const Case c = random_case(generator);
    SCOPED_TRACE(to_string(c.input) + ", kernel " + std::to_string(c.kernel_h) + " x " + std::to_string(c.kernel_w) +
                 ", stride " + std::to_string(c.options.stride) + ", dilation " + std::to_string(c.options.dilation) +
                 ", " + std::string(to_string(c.options.padding_mode)));
    ConvPass pass(c.input, c.outputs, c.kernel_h, c.kernel_w, c.options, c.unit_bias);
    Tensor input = random_tensor({c.samples, c.input[0], c.input[1], c.input[2]}, generator);
    Tensor weight = random_tensor({c.outputs, c.input[0], c.kernel_h, c.kernel_w}, generator);
    Tensor bias = random_tensor({pass.biases()}, generator);
    Batch output(c.samples, pass.output_shape());
    const auto forward = [&] {
      pass.forward(batch_of(input), weight.values(), bias.values(), output);
      return stored(output);
    };
    expect_samples(input, forward(), [&](const Tensor& sample) {
      if (!c.unit_bias) return conv2d(sample, weight, bias.values(), c.options);
      Tensor one = conv2d(sample, weight, {}, c.options);
      for (std::int64_t i = 0; i < one.size(); ++i) one.data()[i] += bias.data()[i];
      return one;
    });

    const Tensor slopes = random_tensor(stored(output).shape(), generator);
    const auto loss = [&] { return weighted(forward(), slopes); };
    const Tensor by_input = expect_gradients(pass, input, weight, bias, slopes, loss);

    // What a ReLU before the layer lets through.
    const Batch gate = batch_of(input);
    Batch input_gradient(c.samples, c.input);
    pass.backward_input(batch_of(slopes), weight.values(), input_gradient);  // what is there is written over
    pass.backward_input(batch_of(slopes), weight.values(), input_gradient, &gate);
    const Tensor gated = stored(input_gradient);
    for (std::int64_t i = 0; i < gated.size(); ++i)
      ASSERT_EQ(gated.data()[i], input.data()[i] > 0.0F ? by_input.data()[i] : 0.0F);
  }
}

TEST(ConvPass, with_relu_what_is_negative_becomes_0) {
  Generator generator(4);
  ConvPass pass({2, 6, 7}, 3, 3, 3, {});
  const Tensor input = random_tensor({5, 2, 6, 7}, generator), weight = random_tensor({3, 2, 3, 3}, generator);
  Batch plain(5, pass.output_shape()), with_relu(5, pass.output_shape());
  pass.forward(batch_of(input), weight.values(), {}, plain);
  pass.forward(batch_of(input), weight.values(), {}, with_relu, true);
  const Tensor before = stored(plain), after = stored(with_relu);
  for (std::int64_t i = 0; i < before.size(); ++i) ASSERT_EQ(after.data()[i], std::max(before.data()[i], 0.0F));
}

TEST(ConvPass, refuses_what_does_not_fit) {
  EXPECT_THAT(refusal([] { ConvPass({1, 3, 3}, 1, 4, 4, {}); }), testing::HasSubstr("does not fit into the input"));
  EXPECT_THAT(refusal([] { ConvPass({3, 3}, 1, 1, 1, {}); }), testing::HasSubstr("channels x height x width"));
  Conv2dOptions same;
  same.same = true, same.stride = 2;
  EXPECT_THAT(refusal([&] { ConvPass({1, 3, 3}, 1, 1, 1, same); }), testing::HasSubstr("needs stride 1"));
}

TEST(DensePass, over_random_shapes_it_is_dense_and_its_gradients_are_differences) {
  Generator generator(5);
  for (int round = 0; round < 60; ++round) {
    const std::int64_t samples = draw(generator, 1, 150), inputs = draw(generator, 1, 150);
    const std::int64_t outputs = draw(generator, 1, 40);
    SCOPED_TRACE(std::to_string(samples) + " samples, " + std::to_string(inputs) + " to " + std::to_string(outputs));
    DensePass pass(inputs, outputs, samples);
    Tensor input = random_tensor({samples, inputs}, generator), weight = random_tensor({outputs, inputs}, generator);
    Tensor bias = random_tensor({outputs}, generator);
    Batch output(samples, {outputs});
    const auto forward = [&] {
      pass.forward(batch_of(input), weight.values(), bias.values(), output);
      return stored(output);
    };
    expect_samples(input, forward(), [&](const Tensor& sample) { return dense(sample, weight, bias.values()); });

    const Tensor slopes = random_tensor({samples, outputs}, generator);
    const auto loss = [&] { return weighted(forward(), slopes); };
    expect_gradients(pass, input, weight, bias, slopes, loss);
  }
}

TEST(LocalPass, over_random_shapes_it_is_locally_connected_and_its_gradients_are_differences) {
  Generator generator(6);
  for (int round = 0; round < 40; ++round) {
    Case c = random_case(generator);
    const std::int64_t padding = c.options.padding_h;
    LocalPass pass(c.input, c.outputs, c.kernel_h, c.kernel_w, c.options.stride, padding);
    const Shape out = pass.output_shape();
    Tensor input = random_tensor({c.samples, c.input[0], c.input[1], c.input[2]}, generator);
    Tensor weight = random_tensor({out[0], out[1], out[2], c.input[0], c.kernel_h, c.kernel_w}, generator);
    Tensor bias = random_tensor(out, generator);
    Batch output(c.samples, out);
    const auto forward = [&] {
      pass.forward(batch_of(input), weight.values(), bias.values(), output);
      return stored(output);
    };
    expect_samples(input, forward(), [&](const Tensor& sample) {
      return locally_connected(sample, weight, bias.values(), c.options.stride, padding);
    });

    const Tensor slopes = random_tensor(stored(output).shape(), generator);
    const auto loss = [&] { return weighted(forward(), slopes); };
    expect_gradients(pass, input, weight, bias, slopes, loss);
  }
}

}  // namespace
}  // namespace flatscope
