#include "app/stages/train/model/remarks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flatscope {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct Course {
  double loss, train, test;
};

std::vector<EpochPoint> curve_of(const std::vector<Course>& epochs, std::int64_t steps_an_epoch = 38) {
  std::vector<EpochPoint> curve(1);
  for (const Course& one : epochs)
    curve.push_back({.epoch = curve.back().epoch + 1,
                     .steps = curve.back().steps + steps_an_epoch,
                     .loss = one.loss,
                     .train_accuracy = one.train,
                     .test_accuracy = one.test});
  return curve;
}

std::vector<Course> flat(std::size_t epochs) { return std::vector<Course>(epochs, {2.303, 0.1, 0.1}); }

Health one_class() {
  Health health;
  health.only_class = 2;
  health.sentences = {"Every picture gets the class \"2\"."};
  return health;
}

Health dead_units() {
  Health health;
  health.units = 128;
  health.dead = 95;
  health.sentences = {"95 of 128 units behind a ReLU are dead."};
  return health;
}

TEST(Remarks, NothingIsSettledInTheFirstEpochs) {
  EXPECT_THAT(settled_trouble(one_class(), curve_of(flat(4)), 10), IsEmpty());
  EXPECT_THAT(settled_trouble(one_class(), curve_of(flat(5)), 10), SizeIs(3));
  EXPECT_THAT(settled_trouble(Health{}, curve_of(flat(9)), 10), IsEmpty());
  // Ten epochs of one step are but ten steps.
  EXPECT_THAT(settled_trouble(one_class(), curve_of(flat(10), 1), 10), IsEmpty());
}

TEST(Remarks, WhoGetsBetterHasNoTrouble) {
  std::vector<Course> falling;
  for (int i = 0; i < 8; ++i) falling.push_back({2.3 - 0.05 * i, 0.1, 0.1});
  EXPECT_THAT(settled_trouble(one_class(), curve_of(falling), 10), IsEmpty());
  EXPECT_THAT(settled_trouble(dead_units(), curve_of(falling), 10), IsEmpty());
  // Dead units are no trouble for a network that reads more than guessing would.
  const std::vector<Course> reads(8, {0.5, 0.9, 0.9});
  EXPECT_THAT(settled_trouble(dead_units(), curve_of(reads), 10), IsEmpty());
  const std::vector<std::string> dead = settled_trouble(dead_units(), curve_of(flat(8)), 10);
  ASSERT_FALSE(dead.empty());
  EXPECT_THAT(dead[0], HasSubstr("95 of 128"));
  EXPECT_THAT(dead[1], HasSubstr("95 of 128 units are dead"));
  // A loss that jumps about is none that falls.
  std::vector<Course> jumping;
  for (const double loss : {9.0, 2.4, 2.9, 2.5, 2.9, 2.45, 2.8, 2.4}) jumping.push_back({loss, 0.1, 0.1});
  EXPECT_THAT(settled_trouble(one_class(), curve_of(jumping), 10), Not(IsEmpty()));
  // One class for everything may be right for most of a lopsided training part.
  const std::vector<Course> lopsided(8, {0.7, 0.6, 0.6});
  EXPECT_THAT(settled_trouble(one_class(), curve_of(lopsided), 2), Not(IsEmpty()));
}

NetworkState state_of(const std::vector<Course>& epochs) {
  NetworkState state;
  state.curve = std::make_shared<const std::vector<EpochPoint>>(curve_of(epochs));
  return state;
}

std::string remark(const std::vector<Course>& epochs, bool rests = true) {
  const std::vector<std::string> words = curve_remark(state_of(epochs), rests);
  return words.empty() ? "" : words.front();
}

TEST(Remarks, TheCurveSaysWhatIsKnownByHeart) {
  EXPECT_THAT(remark({{0.01, 1.0, 0.9}}), HasSubstr("by heart"));
  EXPECT_EQ(remark({{0.01, 1.0, 0.92}}), "");
  EXPECT_EQ(remark({{0.01, 0.98, 0.8}}), "");
  EXPECT_THAT(remark({{0.3, 0.88, 0.903}}), HasSubstr("test is ahead"));
  EXPECT_EQ(remark({{0.3, 0.88, 0.885}}), "");
}

TEST(Remarks, ACurveThatStillRisesIsToldAtRest) {
  std::vector<Course> rising;
  for (int i = 0; i < 8; ++i) rising.push_back({1.0, 0.4 + 0.02 * i, 0.4 + 0.02 * i});
  EXPECT_THAT(remark(rising), HasSubstr("Still rising"));
  EXPECT_EQ(remark(rising, false), "");
  EXPECT_EQ(remark(std::vector<Course>(8, {1.0, 0.6, 0.6})), "");
}

TEST(Remarks, WhyItStoppedComesBeforeAllElse) {
  NetworkState state = state_of(flat(6));
  EXPECT_THAT(what_is_wrong(state), IsEmpty());
  state.trouble = {"It does not learn"};
  EXPECT_EQ(what_is_wrong(state).front(), "It does not learn");
  EXPECT_THAT(curve_remark(state, true), IsEmpty());
  state.stopped = "After 3 steps the loss is no number any more.";
  EXPECT_EQ(what_is_wrong(state).front(), state.stopped);
}

}  // namespace
}  // namespace flatscope
