// The pixel in hand on the Flatten stage, its neighbours, and where they lie in the vector.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/widgets/fonts.h"
#include "core/layers/flatten.h"

namespace flatscope {

struct Neighbour {
  Place place;
  std::int64_t index = 0;
  bool vertical = false;
  std::string_view name;  // "left", "right", "up", "down"
};

// Two places that are side by side in the vector only.
struct FalsePair {
  std::int64_t first = 0;  // the second is first + 1
  Place from, to;
};

struct Focus {
  Place place;
  std::int64_t index = 0;
  std::vector<Neighbour> neighbours;  // those inside the picture, same channel
  std::optional<FalsePair> wrap;      // the next false pair at or after the pixel
};

bool inside(const Flattening& flattening, const Place& place);

// Precondition: `place` lies inside the flattening.
Focus focus_on(const Flattening& flattening, Place place);

// The arithmetic of an index in two lines: the formula, and the same with this pixel's numbers up to the last "=".
// Curves have no formula of that kind: then the first line says so in words and the second is empty.
struct Arithmetic {
  std::string formula, numbers;
};
Arithmetic arithmetic_of(const Flattening& flattening, Place place);

// "row by row", "column by column", ...
std::string_view words_for(Order order);

ImU32 colour_of(const Palette& colours, const Neighbour& neighbour);

}  // namespace flatscope
