#include "app/platform/pace.h"

#include <gtest/gtest.h>

#include <optional>

namespace flatscope {
namespace {

using Due = std::optional<double>;

// A frame that begins at `begun` and is on the screen a tenth later.
Pace::Frame frame_at(double begun) {
  Pace::Frame frame;
  frame.begun = begun;
  frame.shown = begun + 0.1;
  return frame;
}

// Draws what an event asks for, until nothing is due any more; how many frames that takes.
int frames_until_quiet(Pace& pace, double& now) {
  int frames = 0;
  for (Due due = pace.due_in(now, false); due && frames < 20; due = pace.due_in(now, false)) {
    now += *due;
    pace.drawn(frame_at(now));
    now += 0.1;
    ++frames;
  }
  return frames;
}

TEST(Pacing, TheFirstFrameIsDueAtOnceAndThenNothing) {
  Pace pace;
  double now = 5.0;
  EXPECT_EQ(pace.due_in(now, false), Due(0.0));
  EXPECT_EQ(frames_until_quiet(pace, now), 3);
  EXPECT_EQ(pace.due_in(now + 1000.0, false), Due());
}

TEST(Pacing, AnEventIsAnsweredAtOnceAndFollowedByTwoFramesWithAPause) {
  Pace pace;
  double now = 0.0;
  frames_until_quiet(pace, now);
  pace.stir();
  EXPECT_EQ(pace.due_in(now, false), Due(0.0));
  pace.drawn(frame_at(now));
  now += 0.1;
  const Due pause = pace.due_in(now, false);
  ASSERT_TRUE(pause);
  EXPECT_GT(*pause, 0.005);
  EXPECT_LT(*pause, 0.02);
  pace.stir();  // the next event does not wait for it
  EXPECT_EQ(pace.due_in(now, false), Due(0.0));
  EXPECT_EQ(frames_until_quiet(pace, now), 3);
}

TEST(Pacing, NewsAreShownAtOnceEvenWhileThePictureIsBehind) {
  Pace pace;
  Pace::Frame frame = frame_at(0.0);
  frame.behind = true;
  pace.drawn(frame);
  EXPECT_EQ(pace.due_in(0.1, true), Due(0.0));
}

TEST(Pacing, WhileThePictureIsBehindEventsWaitUntilThreeHundredthsAfterTheFrameBefore) {
  Pace pace;
  Pace::Frame frame = frame_at(1.0);
  frame.shown = 1.01;
  frame.behind = true;
  pace.drawn(frame);
  pace.stir();
  EXPECT_NEAR(pace.due_in(1.01, false).value_or(-1.0), 0.02, 1e-9);
  EXPECT_EQ(pace.due_in(1.05, false), Due(0.0));
}

TEST(Pacing, AFrameThatWantsAnotherGetsItThen) {
  Pace pace;
  double now = 0.0;
  frames_until_quiet(pace, now);
  pace.stir();
  Pace::Frame frame = frame_at(now);
  for (int i = 0; i < 3; ++i) {
    frame.again = 7.0;
    pace.drawn(frame);
  }
  EXPECT_NEAR(pace.due_in(frame.shown, false).value_or(-1.0), 7.0, 1e-9);
  frame.again = 0.0;
  pace.drawn(frame);
  EXPECT_GT(pace.due_in(frame.shown, false).value_or(-1.0), 0.0);
  EXPECT_LT(pace.due_in(frame.shown, false).value_or(-1.0), 0.01);
  frame.again.reset();
  pace.drawn(frame);
  EXPECT_EQ(pace.due_in(frame.shown, false), Due());
}

TEST(Pacing, InputThatWasLeftOverIsHandedOnWithoutAnEvent) {
  Pace pace;
  double now = 0.0;
  frames_until_quiet(pace, now);
  Pace::Frame frame = frame_at(now);
  frame.left_over = true;
  pace.drawn(frame);
  EXPECT_TRUE(pace.due_in(frame.shown, false));
  now = frame.shown;
  EXPECT_EQ(frames_until_quiet(pace, now), 2);
}

TEST(Pacing, AskingDrawsNothingAndChangesNothing) {
  Pace pace;
  pace.drawn(frame_at(0.0));
  const Due due = pace.due_in(0.1, false);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(pace.due_in(0.1, false), due);
}

}  // namespace
}  // namespace flatscope
