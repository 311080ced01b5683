// Kernels as text, for copy and paste.
#pragma once

#include <string>
#include <string_view>

#include "core/tensor.h"

namespace flatscope {

// "1 0 -1; 2 0 -2; 1 0 -1" -> (height, width), 1 to 11 on each side. Rows end with a line break or a semicolon, numbers
// are separated by spaces, tabs or one comma; empty rows are skipped. A number is decimal with a point ("0.5", "-1e-3",
// also with the minus sign U+2212) or a fraction of two ("1/9"). Also the lists of Python, NumPy and PyTorch, with
// whatever stands around them: "[[1, 0, -1], [2, 0, -2]]", "tensor([[ 1.,  0.]])". A row in which some numbers are
// parted by spaces and some by a comma alone ("0,5 1") could mean two things and is refused. Throws
// std::invalid_argument with a sentence that names the row and the number in it (counted from 1), what stands there and
// what was expected: text that is no number, NaN, infinity, a number past float32, a missing number, rows of unequal
// length, too many rows or columns, nothing at all.
Tensor parse_kernel(std::string_view text);

// One line for each row, numbers separated by a space, each as short as it can be for parse_kernel to give back the
// same float; no line break at the end. kernel is (height, width) of any size, finite; std::invalid_argument otherwise.
std::string kernel_to_text(const Tensor& kernel);

}  // namespace flatscope
