#include "core/dense.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/dense_kernel.h"
#include "core/parallel.h"

namespace flatscope {
namespace {

// Inputs that are read for every output before the next ones: with the table of weights they stay in a core's first
// cache. Also the length of the sums that are added in double precision, which must not depend on the number of
// threads.
constexpr std::int64_t seeded_chunk = 4096;
static_assert(seeded_chunk % detail::seeded_stretch == 0);

void check_layer(const SeededDense& layer) {
  if (layer.out_features >= 1 && layer.in_features >= 1) return;
  throw std::invalid_argument("dense: a layer from " + std::to_string(layer.in_features) + " inputs to " +
                              std::to_string(layer.out_features) + " outputs; both must be at least 1.");
}

// The table's numbers become (-1, 1) / sqrt(in_features).
float scale_of(const SeededDense& layer) {
  return static_cast<float>(
      1.0 / (static_cast<double>(detail::seeded_table) * std::sqrt(static_cast<double>(layer.in_features))));
}

}  // namespace

Tensor dense(const Tensor& input, const Tensor& weight, std::span<const float> bias) {
  if (weight.rank() != 2 || weight.empty()) {
    throw std::invalid_argument("dense: the weight has shape " + to_string(weight.shape()) +
                                "; it must be out_features x in_features.");
  }
  const std::int64_t outputs = weight.shape()[0], inputs = weight.shape()[1];
  if (input.size() != inputs) {
    throw std::invalid_argument("dense: the input " + to_string(input.shape()) + " has " +
                                std::to_string(input.size()) + " values, but the weight " + to_string(weight.shape()) +
                                " is made for " + std::to_string(inputs) + ".");
  }
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != outputs) {
    throw std::invalid_argument("dense: the bias has " + std::to_string(bias.size()) + " values, but the weight " +
                                to_string(weight.shape()) + " has " + std::to_string(outputs) +
                                " outputs; they must be equal.");
  }
  Tensor y({outputs});
  // Blocks of four rows, as the kernel takes them; small layers are not worth a second thread.
  const std::int64_t blocks = (outputs + 3) / 4;
  const std::int64_t grain = std::max<std::int64_t>(1, 65'536 / (4 * inputs));
  parallel_for(blocks, grain, [&](std::int64_t begin, std::int64_t end) {
    const std::int64_t first = 4 * begin;
    const std::int64_t rows = std::min(4 * end, outputs) - first;
    detail::dense_rows(weight.data() + first * inputs, input.data(), rows, inputs, y.data() + first);
  });
  for (std::size_t i = 0; i < bias.size(); ++i) y.data()[i] += bias[i];
  return y;
}

float seeded_weight(const SeededDense& layer, std::int64_t out, std::int64_t in) {
  const detail::SeededKeys keys{layer.seed};
  const std::uint32_t begin =
      detail::seeded_place(keys.for_stretch(static_cast<std::uint64_t>(in / detail::seeded_stretch)),
                           keys.for_output(static_cast<std::uint64_t>(out)));
  const auto place = static_cast<std::int64_t>(begin) + in % detail::seeded_stretch;
  return static_cast<float>(keys.table(static_cast<std::uint32_t>(place % detail::seeded_table))) * scale_of(layer);
}

detail::SeededTable::SeededTable(std::uint32_t seed) {
  const SeededKeys keys{seed};
  for (std::int64_t i = 0; i < seeded_table; ++i)
    numbers[i] = static_cast<float>(keys.table(static_cast<std::uint32_t>(i)));
  std::copy_n(numbers, seeded_stretch, numbers + seeded_table);
}

Tensor materialise(const SeededDense& layer) {
  check_layer(layer);
  Tensor weight({layer.out_features, layer.in_features});
  const detail::SeededKeys keys{layer.seed};
  const float scale = scale_of(layer);
  const detail::SeededTable table(layer.seed);
  const std::int64_t stretches = (layer.in_features + detail::seeded_stretch - 1) / detail::seeded_stretch;
  parallel_for(stretches, 128, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t stretch = begin; stretch < end; ++stretch) {
      const std::uint32_t key = keys.for_stretch(static_cast<std::uint64_t>(stretch));
      const std::int64_t first = stretch * detail::seeded_stretch;
      const std::int64_t count = std::min(detail::seeded_stretch, layer.in_features - first);
      for (std::int64_t out = 0; out < layer.out_features; ++out) {
        const float* const from =
            table.numbers + detail::seeded_place(key, keys.for_output(static_cast<std::uint64_t>(out)));
        float* const to = weight.data() + out * layer.in_features + first;
        for (std::int64_t i = 0; i < count; ++i) to[i] = from[i] * scale;
      }
    }
  });
  return weight;
}

Tensor dense(const Tensor& input, const SeededDense& layer) {
  check_layer(layer);
  if (input.size() != layer.in_features) {
    throw std::invalid_argument("dense: the input " + to_string(input.shape()) + " has " +
                                std::to_string(input.size()) + " values, but the layer is made for " +
                                std::to_string(layer.in_features) + ".");
  }
  const detail::SeededKeys keys{layer.seed};
  const std::int64_t outputs = layer.out_features, inputs = layer.in_features;
  std::vector<std::uint32_t> output_keys(static_cast<std::size_t>(outputs));
  for (std::int64_t o = 0; o < outputs; ++o) {
    output_keys[static_cast<std::size_t>(o)] = keys.for_output(static_cast<std::uint64_t>(o));
  }
  const detail::SeededTable table(layer.seed);
  const std::int64_t chunks = (inputs + seeded_chunk - 1) / seeded_chunk;
  std::vector<float> sums(static_cast<std::size_t>(chunks * outputs));
  const std::int64_t grain = std::max<std::int64_t>(1, 65'536 / (seeded_chunk * outputs));
  parallel_for(chunks, grain, [&](std::int64_t begin, std::int64_t end) {
    std::uint32_t stretch_keys[seeded_chunk / detail::seeded_stretch];
    float tail[seeded_chunk];
    for (std::int64_t chunk = begin; chunk < end; ++chunk) {
      const std::int64_t first = chunk * seeded_chunk;
      const std::int64_t count = std::min(seeded_chunk, inputs - first);
      const float* x = input.data() + first;
      const std::int64_t padded = (count + 15) / 16 * 16;
      for (std::int64_t i = 0; i < padded; i += detail::seeded_stretch) {
        stretch_keys[i / detail::seeded_stretch] =
            keys.for_stretch(static_cast<std::uint64_t>((first + i) / detail::seeded_stretch));
      }
      if (padded != count) {  // only in the last chunk: zeros add nothing
        std::copy_n(x, count, tail);
        std::fill(tail + count, tail + padded, 0.0F);
        x = tail;
      }
      detail::seeded_sums(table.numbers, stretch_keys, x, padded, output_keys.data(), outputs,
                          sums.data() + chunk * outputs);
    }
  });
  Tensor y({outputs});
  const double scale = static_cast<double>(scale_of(layer));
  for (std::int64_t o = 0; o < outputs; ++o) {
    double sum = 0.0;
    for (std::int64_t chunk = 0; chunk < chunks; ++chunk) sum += sums[static_cast<std::size_t>(chunk * outputs + o)];
    y.data()[o] = static_cast<float>(sum * scale);
  }
  return y;
}

}  // namespace flatscope
