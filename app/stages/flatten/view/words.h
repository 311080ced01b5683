// What the Flatten stage says of the pixel in hand and its neighbours. No drawing in here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/look/palette.h"
#include "app/stages/flatten/view/focus.h"

namespace flatscope {

// "(4, 9)": row, column.
std::string told(const Place& place);

// One line a direction: a chip, the words, the indices, the distances; and a sentence below where there is room.
struct DriftLine {
  std::uint32_t colour = 0;
  bool dashed = false;
  std::string name, indices, distance, sentence;
  std::string longest;  // the longest sentence that this picture can ask for: its room is kept
};

DriftLine line_of(const Palette& colours, const Flattening& flattening, const Focus& focus, bool vertical);
// Its name is empty where there is no pair.
DriftLine false_line(const Palette& colours, const Flattening& flattening, const std::optional<FalsePair>& wrap);

// The one number that is the point: how far the neighbour that has gone farthest is. Empty for a single pixel.
struct Claim {
  std::uint32_t colour = 0;
  std::string number, words;
};
Claim claim_of(const Palette& colours, const Focus& focus);

// That no order of the picture does better in the worst case than min(H, W), and why; from colour with the channels
// together, that times the channels. Chvátalová, "Optimal labelling of a product of two paths", 1975: the bandwidth of
// a grid of H × W is min(H, W).
std::vector<std::string> bound_sentences(const Flattening& flattening);

}  // namespace flatscope
