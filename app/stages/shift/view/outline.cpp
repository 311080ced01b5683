// Where the object stood: the line between its cells and all others.
#include <algorithm>

#include "app/stages/shift/view/kept.h"
#include "app/stages/shift/view/stage.h"

namespace flatscope {
namespace {

constexpr float part_of_object = 0.2F;    // mask values above it: a faint stroke of a digit belongs to it
constexpr std::int64_t most_cells = 256;  // along the longer side

}  // namespace

ObjectOutline outline_of(const ObjectResult& object) {
  const Tensor& mask = object.mask;
  const std::int64_t width = mask.width(), height = mask.height();
  ObjectOutline outline;
  outline.centre = {static_cast<float>(width) * 0.5F, static_cast<float>(height) * 0.5F};
  if (object.whole_picture) {
    outline.right = width;
    outline.bottom = height;
    outline.empty = false;
    return outline;
  }

  // The mask in blocks, so that a picture of millions of pixels has an edge of hundreds of cells.
  const std::int64_t longest = std::max(width, height);
  const std::int64_t block = (longest + most_cells - 1) / most_cells;
  const std::int64_t columns = (width + block - 1) / block, rows = (height + block - 1) / block;
  std::vector<char> solid(static_cast<std::size_t>(columns * rows));
  outline.left = width;
  outline.top = height;
  for (std::int64_t row = 0; row < height; ++row) {
    const float* values = mask.data() + row * width;
    char* line = solid.data() + row / block * columns;
    for (std::int64_t column = 0; column < width; ++column) {
      // Every trace of the object counts for its box, as every such pixel moves.
      if (!(values[column] > 0.0F)) continue;
      outline.left = std::min(outline.left, column);
      outline.right = std::max(outline.right, column + 1);
      outline.top = std::min(outline.top, row);
      outline.bottom = row + 1;
      if (values[column] > part_of_object) line[column / block] = 1;
    }
  }
  outline.empty = outline.right == 0;
  if (outline.empty) return outline;
  outline.centre = {static_cast<float>(outline.left + outline.right) * 0.5F,
                    static_cast<float>(outline.top + outline.bottom) * 0.5F};

  const auto inside = [&](std::int64_t row, std::int64_t column) {
    return row >= 0 && row < rows && column >= 0 && column < columns &&
           solid[static_cast<std::size_t>(row * columns + column)] != 0;
  };
  // Neighbouring pieces on one line are one edge.
  const auto corner = [&](std::int64_t row, std::int64_t column) {
    return ImVec2{static_cast<float>(std::min(column * block, width)),
                  static_cast<float>(std::min(row * block, height))};
  };
  for (std::int64_t row = 0; row <= rows; ++row) {
    for (std::int64_t from = 0, to = 0; from < columns; from = to + 1) {
      for (to = from; to < columns && inside(row - 1, to) != inside(row, to);) ++to;
      if (to > from) outline.edges.push_back({corner(row, from), corner(row, to)});
    }
  }
  for (std::int64_t column = 0; column <= columns; ++column) {
    for (std::int64_t from = 0, to = 0; from < rows; from = to + 1) {
      for (to = from; to < rows && inside(to, column - 1) != inside(to, column);) ++to;
      if (to > from) outline.edges.push_back({corner(from, column), corner(to, column)});
    }
  }
  return outline;
}

ObjectBox box_of(const ObjectOutline& outline) { return {outline.left, outline.top, outline.right, outline.bottom}; }

const ObjectOutline& outline_of(Ui& ui, const std::shared_ptr<const ObjectResult>& object) {
  ShiftKept& kept = ui.kept.of<ShiftKept>();  // one object is shown at a time
  if (kept.outlined.expired() || kept.outlined.owner_before(object) || object.owner_before(kept.outlined)) {
    kept.outline = outline_of(*object);
    kept.outlined = object;
  }
  return kept.outline;
}

}  // namespace flatscope
