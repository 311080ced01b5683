#include "core/layers/map_kernel.h"

#include "core/tensor/simd_targets.h"  // before any header of Highway

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/layers/map_kernel.cpp"
#include <hwy/foreach_target.h>  // compiles the rest of this file once for each instruction set
// After foreach_target.
#include <hwy/highway.h>

#include "core/tensor/simd_vectors.h"

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace flatscope::detail {
namespace HWY_NAMESPACE {

// NaN wins, as in torch.nn.MaxPool2d.
HWY_INLINE Vec larger(Vec value, Vec most) {
  return hn::IfThenElse(hn::Or(hn::Gt(value, most), hn::IsNaN(value)), value, most);
}

// Calls body(output offset, offset of the window's first value) for each window, vector by vector.
template <typename Body>
HWY_INLINE void for_windows(const WindowWork& work, const Body& body) {
  for (std::int64_t row = 0; row < work.out_height; ++row) {
    for (std::int64_t column = 0; column < work.out_width; ++column) {
      const std::int64_t to = (row * work.out_width + column) * 16;
      const std::int64_t from = (row * work.width + column) * work.stride * 16;
      for (std::int64_t v = 0; v < 16; v += static_cast<std::int64_t>(lanes)) body(to + v, from + v);
    }
  }
}

void max_windows(const WindowWork& work) {
  const Floats d;
  for_windows(work, [&](std::int64_t to, std::int64_t from) HWY_ATTR {
    Vec most = hn::Load(d, work.input + from);
    for (std::int64_t y = 0; y < work.kernel; ++y) {
      for (std::int64_t x = 0; x < work.kernel; ++x)
        most = larger(hn::Load(d, work.input + from + (y * work.width + x) * 16), most);
    }
    hn::Store(most, d, work.output + to);
  });
}

void mean_windows(const WindowWork& work) {
  const Floats d;
  const Vec factor = hn::Set(d, 1.0F / static_cast<float>(work.kernel * work.kernel));
  for_windows(work, [&](std::int64_t to, std::int64_t from) HWY_ATTR {
    Vec sum = hn::Zero(d);
    for (std::int64_t y = 0; y < work.kernel; ++y) {
      for (std::int64_t x = 0; x < work.kernel; ++x)
        sum = hn::Add(sum, hn::Load(d, work.input + from + (y * work.width + x) * 16));
    }
    hn::Store(hn::Mul(sum, factor), d, work.output + to);
  });
}

HWY_INLINE void clear(float* values, std::int64_t count) {
  const Floats d;
  for (std::int64_t i = 0; i < count; i += static_cast<std::int64_t>(lanes)) hn::Store(hn::Zero(d), d, values + i);
}

void max_windows_gradient(const WindowGradientWork& work) {
  const Floats d;
  clear(work.input_gradient, work.in_pixels * 16);
  for_windows(work.forward, [&](std::int64_t to, std::int64_t from) HWY_ATTR {
    const Vec most = hn::Load(d, work.output + to);
    Vec left = hn::Load(d, work.gradient + to);
    if (work.relu_before) left = hn::IfThenElseZero(hn::Gt(most, hn::Zero(d)), left);
    for (std::int64_t y = 0; y < work.forward.kernel; ++y) {
      for (std::int64_t x = 0; x < work.forward.kernel; ++x) {
        const std::int64_t at = from + (y * work.forward.width + x) * 16;
        const auto hit = hn::Eq(hn::Load(d, work.forward.input + at), most);
        float* const into = work.input_gradient + at;
        hn::Store(hn::Add(hn::Load(d, into), hn::IfThenElseZero(hit, left)), d, into);
        left = hn::IfThenZeroElse(hit, left);
      }
    }
  });
}

void mean_windows_gradient(const WindowGradientWork& work) {
  const Floats d;
  const Vec factor = hn::Set(d, 1.0F / static_cast<float>(work.forward.kernel * work.forward.kernel));
  clear(work.input_gradient, work.in_pixels * 16);
  for_windows(work.forward, [&](std::int64_t to, std::int64_t from) HWY_ATTR {
    const Vec share = hn::Mul(hn::Load(d, work.gradient + to), factor);
    for (std::int64_t y = 0; y < work.forward.kernel; ++y) {
      for (std::int64_t x = 0; x < work.forward.kernel; ++x) {
        float* const into = work.input_gradient + from + (y * work.forward.width + x) * 16;
        hn::Store(hn::Add(hn::Load(d, into), share), d, into);
      }
    }
  });
}

void plane_max(const float* input, std::int64_t pixels, float* output) {
  const Floats d;
  for (std::size_t v = 0; v < 16; v += lanes) {
    Vec most = hn::Load(d, input + v);
    for (std::int64_t p = 1; p < pixels; ++p) most = larger(hn::Load(d, input + p * 16 + v), most);
    hn::Store(most, d, output + v);
  }
}

void plane_mean(const float* input, std::int64_t pixels, float* output) {
  const Floats d;
  for (std::size_t v = 0; v < 16; v += lanes) {
    Vec sum = hn::Zero(d);
    for (std::int64_t p = 0; p < pixels; ++p) sum = hn::Add(sum, hn::Load(d, input + p * 16 + v));
    hn::Store(hn::Mul(sum, hn::Set(d, 1.0F / static_cast<float>(pixels))), d, output + v);
  }
}

void plane_max_gradient(const float* input, std::int64_t pixels, const float* output, const float* gradient,
                        bool relu_before, float* input_gradient) {
  const Floats d;
  for (std::size_t v = 0; v < 16; v += lanes) {
    const Vec most = hn::Load(d, output + v);
    Vec left = hn::Load(d, gradient + v);
    if (relu_before) left = hn::IfThenElseZero(hn::Gt(most, hn::Zero(d)), left);
    for (std::int64_t p = 0; p < pixels; ++p) {
      const auto hit = hn::Eq(hn::Load(d, input + p * 16 + v), most);
      hn::Store(hn::IfThenElseZero(hit, left), d, input_gradient + p * 16 + v);
      left = hn::IfThenZeroElse(hit, left);
    }
  }
}

void plane_mean_gradient(const float* gradient, std::int64_t pixels, float* input_gradient) {
  const Floats d;
  for (std::size_t v = 0; v < 16; v += lanes) {
    const Vec share = hn::Mul(hn::Load(d, gradient + v), hn::Set(d, 1.0F / static_cast<float>(pixels)));
    for (std::int64_t p = 0; p < pixels; ++p) hn::Store(share, d, input_gradient + p * 16 + v);
  }
}

void weighted_taps(const float* input, const std::int32_t* table, const float* weights, std::int64_t taps,
                   std::int64_t pixels, float* output) {
  const Floats d;
  for (std::int64_t p = 0; p < pixels; ++p) {
    for (std::size_t v = 0; v < 16; v += lanes) {
      Vec sum = hn::Zero(d);
      for (std::int64_t tap = 0; tap < taps; ++tap)
        sum = hn::MulAdd(hn::Set(d, weights[tap]), hn::Load(d, input + table[tap * pixels + p] + v), sum);
      hn::Store(sum, d, output + p * 16 + v);
    }
  }
}

void weighted_taps_gradient(const float* gradient, const std::int32_t* table, const float* weights, std::int64_t taps,
                            std::int64_t pixels, float* input_gradient) {
  const Floats d;
  for (std::int64_t p = 0; p < pixels; ++p) {
    for (std::size_t v = 0; v < 16; v += lanes) {
      const Vec from = hn::Load(d, gradient + p * 16 + v);
      for (std::int64_t tap = 0; tap < taps; ++tap) {
        float* const into = input_gradient + table[tap * pixels + p] + v;
        hn::Store(hn::MulAdd(hn::Set(d, weights[tap]), from, hn::Load(d, into)), d, into);
      }
    }
  }
}

void relu_batch(const float* input, std::int64_t count, float* output) {
  const Floats d;
  for (std::int64_t i = 0; i < count; i += static_cast<std::int64_t>(lanes)) {
    const Vec value = hn::Load(d, input + i);
    hn::Store(hn::IfThenZeroElse(hn::Lt(value, hn::Zero(d)), value), d, output + i);
  }
}

void relu_batch_gradient(const float* output, std::int64_t count, float* gradient) {
  const Floats d;
  for (std::int64_t i = 0; i < count; i += static_cast<std::int64_t>(lanes)) {
    const auto open = hn::Gt(hn::Load(d, output + i), hn::Zero(d));
    hn::Store(hn::IfThenElseZero(open, hn::Load(d, gradient + i)), d, gradient + i);
  }
}

void tanh_batch_gradient(const float* output, std::int64_t count, float shrink, float* gradient) {
  const Floats d;
  for (std::int64_t i = 0; i < count; i += static_cast<std::int64_t>(lanes)) {
    const Vec y = hn::Mul(hn::Load(d, output + i), hn::Set(d, shrink));
    const Vec slope = hn::NegMulAdd(y, y, hn::Set(d, 1.0F));
    hn::Store(hn::Mul(hn::Load(d, gradient + i), slope), d, gradient + i);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace flatscope::detail
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace flatscope::detail {

HWY_EXPORT(max_windows);
HWY_EXPORT(mean_windows);
HWY_EXPORT(max_windows_gradient);
HWY_EXPORT(mean_windows_gradient);
HWY_EXPORT(plane_max);
HWY_EXPORT(plane_mean);
HWY_EXPORT(plane_max_gradient);
HWY_EXPORT(plane_mean_gradient);
HWY_EXPORT(weighted_taps);
HWY_EXPORT(weighted_taps_gradient);
HWY_EXPORT(relu_batch);
HWY_EXPORT(relu_batch_gradient);
HWY_EXPORT(tanh_batch_gradient);

void max_windows(const WindowWork& work) { HWY_DYNAMIC_DISPATCH(max_windows)(work); }
void mean_windows(const WindowWork& work) { HWY_DYNAMIC_DISPATCH(mean_windows)(work); }
void max_windows_gradient(const WindowGradientWork& work) { HWY_DYNAMIC_DISPATCH(max_windows_gradient)(work); }
void mean_windows_gradient(const WindowGradientWork& work) { HWY_DYNAMIC_DISPATCH(mean_windows_gradient)(work); }

void plane_max(const float* input, std::int64_t pixels, float* output) {
  HWY_DYNAMIC_DISPATCH(plane_max)(input, pixels, output);
}
void plane_mean(const float* input, std::int64_t pixels, float* output) {
  HWY_DYNAMIC_DISPATCH(plane_mean)(input, pixels, output);
}
void plane_max_gradient(const float* input, std::int64_t pixels, const float* output, const float* gradient,
                        bool relu_before, float* input_gradient) {
  HWY_DYNAMIC_DISPATCH(plane_max_gradient)(input, pixels, output, gradient, relu_before, input_gradient);
}
void plane_mean_gradient(const float* gradient, std::int64_t pixels, float* input_gradient) {
  HWY_DYNAMIC_DISPATCH(plane_mean_gradient)(gradient, pixels, input_gradient);
}

void weighted_taps(const float* input, const std::int32_t* table, const float* weights, std::int64_t taps,
                   std::int64_t pixels, float* output) {
  HWY_DYNAMIC_DISPATCH(weighted_taps)(input, table, weights, taps, pixels, output);
}
void weighted_taps_gradient(const float* gradient, const std::int32_t* table, const float* weights, std::int64_t taps,
                            std::int64_t pixels, float* input_gradient) {
  HWY_DYNAMIC_DISPATCH(weighted_taps_gradient)(gradient, table, weights, taps, pixels, input_gradient);
}

void relu_batch(const float* input, std::int64_t count, float* output) {
  HWY_DYNAMIC_DISPATCH(relu_batch)(input, count, output);
}
void relu_batch_gradient(const float* output, std::int64_t count, float* gradient) {
  HWY_DYNAMIC_DISPATCH(relu_batch_gradient)(output, count, gradient);
}
void tanh_batch_gradient(const float* output, std::int64_t count, float shrink, float* gradient) {
  HWY_DYNAMIC_DISPATCH(tanh_batch_gradient)(output, count, shrink, gradient);
}

}  // namespace flatscope::detail
#endif  // HWY_ONCE
