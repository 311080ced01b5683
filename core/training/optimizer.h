// How parameters follow their gradients. Sources: the documentation of torch.optim.SGD and torch.optim.Adam.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "core/tensor/aligned.h"

namespace flatscope {

enum class OptimizerKind { adam, sgd };

inline constexpr OptimizerKind all_optimizers[] = {OptimizerKind::adam, OptimizerKind::sgd};
std::string_view to_string(OptimizerKind kind);  // "adam"

struct OptimizerSettings {
  OptimizerKind kind = OptimizerKind::adam;
  float learning_rate = 1e-3F;  // > 0
  float momentum = 0.0F;        // SGD, [0, 1)
  float weight_decay = 0.0F;    // L2: this times the parameter is added to its gradient; >= 0
  bool operator==(const OptimizerSettings&) const = default;
};

// betas 0.9 and 0.999, eps 1e-8; SGD without dampening or Nesterov's momentum.
class Optimizer {
 public:
  Optimizer() = default;
  // Throws std::invalid_argument with a sentence where a setting is out of its range.
  Optimizer(const OptimizerSettings& settings, std::int64_t parameters);

  // As many as in the constructor, a multiple of 16, from AlignedFloats. Each number by itself: the same whatever the
  // number of threads.
  void step(std::span<float> parameters, std::span<const float> gradients);
  void restart();                                                              // as if no step had been made
  std::int64_t bytes() const { return (first_.size() + second_.size()) * 4; }  // held

 private:
  OptimizerSettings settings_;
  AlignedFloats first_, second_;  // Adam's running means; SGD's momentum is in first_
  std::int64_t steps_ = 0;
};

}  // namespace flatscope
