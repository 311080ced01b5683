// Samples in an order in which every beginning has about as many of each class.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/training/dataset.h"

namespace flatscope {

// Indices of `labels`, each once: round after round one sample of every class, classes ascending, a class that has run
// out passed over. Within a class they keep their order.
std::vector<std::int64_t> class_order(std::span<const std::uint8_t> labels);
// The same, each class's samples mixed first by the seed (std::mt19937, Fisher and Yates' shuffle).
std::vector<std::int64_t> class_order(std::span<const std::uint8_t> labels, std::uint32_t seed);

// The samples at `indices`, which must exist.
LabelledImages chosen(const LabelledImages& samples, std::span<const std::int64_t> indices);

}  // namespace flatscope
