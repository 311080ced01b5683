// What is drawn of a network: its stops with their shapes and what each costs.
#include "app/stages/train/model/network_stops.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/training/models.h"

namespace flatscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  const std::vector<NetLayer> layers = parse_layers(text);
  for (const NetworkStop& stop : network_stops({1, 24, 24}, layers))
    words.push_back(short_shape(stop.shape) +
                    (stop.parameters.value > 0 ? ": " + std::to_string(stop.parameters.value) : std::string()));
  return words;
}

TEST(NetworkStops, PoolingBelongsToItsConvolution) {
  EXPECT_THAT(words_of("conv:16:3:padding=same relu maxpool:2 conv:16:3:padding=same relu maxpool:2 flatten linear:10"),
              ElementsAre("1 × 24²", "16 × 12²: 160", "16 × 6²: 2320", "576", "10: 5770"));
  EXPECT_THAT(words_of("maxpool:2 conv:2:3:padding=same relu globalmaxpool linear:10"),
              ElementsAre("1 × 24²", "1 × 12²", "2 × 12²: 20", "2", "10: 30"));
}

TEST(NetworkStops, EveryLayerIsAtOneStop) {
  for (const Model& model : models()) {
    const std::vector<NetLayer> layers = layers_of(model, 10);
    const Shape input = {1, 16, 16};
    const std::vector<NetworkStop> stops = network_stops(input, layers);
    std::size_t next = 0;
    Count sum;
    for (std::size_t i = 1; i < stops.size(); ++i) {
      EXPECT_EQ(stops[i].first, next);
      EXPECT_GT(stops[i].last, stops[i].first);
      next = stops[i].last;
      sum = sum + stops[i].parameters;
    }
    EXPECT_EQ(next, layers.size()) << model.name;
    EXPECT_EQ(sum, count_network(input, layers).total.parameters) << model.name;
  }
}

TEST(NetworkStops, AnImpossibleLayerIsAStopOfItsOwn) {
  const std::vector<NetLayer> layers = parse_layers("conv:2:30 relu flatten linear:10");
  const std::vector<NetworkStop> stops = network_stops({1, 24, 24}, layers);
  ASSERT_EQ(stops.size(), 4U);
  EXPECT_TRUE(stops[1].look == NetworkStop::Look::impossible);
  EXPECT_NE(stops[1].problem, "");
  EXPECT_EQ(stops[2].shape, Shape{576});
}

TEST(NetworkStops, ShapesAreShort) {
  EXPECT_EQ(short_shape({16, 12, 12}), "16 × 12²");
  EXPECT_EQ(short_shape({8, 12, 10}), "8 × 12 × 10");
  EXPECT_EQ(short_shape({1152}), "1,152");
}

}  // namespace
}  // namespace flatscope
