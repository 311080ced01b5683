// A whole stack of layers against differences: every layer with what may stand before and behind it.
#include "core/training/net.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/loss.h"
#include "tests/core/layers/gradients.h"
#include "tests/core/training/data.h"

namespace flatscope {
namespace {

using test::batch_of;
using test::draw;
using test::layers_of;
using test::random_tensor;

// Smooth but for ReLU and max pooling: where one step crosses a bend, a shorter one does not. Within 5 % of the largest
// number of the same array, where a pass that is wrong is off by far more.
void expect_gradients(std::string_view words, const Shape& input, std::uint32_t seed) {
  SCOPED_TRACE(std::string(words));
  Generator generator(seed);
  const std::int64_t samples = 5;
  Net net(input, layers_of(words), samples, true);
  std::vector<float> parameters(static_cast<std::size_t>(parameter_floats(net.places())));
  draw_parameters(net.places(), generator, parameters);
  const Tensor images = random_tensor({samples, input[0], input[1], input[2]}, generator);
  std::vector<std::uint8_t> labels;
  for (std::int64_t i = 0; i < samples; ++i)
    labels.push_back(static_cast<std::uint8_t>(draw(generator, 0, net.output_shape()[0] - 1)));
  const auto loss = [&](Batch* gradient) {
    load(images, net.input());
    return cross_entropy(net.forward(parameters), labels, gradient).sum;
  };
  std::vector<float> gradients(parameters.size());
  load(images, net.input());
  const Batch& logits = net.forward(parameters);
  cross_entropy(logits, labels, &net.output_gradient());
  net.backward(parameters, gradients);

  for (const ParameterPlace& place : net.places()) {
    SCOPED_TRACE(place.name);
    double largest = 1e-3;
    for (std::int64_t i = place.first; i < place.first + place.size; ++i)
      largest = std::max(largest, std::fabs(static_cast<double>(gradients[static_cast<std::size_t>(i)])));
    for (int i = 0; i < 12; ++i) {
      const auto at = static_cast<std::size_t>(place.first + draw(generator, 0, place.size - 1));
      const float before = parameters[at];
      const auto difference = [&](float step) {
        parameters[at] = before + step;
        const double high = loss(nullptr);
        parameters[at] = before - step;
        const double low = loss(nullptr);
        parameters[at] = before;
        return (high - low) / (2.0 * static_cast<double>(step) * static_cast<double>(samples));
      };
      const auto given = static_cast<double>(gradients[at]);
      double off = largest;
      for (const float step : {4e-3F, 1e-3F, 3e-4F}) off = std::min(off, std::fabs(given - difference(step)));
      ASSERT_LE(off, 0.05 * largest) << given << ", but the difference is " << difference(1e-3F);
    }
  }
}

TEST(Net, its_gradients_are_differences_whatever_stands_behind_what) {
  constexpr std::string_view networks[] = {
      "flatten linear:6 relu linear:5",
      "conv:4:3 tanh blurpool:3 conv:3:3:padding=1 tanh flatten linear:5",
      "conv:4:3:padding=same relu blurpool:3 flatten linear:5",
      "conv:3:3 blurpool:3:stride=1 relu blurpool:3:stride=3 local:2:2 tanh flatten linear:5",
      "blurpool:3 conv:3:2 relu globalavgpool linear:5",
      "conv:4:3 relu maxpool:2 conv:3:2 relu globalmaxpool linear:5",
      "local:2:3:stride=2 relu avgpool:2 flatten linear:7 tanh linear:5",
      "conv:3:3:unitbias tanh conv:2:3:stride=2:nobias relu flatten relu linear:5"};
  for (const std::string_view words : networks)
    for (std::uint32_t seed = 1; seed <= 3; ++seed) expect_gradients(words, {2, 9, 8}, seed);
}

TEST(Net, dropout_works_behind_activations_that_a_layer_with_parameters_follows) {
  const std::vector<NetLayer> layers = layers_of("relu flatten linear:6 relu linear:5 tanh linear:3 relu");
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (drops_behind(layers, i)) places.push_back(i);
  }
  EXPECT_EQ(places, (std::vector<std::size_t>{0, 3, 5}));
}

}  // namespace
}  // namespace flatscope
