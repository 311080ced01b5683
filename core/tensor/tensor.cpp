#include "core/tensor/tensor.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

namespace flatscope {

std::int64_t element_count(const Shape& shape) {
  for (std::int64_t axis : shape) {
    if (axis < 0) throw std::invalid_argument("the shape " + to_string(shape) + " has a negative axis");
  }
  // An empty axis makes the product 0 however long the others are.
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  std::int64_t count = 1;
  for (std::int64_t axis : shape) {
    if (count > std::numeric_limits<std::int64_t>::max() / axis) {
      throw std::length_error("the shape " + to_string(shape) + " has more elements than can be counted");
    }
    count *= axis;
  }
  return count;
}

std::string to_string(const Shape& shape) {
  if (shape.empty()) return "scalar";
  std::string text;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i > 0) text += " x ";
    text += std::to_string(shape[i]);
  }
  return text;
}

Tensor::Tensor(Shape shape) : shape_(std::move(shape)) {
  const std::int64_t count = element_count(shape_);
  // Past max_size() a vector throws length_error; the contract promises bad_alloc for "does not fit into memory".
  if (static_cast<std::uint64_t>(count) > values_.max_size()) throw std::bad_alloc();
  values_.resize(static_cast<std::size_t>(count));
}

Tensor::Tensor(Shape shape, std::vector<float> values) : shape_(std::move(shape)), values_(std::move(values)) {
  if (element_count(shape_) != size()) {
    throw std::invalid_argument("the shape " + to_string(shape_) + " does not hold " + std::to_string(size()) +
                                " values");
  }
}

std::span<float> Tensor::plane(std::int64_t channel) {
  assert(channel >= 0 && channel < channels());
  return {data() + channel * plane_size(), static_cast<std::size_t>(plane_size())};
}

std::span<const float> Tensor::plane(std::int64_t channel) const {
  assert(channel >= 0 && channel < channels());
  return {data() + channel * plane_size(), static_cast<std::size_t>(plane_size())};
}

float& Tensor::at(std::int64_t channel, std::int64_t row, std::int64_t column) {
  assert(channel >= 0 && channel < channels() && row >= 0 && row < height() && column >= 0 && column < width());
  return values_[static_cast<std::size_t>((channel * height() + row) * width() + column)];
}

float Tensor::at(std::int64_t channel, std::int64_t row, std::int64_t column) const {
  assert(channel >= 0 && channel < channels() && row >= 0 && row < height() && column >= 0 && column < width());
  return values_[static_cast<std::size_t>((channel * height() + row) * width() + column)];
}

Tensor Tensor::reshaped(Shape shape) const& { return Tensor(*this).reshaped(std::move(shape)); }

Tensor Tensor::reshaped(Shape shape) && {
  if (element_count(shape) != size()) {
    throw std::invalid_argument("a tensor of shape " + to_string(shape_) + " can't be read as " + to_string(shape));
  }
  Tensor result;
  result.shape_ = std::move(shape);
  result.values_ = std::move(values_);
  shape_ = {0};
  values_.clear();
  return result;
}

Tensor as_chw(Tensor tensor) {
  if (tensor.rank() != 2 && tensor.rank() != 3) {
    throw std::invalid_argument("a picture has 2 axes (height, width) or 3 (channels, height, width), not " +
                                std::to_string(tensor.rank()) + " (shape " + to_string(tensor.shape()) + ")");
  }
  if (tensor.empty()) {
    throw std::invalid_argument("a picture needs at least one element along every axis, not the shape " +
                                to_string(tensor.shape()));
  }
  if (tensor.rank() == 3) return tensor;
  Shape shape{1, tensor.height(), tensor.width()};
  return std::move(tensor).reshaped(std::move(shape));
}

float max_abs(std::span<const float> values) {
  float largest = 0.0F;
  bool has_nan = false;
  for (float value : values) {
    const float size = std::fabs(value);
    has_nan |= size != size;
    largest = size > largest ? size : largest;
  }
  return has_nan ? std::numeric_limits<float>::quiet_NaN() : largest;
}

Range value_range(std::span<const float> values) {
  float low = std::numeric_limits<float>::infinity();
  float high = -low;
  for (float value : values) {
    if (!std::isfinite(value)) continue;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return {0.0F, 0.0F};
  return {low, high};
}

}  // namespace flatscope
