// Memory for pictures and feature maps that is used again at the next step of a drag. New memory comes from the system
// page by page and is filled with zeros first, which takes longer than the convolution that fills it.
#pragma once

#include "core/tensor/tensor.h"

namespace flatscope {

// A tensor of this shape with any values in it: a spare one if one fits, else a new one. Any thread.
Tensor take_spare(const Shape& shape);
// Hands a tensor over for the next take_spare. A few large ones are kept; small ones
// and those of a size that is asked for no more are freed.
void keep_spare(Tensor tensor);

}  // namespace flatscope
