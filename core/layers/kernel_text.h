// Kernels as text, for copy and paste.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tensor/tensor.h"

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

// What a pasted text says, where a comma may stand between two numbers or be a decimal comma ("0,75").
struct KernelMeanings {
  // One kernel where the text can be told; two where it cannot: with decimal commas, and with commas between numbers.
  std::vector<Tensor> kernels;
  std::string doubtful;  // of two: the first word that says it, "0,75"
  bool operator==(const KernelMeanings&) const = default;
};

// As parse_kernel() reads it, and with decimal commas as well: a word alone ("0,75") is one number, as in a cell; so is
// each cell of a text with tabs between them, as spreadsheets copy it. Where both readings are kernels both come back;
// a blank after each comma, a decimal point or brackets leave no doubt. Throws std::invalid_argument where neither is.
KernelMeanings kernel_meanings(std::string_view text);

// One line for each row, numbers separated by a space, each as short as it can be for parse_kernel to give back the
// same float; no line break at the end. kernel is (height, width) of any size, finite; std::invalid_argument otherwise.
std::string kernel_to_text(const Tensor& kernel);

}  // namespace flatscope
