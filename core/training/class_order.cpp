#include "core/training/class_order.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

using Members = std::array<std::vector<std::int64_t>, 256>;

Members members_of(std::span<const std::uint8_t> labels) {
  Members members;
  for (std::size_t i = 0; i < labels.size(); ++i) members[labels[i]].push_back(static_cast<std::int64_t>(i));
  return members;
}

std::vector<std::int64_t> in_rounds(const Members& members, std::size_t count) {
  std::vector<std::int64_t> order;
  order.reserve(count);
  for (std::size_t round = 0; order.size() < count; ++round) {
    for (const std::vector<std::int64_t>& of_class : members) {
      if (round < of_class.size()) order.push_back(of_class[round]);
    }
  }
  return order;
}

}  // namespace

std::vector<std::int64_t> class_order(std::span<const std::uint8_t> labels) {
  return in_rounds(members_of(labels), labels.size());
}

std::vector<std::int64_t> class_order(std::span<const std::uint8_t> labels, std::uint32_t seed) {
  Members members = members_of(labels);
  Generator generator(seed);
  for (std::vector<std::int64_t>& of_class : members) {
    for (std::size_t left = of_class.size(); left > 1; --left) {
      std::swap(of_class[left - 1], of_class[uniform_below(generator, static_cast<std::uint32_t>(left))]);
    }
  }
  return in_rounds(members, labels.size());
}

LabelledImages chosen(const LabelledImages& samples, std::span<const std::int64_t> indices) {
  Shape shape = samples.images.shape();
  shape[0] = static_cast<std::int64_t>(indices.size());
  LabelledImages result{Tensor(shape), {}};
  result.labels.reserve(indices.size());
  const std::int64_t each = samples.images.empty() ? 0 : samples.images.size() / samples.images.shape()[0];
  float* to = result.images.data();
  for (const std::int64_t index : indices) {
    to = std::copy_n(samples.images.data() + index * each, each, to);
    result.labels.push_back(samples.labels[static_cast<std::size_t>(index)]);
  }
  return result;
}

}  // namespace flatscope
