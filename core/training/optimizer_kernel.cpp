#include "core/training/optimizer_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/training/optimizer_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/highway.h>

#include "core/tensor/simd_vectors.h"

#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

void adam_step(const AdamStep& step, const float* gradients, std::int64_t count, float* parameters, float* first,
               float* second) {
  const Floats d;
  const Vec decay = hn::Set(d, step.weight_decay), rate = hn::Set(d, -step.step_size);
  const Vec correction = hn::Set(d, step.root_correction), epsilon = hn::Set(d, 1e-8F);
  const Vec beta1 = hn::Set(d, 0.9F), beta2 = hn::Set(d, 0.999F);
  const Vec rest1 = hn::Set(d, 0.1F), rest2 = hn::Set(d, 0.001F);
  for (std::int64_t i = 0; i < count; i += static_cast<std::int64_t>(lanes)) {
    const Vec parameter = hn::Load(d, parameters + i);
    const Vec gradient = hn::MulAdd(decay, parameter, hn::Load(d, gradients + i));
    const Vec mean = hn::MulAdd(rest1, gradient, hn::Mul(beta1, hn::Load(d, first + i)));
    const Vec square = hn::MulAdd(hn::Mul(rest2, gradient), gradient, hn::Mul(beta2, hn::Load(d, second + i)));
    const Vec divisor = hn::Add(hn::Div(hn::Sqrt(square), correction), epsilon);
    hn::Store(hn::MulAdd(rate, hn::Div(mean, divisor), parameter), d, parameters + i);
    hn::Store(mean, d, first + i);
    hn::Store(square, d, second + i);
  }
}

void sgd_step(const SgdStep& step, const float* gradients, std::int64_t count, float* parameters, float* first) {
  const Floats d;
  const Vec decay = hn::Set(d, step.weight_decay), rate = hn::Set(d, -step.learning_rate);
  const Vec momentum = hn::Set(d, step.momentum);
  for (std::int64_t i = 0; i < count; i += static_cast<std::int64_t>(lanes)) {
    const Vec parameter = hn::Load(d, parameters + i);
    Vec gradient = hn::MulAdd(decay, parameter, hn::Load(d, gradients + i));
    if (first != nullptr) {
      gradient = hn::MulAdd(momentum, hn::Load(d, first + i), gradient);
      hn::Store(gradient, d, first + i);
    }
    hn::Store(hn::MulAdd(rate, gradient, parameter), d, parameters + i);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(adam_step);
HWY_EXPORT(sgd_step);

void adam_step(const AdamStep& step, const float* gradients, std::int64_t count, float* parameters, float* first,
               float* second) {
  HWY_DYNAMIC_DISPATCH(adam_step)(step, gradients, count, parameters, first, second);
}

void sgd_step(const SgdStep& step, const float* gradients, std::int64_t count, float* parameters, float* first) {
  HWY_DYNAMIC_DISPATCH(sgd_step)(step, gradients, count, parameters, first);
}

}  // namespace flatscope::detail
#endif  // HWY_ONCE
