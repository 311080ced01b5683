// A convolution over batches, forward and backward: what conv2d() does for one picture, and its gradients.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/batch.h"
#include "core/layers/conv2d.h"
#include "core/layers/gather_plan.h"

namespace flatscope {

// Made once for its shapes; the passes allocate nothing. Not for several threads at once: each pass uses all of them.
class ConvPass {
 public:
  // Of (C, H, W) inputs with weight (O, C, kernel_h, kernel_w). With unit_bias the bias has a value for each output
  // element, (O, H', W'), otherwise one for each channel. Throws std::invalid_argument as conv2d does.
  ConvPass(const Shape& input, std::int64_t out_channels, std::int64_t kernel_h, std::int64_t kernel_w,
           const Conv2dOptions& options, bool unit_bias = false);

  Shape output_shape() const { return {out_channels_, down_.outputs, across_.outputs}; }
  std::int64_t weights() const { return out_channels_ * in_channels_ * kernel_size(); }
  std::int64_t biases() const { return unit_bias_ ? element_count(output_shape()) : out_channels_; }
  std::int64_t bytes() const;  // held

  // Spans are of weights() and biases() values, a bias may be empty. input and output are of input's and
  // output_shape(); they must not be one. With relu, negative outputs become 0.
  void forward(const Batch& input, std::span<const float> weight, std::span<const float> bias, Batch& output,
               bool relu = false);
  // gradient: of the loss for the output. Where `gate`, laid out as the input, is not above 0, the input's gradient is
  // 0: what a ReLU before this layer lets through.
  void backward_input(const Batch& gradient, std::span<const float> weight, Batch& input_gradient,
                      const Batch* gate = nullptr);
  // Sums over the batch, in an order that does not depend on the number of threads.
  void backward_weight(const Batch& input, const Batch& gradient, std::span<float> weight_gradient,
                       std::span<float> bias_gradient) const;

 private:
  std::int64_t kernel_size() const { return down_.kernel * across_.kernel; }

  std::int64_t in_channels_, out_channels_;
  detail::ConvAxis down_, across_;
  bool unit_bias_;
  detail::GatherPlan forward_, backward_;
  std::vector<std::int32_t> table_;
  AlignedFloats packed_;
};

}  // namespace flatscope
