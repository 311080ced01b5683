// How the Shift stage is being looked at: plain, never undone.
#pragma once

#include <optional>

#include "app/engine/camera.h"
#include "core/layers/filters.h"

namespace flatscope {

struct ShiftView {
  Camera canvas;
  std::optional<Preset> enlarged;  // the filter whose maps fill the stage, while it is switched on
  Camera maps;                     // of the enlarged maps, before and after alike
  bool drawing = false;            // the doodle is being drawn: dragging on the canvas paints
  bool erasing = false;
  int brush = 4;           // diameter in doodle pixels
  bool selecting = false;  // the next drag on the canvas marks the cut-out
  bool operator==(const ShiftView&) const = default;
};

}  // namespace flatscope
