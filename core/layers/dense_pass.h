// A dense layer over batches, forward and backward: what dense() does for one sample, and its gradients.
#pragma once

#include <cstdint>
#include <span>

#include "core/layers/batch.h"

namespace flatscope {

// Made once for its sizes; the passes allocate nothing. Not for several threads at once: each pass uses all of them.
class DensePass {
 public:
  // weight is (outputs, inputs). `most_samples` is the largest batch that backward_weight will see.
  DensePass(std::int64_t inputs, std::int64_t outputs, std::int64_t most_samples);

  std::int64_t bytes() const { return rows_.size() * 4; }  // held
  static std::int64_t row_floats(std::int64_t inputs, std::int64_t most_samples);

  // input: one channel of `inputs` pixels; bias: empty or `outputs` values. With relu, negative outputs become 0.
  void forward(const Batch& input, std::span<const float> weight, std::span<const float> bias, Batch& output,
               bool relu = false) const;
  // Where `gate`, laid out as the input, is not above 0, the input's gradient is 0: what a ReLU before lets through.
  void backward_input(const Batch& gradient, std::span<const float> weight, Batch& input_gradient,
                      const Batch* gate = nullptr) const;
  // Sums over the batch, in an order that does not depend on the number of threads.
  void backward_weight(const Batch& input, const Batch& gradient, std::span<float> weight_gradient,
                       std::span<float> bias_gradient);

 private:
  std::int64_t inputs_, outputs_;
  AlignedFloats rows_;  // the input sample by sample
};

}  // namespace flatscope
