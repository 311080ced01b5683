// The SIMD parts of the dense layer's passes over batches; used by dense_pass.cpp only.
#pragma once

#include <cstdint>

namespace flatscope::detail {

// output[row] = bias + sum over `terms` of weight(row, term) * input[term], each of the two being 16 samples: the
// forward pass with rows = outputs, the gradient for the input with rows = inputs and the weight read across.
struct DenseWork {
  const float* weight = nullptr;
  std::int64_t row_step = 0, term_step = 0;
  std::int64_t first_row = 0, past_row = 0, terms = 0;
  const float* input = nullptr;
  std::int64_t input_block = 0;
  float* output = nullptr;
  std::int64_t output_block = 0;
  std::int64_t blocks = 0;
  const float* bias = nullptr;  // null for none
  bool relu = false;
  const float* gate = nullptr;  // laid out as the output: results are 0 where it is not above 0; null for none
};
void run_dense(const DenseWork& work);

// weight_gradient[o * inputs + i] = sum over samples of gradient(o, sample) * input(sample, i) for outputs [first,
// past).
struct DenseGradientWork {
  const float* rows = nullptr;  // the inputs sample by sample, 16-float aligned rows
  std::int64_t row_size = 0;    // floats from one to the next, a multiple of 16, at least `inputs`
  const float* gradient = nullptr;
  std::int64_t gradient_block = 0;
  std::int64_t samples = 0, inputs = 0, first = 0, past = 0;
  float* weight_gradient = nullptr;
};
void run_dense_gradient(const DenseGradientWork& work);

// 16 samples side by side, `count` values each, into rows of one sample: rows[sample * row_size + i].
void lay_in_rows(const float* values, std::int64_t count, std::int64_t row_size, float* rows);

}  // namespace flatscope::detail
