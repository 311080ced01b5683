// The SIMD parts of the passes over batches that have no weights; used by pool_pass.cpp and activation_pass.cpp only.
// Each works on one plane of a Batch: `pixels` vectors of 16 samples.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// Windows of kernel x kernel, or another table of taps, on one plane.
struct WindowWork {
  const float* input = nullptr;
  float* output = nullptr;
  std::int64_t width = 0;  // of the input
  std::int64_t out_height = 0, out_width = 0, kernel = 0, stride = 0;
};
void max_windows(const WindowWork& work);
void mean_windows(const WindowWork& work);

struct WindowGradientWork {
  WindowWork forward;             // as it ran, but for its output
  const float* output = nullptr;  // what it gave
  const float* gradient = nullptr;
  float* input_gradient = nullptr;
  std::int64_t in_pixels = 0;
  bool relu_before = false;  // none where the largest is not above 0
};
// A window's gradient goes to the first of its largest values, row by row.
void max_windows_gradient(const WindowGradientWork& work);
void mean_windows_gradient(const WindowGradientWork& work);

void plane_max(const float* input, std::int64_t pixels, float* output);
void plane_mean(const float* input, std::int64_t pixels, float* output);
void plane_max_gradient(const float* input, std::int64_t pixels, const float* output, const float* gradient,
                        bool relu_before, float* input_gradient);
void plane_mean_gradient(const float* gradient, std::int64_t pixels, float* input_gradient);

// output[p] = sum over taps of weight[tap] * input[table[tap * pixels + p]], and the other way round, where
// input_gradient is added to.
void weighted_taps(const float* input, const std::int32_t* table, const float* weights, std::int64_t taps,
                   std::int64_t pixels, float* output);
void weighted_taps_gradient(const float* gradient, const std::int32_t* table, const float* weights, std::int64_t taps,
                            std::int64_t pixels, float* input_gradient);

// `count` floats, a multiple of 16.
void relu_batch(const float* input, std::int64_t count, float* output);  // NaN stays
// gradient stays where output > 0, else 0.
void relu_batch_gradient(const float* output, std::int64_t count, float* gradient);
// gradient *= 1 - (output * shrink)^2
void tanh_batch_gradient(const float* output, std::int64_t count, float shrink, float* gradient);

}  // namespace flatscope::detail
