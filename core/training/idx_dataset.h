// A folder with the four IDX files that MNIST is spread as.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/training/data_report.h"

namespace flatscope {

// Whether one of the four files is there, under any of the names that load_idx_folder knows.
bool is_idx_folder(const std::filesystem::path& folder);

// train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, each with or
// without .gz (without goes first), also spelled "train-images.idx3-ubyte". Images (N, 1, H, W), values divided by 255,
// in the order of the files. Without `classes` there is one for every number up to the largest label for training,
// named by it; a label past twice the number of different ones (plus 8) is taken for damage where there are 256 labels
// or more.
//
// Throws FileError naming the file: one that is missing or is damaged (load_idx), images that are no (N, H, W), numbers
// of images and labels or sizes of pictures that disagree, a label past the last class, labels of one class only. The
// data set is named after the folder.
FoundData load_idx_folder(const std::filesystem::path& folder, std::vector<std::string> classes = {});

}  // namespace flatscope
