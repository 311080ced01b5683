#include "core/layers/activation_pass.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "core/layers/map_kernel.h"

namespace flatscope {
namespace {

// Values below which a second thread costs more than it helps: cheap ones and functions.
constexpr std::int64_t values_at_once = 32'768, functions_at_once = 1024;

// Calls body(first, count) for stretches of floats, multiples of a block's lanes, that cover the batch.
template <typename Body>
void for_floats(const Batch& batch, std::int64_t grain, const Body& body) {
  const std::int64_t lanes = Batch::lanes;
  parallel_parts(batch.blocks() * batch.block_size() / lanes, grain / lanes,
                 [&](std::int64_t begin, std::int64_t end) { body(begin * lanes, (end - begin) * lanes); });
}

}  // namespace

void relu_forward(const Batch& input, Batch& output) {
  for_floats(input, values_at_once, [&](std::int64_t first, std::int64_t count) {
    detail::relu_batch(input.block(0) + first, count, output.block(0) + first);
  });
}

void tanh_forward(const Batch& input, Batch& output) {
  for_floats(input, functions_at_once, [&](std::int64_t first, std::int64_t count) {
    const float* const from = input.block(0) + first;
    float* const to = output.block(0) + first;
    for (std::int64_t i = 0; i < count; ++i) to[i] = std::tanh(from[i]);
  });
}

void relu_backward(const Batch& output, Batch& gradient) {
  for_floats(output, values_at_once, [&](std::int64_t first, std::int64_t count) {
    detail::relu_batch_gradient(output.block(0) + first, count, gradient.block(0) + first);
  });
}

void tanh_backward(const Batch& output, Batch& gradient, float dropped) {
  for_floats(output, values_at_once, [&](std::int64_t first, std::int64_t count) {
    detail::tanh_batch_gradient(output.block(0) + first, count, 1.0F - dropped, gradient.block(0) + first);
  });
}

DropoutPass::DropoutPass(std::int64_t most_floats, float p) : p_(p), kept_(static_cast<std::size_t>(most_floats)) {
  if (!(p >= 0.0F && p < 1.0F))
    throw std::invalid_argument("The dropout is " + std::to_string(p) + "; it must be from 0 to less than 1.");
}

void DropoutPass::forward(Batch& values, Generator& generator) {
  const float scale = 1.0F / (1.0F - p_);
  for (std::int64_t sample = 0; sample < values.samples(); ++sample) {
    float* const block = values.block(sample / Batch::lanes) + sample % Batch::lanes;
    std::uint8_t* const kept = kept_.data() + sample / Batch::lanes * values.block_size() + sample % Batch::lanes;
    for (std::int64_t channel = 0; channel < values.channels(); ++channel) {
      for (std::int64_t pixel = 0; pixel < values.pixels(); ++pixel) {
        const std::int64_t at = channel * values.plane_size() + pixel * Batch::lanes;
        kept[at] = uniform01(generator) >= p_ ? 1 : 0;
        block[at] = kept[at] != 0 ? block[at] * scale : 0.0F;
      }
    }
  }
}

void DropoutPass::backward(Batch& gradient) const {
  const float scale = 1.0F / (1.0F - p_);
  for_floats(gradient, values_at_once, [&](std::int64_t first, std::int64_t count) {
    float* const values = gradient.block(0) + first;
    const std::uint8_t* const kept = kept_.data() + first;
    for (std::int64_t i = 0; i < count; ++i) values[i] = kept[i] != 0 ? values[i] * scale : 0.0F;
  });
}

void flatten_forward(const Batch& input, Batch& output) {
  const std::int64_t plane = input.pixels() * Batch::lanes;
  for (std::int64_t block = 0; block < input.blocks(); ++block) {
    for (std::int64_t channel = 0; channel < input.channels(); ++channel)
      std::copy_n(input.plane(block, channel), plane, output.block(block) + channel * plane);
  }
}

void flatten_backward(const Batch& gradient, Batch& input_gradient) {
  const std::int64_t plane = input_gradient.pixels() * Batch::lanes;
  for (std::int64_t block = 0; block < gradient.blocks(); ++block) {
    for (std::int64_t channel = 0; channel < input_gradient.channels(); ++channel)
      std::copy_n(gradient.block(block) + channel * plane, plane, input_gradient.plane(block, channel));
  }
}

}  // namespace flatscope
