#include "core/layers/dense.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "core/layers/dense_kernel.h"
#include "core/tensor/parallel.h"

namespace flatscope {
Tensor dense(const Tensor& input, const Tensor& weight, std::span<const float> bias) {
  if (weight.rank() != 2 || weight.empty()) {
    throw std::invalid_argument("dense: the weight has shape " + to_string(weight.shape()) +
                                "; it must be out_features x in_features.");
  }
  const std::int64_t outputs = weight.shape()[0], inputs = weight.shape()[1];
  if (input.size() != inputs) {
    throw std::invalid_argument("dense: the input of shape " + to_string(input.shape()) + " has " +
                                std::to_string(input.size()) + " values, but the weight of shape " +
                                to_string(weight.shape()) + " is made for " + std::to_string(inputs) + ".");
  }
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != outputs) {
    throw std::invalid_argument("dense: the bias has " + std::to_string(bias.size()) +
                                " values, but the weight of shape " + to_string(weight.shape()) + " has " +
                                std::to_string(outputs) + " outputs; they must be equal.");
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

}  // namespace flatscope
