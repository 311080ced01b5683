// What is shown: one plain value. Everything a person can change and undo is in here and nothing else is; pixels hang
// off it as shared pointers to constants, so a copy is cheap and old Scenes can be kept for undo.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/engine/picture.h"
#include "app/stages/convolve/model/scene.h"
#include "app/stages/flatten/model/scene.h"
#include "app/stages/parameters/model/networks.h"
#include "app/stages/shift/model/scene.h"
#include "app/stages/train/model/scene.h"

namespace flatscope {

enum class Stage { flatten, shift, convolve, parameters, train };

std::vector<Stage> all_stages();          // those of the table of stages (stage_table.h), in its order
std::string_view to_string(Stage stage);  // its name there, "flatten": for files and the command line
std::optional<Stage> stage_from_string(std::string_view name);

struct Scene {
  std::vector<Picture> pictures;  // at least one when shown
  int picture = 0;                // index of the one in hand
  Stage stage = Stage::flatten;
  FlattenScene flatten;
  ShiftScene shift;
  ConvolveScene convolve;
  ParametersScene parameters;
  TrainScene train;
  bool operator==(const Scene&) const = default;
};

// The picture in hand. Precondition: pictures is not empty.
const Picture& current_picture(const Scene& scene);

// The pixels of the picture in hand; null in a Scene that is still being read and has none.
const Image* image_in_hand(const Scene& scene);

// Brings every value into its range (working sizes, dx and dy within the canvas, a pin inside the grid, at least one
// filter, ...). Call it after an edit, after a change of picture, and after reading a file.
void clamp(Scene& scene);

}  // namespace flatscope
