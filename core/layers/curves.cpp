#include "core/layers/curves.h"

namespace flatscope {
namespace {

class MortonWalk {
 public:
  MortonWalk(std::int64_t height, std::int64_t width, std::vector<std::int32_t>& places)
      : height_(height), width_(width), places_(places) {}

  void visit(std::int64_t row, std::int64_t column, std::int64_t side) {
    if (row >= height_ || column >= width_) return;
    if (side == 1) {
      places_.push_back(static_cast<std::int32_t>(row * width_ + column));
      return;
    }
    const std::int64_t half = side / 2;
    visit(row, column, half);
    visit(row, column + half, half);
    visit(row + half, column, half);
    visit(row + half, column + half, half);
  }

 private:
  std::int64_t height_, width_;
  std::vector<std::int32_t>& places_;
};

// A block of a x b places is crossed from its corner to the corner `a - 1` steps along its first axis. Colour the
// places like a chessboard: each unit step changes the colour, so such a path of unit steps exists only if
//   not (a odd and b even), and not (a = 1 and b > 1).
// Both ways of cutting a block below keep that true for the parts, so unit steps are never given up.
class HilbertWalk {
 public:
  explicit HilbertWalk(std::vector<std::int32_t>& places) : places_(places) {}

  // From `at`; `along` and `across` are the changes of the place's number for one step on either axis.
  void visit(std::int64_t at, std::int64_t a, std::int64_t along, std::int64_t b, std::int64_t across) {
    if (b == 1) {
      for (std::int64_t i = 0; i < a; ++i) put(at + i * along);
    } else if (a == 2 && b == 2) {
      put(at);
      put(at + across);
      put(at + across + along);
      put(at + along);
    } else if (2 * a > 3 * b) {
      // Long: two blocks one after the other. With an even b both lengths must be even, as a then is.
      std::int64_t first = a / 2;
      if (b % 2 == 0) first += first % 2;
      visit(at, first, along, b, across);
      visit(at + first * along, a - first, along, b, across);
    } else {
      // Hilbert's way: up the near side, over the top, down the far side. Going up an even number of places suits
      // blocks of any thickness, and leaves an odd height on top where a is odd (b then is odd too).
      std::int64_t up = b / 2;
      up += up % 2;
      if (up == b) up -= 2;
      const std::int64_t near = a / 2;
      visit(at, up, across, near, along);
      visit(at + up * across, a, along, b - up, across);
      visit(at + (a - 1) * along + (up - 1) * across, up, -across, a - near, -along);
    }
  }

 private:
  void put(std::int64_t place) { places_.push_back(static_cast<std::int32_t>(place)); }

  std::vector<std::int32_t>& places_;
};

std::vector<std::int32_t> with_room(std::int64_t height, std::int64_t width) {
  std::vector<std::int32_t> places;
  places.reserve(static_cast<std::size_t>(height * width));
  return places;
}

}  // namespace

std::vector<std::int32_t> column_major_places(std::int64_t height, std::int64_t width) {
  std::vector<std::int32_t> places = with_room(height, width);
  for (std::int64_t column = 0; column < width; ++column) {
    for (std::int64_t row = 0; row < height; ++row) places.push_back(static_cast<std::int32_t>(row * width + column));
  }
  return places;
}

std::vector<std::int32_t> boustrophedon_places(std::int64_t height, std::int64_t width) {
  std::vector<std::int32_t> places = with_room(height, width);
  for (std::int64_t row = 0; row < height; ++row) {
    for (std::int64_t i = 0; i < width; ++i) {
      const std::int64_t column = row % 2 == 0 ? i : width - 1 - i;
      places.push_back(static_cast<std::int32_t>(row * width + column));
    }
  }
  return places;
}

std::vector<std::int32_t> morton_places(std::int64_t height, std::int64_t width) {
  std::vector<std::int32_t> places = with_room(height, width);
  std::int64_t side = 1;
  while (side < height || side < width) side *= 2;
  MortonWalk(height, width, places).visit(0, 0, side);
  return places;
}

std::vector<std::int32_t> hilbert_places(std::int64_t height, std::int64_t width) {
  std::vector<std::int32_t> places = with_room(height, width);
  // Along the longer side, unless parity forbids it (see HilbertWalk); one of the two sides is always allowed.
  bool along_rows = width >= height;
  if (width % 2 == 1 && height % 2 == 0) along_rows = false;
  if (width % 2 == 0 && height % 2 == 1) along_rows = true;
  if (along_rows) {
    HilbertWalk(places).visit(0, width, 1, height, width);
  } else {
    HilbertWalk(places).visit(0, height, width, width, 1);
  }
  return places;
}

}  // namespace flatscope
