#include "tests/app/probe.h"

#include <cmath>
#include <stdexcept>

namespace flatscope::testing {

Rgb Shot::at(Point place) const {
  const int x = static_cast<int>(std::floor(place.x)), y = static_cast<int>(std::floor(place.y));
  if (x < 0 || y < 0 || x >= width || y >= height) throw std::runtime_error("that place is not in the picture");
  const std::size_t first =
      3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x));
  return {samples[first], samples[first + 1], samples[first + 2]};
}

int Shot::count(const Box& box, const Rgb& colour, int within) const {
  const Box inside = box.common(all());
  int found = 0;
  for (double y = std::ceil(inside.top - 0.5) + 0.5; y < inside.bottom; y += 1.0)
    for (double x = std::ceil(inside.left - 0.5) + 0.5; x < inside.right; x += 1.0)
      found += apart(at({x, y}), colour) <= within ? 1 : 0;
  return found;
}

bool Shot::shows(const Box& cell, const Rgb& colour, int within) const {
  int found = 0;
  for (const double across : {0.2, 0.8})
    for (const double down : {0.2, 0.8}) found += apart(at(cell.at(across, down)), colour) <= within ? 1 : 0;
  return found >= 2;
}

bool reads_before(const Box& a, const Box& b) { return a.bottom <= b.top || (a.top < b.bottom && a.right <= b.left); }

Box grown(const Box& box, double by) { return {box.left - by, box.top - by, box.right + by, box.bottom + by}; }

Box cell_of(const Box& box, int row, int column, int rows, int columns) {
  const double w = box.width() / columns, h = box.height() / rows;
  return {box.left + w * column, box.top + h * row, box.left + w * (column + 1), box.top + h * (row + 1)};
}

}  // namespace flatscope::testing
