#include <stdexcept>

#include "app/stages/stage.h"

namespace flatscope {

// Each in its folder's view/stage.cpp.
extern const StageDrawing flatten_drawing, shift_drawing, convolve_drawing, parameters_drawing, train_drawing;

std::span<const StageDrawing* const> stage_drawings() {
  static constexpr const StageDrawing* all[] = {&flatten_drawing, &shift_drawing, &convolve_drawing,
                                                &parameters_drawing, &train_drawing};
  return all;
}

const StageDrawing& drawing_of(Stage stage) {
  for (const StageDrawing* drawing : stage_drawings())
    if (drawing->stage == stage) return *drawing;
  throw std::logic_error("a stage is missing in the table");
}

}  // namespace flatscope
