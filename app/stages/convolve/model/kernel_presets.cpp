#include "app/stages/convolve/model/kernel_presets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "app/look/size_text.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

struct Step {
  std::int64_t dx, dy;
};

Step step_of(Direction direction) {
  switch (direction) {
    case Direction::left:
      return {-1, 0};
    case Direction::right:
      return {1, 0};
    case Direction::up:
      return {0, -1};
    case Direction::down:
      return {0, 1};
  }
  return {1, 0};
}

bool inside(Step step, std::int64_t height, std::int64_t width) {
  const std::int64_t row = (height - 1) / 2 - step.dy, column = (width - 1) / 2 - step.dx;
  return row >= 0 && row < height && column >= 0 && column < width;
}

// What makes a preset that has numbers of its own.
using Make = Tensor (*)(const PresetNumbers& numbers, std::int64_t height, std::int64_t width);

Tensor gaussian(const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  return gaussian_kernel(height, width, numbers.sigma);
}

Tensor gabor(const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  GaborOptions options;
  options.angle = numbers.angle;
  options.wavelength = numbers.wavelength;
  options.sigma = numbers.wavelength * 0.5F;
  Tensor kernel = gabor_kernel(height, width, options);
  // A quarter of a wave has the cosine 6e-17 in floating point; on paper it is 0.
  for (float& value : kernel.values())
    if (std::fabs(value) < 1e-7F) value = 0.0F;
  return kernel;
}

Tensor shifted(const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  const Step step = step_of(numbers.direction);
  return shift_kernel(height, width, step.dx, step.dy);
}

Tensor random(const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  return random_kernel(height, width, static_cast<std::uint32_t>(numbers.seed));
}

struct Row {
  KernelPreset preset;
  std::string_view title, explanation;
  std::optional<Preset> plain;  // the filter of core that it is, where it has no numbers
  Make make = nullptr;          // else
};

// A row for each: who adds a preset adds one here, and its name to KernelPreset.
constexpr Row rows[] = {
    {KernelPreset::identity, "Identity", "1 at the centre: the picture as it is.", Preset::identity},
    {KernelPreset::box, "Box", "The mean of all pixels in the window: a hard blur.", Preset::box},
    {KernelPreset::gaussian, "Gaussian", "A soft blur; the larger σ, the softer.", {}, gaussian},
    {KernelPreset::sobel_x, "Sobel x",
     "Answers to edges that run up and down: positive where it gets brighter to the right.", Preset::sobel_x},
    {KernelPreset::sobel_y, "Sobel y",
     "Answers to edges that run from side to side: positive where it gets brighter downwards.", Preset::sobel_y},
    {KernelPreset::laplacian, "Laplacian", "Answers to every edge and to single dots.", Preset::laplacian},
    {KernelPreset::sharpen, "Sharpen", "Strengthens what differs from its surroundings.", Preset::sharpen},
    {KernelPreset::emboss, "Emboss", "Looks like light falling from a corner.", Preset::emboss},
    {KernelPreset::gabor, "Gabor", "A wave under a bell: answers to stripes of one direction and width.", {}, gabor},
    {KernelPreset::shift, "Shift", "A single 1 beside the centre: the picture moves by one pixel.", {}, shifted},
    {KernelPreset::random,
     "Random",
     "Numbers drawn at random, as before training. The same seed gives the same numbers everywhere.",
     {},
     random},
};

const Row& row_of(KernelPreset preset) {
  return *std::find_if(std::begin(rows), std::end(rows), [&](const Row& row) { return row.preset == preset; });
}

}  // namespace

std::string_view title_of(KernelPreset preset) { return row_of(preset).title; }

std::string_view explanation_of(KernelPreset preset) { return row_of(preset).explanation; }

std::string preset_missing(KernelPreset preset, const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  const std::string size = size_text(width, height);
  if (preset == KernelPreset::shift && !inside(step_of(numbers.direction), height, width))
    return fmt::format("In {} there is no element beside the centre on that side.", size);
  const std::optional<Preset> plain = row_of(preset).plain;
  if (!plain || preset_fits(*plain, height, width)) return {};
  if (preset == KernelPreset::sharpen || preset == KernelPreset::emboss)
    return fmt::format("It needs a centre and neighbours on all sides: odd sides from 3 on. This kernel is {}.", size);
  return fmt::format("It needs at least 3 × 3. This kernel is {}.", size);
}

Tensor kernel_of(KernelPreset preset, const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  if (const std::string reason = preset_missing(preset, numbers, height, width); !reason.empty())
    throw std::invalid_argument(reason);
  const Row& row = row_of(preset);
  return row.plain ? preset_kernel(*row.plain, height, width) : row.make(numbers, height, width);
}

}  // namespace flatscope
