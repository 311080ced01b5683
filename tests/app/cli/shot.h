// Pictures that `flatscope render` draws, to be probed: known colours at known places. Places come from the record of
// the same frame, never from numbers.
#pragma once

#include <string>
#include <vector>

#include "core/files/image.h"
#include "tests/app/cli/program.h"
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

// Runs `flatscope render` with these arguments in `folder`; fails the test if it does.
Shot shoot(const TemporaryFolder& folder, std::vector<std::string> arguments);
// The same as SVG: the file's text, and the record.
std::string shoot_svg(const TemporaryFolder& folder, std::vector<std::string> arguments, Screen* screen = nullptr);

// A scene file of that text in the folder; its name.
std::string write_scene(const TemporaryFolder& folder, const std::string& text);
// A PNG in the folder, of interleaved samples.
void write_picture(const TemporaryFolder& folder, const std::string& name, int width, int height, int channels,
                   const std::vector<std::uint8_t>& samples);

}  // namespace flatscope::testing
