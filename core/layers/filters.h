// The preset bank of small kernels, all built from closed formulas.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

enum class Preset { identity, box, gaussian, sobel_x, sobel_y, laplacian, sharpen, emboss };

inline constexpr Preset all_presets[] = {Preset::sobel_x, Preset::sobel_y, Preset::laplacian, Preset::gaussian,
                                         Preset::sharpen, Preset::emboss,  Preset::box,       Preset::identity};

std::string_view to_string(Preset preset);  // "sobel-x", for files
std::string_view title_of(Preset preset);   // "Sobel x", for the screen
bool is_signed(Preset preset);              // its answers are centred on 0 (shown in the diverging map)

// (3, 3). sobel_x answers to vertical edges, its right column is positive (cross-correlation).
Tensor kernel_of(Preset preset);

// A bank as the weight of one layer, (presets.size(), in_channels, 3, 3); the kernel is spread evenly over the input
// channels (each slice divided by in_channels), so that grey and colour give answers of the same size.
Tensor filter_bank(std::span<const Preset> presets, std::int64_t in_channels);

}  // namespace flatscope
