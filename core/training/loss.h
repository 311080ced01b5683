// What a network is trained to make small.
#pragma once

#include <cstdint>
#include <span>

#include "core/layers/batch.h"

namespace flatscope {

struct BatchLoss {
  double sum = 0.0;        // of the samples' cross-entropies; NaN or infinite when a logit is
  std::int64_t right = 0;  // samples whose largest logit is their class's; the first of several largest counts
};

// Softmax and cross-entropy, as torch.nn.CrossEntropyLoss: of a sample with logits z and class c, log(sum exp z) - z_c,
// worked out from the largest logit so that none overflows. logits: flat, (classes); labels: one for each sample, below
// the number of classes. With `gradient` it gets the gradient of the batch's mean, 0 for samples that only fill a
// block.
BatchLoss cross_entropy(const Batch& logits, std::span<const std::uint8_t> labels, Batch* gradient);

// The same logits as probabilities, in place.
void softmax(std::span<float> logits);

// The first of the largest; 0 for NaN everywhere.
std::int64_t largest_of(std::span<const float> logits);

}  // namespace flatscope
