#include "core/training/optimizer.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "core/layers/batch.h"
#include "core/training/optimizer_kernel.h"

namespace flatscope {
namespace {

constexpr std::int64_t parameters_at_once = 8192;  // whole cache lines

void check(const OptimizerSettings& settings) {
  const auto refuse = [](const char* name, float value, const char* range) {
    throw std::invalid_argument(std::string("The ") + name + " is " + std::to_string(value) + "; it must be " + range +
                                ".");
  };
  if (!(settings.learning_rate > 0.0F) || !std::isfinite(settings.learning_rate))
    refuse("learning rate", settings.learning_rate, "above 0");
  if (!(settings.momentum >= 0.0F && settings.momentum < 1.0F))
    refuse("momentum", settings.momentum, "from 0 to less than 1");
  if (!(settings.weight_decay >= 0.0F) || !std::isfinite(settings.weight_decay))
    refuse("weight decay", settings.weight_decay, "at least 0");
}

}  // namespace

std::string_view to_string(OptimizerKind kind) { return kind == OptimizerKind::adam ? "adam" : "sgd"; }

Optimizer::Optimizer(const OptimizerSettings& settings, std::int64_t parameters) : settings_(settings) {
  check(settings);
  const bool adam = settings.kind == OptimizerKind::adam;
  if (adam || settings.momentum > 0.0F) first_ = AlignedFloats(parameters);
  if (adam) second_ = AlignedFloats(parameters);
}

void Optimizer::step(std::span<float> parameters, std::span<const float> gradients) {
  ++steps_;
  detail::AdamStep adam;
  if (settings_.kind == OptimizerKind::adam) {
    // In double, as Python has them.
    const auto t = static_cast<double>(steps_);
    adam.step_size = static_cast<float>(static_cast<double>(settings_.learning_rate) / (1.0 - std::pow(0.9, t)));
    adam.root_correction = static_cast<float>(std::sqrt(1.0 - std::pow(0.999, t)));
    adam.weight_decay = settings_.weight_decay;
  }
  const auto count = static_cast<std::int64_t>(parameters.size());
  if (count % Batch::lanes != 0) throw std::invalid_argument("Parameters come in whole blocks of 16.");
  const std::int64_t parts = (count + parameters_at_once - 1) / parameters_at_once;
  parallel_parts(parts, 1, [&](std::int64_t begin, std::int64_t end) {
    const std::int64_t first = begin * parameters_at_once, past = std::min(end * parameters_at_once, count);
    float* const values = parameters.data() + first;
    const float* const slopes = gradients.data() + first;
    float* const mean = first_.size() == 0 ? nullptr : first_.data() + first;
    if (settings_.kind == OptimizerKind::adam) {
      detail::adam_step(adam, slopes, past - first, values, mean, second_.data() + first);
    } else {
      const detail::SgdStep sgd{settings_.learning_rate, settings_.momentum, settings_.weight_decay};
      detail::sgd_step(sgd, slopes, past - first, values, mean);
    }
  });
}

void Optimizer::restart() {
  std::fill_n(first_.data(), first_.size(), 0.0F);
  std::fill_n(second_.data(), second_.size(), 0.0F);
  steps_ = 0;
}

}  // namespace flatscope
