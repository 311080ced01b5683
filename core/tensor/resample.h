// Changing a picture's size, and its colour to grey.
#pragma once

#include <cstdint>

#include "core/files/image.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// Area (box) resampling: every output pixel is the mean of the input area it covers, edges weighted by their share;
// enlarging by whole factors repeats pixels. The same size gives the same values. CHW or HW; sizes >= 1
// (std::invalid_argument otherwise).
Tensor resample_area(const Tensor& input, std::int64_t height, std::int64_t width);

// Straight from a decoded picture, without a full-size float copy: (1 or 3, height, width). Where there is alpha,
// colours count by it, so that hidden pixels do not bleed into shown ones; an output pixel that covers hidden pixels
// only is their plain mean. The same size gives the colours as they are.
Tensor resample_area(const Image& image, std::int64_t height, std::int64_t width);
// Its alpha as (height, width); all ones where it has none.
Tensor resample_alpha(const Image& image, std::int64_t height, std::int64_t width);

// Bilinear enlarging, as PyTorch's interpolate(mode="bilinear", align_corners=False) does it: the centre of output
// pixel i lies at (i + 0.5) * from / to - 0.5 of the input, and past the outermost centres their value goes on. For
// making smaller resample_area is right, since this skips what lies between. CHW (any number of channels) or HW; sizes
// >= 1 (std::invalid_argument otherwise).
Tensor resample_bilinear(const Tensor& input, std::int64_t height, std::int64_t width);

// Rec. 709 luma of a (3, H, W) tensor, 0.2126 R + 0.7152 G + 0.0722 B, as (1, H, W); a (1, H, W) tensor as it is.
Tensor to_grey(const Tensor& input);

// The size that fits `longest` along the longer side and keeps the aspect; each side at least 1.
struct PixelSize {
  std::int64_t width = 1, height = 1;
  bool operator==(const PixelSize&) const = default;
};
PixelSize fit_size(std::int64_t width, std::int64_t height, std::int64_t longest);

}  // namespace flatscope
