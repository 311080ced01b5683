#include "app/engine/computer.h"

#include <gtest/gtest.h>

#include <future>

#include "tests/app/support.h"

namespace flatscope {
namespace {

class Computed : public testing::Test {
 protected:
  Computed() {
    scene_.pictures = {test::picture_of(test::noise_image(generator_, 40, 30, 3))};
    scene_.shift.working_size = 24;
  }
  void settle() {
    computer_.request(scene_);
    worker_.finish();
  }
  // Holds the frame lane until the future's promise is kept.
  void hold(std::shared_future<void> opened) {
    worker_.submit(Worker::Lane::frame, "gate",
                   [opened]() -> Worker::Delivery {
                     opened.wait();
                     return {};
                   },
                   {});
  }
  Generator generator_{41};
  Scene scene_;
  Worker worker_{{}};
  Computer computer_{worker_};
};

TEST_F(Computed, TheFlattenStageHasAllItsResults) {
  computer_.request(scene_);
  EXPECT_TRUE(computer_.behind());
  worker_.finish();
  EXPECT_FALSE(computer_.behind());
  const Results& results = computer_.results();
  ASSERT_TRUE(results.flatten);
  ASSERT_TRUE(results.distances);
  ASSERT_TRUE(results.correlation);
  EXPECT_EQ(results.flatten.inputs, flatten_inputs(scene_));
  EXPECT_EQ(results.distances.inputs, distance_inputs(*results.flatten));
  EXPECT_EQ(results.correlation.inputs.vector, results.flatten->vector);
  EXPECT_EQ(*results.correlation, compute(results.correlation.inputs));
  EXPECT_FALSE(results.shift);  // nobody looks at that stage
  EXPECT_FALSE(results.object);
}

TEST_F(Computed, TheShiftStageHasAllItsResults) {
  scene_.stage = Stage::shift;
  settle();
  const Results& results = computer_.results();
  ASSERT_TRUE(results.object);
  ASSERT_TRUE(results.shift);
  EXPECT_EQ(results.object.inputs, object_inputs(scene_));
  EXPECT_EQ(results.shift.inputs, layer_inputs(scene_, results.object.value));
  EXPECT_FALSE(results.flatten);
}

TEST_F(Computed, EqualInputsAskForNothing) {
  settle();
  const Results before = computer_.results();
  scene_.flatten.pinned = Place{0, 1, 1};
  scene_.flatten.unroll = 0.5F;
  computer_.request(scene_);
  EXPECT_FALSE(computer_.behind());
  EXPECT_FALSE(worker_.busy(Worker::Lane::frame));
  worker_.finish();
  EXPECT_EQ(computer_.results().flatten.value, before.flatten.value);
}

TEST_F(Computed, ADragKeepsTheObjectAndBefore) {
  scene_.stage = Stage::shift;
  settle();
  const Results first = computer_.results();
  scene_.shift.dx = 3;
  settle();
  const Results& second = computer_.results();
  EXPECT_EQ(second.object.value, first.object.value);
  EXPECT_EQ(second.shift->before, first.shift->before);
  EXPECT_NE(second.shift.value, first.shift.value);
  EXPECT_EQ(second.shift.inputs.dx, 3);
}

TEST_F(Computed, ObjectAndLayersChangeTogether) {
  scene_.stage = Stage::shift;
  settle();
  scene_.shift.object = ObjectKind::digit;
  scene_.shift.dy = 2;
  computer_.request(scene_);
  while (computer_.behind()) {
    worker_.collect(std::chrono::milliseconds(1));
    const Results& results = computer_.results();
    ASSERT_EQ(results.shift.inputs.object, results.object.value);
    ASSERT_EQ(results.shift.inputs.dy, results.object.inputs.object == ObjectKind::digit ? 2 : 0);
  }
  EXPECT_EQ(computer_.results().object.inputs.object, ObjectKind::digit);
}

TEST_F(Computed, AChangeTakenBackIsNotOverwrittenByTheLateAnswer) {
  settle();
  const auto shown = computer_.results().flatten.value;
  const Scene first = scene_;
  scene_.flatten.order = Order::hilbert;
  computer_.request(scene_);
  while (worker_.busy(Worker::Lane::frame)) std::this_thread::yield();  // done, not yet delivered
  computer_.request(first);
  EXPECT_FALSE(computer_.behind());
  worker_.finish();
  EXPECT_EQ(computer_.results().flatten.value, shown);
  EXPECT_EQ(computer_.results().flatten.inputs.order, Order::row_major);
  computer_.request(scene_);  // and it can be asked for again
  worker_.finish();
  EXPECT_EQ(computer_.results().flatten.inputs.order, Order::hilbert);
}

TEST_F(Computed, EachStepOfALongDragIsSeen) {
  scene_.stage = Stage::shift;
  settle();
  scene_.shift.dx = 1;
  computer_.request(scene_);
  while (worker_.busy(Worker::Lane::frame)) std::this_thread::yield();
  std::promise<void> gate;
  hold(gate.get_future().share());
  scene_.shift.dx = 2;
  computer_.request(scene_);
  worker_.collect();
  // The answer to 1 came after 2 was asked for; still newer than what was shown.
  EXPECT_EQ(computer_.results().shift.inputs.dx, 1);
  EXPECT_TRUE(computer_.behind());
  gate.set_value();
  worker_.finish();
  EXPECT_EQ(computer_.results().shift.inputs.dx, 2);
  EXPECT_FALSE(computer_.behind());
}

TEST_F(Computed, OnlyTheNewestOfManyRequestsIsComputed) {
  scene_.stage = Stage::shift;
  settle();
  std::promise<void> gate;
  hold(gate.get_future().share());
  for (int dx = 1; dx <= 20; ++dx) {
    scene_.shift.dx = dx;
    computer_.request(scene_);
  }
  gate.set_value();
  int seen = 0, last = 0;
  while (computer_.behind()) {
    worker_.collect(std::chrono::milliseconds(1));
    const int dx = computer_.results().shift.inputs.dx;
    if (dx != last) ++seen;
    last = dx;
  }
  EXPECT_EQ(last, 20);
  EXPECT_EQ(seen, 1);
}

TEST_F(Computed, RandomRequestsEndWithTheScene) {
  const std::vector<Picture> pictures = {scene_.pictures[0],
                                         test::picture_of(test::noise_image(generator_, 20, 31, 4))};
  for (int i = 0; i < 200; ++i) {
    scene_ = test::random_scene(generator_, pictures);
    computer_.request(scene_);
    if (test::coin(generator_)) worker_.collect(std::chrono::microseconds(test::below(generator_, 300)));
    if (i % 20 != 19) continue;
    worker_.finish();
    ASSERT_FALSE(computer_.behind());
    ASSERT_FALSE(computer_.take_error());
    const Results& results = computer_.results();
    if (scene_.stage == Stage::flatten) {
      ASSERT_EQ(results.flatten.inputs, flatten_inputs(scene_));
      ASSERT_EQ(results.distances.inputs, distance_inputs(*results.flatten));
      ASSERT_EQ(results.correlation.inputs, correlation_inputs(*results.flatten));
    } else if (scene_.stage == Stage::convolve) {
      ASSERT_EQ(results.convolve.inputs, convolve_inputs(scene_));
    } else if (scene_.stage == Stage::shift) {
      ASSERT_EQ(results.object.inputs, object_inputs(scene_));
      ASSERT_EQ(results.shift.inputs, layer_inputs(scene_, results.object.value));
    }
  }
}

TEST_F(Computed, AFailureIsASentenceAndLeavesTheResults) {
  scene_.stage = Stage::shift;
  settle();
  const auto shown = computer_.results().shift.value;
  // A picture four pixels high at most: nothing is left for pooling after a stride of 4.
  Scene narrow = scene_;
  narrow.pictures = {test::picture_of(test::noise_image(generator_, 64, 2, 1))};
  narrow.shift.object = ObjectKind::picture;
  narrow.shift.stride = 4;
  narrow.shift.pooling = Pooling::max;
  computer_.request(narrow);
  worker_.finish();
  const auto error = computer_.take_error();
  ASSERT_TRUE(error);
  EXPECT_GT(error->size(), 20U);
  EXPECT_FALSE(computer_.take_error());  // said once
  EXPECT_EQ(computer_.results().shift.value, shown);
  EXPECT_FALSE(computer_.behind());
  computer_.request(narrow);  // not tried again each frame
  EXPECT_FALSE(worker_.busy(Worker::Lane::frame));
  worker_.finish();
  EXPECT_FALSE(computer_.take_error());

  scene_.shift.dx = 1;
  settle();
  EXPECT_EQ(computer_.results().shift.inputs.dx, 1);
}

TEST(Computer, MayGoBeforeItsAnswersArrive) {
  Generator generator(42);
  Scene scene;
  scene.pictures = {test::picture_of(test::noise_image(generator, 40, 30, 3))};
  Worker worker({});
  {
    Computer computer(worker);
    computer.request(scene);
  }
  worker.finish();
  SUCCEED();  // the sanitizers say whether anything was touched
}

}  // namespace
}  // namespace flatscope
