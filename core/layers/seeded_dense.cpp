#include "core/layers/seeded_dense.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/layers/seeded_kernel.h"
#include "core/layers/seeded_weights.h"
#include "core/tensor/divide_up.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

constexpr std::int64_t period_stretches = detail::seeded_period / detail::seeded_stretch;

void check_layer(const SeededDense& layer) {
  if (layer.out_features >= 1 && layer.in_features >= 1) return;
  throw std::invalid_argument("dense: a layer from " + std::to_string(layer.in_features) + " inputs to " +
                              std::to_string(layer.out_features) + " outputs; both must be at least 1.");
}

// Adds the products of the inputs from `begin`, at a period's start, up to `end`.
void add_products(const Tensor& input, const SeededDense& layer, const float* table, std::int64_t begin,
                  std::int64_t end, float* sums) {
  const detail::SeededKeys keys{layer.seed};
  std::uint32_t base_keys[detail::seeded_bases], stretch_keys[detail::seeded_together * period_stretches];
  for (std::uint32_t base = 0; base < detail::seeded_bases; ++base) base_keys[base] = keys.for_base(base);
  std::vector<float> padded;
  for (std::int64_t first = begin, count = 0; first < end; first += count) {
    const std::int64_t left = end - first;
    const std::int64_t periods = left >= detail::seeded_together * detail::seeded_period ? detail::seeded_together : 1;
    count = std::min(periods * detail::seeded_period, left);
    const std::int64_t stretches = std::min(period_stretches, divide_up(count, detail::seeded_stretch));
    const float* x = input.data() + first;
    if (count % detail::seeded_stretch != 0) {  // only at the input's end: zeros add nothing
      padded.assign(x, x + count);
      padded.resize(static_cast<std::size_t>(stretches * detail::seeded_stretch));
      x = padded.data();
    }
    for (std::int64_t i = 0; i < periods * period_stretches; ++i)
      stretch_keys[i] = keys.for_stretch(static_cast<std::uint64_t>(first / detail::seeded_stretch + i));
    detail::seeded_periods(table, stretch_keys, base_keys, x, periods, stretches, sums);
  }
}

}  // namespace

float seeded_weight(const SeededDense& layer, std::int64_t out, std::int64_t in) {
  return static_cast<float>(detail::seeded_number(layer.seed, out, in)) *
         static_cast<float>(detail::seeded_worth(layer.in_features));
}

Tensor materialise(const SeededDense& layer) {
  check_layer(layer);
  Tensor weight({layer.out_features, layer.in_features});
  const detail::SeededKeys keys{layer.seed};
  const auto worth = static_cast<float>(detail::seeded_worth(layer.in_features));
  const detail::SeededNumbers numbers(layer.seed, layer.in_features);
  const std::int64_t grain = std::max<std::int64_t>(1, 65'536 / layer.in_features);
  parallel_for(layer.out_features, grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t out = begin; out < end; ++out) {
      const std::uint32_t key = keys.for_output(static_cast<std::uint64_t>(out));
      float* const row = weight.data() + out * layer.in_features;
      for (std::int64_t in = 0; in < layer.in_features; ++in) row[in] = numbers(key, in) * worth;
    }
  });
  return weight;
}

Tensor dense(const Tensor& input, const SeededDense& layer) {
  check_layer(layer);
  if (input.size() != layer.in_features) {
    throw std::invalid_argument("dense: the input of shape " + to_string(input.shape()) + " has " +
                                std::to_string(input.size()) + " values, but the layer is made for " +
                                std::to_string(layer.in_features) + ".");
  }
  const std::vector<float> table = detail::seeded_numbers_table(layer.seed);
  // The input in at most 16 pieces, whatever the number of threads, so that all machines add in the same order.
  const std::int64_t together = detail::seeded_together * detail::seeded_period;
  const std::int64_t piece =
      std::max<std::int64_t>(4, divide_up(divide_up(layer.in_features, together), 16)) * together;
  const std::int64_t pieces = divide_up(layer.in_features, piece);
  std::vector<float> piece_sums(static_cast<std::size_t>(pieces * detail::seeded_sums));
  parallel_for(pieces, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      add_products(input, layer, table.data(), i * piece, std::min((i + 1) * piece, layer.in_features),
                   piece_sums.data() + i * detail::seeded_sums);
    }
  });

  float* const whole = piece_sums.data();
  for (std::int64_t i = 1; i < pieces; ++i) {
    const float* const part = whole + i * detail::seeded_sums;
    for (std::int64_t k = 0; k < detail::seeded_sums; ++k) whole[k] += part[k];
  }
  // The bases of a place side by side.
  const std::int64_t places = std::min(layer.in_features, detail::seeded_period);
  alignas(64) float sums[detail::seeded_sums];
  const float* from = whole;
  for (std::int64_t first = 0; first < detail::seeded_period; first += detail::seeded_stretch) {
    for (std::int64_t base = 0; base < detail::seeded_bases; ++base) {
      for (std::int64_t i = 0; i < detail::seeded_stretch; ++i)
        sums[(first + i) * detail::seeded_bases + base] = *from++;
    }
  }

  const detail::SeededKeys keys{layer.seed};
  const std::vector<std::uint32_t> place_keys = detail::seeded_place_keys(layer.seed);
  const double worth = static_cast<double>(static_cast<float>(detail::seeded_worth(layer.in_features)));
  Tensor y({layer.out_features});
  constexpr std::int64_t block = 256;
  parallel_for(divide_up(layer.out_features, block), 1, [&](std::int64_t begin, std::int64_t end) {
    std::uint32_t output_keys[block];
    double chosen[block];
    for (std::int64_t first = begin * block; first < std::min(end * block, layer.out_features); first += block) {
      const std::int64_t outputs = std::min(block, layer.out_features - first);
      for (std::int64_t o = 0; o < outputs; ++o)
        output_keys[o] = keys.for_output(static_cast<std::uint64_t>(first + o));
      detail::seeded_choose(sums, place_keys.data(), places, output_keys, outputs, chosen);
      for (std::int64_t o = 0; o < outputs; ++o) y.data()[first + o] = static_cast<float>(chosen[o] * worth);
    }
  });
  return y;
}

}  // namespace flatscope
