#include "core/training/predictor.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/tensor/breathe.h"
#include "core/training/loss.h"

namespace flatscope {
namespace {

std::vector<std::int64_t> all_of(std::int64_t count) {
  std::vector<std::int64_t> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), std::int64_t{0});
  return indices;
}

}  // namespace

Predictor::Predictor(const Shape& input, std::vector<NetLayer> layers, std::vector<std::int32_t> permutation)
    : input_(input),
      permutation_(std::move(permutation)),
      net_(input, std::move(layers), at_once, false),
      row_(parameter_floats(net_.places())) {
  const Shape& output = net_.output_shape();
  if (output.size() != 1 || output[0] < 2 || output[0] > 256)
    throw std::invalid_argument("The network gives " + to_string(output) +
                                "; a classifier ends with one row of 2 to 256 numbers, a linear layer's, say.");
  if (!permutation_.empty() && static_cast<std::int64_t>(permutation_.size()) != input[1] * input[2])
    throw std::invalid_argument("The permutation has " + std::to_string(permutation_.size()) +
                                " numbers; it must have one for each pixel.");
}

void Predictor::set_row(std::span<const float> row) {
  if (static_cast<std::int64_t>(row.size()) != row_.size())
    throw std::invalid_argument("These are another network's parameters.");
  std::copy(row.begin(), row.end(), row_.data());
}

void Predictor::set_parameters(std::span<const NamedTensor> parameters) {
  into_row(net_.places(), parameters, {row_.data(), static_cast<std::size_t>(row_.size())});
}

std::vector<NamedTensor> Predictor::parameters() const {
  return named_parameters(net_.places(), {row_.data(), static_cast<std::size_t>(row_.size())});
}

void Predictor::check(const Tensor& images) const {
  if (images.rank() == 4 && std::equal(input_.begin(), input_.end(), images.shape().begin() + 1)) return;
  throw std::invalid_argument("The pictures are " + to_string(images.shape()) +
                              "; this network reads a number of pictures of " + to_string(input_) + ".");
}

const Net& Predictor::run(const Tensor& images, std::span<const std::int64_t> samples,
                          std::span<const PixelShift> shifts, Border border) {
  fill_batch(images, samples, shifts, border, permutation_, net_.input());
  net_.forward({row_.data(), static_cast<std::size_t>(row_.size())});
  return net_;
}

Predictions Predictor::answers(const Tensor& images, std::span<const std::int64_t> samples, PixelShift shift,
                               Border border) {
  check(images);
  std::vector<std::int64_t> all;
  if (samples.empty()) samples = all = all_of(images.shape()[0]);
  return answers(images, samples, std::vector<PixelShift>(samples.size(), shift), border);
}

Predictions Predictor::answers(const Tensor& images, std::span<const std::int64_t> samples,
                               std::span<const PixelShift> shifts, Border border) {
  check(images);
  if (shifts.size() != samples.size()) throw std::invalid_argument("Each sample needs one shift.");
  const auto count = static_cast<std::int64_t>(samples.size());
  Predictions answers{{}, Tensor({count, classes()})};
  for (std::int64_t first = 0; first < count; first += at_once) {
    const auto from = static_cast<std::size_t>(first);
    const auto size = static_cast<std::size_t>(std::min(at_once, count - first));
    run(images, samples.subspan(from, size), shifts.subspan(from, size), border);
    const Tensor logits = stored(net_.activation(layers().size() - 1));
    std::copy_n(logits.data(), logits.size(), answers.logits.data() + first * classes());
    breathe();
  }
  for (std::int64_t i = 0; i < count; ++i) {
    const auto row =
        answers.logits.values().subspan(static_cast<std::size_t>(i * classes()), static_cast<std::size_t>(classes()));
    answers.classes.push_back(static_cast<std::uint8_t>(largest_of(row)));
  }
  return answers;
}

Tensor Predictor::probabilities(const Tensor& images) {
  Tensor rows = answers(images).logits;
  for (std::int64_t i = 0; i < rows.shape()[0]; ++i)
    softmax(rows.values().subspan(static_cast<std::size_t>(i * classes()), static_cast<std::size_t>(classes())));
  return rows;
}

std::int64_t Predictor::right(const LabelledImages& data, std::span<const std::int64_t> samples, PixelShift shift,
                              Border border) {
  const Predictions given = answers(data.images, samples, shift, border);
  std::int64_t right = 0;
  for (std::size_t i = 0; i < given.classes.size(); ++i) {
    const std::size_t sample = samples.empty() ? i : static_cast<std::size_t>(samples[i]);
    if (given.classes[i] == data.labels.at(sample)) ++right;
  }
  return right;
}

double Predictor::accuracy(const LabelledImages& data, std::span<const std::int64_t> samples) {
  const std::size_t count = samples.empty() ? data.labels.size() : samples.size();
  return count == 0 ? 0.0 : static_cast<double>(right(data, samples)) / static_cast<double>(count);
}

std::vector<Tensor> Predictor::activations(const Tensor& image) {
  Shape one = image.shape();
  one.insert(one.begin(), 1);
  const Tensor images(one, {image.values().begin(), image.values().end()});
  check(images);
  const std::int64_t first[] = {0};
  std::vector<Tensor> made;
  // Of layers that share their memory the last has written it: each is run on its own stack.
  for (std::size_t i = 0; i < layers().size(); ++i) {
    const auto begin = layers().begin();
    Net part(input_, {begin, begin + static_cast<std::ptrdiff_t>(i) + 1}, 1, false);
    fill_batch(images, first, {}, Border::zeros, permutation_, part.input());
    const Tensor output = stored(part.forward({row_.data(), static_cast<std::size_t>(row_.size())}));
    made.push_back(output.reshaped(part.output_shape()));
  }
  return made;
}

}  // namespace flatscope
