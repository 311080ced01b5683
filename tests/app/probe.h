// A picture that the program drew, to be probed: known colours at known places. Places come from the record of the same
// frame, never from numbers.
#pragma once

#include <cstdint>
#include <vector>

#include "tests/e2e/screen.h"
#include "tests/look.h"

namespace flatscope::testing {

struct Shot {
  Screen screen;  // what the frame says of itself
  int width = 0, height = 0;
  std::vector<std::uint8_t> samples;  // RGB, row after row

  Rgb at(Point place) const;  // of the pixel that holds the place
  // Pixels of this colour whose middle is in the box; `within`: how far each channel may be off.
  int count(const Box& box, const Rgb& colour, int within = 0) const;
  // True if the cell has this colour at two at least of four places round its middle: an arrow or a thread may cross
  // it.
  bool shows(const Box& cell, const Rgb& colour, int within = 0) const;
  Box all() const { return {0, 0, static_cast<double>(width), static_cast<double>(height)}; }
};

// True where a comes before b as one reads: further left on the same line, or on a line above.
bool reads_before(const Box& a, const Box& b);
// The box grown by this much on every side.
Box grown(const Box& box, double by);
// Cell (row, column) of a box that is divided into rows × columns.
Box cell_of(const Box& box, int row, int column, int rows, int columns);

}  // namespace flatscope::testing
