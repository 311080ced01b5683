// Networks as a few numbers: they make layers, and layers give them back.
#include "app/stages/train/model/quick_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/training/models.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using testing::ElementsAre;

const Shape canvas = {1, 24, 24};

std::string text_of(const std::vector<NetLayer>& layers) {
  std::string text;
  for (const NetLayer& layer : layers) text += (text.empty() ? "" : " ") + to_string(layer);
  return text;
}

std::optional<QuickNetwork> quick_from(std::string_view text, const Shape& input = canvas) {
  const std::vector<NetLayer> layers = parse_layers(text);
  return quick_of(layers, input);
}

QuickNetwork cnn(std::vector<int> channels, Downsampling how = Downsampling::none, Head head = Head::global_max) {
  QuickNetwork quick;
  quick.family = NetworkFamily::cnn;
  quick.channels = std::move(channels);
  quick.downsampling = how;
  quick.head = head;
  return quick;
}

TEST(QuickNetwork, TheUsualPresetsAreRecognised) {
  for (const char* name : {"single", "mlp", "local", "cnn", "cnn-flat"}) {
    const auto model =
        std::find_if(models().begin(), models().end(), [&](const Model& one) { return one.name == name; });
    ASSERT_NE(model, models().end()) << name;
    for (const int classes : {2, 5, 10}) {
      const std::vector<NetLayer> layers = layers_of(*model, classes);
      const std::optional<QuickNetwork> quick = quick_of(layers, canvas);
      ASSERT_TRUE(quick) << name;
      EXPECT_EQ(text_of(layers_of(*quick, canvas, classes)), text_of(layers)) << name;
    }
  }
  EXPECT_FALSE(quick_from("local:1:3:stride=2:padding=1 tanh local:1:5 tanh flatten linear:10"));
}

TEST(QuickNetwork, EveryCombinationOfTheControlsComesBack) {
  Generator generator(5);
  const int kernels[] = {3, 5, 7};
  const Downsampling ways[] = {Downsampling::none, Downsampling::stride, Downsampling::max, Downsampling::mean,
                               Downsampling::blur};
  const Head heads[] = {Head::flatten, Head::global_max, Head::global_mean};
  for (int trial = 0; trial < 300; ++trial) {
    QuickNetwork quick;
    const int family = test::below(generator, 3);
    const Shape input = {1, test::between(generator, 8, 32), 0};
    const Shape square = {1, input[1], input[1]};
    if (family == 0) {
      quick.hidden = test::between(generator, 1, most_hidden);
      quick.units = test::between(generator, fewest_units, most_units);
    } else if (family == 1) {
      quick = cnn({}, test::pick(generator, ways), test::pick(generator, heads));
      for (int i = test::between(generator, 1, most_convolutions); i > 0; --i)
        quick.channels.push_back(test::between(generator, fewest_channels, most_channels));
      quick.kernel = test::pick(generator, kernels);
    } else {
      quick.family = NetworkFamily::local;
      quick.channels = {test::between(generator, 1, most_local_channels)};
      quick.kernel = test::pick(generator, kernels);
      quick.head = Head::flatten;
    }
    const std::vector<NetLayer> layers = layers_of(quick, square, 10);
    const std::optional<QuickNetwork> found = quick_of(layers, square);
    ASSERT_TRUE(found) << text_of(layers);
    EXPECT_EQ(text_of(layers_of(*found, square, 10)), text_of(layers));
    EXPECT_EQ(found->family, quick.family);
    const NetworkCount count = count_network(square, layers);
    for (const LayerCount& layer : count.layers) EXPECT_EQ(layer.problem, "") << text_of(layers);
    EXPECT_EQ(count.total.output, Shape{10});
  }
}

// A network that was chosen on a larger canvas is still one that sliders hold.
TEST(QuickNetwork, IsRecognisedOnASmallerCanvas) {
  const std::vector<NetLayer> layers = layers_of(cnn({8, 8, 8}, Downsampling::max, Head::flatten), {1, 32, 32}, 10);
  const std::optional<QuickNetwork> quick = quick_of(layers, {1, 8, 8});
  ASSERT_TRUE(quick);
  EXPECT_THAT(quick->channels, ElementsAre(8, 8, 8));
}

TEST(QuickNetwork, ChannelsKeepTheirShares) {
  QuickNetwork quick = cnn({8, 16, 16});
  EXPECT_THAT(with_channels(quick, 16).channels, ElementsAre(16, 32, 32));
  EXPECT_EQ(channel_range(quick), std::pair(4, 32));
  EXPECT_EQ(channel_range(cnn({32, 16})), std::pair(8, 64));
  // Down and up again, step by step, as a hand drags it.
  quick = cnn({16, 24, 40});
  const QuickNetwork begun = quick;
  for (int first = 15; first >= 4; --first) quick = with_channels(quick, first);
  for (int first = 5; first <= 16; ++first) quick = with_channels(quick, first);
  EXPECT_EQ(quick, begun);
}

TEST(QuickNetwork, MoreConvolutionsFollowTheLast) {
  EXPECT_THAT(with_convolutions(cnn({8, 16}), 4).channels, ElementsAre(8, 16, 16, 16));
  EXPECT_THAT(with_convolutions(cnn({8}), 3).channels, ElementsAre(8, 16, 16));
  EXPECT_THAT(with_convolutions(cnn({40}), 2).channels, ElementsAre(40, 64));
  EXPECT_THAT(with_convolutions(cnn({8, 16, 24}), 1).channels, ElementsAre(8));
}

std::int64_t parameters_of(const QuickNetwork& quick) {
  return count_network(canvas, layers_of(quick, canvas, 10)).total.parameters.value;
}

TEST(QuickNetwork, CountsComeAsNearAsTheyCan) {
  QuickNetwork mlp;
  // 576 weights and a bias in, ten weights out, each; ten biases.
  const std::optional<QuickNetwork> met = nearest_to(3'738, mlp, canvas, 10);
  ASSERT_TRUE(met);
  EXPECT_EQ(met->units, 6);
  EXPECT_EQ(parameters_of(*met), 3'532);
  for (const int hidden : {2, 3}) {
    mlp.hidden = hidden;
    const std::optional<QuickNetwork> deep = nearest_to(14'378, mlp, canvas, 10);
    ASSERT_TRUE(deep);
    QuickNetwork beside = *deep;
    const std::int64_t off = std::abs(parameters_of(*deep) - 14'378);
    for (const int by : {-1, 1}) {
      beside.units = deep->units + by;
      EXPECT_GE(std::abs(parameters_of(beside) - 14'378), off);
    }
  }
  const std::optional<QuickNetwork> wide = nearest_to(14'000, cnn({8, 16, 16}), canvas, 10);
  ASSERT_TRUE(wide);
  EXPECT_THAT(wide->channels, ElementsAre(16, 32, 32));
  QuickNetwork single;
  single.family = NetworkFamily::single;
  EXPECT_FALSE(nearest_to(14'000, single, canvas, 10));
}

}  // namespace
}  // namespace flatscope
