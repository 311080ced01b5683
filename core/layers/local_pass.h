// A locally connected layer over batches, forward and backward: what locally_connected() does for one picture, and its
// gradients.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/batch.h"

namespace flatscope {

// Made once for its shapes; the passes allocate nothing. Not for several threads at once: each pass uses all of them.
class LocalPass {
 public:
  // Of (C, H, W) inputs with weight (O, H', W', C, kernel_h, kernel_w); zeros as padding on each side. Throws
  // std::invalid_argument where nothing fits.
  LocalPass(const Shape& input, std::int64_t out_channels, std::int64_t kernel_h, std::int64_t kernel_w,
            std::int64_t stride, std::int64_t padding);

  Shape output_shape() const { return output_; }
  std::int64_t weights() const { return element_count(output_) * input_[0] * taps_; }
  std::int64_t biases() const { return element_count(output_); }
  std::int64_t bytes() const { return static_cast<std::int64_t>(table_.size() * sizeof(std::int32_t)); }  // held

  // Spans are of weights() and biases() values, a bias may be empty.
  void forward(const Batch& input, std::span<const float> weight, std::span<const float> bias, Batch& output) const;
  void backward_input(const Batch& gradient, std::span<const float> weight, Batch& input_gradient) const;
  // Sums over the batch, in an order that does not depend on the number of threads.
  void backward_weight(const Batch& input, const Batch& gradient, std::span<float> weight_gradient,
                       std::span<float> bias_gradient) const;

 private:
  Shape input_, output_;
  std::int64_t taps_;
  std::vector<std::int32_t> table_;
};

}  // namespace flatscope
