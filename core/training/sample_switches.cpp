#include "core/training/sample_switches.h"

#include <cstddef>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/layers/border.h"
#include "core/layers/shift.h"
#include "core/tensor/random.h"

namespace flatscope {

Tensor moved(const Tensor& image, std::int64_t dx, std::int64_t dy) { return shift(image, dx, dy, Border::zeros); }

std::vector<std::int32_t> pixel_permutation(std::uint32_t seed, std::int64_t n) {
  if (n < 0 || n > std::numeric_limits<std::int32_t>::max()) {
    throw std::invalid_argument(std::to_string(n) + " pixels can't be shuffled; 0 to 2147483647 can");
  }
  std::vector<std::int32_t> permutation(static_cast<std::size_t>(n));
  std::iota(permutation.begin(), permutation.end(), 0);
  Generator generator(seed);
  for (std::size_t left = permutation.size(); left > 1; --left) {
    std::swap(permutation[left - 1], permutation[uniform_below(generator, static_cast<std::uint32_t>(left))]);
  }
  return permutation;
}

Tensor with_pixels_permuted(const Tensor& images, std::span<const std::int32_t> permutation) {
  const std::int64_t pixels = images.plane_size();
  if (images.rank() < 2 || static_cast<std::int64_t>(permutation.size()) != pixels) {
    throw std::invalid_argument("a shuffle of " + std::to_string(permutation.size()) +
                                " pixels does not fit pictures of shape " + to_string(images.shape()));
  }
  for (const std::int32_t from : permutation) {
    if (from < 0 || from >= pixels) {
      throw std::invalid_argument("a shuffle of " + std::to_string(pixels) + " pixels can't name pixel " +
                                  std::to_string(from));
    }
  }
  Tensor output(images.shape());
  float* to = output.data();
  for (std::int64_t plane = 0; plane < images.size(); plane += pixels) {
    const float* const values = images.data() + plane;
    for (const std::int32_t from : permutation) *to++ = values[from];
  }
  return output;
}

}  // namespace flatscope
