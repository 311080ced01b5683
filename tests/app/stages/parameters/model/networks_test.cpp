// The Parameters stage without its window: published numbers, formulas, sentences and edits.
#include "app/stages/parameters/model/networks.h"
#include "app/look/number_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "app/stages/parameters/model/edits.h"
#include "app/stages/parameters/model/words.h"
#include "tests/app/stages/parameters/model/support.h"

namespace flatscope {
namespace {

using test::count_of_network;
using test::random_network;
using test::started;
using testing::HasSubstr;

TEST(ParametersPresets, DenseAgainstConvolution) {
  ParametersScene scene = started("Dense against");
  EXPECT_EQ(count_of_network(scene, 0).total.parameters.value, 12'582'976);
  EXPECT_EQ(count_of_network(scene, 1).total.parameters.value, 1'792);
  EXPECT_EQ(count_of_network(scene, 0).total.output, (Shape{64}));
  EXPECT_EQ(count_of_network(scene, 1).total.output, (Shape{64, 256, 256}));
  for (Network& network : scene.networks)
    for (NetLayer& layer : network.layers) layer.bias = false;
  EXPECT_EQ(count_of_network(scene, 0).total.parameters.value, 12'582'912);
  EXPECT_EQ(count_of_network(scene, 1).total.parameters.value, 1'728);
}

TEST(ParametersPresets, OneDenseLayerAtTwoSizes) {
  const LayerCount small = count_of_network(started("One dense")).total;
  EXPECT_EQ(small.weights.value, 201'326'592);
  EXPECT_EQ(small.parameters.value, 201'327'616);
  const LayerCount large = count_of_network(started("The same at 1920")).total;
  EXPECT_EQ(large.weights.value, 6'370'099'200);
  EXPECT_EQ(large.biases.value, 1'024);
}

TEST(ParametersPresets, PublishedNetworks) {
  EXPECT_EQ(count_of_network(started("LeNet-5")).total.parameters.value, 61'706);
  EXPECT_EQ(count_of_network(started("The head of VGG")).total.parameters.value, 123'642'856);
  for (const ParametersPreset& preset : parameters_presets()) {
    ParametersScene scene;
    start_from(scene, preset);
    for (std::size_t n = 0; n < scene.networks.size(); ++n) {
      for (const LayerCount& layer : count_of_network(scene, n).layers) EXPECT_EQ(layer.problem, "") << preset.name;
    }
    const std::string shows(preset.shows);
    // What a preset says in words is what is counted.
    if (shows.find(" parameters") != std::string::npos) {
      EXPECT_THAT(shows, HasSubstr(grouped(count_of_network(scene).total.parameters.value)));
    }
  }
}

// The product or sum that stands left of the last "=": numbers with commas, "·", "+", brackets; words are left out.
std::int64_t value_of(const std::string& formula) {
  std::string text;
  for (std::size_t i = 0; i < formula.size(); ++i) {
    if (formula.compare(i, 2, "·") == 0)
      text += '*', ++i;
    else if (formula[i] == '+')
      text += '+';
    else if (formula[i] >= '0' && formula[i] <= '9')
      text += formula[i];
    else if (formula[i] != ',')
      text += ' ';
  }
  std::int64_t sum = 0, product = 1;
  std::istringstream words(text);
  for (char c; words.get(c);) {
    if (c >= '0' && c <= '9') {
      words.unget();
      std::int64_t number = 0;
      words >> number;
      product *= number;
    } else if (c == '+') {
      sum += product;
      product = 1;
    }
  }
  return sum + product;
}

// What an "=" says must hold: its left side is worked out here, its right side is the count.
void expect_holds(const std::string& formula, const Count& count, const char* what) {
  const std::size_t equals = formula.rfind(" = ");
  ASSERT_NE(equals, std::string::npos) << what << ": " << formula;
  std::string left = formula.substr(0, equals);
  if (const std::size_t colon = left.find(": "); colon != std::string::npos) left = left.substr(colon + 2);
  if (const std::size_t aside = left.find(" (the values"); aside != std::string::npos) left = left.substr(0, aside);
  EXPECT_EQ(formula.substr(equals + 3), grouped(count.value)) << what << ": " << formula;
  EXPECT_EQ(value_of(left), count.value) << what << ": " << formula;
}

TEST(ParametersFormulas, BothSidesAreTheCounts) {
  Generator generator(31);
  int checked = 0, impossible = 0;
  for (int run = 0; run < 300; ++run) {
    const Shape input{test::between(generator, 1, 6), test::between(generator, 1, 40), test::between(generator, 1, 40)};
    const Network network = random_network(generator, test::between(generator, 1, 6));
    const NetworkCount count = count_network(input, network.layers);
    Shape shape = input;
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
      const LayerCount& layer = count.layers[i];
      const CostFormulas texts = formulas(shape, network.layers[i], layer);
      SCOPED_TRACE(to_string(network.layers[i]) + " on " + to_string(shape));
      const std::string sentence = layer_sentence(shape, network.layers[i], layer, {});
      if (!layer.problem.empty()) {
        EXPECT_THAT(sentence, HasSubstr(layer.problem));
        EXPECT_EQ(texts.activations, "");
        ++impossible;
        continue;
      }
      if (layer.weights.value > 0) {
        expect_holds(texts.weights, layer.weights, "weights");
        expect_holds(texts.macs, layer.macs, "macs");
        expect_holds(texts.parameters, layer.parameters, "parameters");
        expect_holds(texts.bytes, layer.bytes, "bytes");
        expect_holds(texts.training_bytes, layer.training_bytes, "training");
        // "... = 1,792. It gives": the sentence's own equation.
        const std::string equation = sentence.substr(0, sentence.find_first_of(".:"));
        expect_holds(equation, layer.parameters, "sentence");
        ++checked;
      }
      if (layer.output.size() > 1) expect_holds(texts.activations, layer.activations, "activations");
      shape = layer.output;
    }
  }
  EXPECT_GT(checked, 100);
  EXPECT_GT(impossible, 50);
}

TEST(ParametersWords, TheSentenceComparesOutputs) {
  const ParametersScene scene = started("Dense against");
  const NetworkCount dense = count_of_network(scene, 0), conv = count_of_network(scene, 1);
  EXPECT_EQ(
      layer_sentence(input_of(scene), scene.networks[1].layers[0], conv.layers[0], beside(scene.networks[0], dense)),
      "64 · (3 · 3 · 3) weights + 64 biases = 1,792. It gives 64 maps of 256 × 256, "
      "where the dense layer gives 64 numbers.");
  EXPECT_THAT(layer_sentence({196608}, scene.networks[0].layers[1], dense.layers[1], beside(scene.networks[1], conv)),
              HasSubstr("64 numbers, where the convolution gives 64 maps of 256 × 256."));
  EXPECT_EQ(ratio_text(dense.total.parameters, conv.total.parameters), "7,022 times as many");
  EXPECT_EQ(ratio_text(conv.total.parameters, dense.total.parameters), "7,022 times as many");
}

TEST(ParametersWords, PastTheLargestCount) {
  ParametersScene scene;
  scene.channels = largest_input_channels;
  scene.height = scene.width = largest_input_side;
  scene.networks = {{{parse_layer("flatten"), parse_layer("linear:2147483647")}}};
  const NetworkCount count = count_of_network(scene);
  EXPECT_TRUE(count.total.parameters.past);
  EXPECT_EQ(count_text(count.total.parameters), "more than 9.2 × 10¹⁸");
  const std::string sentence =
      layer_sentence({count.layers[0].output}, scene.networks[0].layers[1], count.layers[1], {});
  EXPECT_THAT(sentence, HasSubstr("more than 9.2"));
  EXPECT_EQ(ratio_text(count.total.parameters, count_of(5)), "");
  EXPECT_THAT(pytorch_code(input_of(scene), scene.networks[0]), HasSubstr("# Parameters: more than 9,223,372"));
}

TEST(ParametersWords, ARatioNamesTheLayersItCompares) {
  ParametersScene scene = started("Dense against");
  EXPECT_EQ(ratio_sentences(scene).front(),
            "Linear(196608, 64) has 7,022 times as many parameters as Conv2d(3, 64, 3, padding=1)");
  std::swap(scene.networks[0], scene.networks[1]);
  EXPECT_EQ(ratio_sentences(scene)[1], "Linear(196608, 64) has 7,022 times as many parameters");
  // More than one layer with parameters: the network is named.
  scene.networks[1].layers.push_back(parse_layer("linear:64"));
  EXPECT_EQ(ratio_sentences(scene)[1], "the second network has 7,024 times as many parameters");
  scene.networks[1] = scene.networks[0];
  EXPECT_EQ(ratio_sentences(scene).front(), "both have as many parameters");
  scene.networks.pop_back();
  EXPECT_TRUE(ratio_sentences(scene).empty());
}

TEST(ParametersWords, ImpossibleLayersAreNamed) {
  const auto network = [](std::vector<std::string_view> words) {
    Network made;
    for (const std::string_view word : words) made.layers.push_back(parse_layer(word));
    return made;
  };
  EXPECT_EQ(left_out_words({3, 8, 8}, network({"conv:4:3", "flatten"})), "");
  EXPECT_EQ(left_out_words({3, 8, 8}, network({"conv:4:3", "linear:10", "flatten", "linear:2"})),
            "Layer 2, Linear(6, 10), is impossible here and left out.");
  EXPECT_EQ(left_out_words({3, 8, 8}, network({"linear:10", "flatten", "conv:4:3", "maxpool:2"})),
            "Layers 1, 3 and 4 are impossible here and left out.");
}

TEST(ParametersWords, LargeNumbersHaveShortNames) {
  EXPECT_EQ(short_count(count_of(0)), "0");
  EXPECT_EQ(short_count(count_of(999)), "999");
  EXPECT_EQ(short_count(count_of(1'792)), "1.79 thousand");
  EXPECT_EQ(short_count(count_of(999'999)), "1.00 million");
  EXPECT_EQ(short_count(count_of(37'392'990'208)), "37.4 billion");
  EXPECT_EQ(letter_count(count_of(37'392'990'208)), "37.4 G");
  EXPECT_EQ(short_count(count_of(largest_count)), "9.22 quintillion");
  EXPECT_EQ(short_count(count_of(largest_count) + count_of(1)), "over 9.22 quintillion");
}

TEST(ParametersEdits, LayersComeAndGo) {
  ParametersScene scene;
  scene.networks = {{}};
  clamp(scene);
  EXPECT_FALSE(remove_layer(scene));
  EXPECT_FALSE(duplicate_layer(scene));
  EXPECT_FALSE(move_layer(scene, 1));
  EXPECT_TRUE(add_layer(scene, usual_layer(LayerKind::flatten)));
  EXPECT_EQ(scene.layer, 0);
  EXPECT_TRUE(add_layer(scene, usual_layer(LayerKind::linear)));
  EXPECT_TRUE(add_layer(scene, usual_layer(LayerKind::relu)));
  EXPECT_EQ(scene.layer, 2);
  EXPECT_TRUE(move_layer(scene, 0));
  EXPECT_EQ(scene.networks[0].layers[0].kind, LayerKind::relu);
  EXPECT_EQ(scene.networks[0].layers[1].kind, LayerKind::flatten);
  EXPECT_EQ(scene.layer, 0);
  EXPECT_TRUE(duplicate_layer(scene));
  EXPECT_EQ(scene.layer, 1);
  EXPECT_EQ(scene.networks[0].layers[1].kind, LayerKind::relu);
  scene.layer = 3;
  EXPECT_FALSE(move_layer(scene, 9));  // it is the last
  EXPECT_TRUE(remove_layer(scene));
  EXPECT_EQ(scene.layer, 2);  // the one that is last now
  while (scene.networks[0].layers.size() < most_network_layers)
    EXPECT_TRUE(add_layer(scene, usual_layer(LayerKind::relu)));
  EXPECT_FALSE(add_layer(scene, usual_layer(LayerKind::relu)));
  EXPECT_FALSE(duplicate_layer(scene));
}

// Moving is taking out and putting in elsewhere: the naive twin.
TEST(ParametersEdits, MovingIsTakingOutAndPuttingIn) {
  Generator generator(8);
  for (int run = 0; run < 200; ++run) {
    ParametersScene scene;
    scene.networks = {random_network(generator, test::between(generator, 2, 9))};
    const int count = static_cast<int>(scene.networks[0].layers.size());
    scene.layer = test::below(generator, count);
    const int to = test::below(generator, count);
    std::vector<NetLayer> expected = scene.networks[0].layers;
    const NetLayer moved = expected[static_cast<std::size_t>(scene.layer)];
    expected.erase(expected.begin() + scene.layer);
    expected.insert(expected.begin() + to, moved);
    const bool moves = to != scene.layer;
    EXPECT_EQ(move_layer(scene, to), moves);
    EXPECT_EQ(scene.networks[0].layers, expected);
    EXPECT_EQ(scene.layer, to);
  }
}

TEST(ParametersEdits, TwoNetworks) {
  ParametersScene scene = started("LeNet-5");
  add_network(scene);
  ASSERT_EQ(scene.networks.size(), 2U);
  EXPECT_EQ(scene.networks[0], scene.networks[1]);
  EXPECT_EQ(scene.network, 1);
  remove_layer(scene);
  const Network second = scene.networks[1];
  EXPECT_NE(scene.networks[0], second);
  add_network(scene);
  EXPECT_EQ(scene.networks.size(), 2U);
  keep_one_network(scene);
  EXPECT_EQ(scene.networks, std::vector{second});
  EXPECT_EQ(scene.network, 0);
}

}  // namespace
}  // namespace flatscope
