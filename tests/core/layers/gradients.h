// Gradients against differences: what a pass says of a number, and what changing that number does.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/batch.h"
#include "core/tensor/random.h"
#include "core/tensor/tensor.h"

namespace flatscope::test {

inline Tensor random_tensor(const Shape& shape, Generator& generator) {
  Tensor tensor(shape);
  for (float& value : tensor.values()) value = normal(generator);
  return tensor;
}

inline std::int64_t draw(Generator& generator, std::int64_t low, std::int64_t high) {
  return low + uniform_below(generator, static_cast<std::uint32_t>(high - low + 1));
}

inline Batch batch_of(const Tensor& samples) {
  Batch batch(samples.shape()[0], Shape(samples.shape().begin() + 1, samples.shape().end()));
  load(samples, batch);
  return batch;
}

inline Tensor sample_of(const Tensor& batch, std::int64_t sample) {
  const Shape shape(batch.shape().begin() + 1, batch.shape().end());
  const std::int64_t size = element_count(shape);
  return Tensor(shape, {batch.data() + sample * size, batch.data() + (sample + 1) * size});
}

// Sum of products in double: a loss whose gradient for `outputs` is `weights`.
inline double weighted(const Tensor& outputs, const Tensor& weights) {
  double sum = 0.0;
  for (std::int64_t i = 0; i < outputs.size(); ++i)
    sum += static_cast<double>(outputs.data()[i]) * static_cast<double>(weights.data()[i]);
  return sum;
}

// Moves each of (at most 60 of) `values` by +-step and compares what loss() does with `gradient`.
template <typename Loss>
void expect_gradient(std::span<float> values, std::span<const float> gradient, float step, double tolerance,
                     const Loss& loss) {
  ASSERT_EQ(values.size(), gradient.size());
  const std::size_t stride = std::max<std::size_t>(1, values.size() / 60);
  double largest = 1.0;
  for (const float one : gradient) largest = std::max(largest, static_cast<double>(std::fabs(one)));
  for (std::size_t i = 0; i < values.size(); i += stride) {
    const float before = values[i];
    values[i] = before + step;
    const double high = loss();
    values[i] = before - step;
    const double low = loss();
    values[i] = before;
    ASSERT_NEAR(gradient[i], (high - low) / (2.0 * static_cast<double>(step)), tolerance * largest) << "number " << i;
  }
}

}  // namespace flatscope::test
