// Flattening: a bijection between the places of a picture and the indices of a vector.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

enum class Order { row_major, column_major, boustrophedon, morton, hilbert };
enum class Layout { chw, hwc };

inline constexpr Order all_orders[] = {Order::row_major, Order::column_major, Order::boustrophedon, Order::morton,
                                       Order::hilbert};

// "row-major", "column-major", "boustrophedon", "morton", "hilbert"; "chw", "hwc".
std::string_view to_string(Order order);
std::string_view to_string(Layout layout);
std::optional<Order> order_from_string(std::string_view name);
std::optional<Layout> layout_from_string(std::string_view name);

struct Place {
  std::int64_t channel = 0, row = 0, column = 0;
  bool operator==(const Place&) const = default;
};

// One order of visiting the H x W places of a picture, with one layout of its channels.
// With chw, index = channel * H * W + rank(row, column); with hwc, index = rank(row, column) * C + channel.
// Morton visits the places of the smallest enclosing power-of-two square in Z-order (column bits lowest) and leaves
// out those outside. Hilbert uses a generalised curve for any rectangle: it starts at (0, 0) and every step of it is a
// unit step, up, down, left or right. Immutable; tables take 8 bytes a place, none for row-major.
class Flattening {
 public:
  Flattening() = default;
  // Throws std::invalid_argument unless all sizes are >= 1 and H * W < 2^31.
  Flattening(Order order, Layout layout, std::int64_t channels, std::int64_t height, std::int64_t width);

  Order order() const { return order_; }
  Layout layout() const { return layout_; }
  std::int64_t channels() const { return channels_; }
  std::int64_t height() const { return height_; }
  std::int64_t width() const { return width_; }
  std::int64_t size() const { return channels_ * height_ * width_; }

  std::int64_t index(Place place) const;                           // unchecked
  Place place(std::int64_t index) const;                           // unchecked
  std::int64_t rank(std::int64_t row, std::int64_t column) const;  // 0 to H*W - 1

  // The tables themselves, H * W entries; empty for row-major, whose rank is row * W + column.
  std::span<const std::int32_t> ranks() const { return rank_of_place_; }   // by row * W + column
  std::span<const std::int32_t> places() const { return place_of_rank_; }  // row * W + column by rank

 private:
  Order order_ = Order::row_major;
  Layout layout_ = Layout::chw;
  std::int64_t channels_ = 1, height_ = 1, width_ = 1;
  std::vector<std::int32_t> rank_of_place_;  // row * W + column -> rank; empty for row-major
  std::vector<std::int32_t> place_of_rank_;
};

// (C, H, W) -> (C*H*W) in the order of `flattening`; and back. Throw std::invalid_argument when sizes differ.
Tensor flatten(const Tensor& input, const Flattening& flattening);
Tensor unflatten(const Tensor& vector, const Flattening& flattening);

// How far apart in the vector two pixels lie that touch in the picture (same channel), over all such pairs.
struct NeighbourDistances {
  double mean = 0.0;  // horizontal and vertical pairs together; 0 when there is no pair
  std::int64_t worst = 0;
  double mean_horizontal = 0.0, mean_vertical = 0.0;
  std::int64_t worst_horizontal = 0, worst_vertical = 0;
  bool operator==(const NeighbourDistances&) const = default;
};
NeighbourDistances neighbour_distances(const Flattening& flattening);

// True where indices i and i + 1 are side by side in the vector but do not touch in the picture (another row's end, a
// jump of the curve, another channel's plane). Pixels touch along an edge, not at a corner. With hwc the channels of
// one pixel count as touching, and so do the last channel of a pixel and the first of a pixel beside it.
// i from 0 to size() - 2, unchecked.
bool is_false_neighbour(const Flattening& flattening, std::int64_t i);
// How many of the size() - 1 adjacent pairs are false.
std::int64_t count_false_neighbours(const Flattening& flattening);

}  // namespace flatscope
