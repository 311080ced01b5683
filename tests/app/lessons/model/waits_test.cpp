// Steps that train: the program does it by itself, says how far it is, and takes a recorded run where that is slow.
#include "app/lessons/model/waits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/engine/computer.h"
#include "app/lessons/model/read.h"
#include "tests/app/lessons/good_lesson.h"
#include "tests/app/stages/train/model/lesson.h"

namespace flatscope {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// As small_scene() is.
constexpr std::string_view head = R"(title = "t"
[scene]
stage = "train"
[scene.train]
canvas = 10
left = ["flatten", "linear:8", "relu", "linear:10"]
right = ["conv:3:3:padding=same", "relu", "globalmaxpool", "linear:10"]
samples = 60
radius = 1
)";

constexpr std::string_view two_steps = R"([[step]]
title = "Train"
say = "It reads {accuracy left} right, and moved {mean_shift_accuracy right}."
train_epochs = 2
[step.question]
kind = "number"
ask = "What part does the left one read right?"
answer = { accuracy = "left" }
tolerance = 5
[[step]]
title = "The same"
say = "{mistakes left} wrong."
[step.scene.train]
tab = "mistakes"
)";

class StepsThatTrain : public test::SavedLessons {
 protected:
  LessonReading read(std::string_view steps) { return read_lesson(std::string(head) + std::string(steps), folder()); }
  void play(std::string_view steps) {
    view_.lesson = begin_lesson(test::good_lesson(read(steps)));
    come_to(0);
  }
  void come_to(int step) {
    view_.lesson.step = step;
    set_off(view_, results());
    computer_.request(scene(), view_);
  }
  void settle() {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    do {
      computer_.request(scene(), view_);
      worker_.collect(std::chrono::milliseconds(1));
      ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "it does not come to rest";
    } while (computer_.behind() || computer_.asks_again() || worker_.busy(Worker::Lane::background) ||
             worker_.has_deliveries());
  }
  const Scene& scene() const { return scene_of(view_.lesson); }
  const Results& results() const { return computer_.results(); }
  const NetworkState& network(std::size_t i) const { return *results().train.networks[i]; }
  StepWait wait() const { return wait_of(view_.lesson, scene(), results()); }
  std::string waits() const { return wait_words(view_.lesson, scene(), results()); }
  std::string told() const { return plain_words(step_of(view_.lesson)->say, scene(), results()); }

  ViewState view_;
  Worker worker_{{}};
  Computer computer_{worker_};
};

TEST_F(StepsThatTrain, ItTrainsByItselfAndWhatIsMeasuredFillsIn) {
  play(two_steps);
  EXPECT_TRUE(wait().trains);
  EXPECT_EQ(waits(), "training … 0 of 2 epochs");
  EXPECT_EQ(told(), "It reads … right, and moved ….");
  // Answered before it is known, and revealed when it is.
  at_hand(view_.lesson).guess.value = {50.0};
  commit(view_.lesson);
  EXPECT_THAT(outcome_of(view_.lesson, scene(), results()).truth, IsEmpty());
  settle();
  EXPECT_FALSE(wait().trains || wait().measures);
  EXPECT_EQ(waits(), "trained for 2 epochs");
  EXPECT_EQ(network(0).epochs, 2);
  EXPECT_EQ(network(1).epochs, 2);
  EXPECT_THAT(told(), ::testing::Not(HasSubstr("…")));
  const std::vector<double> truth = outcome_of(view_.lesson, scene(), results()).truth;
  ASSERT_THAT(truth, SizeIs(1));
  EXPECT_EQ(truth[0], 100.0 * network(0).last().test_accuracy);
}

TEST_F(StepsThatTrain, AStepWithTheSameSettingsDoesNotTrainAnew) {
  play(two_steps);
  settle();
  const std::shared_ptr<const NetworkState> before = results().train.networks[0];
  come_to(1);
  EXPECT_TRUE(trains(*step_of(view_.lesson)));
  EXPECT_FALSE(wait().trains);
  settle();
  EXPECT_EQ(results().train.networks[0]->steps, before->steps);
  EXPECT_EQ(results().train.networks[0]->weights, before->weights);
  // Whoever jumps there gets the run all the same.
  play(two_steps);
  come_to(1);
  settle();
  EXPECT_THAT(told(), HasSubstr(" wrong."));
  EXPECT_THAT(told(), ::testing::Not(HasSubstr("…")));
}

TEST_F(StepsThatTrain, OtherSettingsAreTrainedOnlyWhereTheStepAsksForIt) {
  play(std::string(two_steps) + "[[step]]\ntitle = \"Other\"\nsay = \"s\"\n[step.scene.train]\nbatch = 20\n");
  settle();
  come_to(2);
  EXPECT_FALSE(trains(*step_of(view_.lesson)));
  settle();
  EXPECT_EQ(network(0).epochs, 0);
  EXPECT_EQ(waits(), "");
}

TEST_F(StepsThatTrain, AnotherStageTellsWhatIsMeasured) {
  play(std::string(two_steps) +
       "[[step]]\ntitle = \"Told\"\nsay = \"{gap right} points\"\n[step.scene]\nstage = \"flatten\"\n");
  come_to(2);
  EXPECT_THAT(stages_measured(view_.lesson), ::testing::ElementsAre(Stage::train));
  settle();
  EXPECT_THAT(told(), ::testing::Not(HasSubstr("…")));
}

TEST_F(StepsThatTrain, WhatAPersonChangesIsNotWaitedFor) {
  play(two_steps);
  Scene changed = scene();
  changed.train.seed = 9;
  EXPECT_FALSE(wait_of(view_.lesson, changed, results()).trains);
}

TEST_F(StepsThatTrain, ARecordedRunIsItsWeightsAndAllNumbersAreComputed) {
  test::Lesson trained(read("[[step]]\ntitle = \"t\"\nsay = \"s\"\ntrain_epochs = 2\n").lesson->steps[0].scene);
  trained.settle();
  trained.ask(TrainCommand::Kind::play);
  save(trained, "recorded.toml");

  std::string text(two_steps);
  text.insert(text.find("[step.question]"), "recorded = \"recorded.toml\"\n");
  play(text);
  ASSERT_TRUE(step_of(view_.lesson)->recorded.has_value());
  EXPECT_TRUE(take_recording(view_.lesson));
  EXPECT_FALSE(take_recording(view_.lesson));
  EXPECT_TRUE(view_.lesson.steps[1].recorded) << "the step after it has the same run";
  settle();
  EXPECT_EQ(waits(), "This is a recorded run: this computer needs longer.");
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(network(i).steps, 0);
    EXPECT_EQ(network(i).epochs, 2);
    EXPECT_EQ(network(i).last().test_accuracy, trained.network(i).last().test_accuracy);
    EXPECT_EQ(network(i).shifts->mean, trained.network(i).shifts->mean);
  }
  EXPECT_THAT(told(), ::testing::Not(HasSubstr("…")));
  come_to(1);
  settle();
  EXPECT_EQ(network(0).steps, 0);
}

TEST_F(StepsThatTrain, ARecordedRunOfOtherSettingsIsAMistake) {
  test::Lesson trained(test::small_scene());
  trained.settle();
  trained.ask(TrainCommand::Kind::play);
  save(trained, "recorded.toml");
  const auto mistake = [&](const std::string& more) {
    const LessonReading reading = read("[[step]]\ntitle = \"t\"\nsay = \"s\"\n" + more);
    return reading.mistakes.empty() ? std::string() : reading.mistakes.front().sentence;
  };
  EXPECT_EQ(mistake("train_epochs = 2\nrecorded = \"recorded.toml\"\n"), "");
  EXPECT_THAT(mistake("train_epochs = 3\nrecorded = \"recorded.toml\"\n"), HasSubstr("trained for 2 epochs"));
  EXPECT_THAT(mistake("recorded = \"recorded.toml\"\n"), HasSubstr("without `train_epochs`"));
  EXPECT_THAT(mistake("train_epochs = 2\nrecorded = \"nowhere.toml\"\n"), HasSubstr("nowhere.toml"));
  EXPECT_THAT(mistake("train_epochs = 2\nrecorded = \"recorded.toml\"\n[step.scene.train]\nseed = 2\n"),
              HasSubstr("of other settings"));
  EXPECT_THAT(mistake("train_epochs = 900\n"), HasSubstr("from 0 to 200"));
}

}  // namespace
}  // namespace flatscope
