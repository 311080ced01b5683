// What the lessons that train say of their networks, trained here as their steps have it: measured, never written down.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "app/lessons/model/library.h"
#include "app/lessons/model/read.h"
#include "app/stages/train/model/data.h"
#include "app/stages/train/model/results.h"
#include "core/training/run.h"

namespace flatscope {
namespace {

class TrainingLesson {
 public:
  explicit TrainingLesson(std::string_view name) : lesson_(*read_lesson_file(find_lesson(name)).lesson) {}

  // A network of the step, counted from 1, after all its epochs.
  TrainRun trained(std::size_t step, std::size_t network) const {
    const Step& one = lesson_.steps.at(step - 1);
    EXPECT_GT(one.train_epochs, 0) << one.title;
    DataLoading loading(data_inputs(one.scene));
    while (loading.advance()) {
    }
    TrainRun run(train_settings(one.scene.train, network), loading.take()->set);
    for (std::int64_t i = 0; i < one.train_epochs * run.steps_an_epoch(); ++i) run.step();
    return run;
  }

 private:
  Lesson lesson_;
};

constexpr std::size_t left = 0, right = 1;

// Accuracy with every test sample so many pixels further to the right.
double accuracy_moved(TrainRun& run, std::int64_t dx) {
  LabelledImages moved = run.data().test;
  const std::int64_t width = moved.images.shape().back(), rows = moved.images.size() / width;
  for (std::int64_t row = 0; row < rows; ++row) {
    float* const at = moved.images.data() + row * width;
    std::copy_backward(at, at + width - dx, at + width);
    std::fill(at, at + dx, 0.0F);
  }
  return run.accuracy(moved);
}

TEST(LessonThatTrains, ByHeartEveryTrainingDigitAndFarFewerOfTheOthers) {
  const TrainingLesson lesson("by-heart");
  TrainRun large = lesson.trained(2, left), small = lesson.trained(2, right), more = lesson.trained(5, left);
  EXPECT_EQ(large.train_accuracy(), 1.0);
  EXPECT_GT(small.train_accuracy() - small.test_accuracy(), 0.1);  // it is not the number of parameters alone
  EXPECT_LT(large.test_accuracy(), 0.9);
  EXPECT_GT(large.test_accuracy(), 0.5);
  const double gap = large.train_accuracy() - large.test_accuracy(),
               with_more = more.train_accuracy() - more.test_accuracy();
  EXPECT_GT(gap, 0.1);
  EXPECT_LT(with_more, gap / 3.0);
}

TEST(LessonThatTrains, ShuffledTheDenseNetworkLosesNothingAndTheCnnSome) {
  const TrainingLesson lesson("shuffled");
  TrainRun dense = lesson.trained(1, left), cnn = lesson.trained(1, right);
  TrainRun dense_shuffled = lesson.trained(3, left), cnn_shuffled = lesson.trained(3, right);
  EXPECT_TRUE(dense_shuffled.settings().shuffle_pixels);
  EXPECT_NEAR(dense_shuffled.test_accuracy(), dense.test_accuracy(), 0.015);
  EXPECT_LT(cnn_shuffled.test_accuracy(), cnn.test_accuracy() - 0.03);
  EXPECT_GT(cnn_shuffled.test_accuracy(), 0.5);  // "still far above guessing"
}

TEST(LessonThatTrains, MovedOnlyTheHeadThatForgetsWhereKeepsUp) {
  const TrainingLesson lesson("head-decides");
  TrainRun dense = lesson.trained(1, left), pooled = lesson.trained(1, right);
  EXPECT_GT(dense.test_accuracy(), 0.9);
  EXPECT_LT(accuracy_moved(dense, 2), 0.3);  // "little better than guessing"
  EXPECT_NEAR(accuracy_moved(pooled, 2), pooled.test_accuracy(), 0.02);
  TrainRun dense_head = lesson.trained(4, left), pooled_head = lesson.trained(4, right);
  EXPECT_GT(dense_head.test_accuracy(), 0.9);
  EXPECT_LT(accuracy_moved(dense_head, 3), 0.5);
  EXPECT_NEAR(accuracy_moved(pooled_head, 3), pooled_head.test_accuracy(), 0.02);
}

}  // namespace
}  // namespace flatscope
