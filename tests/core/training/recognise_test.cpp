// Networks are known again by their arrays, and what can't be known is said.
#include "core/training/recognise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/training/models.h"
#include "core/training/net.h"
#include "core/training/network_notes.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

using testing::HasSubstr;

const std::vector<Shape> inputs = {{1, 24, 24}, {1, 28, 28}, {1, 32, 32}, {1, 16, 16}, {1, 8, 8}};

// As a state_dict of this network, each array with numbers of its own.
std::vector<NamedTensor> arrays_of(const Shape& input, std::string_view layers) {
  std::vector<NamedTensor> tensors;
  float number = 0.0F;
  for (const ParameterPlace& place : parameter_places(input, parse_layers(layers))) {
    tensors.push_back({place.name, Tensor(place.shape)});
    for (float& value : tensors.back().tensor.values()) value = number += 1.0F;
  }
  return tensors;
}

void rename(std::vector<NamedTensor>& tensors, std::initializer_list<std::pair<const char*, const char*>> names) {
  for (NamedTensor& tensor : tensors)
    for (const auto& [from, to] : names)
      if (tensor.name.starts_with(from)) {
        tensor.name = to + tensor.name.substr(std::string_view(from).size());
        break;
      }
}

std::string words(const std::vector<NetLayer>& layers) {
  std::string text;
  for (const NetLayer& layer : layers) text += (text.empty() ? "" : " ") + to_string(layer);
  return text;
}

std::string refused(std::vector<NamedTensor> tensors) {
  return refusal<std::invalid_argument>([&] { recognised(tensors, inputs); });
}

// PyTorch's numbers: global pooling and its flattening are two modules.
TEST(Recognised, by_the_numbers_of_a_sequential) {
  struct Case {
    Shape input;
    const char* layers;  // as the file's modules are numbered
    const char* found;   // with ReLU for whatever activation it was
  };
  const Case cases[] = {
      {{1, 24, 24}, "flatten linear:10", "flatten linear:10"},
      {{1, 28, 28}, "flatten linear:32 relu linear:10", "flatten linear:32 relu linear:10"},
      {{1, 24, 24}, "flatten linear:32 linear:16 relu linear:10", "flatten linear:32 linear:16 relu linear:10"},
      {{1, 24, 24}, "flatten linear:7:nobias tanh linear:3", "flatten linear:7:nobias relu linear:3"},
      {{1, 24, 24},
       "conv:8:3:padding=same relu maxpool:2 conv:16:3:padding=same relu maxpool:2 flatten linear:10",
       "conv:8:3:padding=same relu maxpool:2 conv:16:3:padding=same relu maxpool:2 flatten linear:10"},
      {{1, 32, 32},
       "conv:6:5 relu maxpool:2 conv:16:5 relu maxpool:2 flatten linear:120 relu linear:84 relu linear:10",
       "conv:6:5 relu maxpool:2 conv:16:5 relu maxpool:2 flatten linear:120 relu linear:84 relu linear:10"},
      {{1, 16, 16},
       "conv:2:3:stride=2:padding=1:unitbias relu flatten linear:10",
       "conv:2:3:stride=2:padding=1:unitbias relu flatten linear:10"},
      {{1, 24, 24}, "local:2:3 relu flatten linear:10", "local:2:3 relu flatten linear:10"},
      {{1, 24, 24}, "conv:4:3 flatten linear:10", "conv:4:3 flatten linear:10"},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.layers);
    const std::vector<NamedTensor> arrays = arrays_of(one.input, one.layers);
    const RecognisedNetwork found = recognised(arrays, inputs);
    EXPECT_EQ(words(found.layers), one.found);
    EXPECT_EQ(found.input, one.input);
    ASSERT_EQ(found.parameters.size(), arrays.size());
    for (std::size_t i = 0; i < arrays.size(); ++i) EXPECT_EQ(found.parameters[i].tensor, arrays[i].tensor);
    // They fit the network that was found.
    std::vector<float> row(static_cast<std::size_t>(parameter_floats(parameter_places(found.input, found.layers))));
    EXPECT_NO_THROW(into_row(parameter_places(found.input, found.layers), found.parameters, row));
  }
}

TEST(Recognised, in_the_order_of_numbers_not_of_the_file) {
  std::vector<NamedTensor> arrays =
      arrays_of({1, 8, 8}, "flatten linear:3 relu linear:4 relu linear:5 relu linear:6 relu linear:7 relu linear:2");
  std::sort(arrays.begin(), arrays.end(),
            [](const NamedTensor& a, const NamedTensor& b) { return a.name < b.name; });  // 11 before 3
  EXPECT_EQ(words(recognised(arrays, inputs).layers),
            "flatten linear:3 relu linear:4 relu linear:5 relu linear:6 relu linear:7 relu linear:2");
}

TEST(Recognised, names_of_modules_of_ones_own) {
  std::vector<NamedTensor> arrays = arrays_of(
      {1, 28, 28},
      "conv:6:5:padding=same relu maxpool:2 conv:8:3:padding=same relu maxpool:2 flatten linear:9 relu linear:4");
  rename(arrays, {{"0.", "conv1."}, {"3.", "conv2."}, {"7.", "fc1."}, {"9.", "fc2."}});
  const RecognisedNetwork found = recognised(arrays, inputs);
  EXPECT_EQ(words(found.layers),
            "conv:6:5:padding=same relu maxpool:2 conv:8:3:padding=same relu maxpool:2 flatten linear:9 relu linear:4");
  EXPECT_EQ(found.parameters.front().name, "0.weight");
  EXPECT_EQ(found.parameters.back().name, "9.bias");
  EXPECT_THAT(found.assumed, HasSubstr("ReLU, padding that keeps the size, 2 × 2 max pooling, 28 × 28 pixels"));
  rename(arrays, {{"conv1", "features.0"}, {"conv2", "features.3"}, {"fc1", "classifier.1"}, {"fc2", "classifier.3"}});
  EXPECT_EQ(recognised(arrays, inputs).layers, found.layers);
  EXPECT_EQ(recognised(arrays_of({1, 8, 8}, "flatten linear:4"), inputs).assumed, "");
}

TEST(Recognised, what_is_not_among_the_layers_is_named) {
  const auto with = [](const char* name, const Shape& shape) {
    std::vector<NamedTensor> arrays = arrays_of({1, 24, 24}, "conv:4:3 relu flatten linear:10");
    arrays.insert(arrays.begin() + 2, {name, Tensor(shape)});
    return refused(arrays);
  };
  EXPECT_THAT(with("1.running_mean", {4}), HasSubstr("1.running_mean is of batch normalisation"));
  EXPECT_THAT(with("1.weight", {4}), HasSubstr("1.weight has one number a channel: a normalisation"));
  EXPECT_THAT(with("rnn.weight_ih_l0", {4, 4}), HasSubstr("a recurrent layer"));
  EXPECT_THAT(with("1.in_proj_weight", {4, 4}), HasSubstr("attention"));
  EXPECT_THAT(with("1.gamma", {4}), HasSubstr("1.gamma is neither a weight nor a bias"));
  EXPECT_THAT(with("1.weight", {4, 4, 3}), HasSubstr("1.weight is 4 x 4 x 3, which is the weight of no layer here"));
  EXPECT_THAT(with("1.weight", {4, 4, 3, 5}), HasSubstr("kernels of 1.weight are 3 x 5"));
  EXPECT_THAT(with("1.bias", {4}), HasSubstr("1.bias is a bias without a weight"));
  EXPECT_THAT(refused({}), HasSubstr("no array in the file"));
}

TEST(Recognised, what_does_not_fit_is_said) {
  EXPECT_THAT(
      refused(arrays_of({3, 32, 32}, "flatten linear:10")),
      HasSubstr("1.weight, reads 3072 numbers; pictures here are grey, of 24 × 24 pixels, or others from 8 to 32"));
  EXPECT_THAT(refused(arrays_of({3, 32, 32}, "conv:4:3 relu flatten linear:10")), HasSubstr("reads 3 channels"));
  std::vector<NamedTensor> arrays = arrays_of({1, 8, 8}, "flatten linear:3 relu linear:2");
  rename(arrays, {{"3.", "9."}});
  EXPECT_THAT(refused(arrays), HasSubstr("lie 7 layers without weights"));
}

TEST(RecognisedAs, a_known_network_is_known_by_its_names_or_its_order) {
  for (const Model& model : models()) {
    SCOPED_TRACE(std::string(model.name));
    const std::vector<NetLayer> layers = layers_of(model, 10);
    std::vector<NamedTensor> arrays = arrays_of({1, 16, 16}, words(layers));
    const Shape only[] = {{1, 16, 16}};
    const auto found = recognised_as(arrays, only, layers);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->parameters, arrays);
    EXPECT_EQ(found->assumed, "");
    std::vector<NamedTensor> renamed = arrays;
    for (NamedTensor& tensor : renamed) tensor.name = "net.layer" + tensor.name;
    ASSERT_TRUE(recognised_as(renamed, only, layers));
    EXPECT_EQ(recognised_as(renamed, only, layers)->parameters, arrays);
    // Another order, with the names to tell.
    std::reverse(arrays.begin(), arrays.end());
    ASSERT_TRUE(recognised_as(arrays, only, layers));
    EXPECT_EQ(recognised_as(arrays, only, layers)->parameters.front().name, arrays.back().name);
    arrays.pop_back();
    EXPECT_FALSE(recognised_as(arrays, only, layers));
  }
  // The canvas that it fits.
  EXPECT_EQ(recognised_as(arrays_of({1, 28, 28}, "flatten linear:3"), inputs, parse_layers("flatten linear:3"))->input,
            (Shape{1, 28, 28}));
  EXPECT_FALSE(recognised_as(arrays_of({1, 9, 9}, "flatten linear:3"), inputs, parse_layers("flatten linear:3")));
}

TEST(NetworkNotes, say_what_the_arrays_do_not) {
  constexpr std::string_view text = "conv:4:3:padding=1 tanh blurpool:3 globalavgpool linear:5";
  const std::vector<NamedTensor> arrays = arrays_of({1, 28, 28}, text);
  const WeightsNotes notes = network_notes({1, 28, 28}, parse_layers(text), 12, 3);
  const auto found = recognised_by(notes, arrays, inputs);
  ASSERT_TRUE(found);
  EXPECT_EQ(words(found->layers), text);
  EXPECT_EQ(found->input, (Shape{1, 28, 28}));  // any would fit
  EXPECT_EQ(found->assumed, "");
  EXPECT_EQ(trained_for(notes).steps, 12);
  EXPECT_EQ(trained_for(notes).epochs, 3);
  EXPECT_EQ(trained_for({{"epochs", "many"}, {"steps", "-4"}}).epochs, 0);
  EXPECT_EQ(trained_for({{"epochs", "many"}, {"steps", "-4"}}).steps, 0);
  EXPECT_FALSE(trained_for(notes).shuffled);
  EXPECT_TRUE(trained_for(network_notes({1, 28, 28}, parse_layers(text), 12, 3, true)).shuffled);
  EXPECT_FALSE(recognised_by({}, arrays, inputs));
  const auto refused_by = [&](const char* layers) {
    return refusal<std::invalid_argument>([&] { recognised_by({{"layers", layers}}, arrays, inputs); });
  };
  EXPECT_THAT(refused_by("flatten linear:5"), HasSubstr("its layers are \"flatten linear:5\", but its arrays"));
  EXPECT_THAT(refused_by("dense:5"), HasSubstr("There is no layer \"dense\""));
}

}  // namespace
}  // namespace flatscope
