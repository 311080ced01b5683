#include "core/analysis/receptive_field.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace flatscope {
namespace {

// Compared as doubles, in which products of numbers within 2^40 cannot overflow and 2^40 is exact.
void check_reach(const char* what, double value) {
  if (value <= static_cast<double>(farthest_place)) return;
  throw std::invalid_argument(std::string(what) + " more than 2^40 inputs of the picture; use smaller kernels, " +
                              "strides, dilations or paddings, or fewer layers.");
}

FieldAxis next_level(const FieldAxis& below, const AxisLinks& links) {
  const AxisLayer& layer = links.layer();
  const auto jump = static_cast<double>(below.jump), stride = static_cast<double>(layer.stride);
  const std::int64_t reach = layer.dilation * (layer.kernel - 1);
  check_reach("One output would see", static_cast<double>(below.size) + static_cast<double>(reach) * jump);
  check_reach("Neighbouring outputs would lie apart by", jump * stride);
  check_reach("Its padding would reach over",
              static_cast<double>(layer.before) * jump - static_cast<double>(below.start));
  check_reach("Its outputs would stretch over", static_cast<double>(links.outputs()) * jump * stride);
  FieldAxis axis;
  axis.outputs = links.outputs();
  axis.size = below.size + reach * below.jump;
  axis.jump = below.jump * layer.stride;
  axis.start = below.start - layer.before * below.jump;
  return axis;
}

// One step through a layer from each of `places`, without repeats.
template <typename Step>
std::vector<std::int64_t> step_all(const std::vector<std::int64_t>& places, std::int64_t size, const Step& step) {
  std::vector<bool> reached(static_cast<std::size_t>(size), false);
  for (std::int64_t place : places) {
    for (const AxisLink& link : step(place)) reached[static_cast<std::size_t>(link.other)] = true;
  }
  std::vector<std::int64_t> next;
  for (std::int64_t i = 0; i < size; ++i) {
    if (reached[static_cast<std::size_t>(i)]) next.push_back(i);
  }
  return next;
}

std::vector<std::int64_t> inputs_of(const std::vector<std::int64_t>& places, const AxisLinks& links) {
  return step_all(places, links.inputs(), [&](std::int64_t place) { return links.of_output(place); });
}

std::vector<std::int64_t> outputs_of(const std::vector<std::int64_t>& places, const AxisLinks& links) {
  return step_all(places, links.outputs(), [&](std::int64_t place) { return links.of_input(place); });
}

// Cells need both a row and a column.
FieldCells cells(std::vector<std::int64_t> rows, std::vector<std::int64_t> columns) {
  if (rows.empty() || columns.empty()) return {};
  return {std::move(rows), std::move(columns)};
}

void check_levels(std::size_t lower, std::size_t upper) {
  if (lower <= upper) return;
  throw std::out_of_range("Level " + std::to_string(lower) + " comes after level " + std::to_string(upper) +
                          ", not before it.");
}

}  // namespace

FieldLayer conv_field(std::int64_t kernel_h, std::int64_t kernel_w, const Conv2dOptions& options) {
  if (options.same && options.stride != 1) {
    throw std::invalid_argument("Padding \"same\" needs stride 1, but the stride is " + std::to_string(options.stride) +
                                "; give the padding as a number.");
  }
  const Padding padding = resolved_padding(options, kernel_h, kernel_w);
  return {{kernel_h, options.stride, options.dilation, padding.top, padding.bottom, options.padding_mode},
          {kernel_w, options.stride, options.dilation, padding.left, padding.right, options.padding_mode}};
}

FieldLayer pool_field(std::int64_t kernel, std::int64_t stride) {
  const AxisLayer axis{kernel, stride, 1, 0, 0, Border::zeros};
  return {axis, axis};
}

FieldRect FieldCells::bounds() const {
  if (rows.empty() || columns.empty()) return {};
  return {rows.front(), columns.front(), rows.back() + 1, columns.back() + 1};
}

bool FieldCells::filled() const {
  const FieldRect box = bounds();
  return static_cast<std::int64_t>(rows.size()) == box.bottom - box.top &&
         static_cast<std::int64_t>(columns.size()) == box.right - box.left;
}

ReceptiveField::ReceptiveField(std::int64_t height, std::int64_t width, std::span<const FieldLayer> layers) {
  if (layers.size() > most_stacked_layers) {
    throw std::invalid_argument("There are " + std::to_string(layers.size()) + " layers; at most " +
                                std::to_string(most_stacked_layers) + " can be stacked.");
  }
  FieldLevel picture;
  picture.rows.outputs = height;
  picture.columns.outputs = width;
  levels_.push_back(picture);
  for (const FieldLayer& layer : layers) {
    const FieldLevel below = levels_.back();
    try {
      row_links_.emplace_back(below.rows.outputs, layer.rows);
      column_links_.emplace_back(below.columns.outputs, layer.columns);
      levels_.push_back({next_level(below.rows, row_links_.back()), next_level(below.columns, column_links_.back())});
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument("Layer " + std::to_string(levels_.size()) + ": " + error.what());
    }
  }
}

FieldRect ReceptiveField::unclipped(std::size_t level, std::int64_t row, std::int64_t column) const {
  check_place(level, row, column);
  const FieldLevel& field = levels_[level];
  const std::int64_t top = field.rows.start + row * field.rows.jump;
  const std::int64_t left = field.columns.start + column * field.columns.jump;
  return {top, left, top + field.rows.size, left + field.columns.size};
}

FieldRect ReceptiveField::clipped(std::size_t level, std::int64_t row, std::int64_t column) const {
  FieldRect rect = unclipped(level, row, column);
  rect.top = std::max<std::int64_t>(rect.top, 0);
  rect.left = std::max<std::int64_t>(rect.left, 0);
  rect.bottom = std::min(rect.bottom, levels_[0].rows.outputs);
  rect.right = std::min(rect.right, levels_[0].columns.outputs);
  return rect.top < rect.bottom && rect.left < rect.right ? rect : FieldRect{};
}

FieldCells ReceptiveField::seen_by(std::size_t from, std::int64_t row, std::int64_t column, std::size_t to) const {
  check_place(from, row, column);
  check_levels(to, from);
  std::vector<std::int64_t> rows{row}, columns{column};
  for (std::size_t level = from; level > to; --level) {
    rows = inputs_of(rows, row_links_[level - 1]);
    columns = inputs_of(columns, column_links_[level - 1]);
  }
  return cells(std::move(rows), std::move(columns));
}

FieldCells ReceptiveField::fed_by(std::size_t from, std::int64_t row, std::int64_t column, std::size_t to) const {
  check_place(from, row, column);
  check_levels(from, to);
  if (to >= levels_.size()) throw std::out_of_range("There is no level " + std::to_string(to) + ".");
  std::vector<std::int64_t> rows{row}, columns{column};
  for (std::size_t level = from; level < to; ++level) {
    rows = outputs_of(rows, row_links_[level]);
    columns = outputs_of(columns, column_links_[level]);
  }
  return cells(std::move(rows), std::move(columns));
}

void ReceptiveField::check_place(std::size_t level, std::int64_t row, std::int64_t column) const {
  if (level >= levels_.size()) throw std::out_of_range("There is no level " + std::to_string(level) + ".");
  const std::int64_t height = levels_[level].rows.outputs, width = levels_[level].columns.outputs;
  if (row >= 0 && row < height && column >= 0 && column < width) return;
  throw std::out_of_range("There is no element (" + std::to_string(row) + ", " + std::to_string(column) +
                          ") in level " + std::to_string(level) + ", which is " + std::to_string(width) + " wide and " +
                          std::to_string(height) + " high.");
}

}  // namespace flatscope
