// Orders that visit every place of a rectangle once, as tables.
#pragma once

#include <cstdint>
#include <vector>

namespace flatscope {

// Each returns the H * W places (row * width + column) in the order they are visited. Sizes >= 1, H * W < 2^31.

std::vector<std::int32_t> column_major_places(std::int64_t height, std::int64_t width);

// Every second row from right to left.
std::vector<std::int32_t> boustrophedon_places(std::int64_t height, std::int64_t width);

// Z-order of the smallest enclosing power-of-two square, column bits lowest, places outside left out.
std::vector<std::int32_t> morton_places(std::int64_t height, std::int64_t width);

// A Hilbert-like curve for any rectangle: it starts at (0, 0), ends at a neighbouring corner, and every step goes to a
// place that shares an edge with the last one. On a power-of-two square it is Hilbert's curve.
std::vector<std::int32_t> hilbert_places(std::int64_t height, std::int64_t width);

}  // namespace flatscope
