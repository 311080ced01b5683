// Who is taken for whom, counted by hand.
#include "app/stages/train/model/confusion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace flatscope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ConfusionOfSixSamples : public testing::Test {
 protected:
  ConfusionOfSixSamples() {
    answers_.classes = {1, 1, 0, 2, 1, 1};
    answers_.probabilities = Tensor({6, 3}, {0.3F, 0.6F, 0.1F,    // 0, read as 1
                                             0.1F, 0.8F, 0.1F,    // 1
                                             0.9F, 0.05F, 0.05F,  // 0
                                             0.2F, 0.1F, 0.7F,    // 0, read as 2
                                             0.05F, 0.9F, 0.05F,  // 0, read as 1
                                             0.3F, 0.4F, 0.3F});  // 2, read as 1
  }
  std::vector<std::uint8_t> labels_ = {0, 1, 0, 0, 0, 2};
  TestAnswers answers_;
};

TEST_F(ConfusionOfSixSamples, RowsAreWhatItIsAndColumnsWhatItIsReadAs) {
  const Confusion confusion = confusion_of(labels_, answers_, 3);
  EXPECT_THAT(confusion.counts, ElementsAre(1, 2, 1, 0, 1, 0, 0, 1, 0));
  EXPECT_EQ(confusion.at(0, 1), 2);
  EXPECT_EQ(confusion.at(1, 0), 0);
  EXPECT_THAT(confusion.of_class, ElementsAre(4, 1, 1));
  EXPECT_EQ(confusion.samples, 6);
  EXPECT_EQ(confusion.mistakes, 4);
  EXPECT_EQ(confusion.most, 2);
  EXPECT_EQ(confusion.worst, ConfusionCell(0, 1));
}

TEST_F(ConfusionOfSixSamples, WithoutAMistakeNoneIsTheWorst) {
  answers_.classes = labels_;
  const Confusion confusion = confusion_of(labels_, answers_, 3);
  EXPECT_EQ(confusion.mistakes, 0);
  EXPECT_EQ(confusion.worst, std::nullopt);
}

TEST_F(ConfusionOfSixSamples, TheSurestMistakeComesFirst) {
  EXPECT_THAT(samples_of(labels_, answers_, std::nullopt), ElementsAre(4, 3, 0, 5));
  EXPECT_THAT(samples_of(labels_, answers_, ConfusionCell{0, 1}), ElementsAre(4, 0));
  EXPECT_THAT(samples_of(labels_, answers_, ConfusionCell{0, 0}), ElementsAre(2));
  EXPECT_THAT(samples_of(labels_, answers_, ConfusionCell{2, 0}), IsEmpty());
}

TEST_F(ConfusionOfSixSamples, MistakesThatAreEquallySureStayInTheirOrder) {
  answers_.probabilities.data()[3 * 3 + 2] = 0.9F;
  EXPECT_THAT(samples_of(labels_, answers_, std::nullopt), ElementsAre(3, 4, 0, 5));
}

TEST_F(ConfusionOfSixSamples, WhatDoesNotFitTogetherIsRefused) {
  EXPECT_THROW(confusion_of(labels_, answers_, 2), std::invalid_argument);
  labels_.pop_back();
  EXPECT_THROW(confusion_of(labels_, answers_, 3), std::invalid_argument);
}

TEST(TrainingSamplesOf, OnlyTheFirstSoManyCount) {
  const std::vector<std::uint8_t> labels = {2, 0, 2, 1, 2};
  EXPECT_THAT(training_samples_of(labels, 0, 2), ElementsAre(0, 2, 4));
  EXPECT_THAT(training_samples_of(labels, 3, 2), ElementsAre(0, 2));
  EXPECT_THAT(training_samples_of(labels, 99, 1), ElementsAre(3));
  EXPECT_THAT(training_samples_of(labels, 3, 1), IsEmpty());
}

TEST(ClassesToTell, AreTheBestAndAlwaysTheTrueOne) {
  const std::vector<float> scores = {0.0F, 0.05F, 0.3F, 0.0F, 0.6F, 0.05F};
  EXPECT_EQ(classes_to_tell(scores, 2, 3), (std::vector<int>{4, 2, 1}));
  EXPECT_EQ(classes_to_tell(scores, 0, 3), (std::vector<int>{4, 2, 0}));
  EXPECT_EQ(classes_to_tell({scores.data(), 2}, 0, 3), (std::vector<int>{1, 0}));
}

}  // namespace
}  // namespace flatscope
