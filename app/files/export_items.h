// Pieces that the stages' exports are made of.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/files/export.h"
#include "core/tensor/tensor.h"

namespace flatscope {

std::vector<std::byte> text_bytes(std::string_view text);

// A .npy of `tensor`, which `owner` keeps while the item is.
ExportItem npy_item(std::shared_ptr<const void> owner, const Tensor& tensor, std::string id, std::string label,
                    std::string ending);
// One that is computed when it is wanted, of this shape.
ExportItem npy_item(const Shape& shape, std::function<Tensor()> tensor, std::string id, std::string label,
                    std::string ending);
// A short text that is there already.
ExportItem text_item(std::string id, std::string label, std::string details, std::string ending,
                     const std::string& text);
// One that is made when it is wanted; `size` is about right.
ExportItem long_text_item(std::string id, std::string label, std::string details, std::string ending, std::int64_t size,
                          std::function<std::string()> text);

// A cell of a CSV as RFC 4180 has it: in quotes where it holds a comma, a quote or a line's end.
std::string csv_cell(std::string_view words);

}  // namespace flatscope
