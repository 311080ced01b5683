// How the Scene is being looked at: plain, never undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/clipboard.h"
#include "app/scene/convolve_results.h"
#include "app/scene/kernel_presets.h"
#include "core/filters.h"
#include "core/flatten.h"
#include "core/kernel_text.h"

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
  std::optional<Preset> enlarged;  // the filter whose maps fill the stage, while it is switched on
  Camera maps;                     // of the enlarged maps, before and after alike
  bool drawing = false;            // the doodle is being drawn: dragging on the canvas paints
  bool erasing = false;
  int brush = 4;           // diameter in doodle pixels
  bool selecting = false;  // the next drag on the canvas marks the cut-out
  bool operator==(const ShiftView&) const = default;
};

// The rows and columns of a matrix that are seen: the first, and how many; entries are too many for floats. 0: all.
struct MatrixCamera {
  double row = 0.0, rows = 0.0, column = 0.0, columns = 0.0;
  bool operator==(const MatrixCamera&) const = default;
};

// An element of the picture or of a layer's answer; levels are those of ReceptiveField, 0 the picture.
struct ConvElement {
  std::size_t level = 0;
  std::int64_t channel = 0, row = 0, column = 0;
  bool operator==(const ConvElement&) const = default;
};

// The kernel editor's, beside the kernel itself.
struct KernelView {
  PresetNumbers numbers;                                 // those that the presets take next
  bool square = true;                                    // height and width are changed together
  std::string said;                                      // what the last click did, until the next change
  enum class Ask { none, copy, paste } ask = Ask::none;  // a key that the editor has not answered yet
  bool pasting = false;                                  // the clipboard was asked and has not answered yet
  std::optional<ClipboardAnswer> pasted;                 // it has; the editor has not looked at it yet
  KernelMeanings doubt;                                  // a pasted text that may mean either of two kernels
  bool operator==(const KernelView&) const = default;
};

struct ConvolveView {
  std::optional<ConvElement> hovered;  // wherever the pointer is: input, map, matrix, stack
  unsigned hovered_item = 0;           // the item whose view wrote it, as Dear ImGui numbers it
  bool hovered_dense = false;          // the output of a dense layer, beside the stack
  Place window;                        // where the window stood in the last frame: an output of the layer in hand
  bool led = false;                    // keys or the player moved it last: the pointer counts again once it moves
  int playing = 0;                     // -1 back, 0 standing still, 1 forward
  int speed = 1;                       // of all_play_speeds
  double next_step = 0.0;              // when the playing window moves on, in ImGui's seconds
  std::optional<Place> cell;           // of the kernel, in hand for the keyboard (its channel is the slice)
  KernelView kernel;                   // the editor's
  bool enlarged = false;               // one feature map fills the panel
  bool numbers = false;                // the numbers of the window fill the stage
  int numbers_grid = 0;                // which of them where there is room for one: values, kernel, products
  Camera input;                        // both the input and the maps
  // The part of the matrix that is seen, and in how many cells: written by the panel, read by the Computer.
  MatrixAsk matrix;
  MatrixCamera matrix_camera;
  bool matrix_one_map = false;               // only the rows of the map in hand: the camera counts from its first row
  bool matrix_log = false;                   // its bars on a logarithmic axis
  std::optional<ConvElement> hovered_input;  // of the entry under the pointer in the matrix: the input of its column
  // A setting that was refused: which control, why, and the layers as they were and are. Until the next edit.
  std::string refused_control, refusal;
  ConvolveScene refused;
  bool refusal_shown = false;
  bool operator==(const ConvolveView&) const = default;
};

inline constexpr double all_play_speeds[] = {1.0, 4.0, 16.0};  // steps a second

// Where the ledger's columns stood when the mouse went down: they hold still until it is let go, so that numbers that
// grow under a drag move nothing.
struct HeldLedger {
  struct Column {
    int figure = 0;
    float left = 0.0F, right = 0.0F;
    bool operator==(const Column&) const = default;
  };
  std::vector<Column> columns;
  float left = 0.0F, right = 0.0F, height = 0.0F;  // what they were fitted to, and what the ledger took
  bool operator==(const HeldLedger&) const = default;
};

struct ParametersView {
  std::optional<int> dragged_layer;  // of the network in hand, while it is dragged to another place
  // A key that the ledger has not answered yet: the layer in hand goes up, down, or out.
  enum class Ask { none, up, down, remove } ask = Ask::none;
  enum class View { ledger, chart, squares } shown = View::ledger;  // where there is room for one only
  std::pair<int, int> revealed{0, 0};  // the network and layer that the ledger has scrolled to
  // While the chart's handle is dragged: width / height of the input when it was taken, and pixels from the pointer.
  double handle_aspect = 1.0;
  float handle_offset = 0.0F;
  HeldLedger held;
  // The preset whose words stand in the inspector: they stay when the network is changed, so that nothing below moves.
  std::optional<int> told_preset;
  int reveal_runs = 0;  // frames in which the inspector still scrolls to the results of a run
  bool operator==(const ParametersView&) const = default;
};

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
  HeldRail rail;
  bool presenting = false;  // only the picture
  bool help = false;
  bool operator==(const ViewState&) const = default;
};

}  // namespace flatscope
