// How the Scene is being looked at: plain, never undone.
#pragma once

#include "app/lessons/model/play.h"
#include "app/lessons/model/presented.h"
#include "app/stages/convolve/model/view_state.h"
#include "app/stages/flatten/model/view_state.h"
#include "app/stages/parameters/model/view_state.h"
#include "app/stages/shift/model/view_state.h"
#include "app/stages/train/model/view_state.h"

namespace flatscope {

// Where the rail's tools were when the pointer came to them: they hold still under it while the text grows.
struct HeldRail {
  int columns = 0;                                              // 0: not held
  float left = 0.0F, across = 0.0F, tool = 0.0F, below = 0.0F;  // pixels; a tool's width and height, and what is below
  bool operator==(const HeldRail&) const = default;
};

struct ViewState {
  FlattenView flatten;
  ShiftView shift;
  ConvolveView convolve;
  ParametersView parameters;
  TrainView train;
  LessonPlay lesson;
  Presented presented;
  HeldRail rail;
  int walks = 0;            // how often undo or redo was asked for: what comes back by them is nobody's new choice
  bool presenting = false;  // only the picture
  bool help = false;
  bool lessons = false;  // the list of lessons is open
  bool link = false;     // the scene's link is shown, as a code that phones read
  bool operator==(const ViewState&) const = default;
};

}  // namespace flatscope
