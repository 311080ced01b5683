// ReLU, tanh, dropout and flattening over batches, forward and backward.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layers/batch.h"
#include "core/tensor/random.h"

namespace flatscope {

// input and output may be one batch.
void relu_forward(const Batch& input, Batch& output);
void tanh_forward(const Batch& input, Batch& output);

// The gradient for the output becomes that for the input, in place; dropout may have gone over the output since. With
// probability p, `dropped` is p: the outputs that are still there are 1 / (1 - p) times what they were.
void relu_backward(const Batch& output, Batch& gradient);
void tanh_backward(const Batch& output, Batch& gradient, float dropped = 0.0F);

// Inverted dropout, as torch.nn.Dropout: each value is 0 with probability p, else divided by 1 - p.
class DropoutPass {
 public:
  // For batches that have up to `most_floats` floats; p from 0 up to, not including, 1 (std::invalid_argument).
  DropoutPass(std::int64_t most_floats, float p);

  // In place. One number is drawn from `generator` for each value, sample after sample.
  void forward(Batch& values, Generator& generator);
  void backward(Batch& gradient) const;
  std::int64_t bytes() const { return static_cast<std::int64_t>(kept_.size()); }

 private:
  float p_;
  std::vector<std::uint8_t> kept_;
};

// (C, H, W) -> (C * H * W), row-major as torch.flatten, and back.
void flatten_forward(const Batch& input, Batch& output);
void flatten_backward(const Batch& gradient, Batch& input_gradient);

}  // namespace flatscope
