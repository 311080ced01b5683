// Fashion-MNIST (Zalando, 2017, MIT licence): clothes, 28 x 28 pixels, ten classes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/training/canvas.h"
#include "core/training/data_report.h"

namespace flatscope {

std::vector<std::string> fashion_classes();  // "T-shirt/top", "Trouser", ..., as its authors name them

// The clothes at half size, 14 x 14, in the middle of the digits' canvas: for placed().
inline constexpr Placement fashion_placement{.canvas = 24, .share = 0.0, .half_size = true};
// On another canvas: at their own size where they fit.
Placement fashion_placement_on(std::int64_t canvas);

// The bundled part, assets/fashion/fashion.png: a sheet of 50 x 80 pictures, for each class six rows for training and
// two for testing. 3,000 and 1,000 samples, (N, 1, 28, 28), values divided by 255; sample i is of class i % 10. Throws
// FileError for a file that is missing or no such sheet, naming the path.
Dataset load_fashion_subset(const std::filesystem::path& sheet);

// Where Debian's package dataset-fashion-mnist puts all 70,000.
inline constexpr std::string_view fashion_package_folder = "/usr/share/datasets/fashion-mnist";
// Whether is_idx_folder() is true of it.
bool fashion_is_installed(const std::filesystem::path& folder = fashion_package_folder);
// load_idx_folder() with the names of the classes: 60,000 and 10,000 samples in the order of the files.
FoundData load_whole_fashion(const std::filesystem::path& folder = fashion_package_folder);

}  // namespace flatscope
