// The Convolve stage's part of the Scene.
#pragma once

#include <string_view>
#include <vector>

#include "app/stages/convolve/model/layers.h"
#include "core/tensor/resample.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct Scene;

// What the lower half of the Convolve stage shows.
enum class ConvolvePanel { matrix, maps, layers };

inline constexpr ConvolvePanel all_convolve_panels[] = {ConvolvePanel::matrix, ConvolvePanel::maps,
                                                        ConvolvePanel::layers};

std::string_view to_string(ConvolvePanel panel);  // "matrix", "maps", "layers": for files

struct ConvolveScene {
  int working_size = 12;  // longest side of the picture, 4 to max_shift_size(image)
  bool colour = false;
  std::vector<ConvLayer> layers = {first_conv_layer()};  // 1 to 4, each on the one before
  // In hand: the layer, its filter, and the input channel whose slice is edited.
  int layer = 0, filter = 0, channel = 0;
  int row = 4, column = 7;  // where the patch stands: an output of that layer's convolution, before pooling
  ConvolvePanel panel = ConvolvePanel::matrix;
  bool local = true, shared = true;  // of the matrix; `shared` counts only with `local`
  bool magnitude = false;            // maps as |value|, else signed
  bool own_range = false;            // a colour range for each map, else one for all of the layer
  bool operator==(const ConvolveScene&) const = default;
};

// The picture fitted to working_size, and its CHW shape, which is what the first layer gets.
PixelSize convolve_size(const Scene& scene);
Shape convolve_input(const Scene& scene);

void clamp_convolve(Scene& scene);

}  // namespace flatscope
