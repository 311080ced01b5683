// The weights of the first layer that has any, as pictures: in the place of the pixels that they multiply, or as
// kernels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "app/stages/stage.h"
#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"

namespace flatscope {

struct FirstWeights {
  // dense: a weight for every pixel; kernels: one a channel; places: a kernel for each place; a row: what it sees is no
  // picture.
  enum class Kind { none, dense, kernels, places, row };
  Kind kind = Kind::none;
  std::size_t layer = 0;           // counted from 0
  std::int64_t shown = 0, of = 0;  // units, kernels or maps
  std::int64_t kernel = 0;         // kernels, places: pixels a side
  bool put_back = false;           // dense: from their shuffled places
  std::int64_t channels = 1;       // more than one: each number is the mean over as many
  Tensor sheet;                    // (shown * height, width): one below the other
  float largest = 0.0F;            // magnitude of all of them, also of those that are not shown
  std::int64_t width() const { return sheet.width(); }
  std::int64_t height() const { return shown == 0 ? 0 : sheet.height() / shown; }
};

// Of the first `most` units. `parameters` as PyTorch's state_dict has them for these layers. `shuffle`: of all pixels,
// may be empty; a dense layer's weights are put back to where the pixels that they multiply came from. Kind::none where
// there are no weights.
FirstWeights first_weights(std::span<const NamedTensor> parameters, const Shape& input,
                           std::span<const NetLayer> layers, std::int64_t most,
                           std::span<const std::int32_t> shuffle = {});

// A line of words with the legend, and below it as many as there is room for.
void draw_first_weights(StageContext& context, const Rect& area, std::size_t network);

}  // namespace flatscope
