// How the Convolve stage is being looked at: plain, never undone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/engine/camera.h"
#include "app/engine/clipboard_answer.h"
#include "app/stages/convolve/model/kernel_presets.h"
#include "app/stages/convolve/model/results.h"
#include "app/stages/convolve/model/scene.h"
#include "core/layers/flatten.h"
#include "core/layers/kernel_text.h"

namespace flatscope {

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
  Place patch;                         // where the patch stood in the last frame: an output of the layer in hand
  bool led = false;                    // keys or the player moved it last: the pointer counts again once it moves
  int playing = 0;                     // -1 back, 0 standing still, 1 forward
  int speed = 1;                       // of all_play_speeds
  double next_step = 0.0;              // when the playing patch moves on, in ImGui's seconds
  std::optional<Place> cell;           // of the kernel, in hand for the keyboard (its channel is the slice)
  KernelView kernel;                   // the editor's
  bool enlarged = false;               // one feature map fills the panel
  bool numbers = false;                // the numbers of the patch fill the stage
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

}  // namespace flatscope
