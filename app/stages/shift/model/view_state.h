// How the Shift stage is being looked at: plain, never undone.
#pragma once

#include <optional>

#include "app/engine/camera.h"
#include "core/layers/filters.h"

namespace flatscope {

// What the pointer is doing to the object since its button went down.
struct ShiftDrag {
  float x = 0.0F, y = 0.0F;  // in pixels of the screen: where it was grabbed, or the last place of the brush
  int dx = 0, dy = 0;        // the object's shift then
  bool marking = false;      // moved far enough to be more than a click
  bool operator==(const ShiftDrag&) const = default;
};

struct ShiftView {
  Camera canvas;
  std::optional<Preset> enlarged;  // the filter whose maps fill the stage, while it is switched on
  Camera maps;                     // of the enlarged maps, before and after alike
  ShiftDrag drag;
  bool drawing = false;  // the doodle is being drawn: dragging on the canvas paints
  bool erasing = false;
  int brush = 4;           // diameter in doodle pixels
  bool selecting = false;  // the next drag on the canvas marks the cut-out
  int places_of = 0;       // the trained network whose answers lie over the picture: 0 or 1; 2: none
  bool pair_maps = false;  // below: the trained networks' feature maps, not their answers
  bool operator==(const ShiftView&) const = default;
};

}  // namespace flatscope
