#include "app/stages/train/view/first_weights.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string_view>
#include <vector>

namespace flatscope {
namespace {

std::vector<NetLayer> layers_of(std::initializer_list<std::string_view> texts) {
  std::vector<NetLayer> layers;
  for (const std::string_view text : texts) layers.push_back(parse_layer(text));
  return layers;
}

// 0, 1, 2, ...
NamedTensor counting(std::string name, Shape shape) {
  Tensor tensor(shape);
  std::iota(tensor.data(), tensor.data() + element_count(shape), 0.0F);
  return {std::move(name), std::move(tensor)};
}

TEST(FirstWeights, OfADenseLayerLieWhereTheirPixelsAre) {
  const std::vector<NamedTensor> parameters = {counting("1.weight", {5, 12}), counting("1.bias", {5})};
  const FirstWeights found = first_weights(parameters, {1, 3, 4}, layers_of({"flatten", "linear:5"}), 2);
  ASSERT_EQ(found.kind, FirstWeights::Kind::dense);
  EXPECT_EQ(found.shown, 2);
  EXPECT_EQ(found.of, 5);
  EXPECT_EQ(found.width(), 4);
  EXPECT_EQ(found.height(), 3);
  // Unit 1, row 2, column 3.
  EXPECT_EQ(found.sheet.at(0, 1 * 3 + 2, 3), 12.0F + 2 * 4 + 3);
  // Those that are not shown count for the range.
  EXPECT_EQ(found.largest, 59.0F);
}

TEST(FirstWeights, OfColoursAreTheirMean) {
  const std::vector<NamedTensor> parameters = {counting("1.weight", {1, 12})};
  const FirstWeights found = first_weights(parameters, {3, 2, 2}, layers_of({"flatten", "linear:1"}), 8);
  ASSERT_EQ(found.kind, FirstWeights::Kind::dense);
  EXPECT_EQ(found.channels, 3);
  EXPECT_EQ(found.shown, 1);
  EXPECT_EQ(found.sheet.at(0, 1, 1), (3.0F + 7.0F + 11.0F) / 3.0F);
}

TEST(FirstWeights, OfAConvolutionAreItsKernels) {
  const std::vector<NamedTensor> parameters = {counting("0.weight", {4, 1, 3, 3}), counting("0.bias", {4}),
                                               counting("3.weight", {2, 4})};
  const FirstWeights found =
      first_weights(parameters, {1, 8, 8}, layers_of({"conv:4:3:padding=1", "relu", "globalmaxpool", "linear:2"}), 3);
  ASSERT_EQ(found.kind, FirstWeights::Kind::kernels);
  EXPECT_EQ(found.layer, 0U);
  EXPECT_EQ(found.kernel, 3);
  EXPECT_EQ(found.shown, 3);
  EXPECT_EQ(found.of, 4);
  EXPECT_EQ(found.sheet.at(0, 2 * 3 + 1, 2), 2 * 9 + 5.0F);
}

TEST(FirstWeights, OfALocallyConnectedLayerLieWhereTheirPlaceIs) {
  // Two maps of 2 x 3 places, kernels 2 x 2.
  const std::vector<NamedTensor> parameters = {counting("0.weight", {2, 2, 3, 1, 2, 2})};
  const FirstWeights found = first_weights(parameters, {1, 4, 6}, layers_of({"local:2:2:stride=2"}), 8);
  ASSERT_EQ(found.kind, FirstWeights::Kind::places);
  EXPECT_EQ(found.width(), 6);
  EXPECT_EQ(found.height(), 4);
  EXPECT_EQ(found.kernel, 2);
  // Map 1, place (row 1, column 2), weight (0, 1) of its kernel.
  const std::int64_t place = 1 * 6 + 1 * 3 + 2;
  EXPECT_EQ(found.sheet.at(0, 4 + 1 * 2 + 0, 2 * 2 + 1), static_cast<float>(place * 4 + 1));
}

TEST(FirstWeights, BehindAPoolingSeeASmallerPicture) {
  const std::vector<NamedTensor> parameters = {counting("2.weight", {3, 4})};
  const FirstWeights found = first_weights(parameters, {1, 4, 4}, layers_of({"maxpool:2", "flatten", "linear:3"}), 9);
  ASSERT_EQ(found.kind, FirstWeights::Kind::dense);
  EXPECT_EQ(found.layer, 2U);
  EXPECT_EQ(found.width(), 2);
  EXPECT_EQ(found.height(), 2);
}

TEST(FirstWeights, BehindAGlobalPoolingSeeNoPicture) {
  const std::vector<NamedTensor> parameters = {counting("1.weight", {3, 2})};
  const FirstWeights found = first_weights(parameters, {2, 4, 4}, layers_of({"globalmaxpool", "linear:3"}), 9);
  EXPECT_EQ(found.kind, FirstWeights::Kind::row);
  EXPECT_EQ(found.width(), 2);
  EXPECT_EQ(found.height(), 1);
}

TEST(FirstWeights, OfShuffledPicturesGoBackToWhereTheirPixelsCameFrom) {
  const std::vector<NamedTensor> parameters = {counting("1.weight", {2, 4})};
  const std::vector<std::int32_t> shuffle = {2, 0, 3, 1};
  const FirstWeights found = first_weights(parameters, {1, 2, 2}, layers_of({"flatten", "linear:2"}), 9, shuffle);
  EXPECT_TRUE(found.put_back);
  for (std::int64_t p = 0; p < 4; ++p) {
    const std::int64_t from = shuffle[static_cast<std::size_t>(p)];
    EXPECT_EQ(found.sheet.at(0, 2 + from / 2, from % 2), static_cast<float>(4 + p));
  }
  // A kernel multiplies whatever comes by.
  const std::vector<NamedTensor> kernels = {counting("0.weight", {1, 1, 2, 2})};
  EXPECT_FALSE(first_weights(kernels, {1, 2, 2}, layers_of({"conv:1:2"}), 9, shuffle).put_back);
}

TEST(FirstWeights, MayBeMissing) {
  EXPECT_EQ(first_weights({}, {1, 4, 4}, layers_of({"relu"}), 9).kind, FirstWeights::Kind::none);
}

}  // namespace
}  // namespace flatscope
