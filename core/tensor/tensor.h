// The one container of the core: a float32 array in C order (the last axis varies fastest).
//
// Axes are named as in PyTorch. A picture or a stack of feature maps is CHW, a convolution's weight is
// (out_channels, in_channels, kernel_height, kernel_width), a dense layer's weight is (out_features, in_features),
// a flattened picture is (C*H*W).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace flatscope {

using Shape = std::vector<std::int64_t>;

// Product of the axes; 1 for an empty shape. Throws std::length_error past 2^63 - 1 and std::invalid_argument on a
// negative axis.
std::int64_t element_count(const Shape& shape);

// "3 x 256 x 256", for messages.
std::string to_string(const Shape& shape);

class Tensor {
 public:
  Tensor() = default;
  // Filled with zeros. Throws as element_count does, and std::bad_alloc.
  explicit Tensor(Shape shape);
  // Takes the values over. Throws std::invalid_argument unless values.size() == element_count(shape).
  Tensor(Shape shape, std::vector<float> values);

  const Shape& shape() const { return shape_; }
  std::size_t rank() const { return shape_.size(); }
  std::int64_t size() const { return static_cast<std::int64_t>(values_.size()); }
  bool empty() const { return values_.empty(); }

  // The last three axes of a CHW tensor; an HW tensor counts as one channel. 1 where the axis does not exist.
  std::int64_t channels() const { return rank() >= 3 ? shape_[rank() - 3] : 1; }
  std::int64_t height() const { return rank() >= 2 ? shape_[rank() - 2] : 1; }
  std::int64_t width() const { return rank() >= 1 ? shape_[rank() - 1] : 1; }
  std::int64_t plane_size() const { return height() * width(); }

  float* data() { return values_.data(); }
  const float* data() const { return values_.data(); }
  std::span<float> values() { return values_; }
  std::span<const float> values() const { return values_; }

  // One channel of a CHW tensor, height() * width() values in row-major order.
  std::span<float> plane(std::int64_t channel);
  std::span<const float> plane(std::int64_t channel) const;

  // Element (channel, row, column) of a CHW or HW tensor; unchecked in release builds.
  float& at(std::int64_t channel, std::int64_t row, std::int64_t column);
  float at(std::int64_t channel, std::int64_t row, std::int64_t column) const;

  // The same values under another shape with the same number of elements; throws std::invalid_argument otherwise.
  Tensor reshaped(Shape shape) const&;
  Tensor reshaped(Shape shape) &&;

  bool operator==(const Tensor&) const = default;

 private:
  Shape shape_;
  std::vector<float> values_;
};

// HW becomes (1, H, W), CHW stays. Throws std::invalid_argument for any other rank or an empty axis.
Tensor as_chw(Tensor tensor);

// Largest absolute value, 0 for an empty tensor; NaN if any value is NaN.
float max_abs(std::span<const float> values);

struct Range {
  float low = 0.0F;
  float high = 1.0F;
  bool operator==(const Range&) const = default;
};

// Smallest and largest finite value; {0, 0} if there is none.
Range value_range(std::span<const float> values);

}  // namespace flatscope
