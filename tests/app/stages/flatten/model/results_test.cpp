#include <gtest/gtest.h>

#include "app/engine/results.h"
#include "core/analysis/lag_correlation.h"
#include "tests/app/support.h"

namespace flatscope {
namespace {

using Previous = Stored<FlattenInputs, FlattenResult>;

class FlattenResults : public testing::Test {
 protected:
  FlattenResults() {
    scene_.pictures = {test::picture_of(test::noise_image(generator_, 30, 20, 3)),
                       test::picture_of(test::noise_image(generator_, 30, 20, 1))};
    scene_.flatten.working_size = 12;
    scene_.flatten.colour = true;
  }
  // What the window does: each result becomes the next one's previous.
  FlattenResult step() {
    const FlattenInputs inputs = flatten_inputs(scene_);
    const FlattenResult result = compute(inputs, previous_);
    previous_ = {inputs, std::make_shared<const FlattenResult>(result)};
    return result;
  }
  Generator generator_{11};
  Scene scene_;
  Previous previous_;
};

TEST_F(FlattenResults, VectorHoldsThePictureInItsOrder) {
  for (const Order order : all_orders) {
    for (const Layout layout : {Layout::chw, Layout::hwc}) {
      scene_.flatten.order = order;
      scene_.flatten.layout = layout;
      const FlattenResult result = step();
      ASSERT_EQ(result.picture->shape(), (Shape{3, 8, 12}));
      ASSERT_EQ(result.vector->shape(), (Shape{3 * 8 * 12}));
      for (std::int64_t i = 0; i < result.vector->size(); ++i) {
        const Place place = result.flattening->place(i);
        ASSERT_EQ(result.vector->data()[i], result.picture->at(place.channel, place.row, place.column));
      }
      EXPECT_EQ(result.false_neighbours, count_false_neighbours(*result.flattening));
    }
  }
}

TEST_F(FlattenResults, GreyIsTheLumaOfTheColours) {
  const FlattenResult colour = step();
  scene_.flatten.colour = false;
  const FlattenResult grey = step();
  ASSERT_EQ(grey.picture->shape(), (Shape{1, 8, 12}));
  EXPECT_EQ(*grey.picture, to_grey(*colour.picture));
}

TEST_F(FlattenResults, AGreyPictureHasOneChannelEitherWay) {
  scene_.picture = 1;
  const FlattenInputs coloured = flatten_inputs(scene_);
  EXPECT_EQ(compute(coloured, {}).picture->channels(), 1);
  scene_.flatten.colour = false;
  EXPECT_EQ(flatten_inputs(scene_), coloured);
}

TEST_F(FlattenResults, AnotherOrderKeepsThePicture) {
  const FlattenResult first = step();
  scene_.flatten.order = Order::hilbert;
  const FlattenResult second = step();
  EXPECT_EQ(second.picture, first.picture);
  EXPECT_NE(second.flattening, first.flattening);
  EXPECT_NE(*second.vector, *first.vector);
}

TEST_F(FlattenResults, AnotherPictureOfTheSameSizeKeepsTheFlattening) {
  scene_.pictures.push_back(test::picture_of(test::noise_image(generator_, 60, 40, 3)));
  const FlattenResult first = step();
  scene_.picture = 2;
  const FlattenResult second = step();
  EXPECT_EQ(second.flattening, first.flattening);
  EXPECT_EQ(second.false_neighbours, first.false_neighbours);
  EXPECT_NE(second.picture, first.picture);
  EXPECT_EQ(*second.vector, flatten(*second.picture, *second.flattening));
}

TEST_F(FlattenResults, PinsAndTheUnrollingAskForNothing) {
  const FlattenInputs before = flatten_inputs(scene_);
  scene_.flatten.pinned = Place{0, 1, 2};
  scene_.flatten.unroll = 0.7F;
  scene_.shift.dx = 3;
  EXPECT_EQ(flatten_inputs(scene_), before);
}

TEST_F(FlattenResults, ReuseGivesWhatAFreshStartGives) {
  for (int i = 0; i < 60; ++i) {
    scene_.flatten.order = test::pick(generator_, all_orders);
    scene_.flatten.layout = test::coin(generator_) ? Layout::chw : Layout::hwc;
    scene_.flatten.colour = test::coin(generator_);
    scene_.flatten.working_size = test::between(generator_, 4, 20);
    scene_.picture = test::below(generator_, 2);
    const FlattenResult reused = step();
    const FlattenResult fresh = compute(flatten_inputs(scene_), {});
    ASSERT_EQ(*reused.picture, *fresh.picture);
    ASSERT_EQ(*reused.vector, *fresh.vector);
    ASSERT_EQ(reused.false_neighbours, fresh.false_neighbours);
    ASSERT_EQ(reused.flattening->order(), scene_.flatten.order);
    ASSERT_EQ(reused.flattening->layout(), scene_.flatten.layout);
  }
}

TEST_F(FlattenResults, DistancesAreInTheOrderOfTheOrders) {
  const DistanceInputs inputs = distance_inputs(step());
  EXPECT_EQ(inputs, (DistanceInputs{Layout::chw, 3, 8, 12}));
  const DistanceTable table = compute(inputs);
  for (std::size_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(table[i], neighbour_distances(Flattening(all_orders[i], Layout::chw, 3, 8, 12)));
  }
  EXPECT_EQ(table[0].worst_vertical, 12);   // row-major: a row further down is a row's length away
  EXPECT_EQ(table[1].worst_horizontal, 8);  // column-major: a column's
}

TEST_F(FlattenResults, CorrelationReachesFourRows) {
  scene_.pictures[0] = test::picture_of(test::noise_image(generator_, 100, 100, 3));
  scene_.flatten.working_size = 100;
  const std::int64_t planes = correlation_inputs(step()).max_lag;
  EXPECT_GE(planes, 400);
  EXPECT_LT(planes, 500);
  scene_.flatten.layout = Layout::hwc;
  const std::int64_t pixels = correlation_inputs(step()).max_lag;
  EXPECT_GE(pixels, 1200);
  EXPECT_LT(pixels, 1500);
}

TEST_F(FlattenResults, CorrelationStaysInsideTheVectorAndBelowItsMost) {
  scene_.flatten.colour = false;
  scene_.flatten.working_size = 4;  // 4 x 3
  EXPECT_EQ(correlation_inputs(step()).max_lag, 11);
  scene_.flatten.working_size = 12;  // 12 x 8: four rows are fewer than 64
  EXPECT_EQ(correlation_inputs(step()).max_lag, 64);
  scene_.pictures[0] = test::picture_of(test::noise_image(generator_, 6000, 4, 3));
  scene_.flatten.working_size = 6000;
  EXPECT_EQ(correlation_inputs(step()).max_lag, 16'384);
}

TEST_F(FlattenResults, CorrelationIsThatOfTheVector) {
  const CorrelationInputs inputs = correlation_inputs(step());
  const Correlation correlation = compute(inputs);
  ASSERT_EQ(correlation.size(), static_cast<std::size_t>(inputs.max_lag) + 1);
  EXPECT_FLOAT_EQ(correlation[0], 1.0F);
  EXPECT_EQ(correlation, lag_correlation(inputs.vector->values(), inputs.max_lag));
}

}  // namespace
}  // namespace flatscope
