#include "core/training/fitted_picture.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/files/image.h"
#include "core/files/npy.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

// Colours and alpha of a picture at the size asked for, the alpha's white paper mixed in.
Tensor scaled(const Image& image, PixelSize size) {
  const bool larger = size.width > image.width || size.height > image.height;
  Tensor colours = larger ? resample_bilinear(to_tensor(image), size.height, size.width)
                          : resample_area(image, size.height, size.width);
  if (!image.has_alpha()) return colours;
  const Tensor alpha = larger ? resample_bilinear(alpha_mask(image), size.height, size.width)
                              : resample_alpha(image, size.height, size.width);
  for (std::int64_t i = 0; i < colours.size(); ++i) {
    const float shown = alpha.data()[i % alpha.size()];
    colours.data()[i] = shown * colours.data()[i] + (1.0F - shown);
  }
  return colours;
}

Tensor scaled_npy(std::span<const std::byte> bytes, std::int64_t canvas) {
  Tensor tensor = decode_npy(bytes);
  if ((tensor.rank() != 2 && tensor.rank() != 3) || tensor.empty() ||
      (tensor.channels() != 1 && tensor.channels() != 3)) {
    throw NpyError("its shape is " + numpy_shape(tensor.shape()) + "; a picture is (H, W) or (1 or 3, H, W)");
  }
  for (float& value : tensor.values()) value = value > 0.0F ? std::min(value, 1.0F) : 0.0F;  // NaN too
  tensor = as_chw(std::move(tensor));
  const PixelSize size = fit_size(tensor.width(), tensor.height(), canvas);
  const bool larger = size.width > tensor.width() || size.height > tensor.height();
  return larger ? resample_bilinear(tensor, size.height, size.width) : resample_area(tensor, size.height, size.width);
}

}  // namespace

Tensor fitted_picture(std::span<const std::byte> bytes, std::int64_t canvas, bool colour) {
  Tensor picture;
  if (is_npy(bytes)) {
    picture = scaled_npy(bytes, canvas);
  } else {
    const Image image = decode_image(bytes);
    picture = scaled(image, fit_size(image.width, image.height, canvas));
  }
  if (!colour) picture = to_grey(picture);
  const std::int64_t height = picture.height(), width = picture.width();
  const std::int64_t top = (canvas - height) / 2, left = (canvas - width) / 2;
  Tensor output({colour ? 3 : 1, canvas, canvas});
  for (std::int64_t channel = 0; channel < output.channels(); ++channel) {
    const float* const from = picture.plane(std::min(channel, picture.channels() - 1)).data();
    float* const to = output.plane(channel).data() + top * canvas + left;
    for (std::int64_t row = 0; row < height; ++row) std::copy_n(from + row * width, width, to + row * canvas);
  }
  return output;
}

}  // namespace flatscope
