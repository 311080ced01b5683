// Files of weights become networks of the Scene.
#include "app/stages/train/model/own_network.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "core/files/file.h"
#include "core/training/models.h"
#include "core/training/net.h"
#include "tests/app/support.h"
#include "tests/core/refusal.h"

namespace flatscope {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::vector<NamedTensor> arrays_of(const Shape& input, std::string_view layers) {
  std::vector<NamedTensor> tensors;
  for (const ParameterPlace& place : parameter_places(input, parse_layers(layers)))
    tensors.push_back({place.name, Tensor(place.shape)});
  return tensors;
}

class OwnNetwork : public testing::Test {
 protected:
  fs::path written(const char* name, std::span<const NamedTensor> arrays) {
    const fs::path path = folder_.path() / name;
    write_weights(path, arrays);
    return path;
  }
  void take(const fs::path& path, std::size_t side = 1) { take_network(scene_, side, read_network(path, 24)); }
  std::string layers(std::size_t side = 1) const {
    std::string text;
    for (const NetLayer& layer : scene_.networks[side]) text += (text.empty() ? "" : " ") + to_string(layer);
    return text;
  }
  std::string refused(const fs::path& path) {
    const TrainScene before = scene_;
    const std::string sentence = refusal<std::exception>([&] { take(path); });
    EXPECT_EQ(scene_, before);
    return sentence;
  }

  test::TemporaryFolder folder_;
  TrainScene scene_;
};

TEST_F(OwnNetwork, WhatWeWroteSaysWhatItIs) {
  TrainedNetwork network;
  network.name = "ours";
  network.input = {1, 20, 20};
  network.layers = parse_layers("conv:3:3:padding=same tanh blurpool:3 avgpool:2 flatten linear:6");
  network.parameters = arrays_of(network.input, "conv:3:3:padding=same tanh blurpool:3 avgpool:2 flatten linear:6");
  network.epochs = 7;
  network.steps = 99;
  write_file(folder_.path() / "ours.safetensors", std::span<const std::byte>(network_file(network)));
  take(folder_.path() / "ours.safetensors");
  EXPECT_EQ(scene_.networks[1], network.layers);
  EXPECT_EQ(scene_.data.canvas, 20);
  const TrainedNetwork& start = *scene_.start[1];
  EXPECT_EQ(start.parameters, network.parameters);
  EXPECT_EQ(start.epochs, 7);
  EXPECT_EQ(start.steps, 99);
  EXPECT_EQ(start.source, "ours.safetensors");
  EXPECT_EQ(start.name, "ours");
  EXPECT_EQ(start.assumed, "");
  EXPECT_FALSE(start.resumed);
  EXPECT_FALSE(start.from_shuffled);
  network.permutation = {1, 0};
  write_file(folder_.path() / "shuffled.safetensors", std::span<const std::byte>(network_file(network)));
  take(folder_.path() / "shuffled.safetensors");
  EXPECT_TRUE(scene_.start[1]->from_shuffled);
}

TEST_F(OwnNetwork, ANetworkOfTheSceneIsTakenBeforeAGuess) {
  scene_.networks[0] = parse_layers("flatten linear:32 tanh linear:10");
  const fs::path path = written("mlp.npz", arrays_of({1, 24, 24}, "flatten linear:32 tanh linear:10"));
  take(path, 1);
  EXPECT_EQ(layers(), "flatten linear:32 tanh linear:10");
  scene_.networks[0] = parse_layers("flatten linear:10");
  take(path, 0);  // the other side's, then
  EXPECT_EQ(layers(0), "flatten linear:32 tanh linear:10");
  scene_ = {};
  take(path);
  EXPECT_EQ(layers(), "flatten linear:32 relu linear:10");
  EXPECT_THAT(scene_.start[1]->assumed, HasSubstr("Assumed: ReLU"));
  // A usual one, with as many classes as the file has.
  take(written("ladder.npz", arrays_of({1, 16, 16}, "flatten linear:12 tanh linear:4")));
  EXPECT_EQ(layers(), "flatten linear:12 tanh linear:4");
  EXPECT_EQ(scene_.data.canvas, 16);
}

TEST_F(OwnNetwork, WhatTheArraysDoNotTellIsAssumedAndSaid) {
  take(written("cnn.safetensors", arrays_of({1, 24, 24},
                                            "conv:8:5:padding=same relu maxpool:2 conv:12:3:padding=same "
                                            "relu maxpool:2 flatten linear:20 relu linear:10")));
  EXPECT_EQ(layers(),
            "conv:8:5:padding=same relu maxpool:2 conv:12:3:padding=same relu maxpool:2 flatten linear:20 relu "
            "linear:10");
  EXPECT_EQ(scene_.start[1]->assumed,
            "Its file does not say what lies between its arrays. Assumed: ReLU, padding that keeps the size, 2 × 2 max "
            "pooling, 24 × 24 pixels. Other paddings or strides, picture sizes would fit as well.");
  // One that only a single network fits has no others beside it.
  take(written("mlp.safetensors", arrays_of({1, 24, 24}, "flatten linear:50 relu linear:30 relu linear:10")), 0);
  EXPECT_EQ(scene_.start[0]->assumed, "Its file does not say what lies between its arrays. Assumed: ReLU.");
  // The arrays alone do not tell that a network that is there is meant.
  take(written("same.npz", arrays_of({1, 24, 24}, "flatten linear:50 relu linear:30 relu linear:10")), 1);
  EXPECT_THAT(scene_.start[1]->assumed, HasSubstr("the network that was on the left"));
}

TEST_F(OwnNetwork, AnotherCanvasIsChosenAndTheOtherNetworkFollows) {
  take(written("mnist.safetensors", arrays_of({1, 28, 28}, "flatten linear:64 relu linear:10")));
  EXPECT_EQ(scene_.data.canvas, 28);
  EXPECT_EQ(layers(0), "flatten linear:128 relu linear:10");
  EXPECT_NE(scene_.start[1], nullptr);
  EXPECT_EQ(scene_.start[0], nullptr);
}

TEST_F(OwnNetwork, WhatIsNotTakenIsNamedWithItsFile) {
  std::vector<NamedTensor> arrays = arrays_of({1, 24, 24}, "flatten linear:10");
  arrays.push_back({"2.running_mean", Tensor({10})});
  EXPECT_THAT(refused(written("norm.npz", arrays)),
              testing::AllOf(HasSubstr("norm.npz was not taken."), HasSubstr("batch normalisation")));
  EXPECT_THAT(refused(written("rgb.npz", arrays_of({3, 32, 32}, "conv:4:3 relu flatten linear:10"))),
              HasSubstr("reads 3 channels"));
  EXPECT_THAT(refused(written("maps.npz", arrays_of({1, 24, 24}, "conv:4:3:padding=same"))),
              HasSubstr("must end with a number for each class, but gives 4 x 24 x 24"));
  const std::vector<std::byte> lie =
      encode_safetensors(arrays_of({1, 24, 24}, "flatten linear:10"), {{"layers", "flatten linear:11"}});
  write_file(folder_.path() / "lie.safetensors", std::span<const std::byte>(lie));
  EXPECT_THAT(refused(folder_.path() / "lie.safetensors"), HasSubstr("its layers are \"flatten linear:11\""));
  const std::vector<std::byte> nonsense =
      encode_safetensors(arrays_of({1, 24, 24}, "flatten linear:10"), {{"layers", "transformer:12"}});
  write_file(folder_.path() / "odd.safetensors", std::span<const std::byte>(nonsense));
  EXPECT_THAT(refused(folder_.path() / "odd.safetensors"), HasSubstr("There is no layer \"transformer\""));
  test::write_text(folder_.path() / "text.npz", "no archive");
  EXPECT_THAT(refused(folder_.path() / "text.npz"), HasSubstr("neither a .safetensors nor a .npz file"));
}

}  // namespace
}  // namespace flatscope
