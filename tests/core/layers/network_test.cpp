// Counts against PyTorch's for 200 random networks, published ones, refusals and overflow.
#include "core/layers/network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace flatscope {
namespace {

using testing::HasSubstr;

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::stringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) parts.push_back(part);
  return parts;
}

Shape shape_of(const std::string& text) {
  Shape shape;
  for (const std::string& axis : split(text, 'x')) shape.push_back(std::stoll(axis));
  return shape;
}

std::vector<NetLayer> layers_of(const std::string& words) {
  std::vector<NetLayer> layers;
  for (const std::string& word : split(words, ' ')) layers.push_back(parse_layer(word));
  return layers;
}

NetworkCount count(const std::string& input, const std::string& words) {
  return count_network(shape_of(input), layers_of(words));
}

std::string refusal(const std::string& text) {
  try {
    parse_layer(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return {};
}

TEST(Network, counts_what_pytorch_counts) {
  std::ifstream file(std::string(FLATSCOPE_GOLDEN_DIR) + "/network/networks.txt");
  int networks = 0;
  for (std::string line; std::getline(file, line); ++networks) {
    SCOPED_TRACE(line);
    const std::vector<std::string> fields = split(line, '/');
    std::vector<NetLayer> layers;
    for (std::size_t i = 1; i < fields.size(); ++i) layers.push_back(parse_layer(split(fields[i], ' ')[0]));
    const NetworkCount network = count_network(shape_of(fields[0]), layers);
    std::int64_t parameters = 0, macs = 0, activations = 0;
    for (std::size_t i = 1; i < fields.size(); ++i) {
      const std::vector<std::string> expected = split(fields[i], ' ');
      const LayerCount& layer = network.layers[i - 1];
      EXPECT_EQ(layer.problem, "");
      EXPECT_EQ(layer.output, shape_of(expected[1]));
      EXPECT_EQ(layer.weights, count_of(std::stoll(expected[2])));
      EXPECT_EQ(layer.biases, count_of(std::stoll(expected[3])));
      EXPECT_EQ(layer.macs, count_of(std::stoll(expected[4])));
      EXPECT_EQ(layer.parameters.value, layer.weights.value + layer.biases.value);
      EXPECT_EQ(layer.activations, count_of(element_count(layer.output)));
      EXPECT_EQ(layer.bytes.value, 4 * layer.parameters.value);
      EXPECT_EQ(layer.training_bytes.value, 16 * layer.parameters.value);
      EXPECT_EQ(layer.activation_bytes.value, 4 * layer.activations.value);
      EXPECT_EQ(to_string(layers[i - 1]), expected[0]);
      parameters += layer.parameters.value;
      macs += layer.macs.value;
      activations += layer.activations.value;
    }
    EXPECT_EQ(network.total.parameters, count_of(parameters));
    EXPECT_EQ(network.total.macs, count_of(macs));
    EXPECT_EQ(network.total.activations, count_of(activations));
    EXPECT_EQ(network.total.output, network.layers.back().output);
  }
  EXPECT_EQ(networks, 200);
}

TEST(Network, the_numbers_that_lessons_quote) {
  EXPECT_EQ(count("3x256x256", "flatten linear:1024").total.parameters, count_of(201'327'616));
  EXPECT_EQ(count("3x256x256", "flatten linear:1024:nobias").total.weights, count_of(201'326'592));
  EXPECT_EQ(count("3x256x256", "flatten linear:64").total.parameters, count_of(12'582'976));
  EXPECT_EQ(count("3x256x256", "flatten linear:64:nobias").total.parameters, count_of(12'582'912));
  const NetworkCount conv = count("3x256x256", "conv:64:3:padding=1");
  EXPECT_EQ(conv.total.parameters, count_of(1792));
  EXPECT_EQ(conv.total.weights, count_of(1728));
  EXPECT_EQ(conv.total.output, (Shape{64, 256, 256}));
  EXPECT_EQ(conv.total.macs, count_of(113'246'208));
}

// LeCun, Bottou, Bengio and Haffner 1998 as it is usually built today: 61,706. Simonyan and Zisserman 2014:
// 138,357,544.
TEST(Network, published_networks) {
  EXPECT_EQ(count("1x32x32",
                  "conv:6:5 relu avgpool:2 conv:16:5 relu avgpool:2 flatten linear:120 relu linear:84 relu linear:10")
                .total.parameters,
            count_of(61'706));
  EXPECT_EQ(count("3x224x224",
                  "conv:64:3:padding=1 relu conv:64:3:padding=1 relu maxpool:2 conv:128:3:padding=1 relu "
                  "conv:128:3:padding=1 relu maxpool:2 conv:256:3:padding=1 relu conv:256:3:padding=1 relu "
                  "conv:256:3:padding=1 relu maxpool:2 conv:512:3:padding=1 relu conv:512:3:padding=1 relu "
                  "conv:512:3:padding=1 relu maxpool:2 conv:512:3:padding=1 relu conv:512:3:padding=1 relu "
                  "conv:512:3:padding=1 relu maxpool:2 flatten linear:4096 relu linear:4096 relu linear:1000")
                .total.parameters,
            count_of(138'357'544));
}

TEST(Network, an_impossible_layer_says_why_and_the_rest_counts) {
  const NetworkCount network = count("3x8x8", "linear:10 conv:4:9 conv:4:3 flatten linear:2");
  EXPECT_THAT(network.layers[0].problem, HasSubstr("put flatten or a global pooling before it"));
  EXPECT_THAT(network.layers[1].problem, HasSubstr("its extent is 9 x 9, but its input is only 8 wide and 8 high"));
  EXPECT_EQ(network.layers[0].parameters, Count{});
  EXPECT_EQ(network.layers[2].output, (Shape{4, 6, 6}));
  EXPECT_EQ(network.total.parameters, count_of(4 * 27 + 4 + 2 * 144 + 2));
  for (const char* layer : {"conv:4:3", "maxpool:2", "avgpool:2", "blurpool:3", "globalavgpool", "globalmaxpool"})
    EXPECT_THAT(count("3x8x8", std::string("flatten ") + layer).layers[1].problem, HasSubstr("already flat")) << layer;
  EXPECT_THAT(count("3x8x8", "conv:4:3:stride=2:padding=same").layers[0].problem, HasSubstr("needs stride 1"));
  EXPECT_THAT(count("3x8x8", "conv:4:11:padding=1").layers[0].problem, HasSubstr("with 1 of padding on each side"));
  EXPECT_THROW(count_network({3, 0, 8}, {}), std::invalid_argument);
  EXPECT_THROW(count_network({3, 8}, {}), std::invalid_argument);
}

TEST(Network, past_64_bits_it_says_so) {
  const NetworkCount large = count("3x1000000x1000000", "conv:9000000:1000000");
  EXPECT_TRUE(large.layers[0].weights.past);
  EXPECT_TRUE(large.total.parameters.past);
  EXPECT_FALSE(large.total.activations.past);
  const NetworkCount edge = count("1x2147483647x2147483647", "flatten linear:2");
  EXPECT_EQ(edge.layers[0].output, (Shape{2147483647LL * 2147483647LL}));
  EXPECT_FALSE(edge.layers[1].weights.past);
  EXPECT_TRUE(count("1x2147483647x2147483647", "flatten linear:3").layers[1].weights.past);
  EXPECT_TRUE((count_of(largest_count) + count_of(1)).past);
  EXPECT_FALSE((count_of(largest_count) * count_of(1)).past);
  EXPECT_TRUE((count_of(largest_count / 2 + 1) * count_of(2)).past);
  EXPECT_EQ((Count{largest_count, true} * count_of(0)), Count{});
  EXPECT_THAT(count("2147483647x2147483647x2147483647", "flatten").layers[0].problem, HasSubstr("2^63"));
  // Settings at their largest do not overflow on the way.
  EXPECT_NE(count("1x8x8", "conv:1:2147483647:padding=2147483647:dilation=2147483647").layers[0].problem, "");
}

TEST(Network, locally_connected_has_a_kernel_for_each_place) {
  const LayerCount local = count_locally_connected({3, 8, 9}, parse_layer("conv:4:3"));
  EXPECT_EQ(local.output, (Shape{4, 6, 7}));
  EXPECT_EQ(local.weights, count_of(4 * 6 * 7 * 27));
  EXPECT_EQ(local.biases, count_of(4 * 6 * 7));
  EXPECT_EQ(local.macs, local.weights);
  EXPECT_NE(count_locally_connected({3, 8, 9}, parse_layer("relu")).problem, "");
}

// LeCun, "Generalization and network design strategies", 1989: five networks for 16 x 16 digits.
TEST(Network, the_ladder_of_1989) {
  const auto parameters = [](const std::string& words) { return count("1x16x16", words).total.parameters; };
  EXPECT_EQ(parameters("flatten linear:10"), count_of(2'570));
  EXPECT_EQ(parameters("flatten linear:12 tanh linear:10"), count_of(3'214));
  EXPECT_EQ(parameters("local:1:3:stride=2:padding=1 tanh local:1:5 tanh flatten linear:10"), count_of(1'226));
  EXPECT_EQ(parameters("conv:2:3:stride=2:padding=1:unitbias tanh local:1:5 tanh flatten linear:10"), count_of(1'132));
  EXPECT_EQ(parameters("conv:2:3:stride=2:padding=1:unitbias tanh conv:4:5:unitbias tanh flatten linear:10"),
            count_of(1'060));
  EXPECT_EQ(count("1x16x16", "conv:2:3:stride=2:padding=1:unitbias tanh").layers[1].output, (Shape{2, 8, 8}));
}

TEST(Network, local_counts_as_the_convolution_it_stands_for) {
  for (const char* settings : {"4:3", "4:3:nobias", "2:5:stride=2", "3:3:stride=3:padding=2", "1:1"}) {
    const LayerCount local = count("3x11x9", std::string("local:") + settings).layers[0];
    const LayerCount same = count_locally_connected({3, 11, 9}, parse_layer(std::string("conv:") + settings));
    EXPECT_EQ(local.output, same.output) << settings;
    EXPECT_EQ(local.weights, same.weights) << settings;
    EXPECT_EQ(local.biases, same.biases) << settings;
    EXPECT_EQ(local.macs, same.macs) << settings;
  }
  EXPECT_THAT(count("3x8x8", "local:4:9").layers[0].problem, HasSubstr("its extent is 9 x 9"));
  EXPECT_THAT(count("3x8x8", "flatten local:4:3").layers[1].problem, HasSubstr("already flat"));
}

TEST(Network, a_bias_for_each_unit) {
  const LayerCount layer = count("3x8x9", "conv:4:3:unitbias").layers[0];
  EXPECT_EQ(layer.weights, count_of(4 * 27));
  EXPECT_EQ(layer.biases, count_of(4 * 6 * 7));
}

TEST(Network, anti_aliased_pooling_keeps_every_stride_th_place) {
  EXPECT_EQ(count("3x8x9", "blurpool:3").layers[0].output, (Shape{3, 4, 5}));
  EXPECT_EQ(count("3x8x9", "blurpool:3:stride=1").layers[0].output, (Shape{3, 8, 9}));
  EXPECT_EQ(count("3x8x9", "blurpool:3:stride=2147483647").layers[0].output, (Shape{3, 1, 1}));
  EXPECT_EQ(count("3x8x9", "blurpool:3").total.parameters, Count{});
  EXPECT_THAT(count("3x8x1", "blurpool:3").layers[0].problem, HasSubstr("at least 2 wide and 2 high; it is 1 wide"));
}

TEST(NetworkText, refuses_with_what_would_be_right) {
  EXPECT_THAT(refusal("dense:3"), HasSubstr("There is no layer \"dense\"; the layers are flatten, linear"));
  EXPECT_THAT(refusal(""), HasSubstr("There is no layer \"\""));
  EXPECT_THAT(refusal("linear"), HasSubstr("needs its number of outputs, as in linear:OUT[:nobias]"));
  EXPECT_THAT(refusal("conv:64"), HasSubstr("needs its kernel size"));
  EXPECT_THAT(refusal("conv:64:x"), HasSubstr("the kernel size is \"x\"; it must be a whole number"));
  EXPECT_THAT(refusal("conv:64:"), HasSubstr("the kernel size is \"\""));
  EXPECT_THAT(refusal("conv:0:3"), HasSubstr("the number of outputs is 0; it must be from 1"));
  EXPECT_THAT(refusal("linear:-5"), HasSubstr("it must be from 1"));
  EXPECT_THAT(refusal("linear:+5"), HasSubstr("whole number"));
  EXPECT_THAT(refusal("linear:2147483648"), HasSubstr("to 2147483647"));
  EXPECT_THAT(refusal("linear:99999999999999999999"), HasSubstr("to 2147483647"));
  EXPECT_THAT(refusal("conv:1:3:padding=-1"), HasSubstr("the padding is -1; it must be from 0"));
  EXPECT_THAT(refusal("conv:1:3:stride"), HasSubstr("the stride is \"\""));
  EXPECT_THAT(refusal("conv:1:3:stride=1:stride=2"), HasSubstr("stride was given 2 times"));
  EXPECT_THAT(refusal("conv:1:3:nobias:nobias"), HasSubstr("nobias was given 2 times"));
  EXPECT_THAT(refusal("linear:3:stride=2"), HasSubstr("\"stride=2\" is not known"));
  EXPECT_THAT(refusal("local:3:3:dilation=2"), HasSubstr("is not known; the form is local:OUT:K[:stride=S]"));
  EXPECT_THAT(refusal("local:3:3:padding=same"), HasSubstr("the padding is \"same\"; it must be a whole number"));
  EXPECT_THAT(refusal("local:3:3:unitbias"), HasSubstr("\"unitbias\" is not known"));
  EXPECT_THAT(refusal("conv:3:3:unitbias:nobias"), HasSubstr("nobias and unitbias exclude one another"));
  EXPECT_THAT(refusal("conv:3:3:nobias:unitbias"), HasSubstr("nobias and unitbias exclude one another"));
  EXPECT_THAT(refusal("conv:3:3:unitbias:unitbias"), HasSubstr("unitbias was given 2 times"));
  EXPECT_THAT(refusal("relu:3"), HasSubstr("is not known; the form is relu"));
  EXPECT_THAT(refusal("blurpool:5"), HasSubstr("the kernel size is 5; it must be 3"));
  EXPECT_THAT(refusal("blurpool"), HasSubstr("needs its kernel size, as in blurpool:3[:stride=S]"));
  EXPECT_THAT(refusal("maxpool:2:padding=1"), HasSubstr("is not known; the form is maxpool:K[:stride=S]"));
}

TEST(NetworkText, round_trip) {
  for (const char* text :
       {"flatten", "relu", "globalavgpool", "globalmaxpool", "linear:7", "linear:7:nobias", "maxpool:3",
        "maxpool:3:stride=1", "avgpool:2:stride=5", "conv:8:5", "conv:8:5:stride=2:padding=3:dilation=4:nobias",
        "conv:8:5:padding=same", "tanh", "blurpool:3", "blurpool:3:stride=1", "blurpool:3:stride=3",
        "conv:8:5:unitbias", "local:8:5", "local:8:5:stride=2:padding=3:nobias"})
    EXPECT_EQ(to_string(parse_layer(text)), text);
  EXPECT_EQ(parse_layer("maxpool:3").stride, 3);
  EXPECT_EQ(parse_layer("blurpool:3").stride, 2);
}

}  // namespace
}  // namespace flatscope
