#include "app/stages/convolve/model/kernel_presets.h"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <stdexcept>

#include "app/look/size_text.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

// The presets that have no numbers.
std::optional<Preset> plain_of(KernelPreset preset) {
  switch (preset) {
    case KernelPreset::identity:
      return Preset::identity;
    case KernelPreset::box:
      return Preset::box;
    case KernelPreset::sobel_x:
      return Preset::sobel_x;
    case KernelPreset::sobel_y:
      return Preset::sobel_y;
    case KernelPreset::laplacian:
      return Preset::laplacian;
    case KernelPreset::sharpen:
      return Preset::sharpen;
    case KernelPreset::emboss:
      return Preset::emboss;
    case KernelPreset::gaussian:
    case KernelPreset::gabor:
    case KernelPreset::shift:
    case KernelPreset::random:
      break;
  }
  return std::nullopt;
}

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

}  // namespace

std::string_view title_of(KernelPreset preset) {
  switch (preset) {
    case KernelPreset::gaussian:
      return "Gaussian";
    case KernelPreset::gabor:
      return "Gabor";
    case KernelPreset::shift:
      return "Shift";
    case KernelPreset::random:
      return "Random";
    default:
      return title_of(*plain_of(preset));
  }
}

std::string_view explanation_of(KernelPreset preset) {
  switch (preset) {
    case KernelPreset::identity:
      return "1 at the centre: the picture as it is.";
    case KernelPreset::box:
      return "The mean of all pixels in the window: a hard blur.";
    case KernelPreset::gaussian:
      return "A soft blur; the larger σ, the softer.";
    case KernelPreset::sobel_x:
      return "Answers to edges that run up and down: positive where it gets brighter to the right.";
    case KernelPreset::sobel_y:
      return "Answers to edges that run from side to side: positive where it gets brighter downwards.";
    case KernelPreset::laplacian:
      return "Answers to every edge and to single dots.";
    case KernelPreset::sharpen:
      return "Strengthens what differs from its surroundings.";
    case KernelPreset::emboss:
      return "Looks like light falling from a corner.";
    case KernelPreset::gabor:
      return "A wave under a bell: answers to stripes of one direction and width.";
    case KernelPreset::shift:
      return "A single 1 beside the centre: the picture moves by one pixel.";
    case KernelPreset::random:
      return "Numbers drawn at random, as before training. The same seed gives the same numbers everywhere.";
  }
  return {};
}

std::string preset_missing(KernelPreset preset, const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  const std::string size = size_text(width, height);
  if (preset == KernelPreset::shift && !inside(step_of(numbers.direction), height, width))
    return fmt::format("In {} there is no element beside the centre on that side.", size);
  const std::optional<Preset> plain = plain_of(preset);
  if (!plain || preset_fits(*plain, height, width)) return {};
  if (preset == KernelPreset::sharpen || preset == KernelPreset::emboss)
    return fmt::format("It needs a centre and neighbours on all sides: odd sides from 3 on. This kernel is {}.", size);
  return fmt::format("It needs at least 3 × 3. This kernel is {}.", size);
}

Tensor kernel_of(KernelPreset preset, const PresetNumbers& numbers, std::int64_t height, std::int64_t width) {
  if (const std::string reason = preset_missing(preset, numbers, height, width); !reason.empty())
    throw std::invalid_argument(reason);
  switch (preset) {
    case KernelPreset::gaussian:
      return gaussian_kernel(height, width, numbers.sigma);
    case KernelPreset::gabor: {
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
    case KernelPreset::shift: {
      const Step step = step_of(numbers.direction);
      return shift_kernel(height, width, step.dx, step.dy);
    }
    case KernelPreset::random:
      return random_kernel(height, width, static_cast<std::uint32_t>(numbers.seed));
    default:
      return preset_kernel(*plain_of(preset), height, width);
  }
}

}  // namespace flatscope
