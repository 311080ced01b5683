// How the Scene is being looked at: plain, never undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/flatten.h"

namespace flatscope {

// A window onto a plane of cells: which part of it is seen. Zoom 1 shows all.
struct Camera {
  float zoom = 1.0F;
  float centre_x = 0.5F, centre_y = 0.5F;  // in shares of the plane
  bool operator==(const Camera&) const = default;
};

struct FlattenView {
  std::optional<Place> hovered;  // wherever the pointer is: grid, overview or lens
  bool hovered_in_lens = false;
  Place lens_anchor;  // what the lens shows while the pointer is in it, so that its cells hold still
  Camera grid;
  // The part of the vector the overview shows, in shares of its length.
  float overview_from = 0.0F, overview_to = 1.0F;
  double lens_offset = 0.0;         // elements by which the lens was panned away from the pixel in hand
  float lens_zoom = 1.0F;           // size of its cells
  bool unrolling = false;           // the unroll plays by itself
  bool unroll_beside_grid = false;  // where its slider stands in this window
  bool operator==(const FlattenView&) const = default;
};

struct ShiftView {
  Camera canvas;
  bool drawing = false;  // the doodle is being drawn: dragging on the canvas paints
  bool erasing = false;
  int brush = 4;           // diameter in doodle pixels
  bool selecting = false;  // the next drag on the canvas marks the cut-out
  bool operator==(const ShiftView&) const = default;
};

struct ViewState {
  FlattenView flatten;
  ShiftView shift;
  bool presenting = false;  // only the picture
  bool help = false;
  bool operator==(const ViewState&) const = default;
};

}  // namespace flatscope
