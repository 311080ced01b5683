// Arrays as pictures.
#pragma once

#include <filesystem>
#include <optional>

#include "core/files/image.h"

namespace flatscope {

// Empty if the file can't be opened or is no .npy: then it is for load_image, whose sentences fit. Values are clamped
// to [0, 1], NaN becomes 0. Throws NpyError, FileError, or ImageError for a shape that is no picture's.
std::optional<Image> open_npy(const std::filesystem::path& path);

// A pipe or a device, which can be read only once: a picture or a .npy. Throws as open_npy and decode_image do.
Image open_stream(const std::filesystem::path& path);

}  // namespace flatscope
