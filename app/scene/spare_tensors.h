// Memory for feature maps that is used again at the next step of a drag. The maps of a 1920 x 1080 picture take more
// than malloc keeps for itself, so each step would fetch them from the system page by page, which takes longer than
// the convolution that fills them.
#pragma once

#include "core/tensor.h"

namespace flatscope {

// A tensor of this shape with any values in it: a spare one if one fits, else a new one. Any thread.
Tensor take_spare(const Shape& shape);
// Hands a tensor over for the next take_spare. Two large ones are kept, small ones are freed.
void keep_spare(Tensor tensor);

}  // namespace flatscope
