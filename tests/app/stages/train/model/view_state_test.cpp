#include "app/stages/train/model/view_state.h"

#include <gtest/gtest.h>

#include "app/stages/train/model/scene.h"

namespace flatscope {
namespace {

TEST(TrainView, OnlyTheSampleThatWasOpenedIsLookedAtAlone) {
  TrainScene scene;
  TrainView view;
  scene.tab = TrainTab::mistakes;
  scene.sample = 5;
  EXPECT_FALSE(sample_is_open(scene, view));
  view.opened = 5;
  EXPECT_TRUE(sample_is_open(scene, view));
  scene.sample = 0;  // as undo brings one back
  EXPECT_FALSE(sample_is_open(scene, view));
  scene.sample = 5;
  scene.tab = TrainTab::learning;
  EXPECT_FALSE(sample_is_open(scene, view));
}

}  // namespace
}  // namespace flatscope
