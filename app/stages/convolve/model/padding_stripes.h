// Where the zeros of a layer's padding are seen in its maps: as stripes along their edges.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/stages/convolve/model/results.h"

namespace flatscope {

struct PaddingStripes {
  bool left = false, right = false, upper = false, lower = false;
  bool any() const { return left || right || upper || lower; }
  bool operator==(const PaddingStripes&) const = default;
};

// Along which edges of the map of `filter` the outputs stand out because part of their patch lies in padded zeros: the
// kernel answers 0 to an even ground, but not where it is cut, and the outputs there are on average a quarter of the
// map's peak or more.
PaddingStripes padding_stripes(const LayerAnswer& answer, std::size_t filter);

// "left and right edges"
std::string edges_in_words(const PaddingStripes& stripes);
// Where they come from, from long to short; none without stripes.
std::vector<std::string> stripe_sentences(const PaddingStripes& stripes);

}  // namespace flatscope
