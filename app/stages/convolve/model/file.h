// The Convolve stage's part of a scene file: [convolve], and one [[convolve.layers]] for each layer.
#pragma once

#include <string>

#include "app/engine/scene.h"
#include "app/files/toml_read.h"

namespace flatscope {

std::string convolve_text(const ConvolveScene& convolve);

// Values out of range are left for clamp(). SceneError for a weight that is no (filters, slices, height, width) of
// finite numbers within 16 filters and slices and 11 x 11, and for a bias that is not one finite number a filter.
void read_convolve(const TomlTable& table, ConvolveScene& convolve);

}  // namespace flatscope
