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

// Inputs whose keys are made at once and then used for every output; they stay in a core's first cache. Also the
// length of the sums that are added in double precision, which must not depend on the number of threads.
constexpr std::int64_t seeded_chunk = 4096;

void check_layer(const SeededDense& layer) {
  if (layer.out_features >= 1 && layer.in_features >= 1) return;
  throw std::invalid_argument("dense: a layer from " + std::to_string(layer.in_features) + " inputs to " +
                              std::to_string(layer.out_features) + " outputs; both must be at least 1.");
}

// What one step of the 24-bit integer is worth: [-2^23, 2^23) becomes [-1, 1) / sqrt(in_features).
float scale_of(const SeededDense& layer) {
  return static_cast<float>(0x1p-23 / std::sqrt(static_cast<double>(layer.in_features)));
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
  const std::int32_t integer = detail::seeded_integer(keys.for_input(static_cast<std::uint64_t>(in)),
                                                      keys.for_output(static_cast<std::uint64_t>(out)));
  return static_cast<float>(integer) * scale_of(layer);
}

Tensor materialise(const SeededDense& layer) {
  check_layer(layer);
  Tensor weight({layer.out_features, layer.in_features});
  const detail::SeededKeys keys{layer.seed};
  const float scale = scale_of(layer);
  parallel_for(layer.in_features, 16'384, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::uint32_t> input_keys(static_cast<std::size_t>(end - begin));
    for (std::int64_t i = begin; i < end; ++i) {
      input_keys[static_cast<std::size_t>(i - begin)] = keys.for_input(static_cast<std::uint64_t>(i));
    }
    for (std::int64_t out = 0; out < layer.out_features; ++out) {
      const std::uint32_t output_key = keys.for_output(static_cast<std::uint64_t>(out));
      float* const row = weight.data() + out * layer.in_features + begin;
      for (std::size_t i = 0; i < input_keys.size(); ++i) {
        row[i] = static_cast<float>(detail::seeded_integer(input_keys[i], output_key)) * scale;
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
  const std::int64_t chunks = (inputs + seeded_chunk - 1) / seeded_chunk;
  std::vector<float> sums(static_cast<std::size_t>(chunks * outputs));
  const std::int64_t grain = std::max<std::int64_t>(1, 65'536 / (seeded_chunk * outputs));
  parallel_for(chunks, grain, [&](std::int64_t begin, std::int64_t end) {
    std::uint32_t input_keys[seeded_chunk];
    float tail[seeded_chunk];
    for (std::int64_t chunk = begin; chunk < end; ++chunk) {
      const std::int64_t first = chunk * seeded_chunk;
      const std::int64_t count = std::min(seeded_chunk, inputs - first);
      const float* x = input.data() + first;
      const std::int64_t padded = (count + 15) / 16 * 16;
      const auto place = static_cast<std::uint64_t>(first);  // a chunk lies within one salt: its size divides 2^32
      detail::seeded_keys(static_cast<std::uint32_t>(place), keys.input_salt(place >> 32), padded, input_keys);
      if (padded != count) {  // only in the last chunk: zeros add nothing
        std::copy_n(x, count, tail);
        std::fill(tail + count, tail + padded, 0.0F);
        x = tail;
      }
      detail::seeded_sums(input_keys, x, padded, output_keys.data(), outputs, sums.data() + chunk * outputs);
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
