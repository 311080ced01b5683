// Numbers of the Parameters stage by name, against counts by hand.
#include "app/stages/parameters/model/quantities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/scene_file.h"
#include "app/files/toml_read.h"
#include "tests/app/stages/quantities.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;

class ParametersQuantities : public test::Quantities {};

TEST_F(ParametersQuantities, ANetworkIsToldInWords) {
  EXPECT_EQ(one("parameters 3x256x256 flatten linear:1024"), 201'327'616.0);
  EXPECT_EQ(one("weights 3x256x256 flatten linear:1024"), 201'326'592.0);
  EXPECT_EQ(one("biases 3x256x256 flatten linear:1024"), 1024.0);
  EXPECT_EQ(one("parameters 3x256x256 conv:64:3:padding=1"), 1792.0);
  EXPECT_EQ(one("macs 1x8x8 conv:2:3"), 2.0 * 6.0 * 6.0 * 9.0);
  EXPECT_EQ(one("activations 1x8x8 conv:2:3"), 2.0 * 6.0 * 6.0);
  EXPECT_EQ(one("bytes 1x8x8 conv:2:3"), 4.0 * 20.0);
  EXPECT_EQ(one("training_bytes 1x8x8 conv:2:3"), 16.0 * 20.0);
}

TEST_F(ParametersQuantities, WhatMeansNothingIsRefusedWithASentence) {
  EXPECT_THAT(refusal("parameters 3x256x256"), HasSubstr("an input and layers"));
  EXPECT_THAT(refusal("parameters 3x256 flatten"), HasSubstr("3x256x256"));
  EXPECT_THAT(refusal("parameters 3x0x9 flatten"), HasSubstr("no input"));
  EXPECT_THAT(refusal("parameters 3x99999x9 flatten"), HasSubstr("too large"));
  EXPECT_THAT(refusal("parameters 3x8x8 linier:4"), HasSubstr("linier"));
  EXPECT_THAT(refusal("parameters 3x8x8 conv:4:9"), HasSubstr("impossible"));
  EXPECT_THAT(refusal("parameters 4096x8192x8192 flatten linear:2147483647"), HasSubstr("more than"));
  EXPECT_THAT(refusal("network_parameters 3"), HasSubstr("1 to 2"));
  EXPECT_THAT(refusal("layer_weights 1 3"), HasSubstr("1 to 2"));
  EXPECT_THAT(refusal("cost_on_chart deep 256"), HasSubstr("dense, local or convolution"));
}

TEST_F(ParametersQuantities, TheScenesOwnNetworksAreCounted) {
  // Linear(196608, 64) beside Conv2d(3, 64, 3, padding=1)
  EXPECT_EQ(one("network_parameters 1"), 12'582'976.0);
  EXPECT_EQ(one("network_weights 1"), 12'582'912.0);
  EXPECT_EQ(one("network_parameters 2"), 1792.0);
  EXPECT_EQ(one("network_macs 2"), 1728.0 * 256.0 * 256.0);
  EXPECT_EQ(one("network_bytes 2"), 4.0 * 1792.0);
  EXPECT_EQ(one("layer_parameters 1 2"), 12'582'976.0);
  EXPECT_EQ(one("layer_weights 1 1"), 0.0);
  EXPECT_EQ(one("layer_macs 2 1"), 1728.0 * 256.0 * 256.0);
  EXPECT_EQ(one("layer_activations 2 1"), 64.0 * 256.0 * 256.0);
  EXPECT_DOUBLE_EQ(one("times_as_many"), 12'582'976.0 / 1792.0);
  EXPECT_EQ(one("input_values"), 196'608.0);
}

TEST_F(ParametersQuantities, TheChartsLinesAreThoseOfTheComparedLayers) {
  EXPECT_EQ(one("cost_on_chart dense 32"), 3.0 * 32.0 * 32.0 * 64.0 + 64.0);
  EXPECT_EQ(one("cost_on_chart convolution 32"), 1792.0);
  EXPECT_EQ(one("cost_on_chart local 32"), (27.0 + 1.0) * 64.0 * 32.0 * 32.0);
  scene_.parameters.cost = Cost::macs;
  EXPECT_EQ(one("cost_on_chart convolution 32"), 1728.0 * 32.0 * 32.0);
}

TEST_F(ParametersQuantities, ALessonSaysWhichViewIsShown) {
  ViewState view;
  const toml::table table = parse_toml("shown = \"squares\"\n");
  read_parameters_view({&table, "view.parameters"}, view);
  EXPECT_EQ(view.parameters.shown, ParametersView::View::squares);
  const toml::table wrong = parse_toml("shown = \"all\"\n");
  EXPECT_THROW(read_parameters_view({&wrong, "view.parameters"}, view), SceneError);
}

}  // namespace
}  // namespace flatscope
