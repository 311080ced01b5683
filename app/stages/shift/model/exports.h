// What can be taken away from the Shift stage.
#pragma once

#include <string>
#include <vector>

#include "app/engine/results.h"
#include "app/files/export.h"

namespace flatscope {

// Picture, outputs of the dense layer and feature maps before and after the move, and the stage's numbers.
std::vector<ExportItem> shift_exports(const Results& results);

// What is shown, for a heading ("The horse", "A cut-out of cat.jpg on cat.jpg") and for files' names ("horse",
// "cat-cutout").
std::string shift_heading(const Scene& scene);
std::string shift_base(const Scene& scene);

// "output,before,after"
std::string dense_csv(const ShiftResult& result);
// "what,value": how far it moved, what changed by how much, and where the peak of each map was and is.
std::string shift_numbers_csv(const LayerInputs& inputs, const ShiftResult& result);

}  // namespace flatscope
