// The SIMD parts of the optimisers; used by optimizer.cpp only.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// Arrays begin at a cache line and hold whole ones: `count` is a multiple of 16.
struct AdamStep {
  float step_size = 0.0F;        // learning rate / (1 - beta1^t)
  float root_correction = 1.0F;  // sqrt(1 - beta2^t)
  float weight_decay = 0.0F;
};
void adam_step(const AdamStep& step, const float* gradients, std::int64_t count, float* parameters, float* first,
               float* second);

struct SgdStep {
  float learning_rate = 0.0F, momentum = 0.0F, weight_decay = 0.0F;
};
// first: the momentum, null for none. Where it is 0 it becomes the gradient, as in PyTorch's first step.
void sgd_step(const SgdStep& step, const float* gradients, std::int64_t count, float* parameters, float* first);

}  // namespace flatscope::detail
