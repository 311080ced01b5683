#include "core/layers/flatten.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

#include "core/layers/curves.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

constexpr std::int64_t grain = 1 << 18;  // elements; below this a second thread costs more than it saves

void require_fit(const Tensor& input, const Flattening& flattening) {
  const bool fits = input.channels() == flattening.channels() && input.height() == flattening.height() &&
                    input.width() == flattening.width() && (input.rank() == 2 || input.rank() == 3);
  if (!fits) {
    throw std::invalid_argument("a picture of shape " + to_string(input.shape()) + " can't be flattened as " +
                                to_string(Shape{flattening.channels(), flattening.height(), flattening.width()}));
  }
}

bool touch(const Place& a, const Place& b, Layout layout) {
  const std::int64_t steps = std::abs(a.row - b.row) + std::abs(a.column - b.column);
  return layout == Layout::chw ? a.channel == b.channel && steps == 1 : steps <= 1;
}

}  // namespace

std::string_view to_string(Order order) {
  switch (order) {
    case Order::row_major:
      return "row-major";
    case Order::column_major:
      return "column-major";
    case Order::boustrophedon:
      return "boustrophedon";
    case Order::morton:
      return "morton";
    case Order::hilbert:
      return "hilbert";
  }
  return "";
}

std::string_view to_string(Layout layout) { return layout == Layout::chw ? "chw" : "hwc"; }

std::optional<Order> order_from_string(std::string_view name) {
  for (Order order : all_orders) {
    if (name == to_string(order)) return order;
  }
  return std::nullopt;
}

std::optional<Layout> layout_from_string(std::string_view name) {
  for (Layout layout : {Layout::chw, Layout::hwc}) {
    if (name == to_string(layout)) return layout;
  }
  return std::nullopt;
}

Flattening::Flattening(Order order, Layout layout, std::int64_t channels, std::int64_t height, std::int64_t width)
    : order_(order), layout_(layout), channels_(channels), height_(height), width_(width) {
  constexpr std::int64_t limit = std::int64_t{1} << 31;
  if (channels < 1 || height < 1 || width < 1 || height >= limit || width >= limit || height * width >= limit ||
      channels >= limit) {
    throw std::invalid_argument("a picture of shape " + to_string(Shape{channels, height, width}) +
                                " can't be flattened: every axis must be at least 1 and height x width below 2^31");
  }
  switch (order) {
    case Order::row_major:
      return;
    case Order::column_major:
      place_of_rank_ = column_major_places(height, width);
      break;
    case Order::boustrophedon:
      place_of_rank_ = boustrophedon_places(height, width);
      break;
    case Order::morton:
      place_of_rank_ = morton_places(height, width);
      break;
    case Order::hilbert:
      place_of_rank_ = hilbert_places(height, width);
      break;
  }
  rank_of_place_.resize(place_of_rank_.size());
  for (std::size_t rank = 0; rank < place_of_rank_.size(); ++rank) {
    rank_of_place_[static_cast<std::size_t>(place_of_rank_[rank])] = static_cast<std::int32_t>(rank);
  }
}

std::int64_t Flattening::rank(std::int64_t row, std::int64_t column) const {
  const std::int64_t place = row * width_ + column;
  return order_ == Order::row_major ? place : rank_of_place_[static_cast<std::size_t>(place)];
}

std::int64_t Flattening::index(Place place) const {
  const std::int64_t visited = rank(place.row, place.column);
  return layout_ == Layout::chw ? place.channel * height_ * width_ + visited : visited * channels_ + place.channel;
}

Place Flattening::place(std::int64_t index) const {
  const std::int64_t plane = height_ * width_;
  const std::int64_t channel = layout_ == Layout::chw ? index / plane : index % channels_;
  const std::int64_t visited = layout_ == Layout::chw ? index % plane : index / channels_;
  const std::int64_t at = order_ == Order::row_major ? visited : place_of_rank_[static_cast<std::size_t>(visited)];
  return {channel, at / width_, at % width_};
}

Tensor flatten(const Tensor& input, const Flattening& flattening) {
  require_fit(input, flattening);
  const std::int64_t plane = flattening.height() * flattening.width();
  const std::int64_t channels = flattening.channels();
  if (flattening.places().empty() && (flattening.layout() == Layout::chw || channels == 1)) {
    return input.reshaped({input.size()});
  }
  Tensor vector({input.size()});
  const std::span<const std::int32_t> places = flattening.places();
  const float* from = input.data();
  float* to = vector.data();
  const bool chw = flattening.layout() == Layout::chw;
  parallel_for(plane, grain / channels + 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      const float* values = from + channel * plane;
      float* out = chw ? to + channel * plane : to + channel;
      const std::int64_t step = chw ? 1 : channels;
      if (places.empty()) {
        for (std::int64_t rank = begin; rank < end; ++rank) out[rank * step] = values[rank];
      } else {
        for (std::int64_t rank = begin; rank < end; ++rank) {
          out[rank * step] = values[places[static_cast<std::size_t>(rank)]];
        }
      }
    }
  });
  return vector;
}

Tensor unflatten(const Tensor& vector, const Flattening& flattening) {
  if (vector.size() != flattening.size()) {
    throw std::invalid_argument("a vector of " + std::to_string(vector.size()) + " values can't become a picture of " +
                                to_string(Shape{flattening.channels(), flattening.height(), flattening.width()}) +
                                ", which has " + std::to_string(flattening.size()));
  }
  const std::int64_t plane = flattening.height() * flattening.width();
  const std::int64_t channels = flattening.channels();
  const Shape shape{channels, flattening.height(), flattening.width()};
  if (flattening.places().empty() && (flattening.layout() == Layout::chw || channels == 1)) {
    return vector.reshaped(shape);
  }
  Tensor picture(shape);
  const std::span<const std::int32_t> places = flattening.places();
  const float* from = vector.data();
  float* to = picture.data();
  const bool chw = flattening.layout() == Layout::chw;
  // Different ranks fill different places, so the threads never meet.
  parallel_for(plane, grain / channels + 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      const float* values = chw ? from + channel * plane : from + channel;
      float* out = to + channel * plane;
      const std::int64_t step = chw ? 1 : channels;
      if (places.empty()) {
        for (std::int64_t rank = begin; rank < end; ++rank) out[rank] = values[rank * step];
      } else {
        for (std::int64_t rank = begin; rank < end; ++rank) {
          out[places[static_cast<std::size_t>(rank)]] = values[rank * step];
        }
      }
    }
  });
  return picture;
}

NeighbourDistances neighbour_distances(const Flattening& flattening) {
  const std::int64_t height = flattening.height(), width = flattening.width();
  const std::int64_t scale = flattening.layout() == Layout::hwc ? flattening.channels() : 1;
  const std::span<const std::int32_t> ranks = flattening.ranks();
  std::int64_t sum_horizontal = 0, sum_vertical = 0;
  std::int32_t worst_horizontal = 0, worst_vertical = 0;
  const std::int64_t pairs_horizontal = height * (width - 1), pairs_vertical = (height - 1) * width;
  if (ranks.empty()) {
    // Row by row: a step right is one index, a step down a whole row of them.
    sum_horizontal = pairs_horizontal;
    worst_horizontal = width > 1 ? 1 : 0;
    sum_vertical = pairs_vertical * width;
    worst_vertical = height > 1 ? static_cast<std::int32_t>(width) : 0;
  } else {
    const auto measure = [](const std::int32_t* a, const std::int32_t* b, std::int64_t count, std::int64_t& sum,
                            std::int32_t& worst) {
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int32_t distance = std::abs(a[i] - b[i]);
        sum += distance;
        worst = std::max(worst, distance);
      }
    };
    for (std::int64_t row = 0; row < height; ++row) {
      const std::int32_t* here = ranks.data() + row * width;
      measure(here, here + 1, width - 1, sum_horizontal, worst_horizontal);
      if (row + 1 < height) measure(here, here + width, width, sum_vertical, worst_vertical);
    }
  }
  const auto mean = [&](std::int64_t sum, std::int64_t pairs) {
    return pairs == 0 ? 0.0 : static_cast<double>(sum) / static_cast<double>(pairs) * static_cast<double>(scale);
  };
  NeighbourDistances result;
  result.mean_horizontal = mean(sum_horizontal, pairs_horizontal);
  result.mean_vertical = mean(sum_vertical, pairs_vertical);
  result.mean = mean(sum_horizontal + sum_vertical, pairs_horizontal + pairs_vertical);
  result.worst_horizontal = worst_horizontal * scale;
  result.worst_vertical = worst_vertical * scale;
  result.worst = std::max(result.worst_horizontal, result.worst_vertical);
  return result;
}

bool is_false_neighbour(const Flattening& flattening, std::int64_t i) {
  return !touch(flattening.place(i), flattening.place(i + 1), flattening.layout());
}

std::int64_t count_false_neighbours(const Flattening& flattening) {
  const std::int64_t height = flattening.height(), width = flattening.width();
  const std::span<const std::int32_t> places = flattening.places();
  std::int64_t jumps = 0;
  if (places.empty()) {
    // In a picture one column wide the next row's start lies right below.
    jumps = width > 1 ? height - 1 : 0;
  } else {
    std::int64_t row = places[0] / width, column = places[0] % width;
    for (const std::int32_t place : places.subspan(1)) {
      const std::int64_t next_row = place / width, next_column = place - next_row * width;
      jumps += std::abs(next_row - row) + std::abs(next_column - column) != 1 ? 1 : 0;
      row = next_row;
      column = next_column;
    }
  }
  const std::int64_t channels = flattening.channels();
  return flattening.layout() == Layout::chw ? jumps * channels + channels - 1 : jumps;
}

}  // namespace flatscope
