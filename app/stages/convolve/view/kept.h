// What the Convolve stage's views keep from one frame to the next (Ui::kept).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "app/stages/convolve/view/kernel_cells.h"
#include "core/layers/border.h"
#include "core/layers/conv2d.h"
#include "core/layers/filters.h"

namespace flatscope {

// The padding as four strips: above and below over the whole width, left and right between them. Kept while the input
// and its padding stay the same: a kernel that is edited changes neither.
struct PaddingRing {
  std::weak_ptr<const Tensor> input;  // weak: must not keep a large result alive
  Padding padding;
  Border border = Border::zeros;
  std::shared_ptr<const std::array<Tensor, 4>> strips;
};

// The presets of one size, made once: the names of filters are asked for every frame.
struct NamedKernels {
  struct Named {
    Preset preset;
    Tensor kernel;
  };
  std::array<std::int64_t, 2> size{0, 0};  // height and width
  std::vector<Named> presets;
};

struct ConvolveKept {
  KernelEditor editor;  // what is being typed or dragged: there is one keyboard and one pointer
  PaddingRing ring;     // of the one input on the screen
  NamedKernels named;
};

}  // namespace flatscope
