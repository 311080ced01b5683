// The panel "Through the layers": the picture and every layer's answer from left to right.
#pragma once

#include <string>
#include <vector>

#include "app/stages/convolve/view/stage.h"
#include "app/widgets/cell_values.h"

namespace flatscope {

// A level of the receptive field as it is drawn: the picture, a convolution's answer, or what pooling made of it.
struct ConvLevel {
  std::size_t level = 0;
  int layer = 0;  // 0 the picture, else counted from 1
  bool pooled = false;
  std::shared_ptr<const Tensor> tensor;
  int channel = -1;  // the one that is drawn
  TensorStyle style;
  std::vector<std::string> name, size;  // from long to short
};
std::vector<ConvLevel> levels_of(const ConvolveShown& shown);

// The element under the pointer if it is still there, else the one in hand.
ConvElement element_of(const ConvolveShown& shown, const ConvolveView& view);

// What is said of it, from long to short. Fields are those of `element`'s level. `can_add`: the button that adds a
// layer is on the screen.
std::vector<std::string> element_sentences(const ConvolveShown& shown, const ConvElement& element, bool can_add);
std::vector<std::string> dense_sentences(const ConvolveShown& shown);
// "1 + (3-1)*1 + (3-1)*2 = 7" along one axis, with real signs.
std::string field_formula(const ConvolveShown& shown, std::size_t level, bool rows);
// The extent of one output of a level on the picture, "7 × 7": what lies from the first pixel that it sees to the last.
std::string field_size(const ReceptiveField& field, std::size_t level);

}  // namespace flatscope
