// Sizes as words, written one way everywhere: a plane is width × height, as pictures are ("451 × 300"); a tensor's
// shape is channels × height × width, as PyTorch prints it, with the word "shape" or "channels" beside it.
#pragma once

#include <cstdint>
#include <string>

#include "core/tensor/resample.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// "12 × 8" of a picture, a map, a kernel or an extent that is 12 wide and 8 high; thousands apart.
std::string size_text(std::int64_t width, std::int64_t height);
std::string size_text(const PixelSize& size);
// The same of a CHW tensor's last two axes.
std::string size_text(const Tensor& planes);

// "shape 3 × 8 × 12"; of one axis "96 numbers".
std::string shape_words(const Shape& shape);

}  // namespace flatscope
