#include "app/stages/train/model/hunger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/engine/scene.h"
#include "app/stages/train/model/hunger_series.h"
#include "app/stages/train/model/series_words.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

// Shapes on 8 x 8, two tiny networks, few samples.
TrainScene small_scene() {
  TrainScene scene;
  scene.data.kind = DataKind::shapes;
  scene.data.canvas = 8;
  scene.networks = {parse_layers("flatten linear:5"), parse_layers("conv:2:3 relu globalmaxpool linear:5")};
  scene.hunger = {.from = 10, .to = 40, .points = 2, .moved = 1};
  scene.radius = 1;
  return scene;
}

std::shared_ptr<const TrainData> data_of(const TrainScene& train) {
  Scene scene;
  scene.train = train;
  DataLoading loading(data_inputs(scene));
  while (loading.advance()) {
  }
  return loading.take();
}

// The first so many of the test part alone: the rest is not what is tried here.
std::shared_ptr<const TrainData> small_data(std::int64_t tests = 30) {
  auto data = std::make_shared<TrainData>(*data_of(small_scene()));
  Dataset set = *data->set;
  Shape shape = set.test.images.shape();
  shape[0] = tests;
  set.test.images =
      Tensor(shape, std::vector<float>(set.test.images.data(), set.test.images.data() + element_count(shape)));
  set.test.labels.resize(static_cast<std::size_t>(tests));
  data->set = std::make_shared<const Dataset>(std::move(set));
  return data;
}

constexpr GainRule short_rule{.check_steps = 5, .patience = 2, .most_steps = 60};

std::vector<HungerPoint> in_one_go(HungerInputs inputs, const GainRule& rule = short_rule) {
  HungerSeries series(std::move(inputs), {"A", "B"}, {}, rule);
  while (series.advance()) {
  }
  return series.published()->points;
}

void expect_same(const std::vector<HungerPoint>& a, const std::vector<HungerPoint>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].steps, b[i].steps) << i;
    EXPECT_EQ(a[i].gave_up, b[i].gave_up) << i;
    EXPECT_EQ(a[i].train_accuracy, b[i].train_accuracy) << i;
    EXPECT_EQ(a[i].middle, b[i].middle) << i;
    EXPECT_EQ(a[i].over_shifts, b[i].over_shifts) << i;
  }
}

TEST(HungerPlan, NumbersOfSamplesAreEvenOnALogarithmicScaleAndRound) {
  EXPECT_EQ(hunger_samples({.points = 6}), (std::vector<std::int64_t>{38, 76, 150, 300, 600, 1200}));
  EXPECT_EQ(hunger_samples({.from = 10, .to = 1000, .points = 3}), (std::vector<std::int64_t>{10, 100, 1000}));
  EXPECT_EQ(hunger_samples({.from = 37, .to = 1234, .points = 2}), (std::vector<std::int64_t>{37, 1234}));
  EXPECT_EQ(hunger_samples({.from = 10, .to = 12, .points = 6}), (std::vector<std::int64_t>{10, 11, 12}));
  EXPECT_EQ(hunger_samples({.from = 10, .to = 10, .points = 6}), (std::vector<std::int64_t>{10}));
}

TEST(HungerPlan, TheCheapOnesComeFirst) {
  const std::vector<HungerPoint> points = planned_points({.points = 6});
  ASSERT_EQ(points.size(), 24U);
  for (std::size_t i = 1; i < points.size(); ++i) EXPECT_LE(points[i - 1].samples, points[i].samples);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(points[i].samples, 38);
    EXPECT_EQ(points[i].moved, i >= 2);
    EXPECT_EQ(points[i].network, static_cast<int>(i % 2));
  }
}

TEST(HungerPlan, BelongsToDataNetworksAndSettingsButNotToTheSamplesOfLearning) {
  TrainScene scene = small_scene();
  const auto data = small_data();
  const HungerInputs inputs = hunger_inputs(scene, data);
  scene.samples = 77;
  scene.moved = 3;
  EXPECT_TRUE(what_differs(inputs, hunger_inputs(scene, data)).empty());
  EXPECT_TRUE(what_differs(inputs, hunger_inputs(scene, small_data())).empty()) << "the same data, read once more";
  TrainScene other = scene;
  other.networks[1].front().out = 3;
  EXPECT_EQ(what_differs(inputs, hunger_inputs(other, data)), std::vector<std::string>{"the right network"});
  other = scene;
  other.seed = 9;
  EXPECT_EQ(what_differs(inputs, hunger_inputs(other, data)), std::vector<std::string>{"the seed"});
  other = scene;
  other.weight_decay = 0.01;
  EXPECT_EQ(what_differs(inputs, hunger_inputs(other, data)), std::vector<std::string>{"how it is trained"});
  other = scene;
  other.hunger.moved = 2;
  EXPECT_EQ(what_differs(inputs, hunger_inputs(other, data)), std::vector<std::string>{"the plan"});
  other = scene;
  other.data.canvas = 9;
  EXPECT_EQ(what_differs(inputs, hunger_inputs(other, data_of(other))), std::vector<std::string>{"the data"});
}

TEST(HungerPlan, AsksForNoMoreSamplesThanThereAre) {
  TrainScene scene = small_scene();
  scene.hunger = {.from = 2000, .to = 50'000, .points = 3};
  const auto data = small_data();
  const HungerInputs inputs = hunger_inputs(scene, data);
  const auto all = static_cast<int>(data->set->train.labels.size());
  EXPECT_EQ(inputs.plan.to, all);
  EXPECT_EQ(inputs.plan.from, std::min(2000, all));
}

TEST(HungerSeries, EachPointIsATrainingOfItsOwn) {
  const HungerInputs inputs = hunger_inputs(small_scene(), small_data());
  const std::vector<HungerPoint> points = in_one_go(inputs);
  ASSERT_EQ(points.size(), 8U);
  for (const HungerPoint& point : points) {
    ASSERT_TRUE(point.known());
    TrainSettings settings = inputs.settings[static_cast<std::size_t>(point.network)];
    settings.samples = point.samples;
    settings.augment_shift = point.moved ? 1 : 0;
    TrainRun run(settings, inputs.data->set);
    while (run.steps() < point.steps) run.step();
    EXPECT_EQ(point.middle, run.test_accuracy());
    if (!point.moved) {
      EXPECT_EQ(point.train_accuracy, run.train_accuracy());
    }
    const auto& set = inputs.data->set;
    ShiftSweep sweep(run.predictor(), std::shared_ptr<const LabelledImages>(set, &set->test), {}, 1);
    while (sweep.advance()) {
    }
    EXPECT_EQ(point.over_shifts, sweep.mean());
  }
}

TEST(HungerSeries, LookingAtItInBetweenChangesNothing) {
  const HungerInputs inputs = hunger_inputs(small_scene(), small_data());
  const std::vector<HungerPoint> whole = in_one_go(inputs);
  HungerSeries series(inputs, {"A", "B"}, {}, short_rule);
  std::size_t now = 0;
  double share = 0.0;
  bool goes_on = true;
  while (goes_on) {
    goes_on = series.advance();
    const auto seen = series.published();
    EXPECT_GE(seen->now, now);
    if (seen->now == now && goes_on) {
      EXPECT_GE(seen->in_hand.share, share);
    }
    EXPECT_LE(seen->in_hand.share, 1.0);
    now = seen->now;
    share = seen->in_hand.share;
  }
  EXPECT_FALSE(series.advance());
  expect_same(series.published()->points, whole);
  EXPECT_EQ(series.published()->seconds_left, 0.0);
}

TEST(HungerSeries, TheTestPartHasNoSayInWhenATrainingEnds) {
  const HungerInputs inputs = hunger_inputs(small_scene(), small_data());
  auto other = std::make_shared<TrainData>(*inputs.data);
  Dataset set = *other->set;
  for (std::uint8_t& label : set.test.labels) label = static_cast<std::uint8_t>((label + 1) % 5);
  other->set = std::make_shared<const Dataset>(std::move(set));
  HungerInputs changed = inputs;
  changed.data = other;
  const std::vector<HungerPoint> a = in_one_go(inputs), b = in_one_go(changed);
  bool differs = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].steps, b[i].steps);
    EXPECT_EQ(a[i].train_accuracy, b[i].train_accuracy);
    differs = differs || a[i].middle != b[i].middle;
  }
  EXPECT_TRUE(differs);
}

TEST(HungerSeries, SaysWhichWereStillGaining) {
  const HungerInputs inputs = hunger_inputs(small_scene(), small_data());
  GainRule rule = short_rule;
  rule.most_steps = 5;
  for (const HungerPoint& point : in_one_go(inputs, rule)) {
    EXPECT_TRUE(point.gave_up);
    EXPECT_EQ(point.steps, point.samples == 10 ? 5 : 6) << "whole epochs";
  }
  rule = short_rule;
  rule.gain = 0.9;
  rule.most_steps = 1000;
  for (const HungerPoint& point : in_one_go(inputs, rule)) EXPECT_FALSE(point.gave_up);
}

TEST(HungerSeries, ANetworkThatCannotBeTrainedLeavesTheOtherToGoOn) {
  TrainScene scene = small_scene();
  scene.networks[1] = parse_layers("conv:2:30 relu globalmaxpool linear:5");
  HungerSeries series(hunger_inputs(scene, small_data()), {"A", "B"}, {"", ""}, short_rule);
  while (series.advance()) {
  }
  const auto known = series.published();
  for (const HungerPoint& point : known->points) {
    EXPECT_TRUE(point.done);
    EXPECT_EQ(point.problem.empty(), point.network == 0) << point.problem;
  }
  HungerSeries refused(hunger_inputs(small_scene(), small_data()), {"A", "B"}, {"Too large.", ""}, short_rule);
  while (refused.advance()) {
  }
  const auto others = refused.published();
  for (const HungerPoint& point : others->points) EXPECT_EQ(point.problem, point.network == 0 ? "Too large." : "");
}

// Two networks at 10, 100 and 1,000 samples, moved, over all shifts.
HungerResult made_up(std::array<double, 3> left, std::array<double, 3> right) {
  HungerResult result;
  result.names = {"MLP", "CNN"};
  result.inputs.plan = {.from = 10, .to = 1000, .points = 3};
  result.points = planned_points(result.inputs.plan);
  for (HungerPoint& point : result.points) {
    point.done = true;
    const std::size_t at = point.samples == 10 ? 0 : point.samples == 100 ? 1 : 2;
    point.over_shifts = !point.moved ? 0.1 : point.network == 0 ? left[at] : right[at];
    point.middle = point.train_accuracy = 0.5;
  }
  result.now = result.points.size();
  return result;
}

TEST(HungerFinding, HowManyThatTheOtherNeeds) {
  const HungerResult result = made_up({0.3, 0.6, 0.8}, {0.6, 0.9, 0.95});
  const HungerFinding finding = finding_of(result);
  EXPECT_EQ(finding.frugal, 1);
  EXPECT_EQ(finding.few, 100);
  EXPECT_EQ(finding.many, 1000);
  EXPECT_EQ(finding.most, 1000);
  EXPECT_EQ(samples_to_reach(result, 0, true, 0.6), 100);
  EXPECT_EQ(samples_to_reach(result, 0, true, 0.9), std::nullopt);
  EXPECT_EQ(samples_to_reach(result, 0, false, 0.2), std::nullopt);
  EXPECT_EQ(hunger_titles(&result).front(),
            "Over all shifts, 100 moved pictures do more for the CNN than 1,000 for the MLP");
  EXPECT_EQ(reach_words(result, 10),
            "From 10 moved pictures the CNN reads 60.0 % over all shifts. The MLP needs 100 for as much.");
  EXPECT_EQ(
      reach_words(result, 100),
      "From 100 moved pictures the CNN reads 90.0 % over all shifts. The MLP does not get there with 1,000: 80.0 % at "
      "its best, from 1,000.");
}

TEST(HungerFinding, ClaimsNothingOfANetworkThatWasStillGaining) {
  HungerResult result = made_up({0.3, 0.6, 0.8}, {0.6, 0.9, 0.95});
  for (HungerPoint& point : result.points)
    if (point.network == 0 && point.moved && point.samples == 1000) point.gave_up = true;
  EXPECT_TRUE(finding_of(result).other_gave_up);
  EXPECT_EQ(hunger_titles(&result).front(), hunger_titles(nullptr).front());
  EXPECT_NE(gave_up_words(result).find("MLP, moved from 1,000"), std::string::npos) << gave_up_words(result);
}

TEST(HungerFinding, SaysNothingBeforeBothAreKnownOrWhereTheOtherIsNoWorse) {
  HungerResult result = made_up({0.3, 0.6, 0.8}, {0.6, 0.9, 0.95});
  for (HungerPoint& point : result.points) point.done = point.network == 0;
  EXPECT_EQ(finding_of(result).frugal, -1);
  EXPECT_EQ(hunger_titles(&result).front(), hunger_titles(nullptr).front());
  // Ahead only with the most pictures: that is no claim about few and many.
  result = made_up({0.3, 0.6, 0.9}, {0.3, 0.6, 0.95});
  EXPECT_EQ(finding_of(result).few, 1000);
  EXPECT_EQ(hunger_titles(&result).front(), hunger_titles(nullptr).front());
  // The left one may be the frugal one.
  EXPECT_EQ(finding_of(made_up({0.6, 0.9, 0.95}, {0.3, 0.6, 0.8})).frugal, 0);
}

TEST(HungerCsv, HasALineForEachPointThatIsKnown) {
  HungerResult result = made_up({0.3, 0.6, 0.8}, {0.6, 0.9, 0.95});
  result.names[0] = "MLP, left";
  result.points.back().done = false;
  result.test_samples = 597;
  result.shift_samples = 100;
  result.places = 289;
  const std::string csv = hunger_csv(result);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 12);
  EXPECT_EQ(
      csv.substr(0, csv.find('\n')),
      "network,moved_while_training,training_samples,steps,still_gaining,train_accuracy,test_accuracy,over_shifts,"
      "test_samples,shift_test_samples,shifts");
  EXPECT_NE(csv.find("\"MLP, left\",0,10,0,no,0.5,0.5,0.1,597,100,289\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find("CNN,8,100,0,no,0.5,0.5,0.9,597,100,289\n"), std::string::npos) << csv;
}

TEST(Hunger, ThePlanSaysAfterHowManyStepsATrainingIsGivenUp) {
  TrainScene scene = small_scene();
  scene.hunger.most_steps = 30;
  for (const HungerPoint& point : in_one_go(hunger_inputs(scene, small_data()))) EXPECT_LE(point.steps, 30);
}

TEST(Hunger, ALessonIsOverInFiveMinutes) {
  const HungerSettings plan;
  constexpr double steps_a_second = 122.0;  // of two cores that draw as well
  const auto steps = static_cast<double>(planned_points(plan).size()) * plan.most_steps;
  EXPECT_LE(steps / steps_a_second, 300.0);
}

}  // namespace
}  // namespace flatscope
