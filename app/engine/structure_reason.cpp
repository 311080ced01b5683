#include "app/engine/structure_reason.h"

#include <algorithm>

namespace flatscope {

std::string structure_reason(std::span<const NetLayer> layers, bool shuffled) {
  const auto has = [&](LayerKind kind) {
    return std::any_of(layers.begin(), layers.end(), [kind](const NetLayer& layer) { return layer.kind == kind; });
  };
  const std::string before = shuffled ? "All pixels are shuffled before it reads them. " : "";
  if (has(LayerKind::conv)) {
    if (shuffled) return before + "What moves as a whole in the picture is scattered anew each time.";
    if (has(LayerKind::globalmaxpool))
      return "Its feature maps move along; the largest value of each, which is all that its head sees, stays.";
    if (has(LayerKind::globalavgpool))
      return "Its feature maps move along; the mean of each, which is all that its head sees, stays.";
    return "Its feature maps move along, but its head has a weight of its own for each of their places.";
  }
  if (has(LayerKind::local)) return before + "Each place has weights of its own: what has moved meets others.";
  return before + "Each pixel has weights of its own: what has moved meets others.";
}

}  // namespace flatscope
