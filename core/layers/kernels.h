// Kernels of any size for the editor: closed formulas, and what can be done to a kernel.
//
// A kernel is a (height, width) tensor of 1 to 11 on each side. Its centre is element ((height - 1) / 2,
// (width - 1) / 2), rounded down: the one that padding "same" puts on the output's own place, even sizes included.
// Convolution is cross-correlation as in PyTorch: a positive weight right of the centre answers to a bright right side.
// Everything throws std::invalid_argument with a sentence when a size or a number is out of range.
#pragma once

#include <cstdint>
#include <span>

#include "core/layers/filters.h"
#include "core/tensor/tensor.h"

namespace flatscope {

inline constexpr std::int64_t longest_kernel_side = 11;

// Throws unless 1 <= height, width <= 11.
void check_kernel_size(std::int64_t height, std::int64_t width);

// A preset at any size; at 3 x 3 exactly kernel_of(preset).
//   identity: 1 at the centre. box: 1 / (height * width) everywhere. gaussian: binomial coefficients in both
//   directions, sum 1. These three exist at every size.
//   sobel_x, sobel_y, laplacian: the 3 x 3 kernel blurred by binomials that sum to 1, so the answer to a slope (or a
//   bend) keeps its size while noise is averaged over more pixels. From 3 x 3.
//   sharpen, emboss: the identity plus a blurred difference, as at 3 x 3. Odd sides from 3 x 3, for they need a centre.
Tensor preset_kernel(Preset preset, std::int64_t height, std::int64_t width);
// Whether preset_kernel has one of that size (within 1 to 11).
bool preset_fits(Preset preset, std::int64_t height, std::int64_t width);

// exp(-(x^2 + y^2) / (2 sigma^2)) about the middle of the kernel (between elements for even sides), divided by its sum.
// 0.05 <= sigma <= 100, in elements.
Tensor gaussian_kernel(std::int64_t height, std::int64_t width, float sigma);

// exp(-(u^2 + aspect^2 v^2) / (2 sigma^2)) * cos(2 pi u / wavelength + phase) about the middle, with
// u = x cos(angle) + y sin(angle), v = -x sin(angle) + y cos(angle), x to the right and y down. Not normalised.
// Source: the real part of the filter in Jones and Palmer, "An evaluation of the two-dimensional Gabor filter model of
// simple receptive fields in cat striate cortex", J. Neurophysiol. 58 (1987).
struct GaborOptions {
  float angle = 0.0F;       // degrees, clockwise on the screen; 0 answers to upright stripes, 90 to level ones
  float wavelength = 4.0F;  // elements per stripe pair, 1 to 100
  float sigma = 2.0F;       // elements, 0.05 to 100
  float aspect = 1.0F;      // 0.05 to 20; above 1 the stripes are shorter
  float phase = 0.0F;       // degrees; 0 has a bright middle, 90 an edge
};
Tensor gabor_kernel(std::int64_t height, std::int64_t width, const GaborOptions& options);

// Moves the picture by (dx, dy), positive to the right and down, as shift() does with padding "same": a single 1 at
// (centre row - dy, centre column - dx). Throws when that lies outside the kernel.
Tensor shift_kernel(std::int64_t height, std::int64_t width, std::int64_t dx, std::int64_t dy);

// Normal numbers of mean 0 and variance 1 / (height * width), so that answers are about as large as the input. The same
// seed gives the same kernel everywhere.
Tensor random_kernel(std::int64_t height, std::int64_t width, std::uint32_t seed);

// What normalise made equal to 1.
enum class Normalised { sum, magnitude, nothing };

// Divides by the sum of the values; where that is near 0 (at most a thousandth of the sum of the absolute values: edge
// kernels, also when typed with three digits), by the sum of the absolute values. A negative sum turns every sign. All
// zeros stay. Throws on NaN and infinities.
Normalised normalise(std::span<float> values);

// Swaps or turns the last two axes of a tensor of rank 2 or more; leading axes (channels, filters) keep their order.
Tensor transposed(const Tensor& kernel);
// Counter-clockwise by quarter_turns * 90 degrees, as numpy.rot90; negative turns clockwise.
Tensor rotated(const Tensor& kernel, std::int64_t quarter_turns);

}  // namespace flatscope
