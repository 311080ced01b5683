// The kernels that the editor offers ready-made, with their numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/tensor/tensor.h"

namespace flatscope {

enum class KernelPreset { identity, box, gaussian, sobel_x, sobel_y, laplacian, sharpen, emboss, gabor, shift, random };

inline constexpr KernelPreset all_kernel_presets[] = {
    KernelPreset::identity, KernelPreset::box,       KernelPreset::gaussian, KernelPreset::sobel_x,
    KernelPreset::sobel_y,  KernelPreset::laplacian, KernelPreset::sharpen,  KernelPreset::emboss,
    KernelPreset::gabor,    KernelPreset::shift,     KernelPreset::random};

enum class Direction { left, right, up, down };

// The numbers of those presets that have some; the others ignore them.
struct PresetNumbers {
  float sigma = 0.8F;                      // Gaussian, in pixels, 0.2 to 5
  float angle = 0.0F;                      // Gabor, degrees, 0 to 180
  float wavelength = 4.0F;                 // Gabor, pixels, 2 to 12; its sigma is half of it
  Direction direction = Direction::right;  // shift: where the picture goes
  int seed = 1;                            // random, 0 to 9999
  bool operator==(const PresetNumbers&) const = default;
};

std::string_view title_of(KernelPreset preset);        // "Sobel x"
std::string_view explanation_of(KernelPreset preset);  // a sentence or two

// Why there is none of that size; empty if there is one.
std::string preset_missing(KernelPreset preset, const PresetNumbers& numbers, std::int64_t height, std::int64_t width);
// (height, width). Throws std::invalid_argument where preset_missing() gives a reason.
Tensor kernel_of(KernelPreset preset, const PresetNumbers& numbers, std::int64_t height, std::int64_t width);

}  // namespace flatscope
