#include "app/engine/history.h"

#include <gtest/gtest.h>

namespace flatscope {
namespace {

Scene numbered(int number) {
  Scene scene;
  scene.shift.dx = number;
  return scene;
}

TEST(History, UndoesAndRedoes) {
  History history(numbered(0));
  EXPECT_FALSE(history.can_undo());
  EXPECT_FALSE(history.undo());
  EXPECT_TRUE(history.commit(numbered(1)));
  EXPECT_TRUE(history.commit(numbered(2)));
  EXPECT_EQ(history.undo(), numbered(1));
  EXPECT_EQ(history.undo(), numbered(0));
  EXPECT_FALSE(history.undo());
  EXPECT_TRUE(history.can_redo());
  EXPECT_EQ(history.redo(), numbered(1));
  EXPECT_EQ(history.redo(), numbered(2));
  EXPECT_FALSE(history.redo());
  EXPECT_EQ(history.present(), numbered(2));
}

TEST(History, TheSameSceneIsNotRememberedTwice) {
  History history(numbered(0));
  EXPECT_FALSE(history.commit(numbered(0)));
  history.commit(numbered(1));
  EXPECT_FALSE(history.commit(numbered(1)));
  EXPECT_EQ(history.undo(), numbered(0));
  EXPECT_FALSE(history.can_undo());
}

TEST(History, ANewChangeDropsWhatCouldBeRedone) {
  History history(numbered(0));
  history.commit(numbered(1));
  history.commit(numbered(2));
  history.undo();
  history.undo();
  history.commit(numbered(9));
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(history.undo(), numbered(0));
}

TEST(History, CommittingThePresentKeepsTheFuture) {
  History history(numbered(0));
  history.commit(numbered(1));
  history.undo();
  EXPECT_FALSE(history.commit(numbered(0)));
  EXPECT_TRUE(history.can_redo());
}

TEST(History, KeepsTheLastFiveHundred) {
  History history(numbered(0));
  for (int i = 1; i <= 1200; ++i) history.commit(numbered(i));
  int undone = 0;
  while (history.undo()) ++undone;
  EXPECT_EQ(undone, 499);
  EXPECT_EQ(history.present(), numbered(701));
  int redone = 0;
  while (history.redo()) ++redone;
  EXPECT_EQ(redone, 499);
  EXPECT_EQ(history.present(), numbered(1200));
}

TEST(History, WhatOneGestureChangesIsOneStep) {
  History history(numbered(0));
  history.commit(numbered(1), "wheel/1");
  EXPECT_TRUE(history.commit(numbered(2), "wheel/1"));
  history.commit(numbered(3), "wheel/1");
  history.commit(numbered(4), "wheel/2");
  EXPECT_EQ(history.undo(), numbered(3));
  EXPECT_EQ(history.undo(), numbered(0));
  EXPECT_FALSE(history.can_undo());
  EXPECT_EQ(history.redo(), numbered(3));
  EXPECT_EQ(history.redo(), numbered(4));
}

TEST(History, AGestureEndsWhereSomethingElseIsDone) {
  History history(numbered(0));
  history.commit(numbered(1), "wheel/1");
  history.commit(numbered(2));
  history.commit(numbered(3), "wheel/1");
  EXPECT_EQ(history.undo(), numbered(2));
  history.commit(numbered(4), "wheel/1");  // after an undo it is another one
  EXPECT_EQ(history.undo(), numbered(2));
  EXPECT_EQ(history.undo(), numbered(1));
  history.redo();
  history.redo();
  history.commit(numbered(5), "wheel/1");
  EXPECT_EQ(history.undo(), numbered(4));
  EXPECT_EQ(history.undo(), numbered(2));
  EXPECT_EQ(history.undo(), numbered(1));
  EXPECT_EQ(history.undo(), numbered(0));
}

TEST(History, AGestureThatEndsWhereItBeganIsNoStep) {
  History history(numbered(0));
  history.commit(numbered(1));
  history.commit(numbered(2), "wheel/1");
  history.commit(numbered(1), "wheel/1");
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(history.present(), numbered(1));
  history.commit(numbered(3), "wheel/1");
  EXPECT_EQ(history.undo(), numbered(1));
  EXPECT_EQ(history.undo(), numbered(0));
}

TEST(History, ResetForgets) {
  History history(numbered(0));
  history.commit(numbered(1));
  history.undo();
  history.reset(numbered(5));
  EXPECT_FALSE(history.can_undo());
  EXPECT_FALSE(history.can_redo());
  EXPECT_EQ(history.present(), numbered(5));
}

}  // namespace
}  // namespace flatscope
