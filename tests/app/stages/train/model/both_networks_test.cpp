// Which networks stand to choose, what meeting counts does, and the way to the Parameters stage and back.
#include "app/stages/train/model/both_networks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/scene.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> chosen_of(const TrainScene& scene) {
  std::vector<std::string> words;
  for (const NetworkRow& row : network_rows(scene, 10))
    words.push_back(std::string(to_string(row.kind)) + (row.left ? " left" : "") + (row.right ? " right" : ""));
  return words;
}

TEST(BothNetworks, StandAmongTheUsualOnes) {
  TrainScene scene;
  EXPECT_THAT(chosen_of(scene), ElementsAre("single", "mlp left", "local", "cnn-flat", "cnn right"));
  scene.networks[1] = scene.networks[0];
  EXPECT_THAT(chosen_of(scene), ElementsAre("single", "mlp left right", "local", "cnn-flat", "cnn"));
  scene.networks[1] = parse_layers("flatten linear:24 relu linear:10");
  EXPECT_THAT(chosen_of(scene), ElementsAre("single", "mlp left", "mlp right", "local", "cnn-flat", "cnn"));
  scene.networks[0] = parse_layers("conv:2:3 tanh flatten linear:10");
  EXPECT_THAT(chosen_of(scene), ElementsAre("single", "mlp right", "local", "cnn-flat", "cnn", "own left"));
  scene.networks[1] = scene.networks[0];
  EXPECT_THAT(chosen_of(scene), ElementsAre("single", "mlp", "local", "cnn-flat", "cnn", "own left right"));
}

TEST(BothNetworks, TheUsualOnesTellTheDatasClasses) {
  for (const NetworkRow& row : network_rows(TrainScene{}, 4))
    if (!row.left && !row.right) {
      EXPECT_EQ(row.layers.back().out, 4) << to_string(row.kind);
    }
}

TEST(BothNetworks, FollowTheCanvas) {
  TrainScene scene;
  scene.data.canvas = 32;
  QuickNetwork quick;
  quick.family = NetworkFamily::cnn;
  quick.channels = {8, 8, 8, 8};
  quick.downsampling = Downsampling::max;
  quick.head = Head::flatten;
  scene.networks[0] = layers_of(quick, {1, 32, 32}, 10);
  const std::vector<NetLayer> own = parse_layers("conv:2:30 flatten linear:10");
  scene.networks[1] = own;
  choose_canvas(scene, 9);
  EXPECT_EQ(scene.data.canvas, 9);
  EXPECT_EQ(scene.networks[0], layers_of(quick, {1, 9, 9}, 10));
  EXPECT_EQ(scene.networks[1], own);
  choose_canvas(scene, 99);
  EXPECT_EQ(scene.data.canvas, 32);
  EXPECT_EQ(scene.networks[0], layers_of(quick, {1, 32, 32}, 10));
}

TEST(BothNetworks, MeetByUnitsFirst) {
  TrainScene scene;
  std::optional<CountsMet> met = counts_met(scene, 10);
  ASSERT_TRUE(met);
  EXPECT_EQ(met->changed, 0U);
  EXPECT_EQ(met->quick.units, 6);
  EXPECT_EQ(met->parameters, 3'532);
  EXPECT_EQ(met->others, 3'738);
  scene.networks[1] = parse_layers("flatten linear:32 relu linear:10");
  met = counts_met(scene, 10);
  ASSERT_TRUE(met);
  EXPECT_EQ(met->changed, 1U);
  EXPECT_EQ(met->quick.units, 128);
  scene.networks[0] = usual_layers(UsualNetwork::single, 10);
  scene.networks[1] = usual_layers(UsualNetwork::cnn_global, 10);
  met = counts_met(scene, 10);
  ASSERT_TRUE(met);
  EXPECT_EQ(met->changed, 1U);
  EXPECT_GT(met->quick.channels.front(), 8);
  scene.networks[1] = scene.networks[0];
  EXPECT_FALSE(counts_met(scene, 10));
}

TEST(BothNetworks, AnotherChoiceGivesLoadedWeightsUp) {
  TrainScene scene;
  for (auto& start : scene.start) start = std::make_shared<const TrainedNetwork>();
  choose_network(scene, 1, usual_layers(UsualNetwork::single, 10));
  EXPECT_NE(scene.start[0], nullptr);
  EXPECT_EQ(scene.start[1], nullptr);
  fit_classes(scene, 3);
  EXPECT_EQ(scene.networks[0].back().out, 10);
  EXPECT_EQ(scene.networks[1].back().out, 3);
}

TEST(BothNetworks, AreFittedSoThatTheyEndInANumberForEachClass) {
  const Shape input = {1, 24, 24};
  const auto fit = [&](std::string_view text) {
    const std::vector<NetLayer> layers = text.empty() ? std::vector<NetLayer>{} : parse_layers(text);
    return fitted(layers, input, 10);
  };
  EXPECT_EQ(fit("flatten linear:10").changed, "");
  EXPECT_EQ(fit("flatten linear:64").changed, "its last layer gives 10 numbers, not 64");
  EXPECT_EQ(fit("flatten linear:64").layers, parse_layers("flatten linear:10"));
  EXPECT_EQ(fit("conv:8:3").layers, parse_layers("conv:8:3 flatten linear:10"));
  EXPECT_EQ(fit("conv:8:3 globalavgpool").layers, parse_layers("conv:8:3 globalavgpool linear:10"));
  EXPECT_EQ(fit("").layers, parse_layers("flatten linear:10"));
  EXPECT_THAT(fit("conv:8:3").changed, HasSubstr("flatten and a dense layer with 10 numbers"));
}

TEST(BothNetworks, GoToParametersAndComeBackTheSame) {
  Scene scene;
  scene.stage = Stage::train;
  scene.train.network = 1;
  const auto networks = scene.train.networks;
  open_in_parameters(scene);
  EXPECT_TRUE(scene.stage == Stage::parameters);
  EXPECT_EQ(input_of(scene.parameters), (Shape{1, 24, 24}));
  ASSERT_EQ(scene.parameters.networks.size(), 2U);
  EXPECT_EQ(scene.parameters.network, 1);
  EXPECT_EQ(scene.parameters.layer, 0);  // the convolution
  const TrainResults none;
  EXPECT_THAT(changes_on_the_way(scene, none), IsEmpty());
  scene.train.networks = {};
  train_from_parameters(scene, none, 0);
  EXPECT_TRUE(scene.stage == Stage::train);
  EXPECT_EQ(scene.train.networks, networks);
}

TEST(BothNetworks, ASingleOneGoesToTheSideThatIsWanted) {
  Scene scene;
  scene.parameters.networks = {{parse_layers("flatten linear:32 relu linear:1000")}};
  const auto before = scene.train.networks;
  const TrainResults none;
  const std::vector<std::string> changes = changes_on_the_way(scene, none);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0], "There the input is 1 × 24 × 24, not 3 × 256 × 256.");
  EXPECT_EQ(changes[1], "The network: its last layer gives 10 numbers, not 1,000.");
  train_from_parameters(scene, none, 1);
  EXPECT_EQ(scene.train.networks[0], before[0]);
  EXPECT_EQ(scene.train.networks[1], parse_layers("flatten linear:32 relu linear:10"));
}

TEST(BothNetworks, KnowTheirClassesFromTheSceneUntilTheDataIsThere) {
  Scene scene;
  TrainResults results;
  EXPECT_EQ(classes_of(scene, results), 10);
  choose_data(scene.train, DataKind::shapes);
  EXPECT_EQ(classes_of(scene, results), 5);
  scene.pictures.resize(3);
  choose_data(scene.train, DataKind::pictures);
  EXPECT_EQ(classes_of(scene, results), 3);
  choose_data(scene.train, DataKind::files);
  auto data = std::make_shared<TrainData>();
  data->inputs.choice.kind = DataKind::files;
  auto set = std::make_shared<Dataset>();
  set->classes = {"a", "b", "c", "d"};
  data->set = set;
  results.data = data;
  EXPECT_EQ(classes_of(scene, results), 4);
  scene.train.data.folder = "elsewhere";
  EXPECT_EQ(classes_of(scene, results), 10);
}

}  // namespace
}  // namespace flatscope
