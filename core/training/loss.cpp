#include "core/training/loss.h"

#include <algorithm>
#include <cmath>

namespace flatscope {

BatchLoss cross_entropy(const Batch& logits, std::span<const std::uint8_t> labels, Batch* gradient) {
  const std::int64_t classes = logits.pixels(), samples = logits.samples(), lanes = Batch::lanes;
  const float share = 1.0F / static_cast<float>(samples);
  BatchLoss loss;
  for (std::int64_t sample = 0; sample < logits.blocks() * lanes; ++sample) {
    const float* const z = logits.block(sample / lanes) + sample % lanes;
    float* const slope = gradient == nullptr ? nullptr : gradient->block(sample / lanes) + sample % lanes;
    if (sample >= samples) {
      for (std::int64_t i = 0; slope != nullptr && i < classes; ++i) slope[i * lanes] = 0.0F;
      continue;
    }
    std::int64_t most = 0;
    for (std::int64_t i = 1; i < classes; ++i) {
      if (z[i * lanes] > z[most * lanes]) most = i;
    }
    const float largest = z[most * lanes];
    float total = 0.0F;
    for (std::int64_t i = 0; i < classes; ++i) {
      const float term = std::exp(z[i * lanes] - largest);
      total += term;
      if (slope != nullptr) slope[i * lanes] = term;
    }
    const auto label = static_cast<std::int64_t>(labels[static_cast<std::size_t>(sample)]);
    loss.sum += static_cast<double>(std::log(total) + largest - z[label * lanes]);
    if (most == label && std::isfinite(largest)) ++loss.right;
    if (slope == nullptr) continue;
    const float scale = share / total;
    for (std::int64_t i = 0; i < classes; ++i) slope[i * lanes] *= scale;
    slope[label * lanes] -= share;
  }
  return loss;
}

void softmax(std::span<float> logits) {
  const float largest = *std::max_element(logits.begin(), logits.end());
  float total = 0.0F;
  for (float& value : logits) total += value = std::exp(value - largest);
  for (float& value : logits) value /= total;
}

std::int64_t largest_of(std::span<const float> logits) {
  std::size_t most = 0;
  for (std::size_t i = 1; i < logits.size(); ++i) {
    if (logits[i] > logits[most]) most = i;
  }
  return static_cast<std::int64_t>(most);
}

}  // namespace flatscope
