#include "core/analysis/conv_matrix.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "core/analysis/receptive_field.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

const Tensor& checked_weight(const Tensor& weight) {
  if (weight.rank() == 4 && !weight.empty()) return weight;
  throw std::invalid_argument("The weight has shape " + to_string(weight.shape()) +
                              "; it must be out_channels x in_channels x kernel height x kernel width.");
}

FieldLayer layer_of(const Tensor& weight, const Conv2dOptions& options) {
  checked_weight(weight);
  return conv_field(weight.shape()[2], weight.shape()[3], options);
}

void check_index(const char* what, std::int64_t index, std::int64_t count) {
  if (index >= 0 && index < count) return;
  throw std::out_of_range(std::string("There is no ") + what + " " + std::to_string(index) + "; the last is " +
                          std::to_string(count - 1) + ".");
}

MatrixPlace place_at(std::int64_t index, std::int64_t height, std::int64_t width) {
  return {index / (height * width), index / width % height, index % width};
}

}  // namespace

ConvMatrix::ConvMatrix(std::int64_t height, std::int64_t width, Tensor weight, const Conv2dOptions& options)
    : weight_(std::move(weight)),
      down_(height, layer_of(weight_, options).rows),
      across_(width, layer_of(weight_, options).columns) {
  try {
    element_count({element_count(output_shape()), element_count(input_shape())});
  } catch (const std::length_error&) {
    throw std::invalid_argument("The matrix of an input of shape " + to_string(input_shape()) +
                                " and an output of shape " + to_string(output_shape()) +
                                " has more entries than can be counted.");
  }
}

void ConvMatrix::set_weight(Tensor weight) {
  if (weight.shape() != weight_.shape()) {
    throw std::invalid_argument("The new weight has shape " + to_string(weight.shape()) +
                                ", but the matrix is made for " + to_string(weight_.shape()) + ".");
  }
  weight_ = std::move(weight);
}

MatrixPlace ConvMatrix::output_of(std::int64_t row) const {
  check_index("row", row, rows());
  return place_at(row, down_.outputs(), across_.outputs());
}

MatrixPlace ConvMatrix::input_of(std::int64_t column) const {
  check_index("column", column, columns());
  return place_at(column, down_.inputs(), across_.inputs());
}

std::int64_t ConvMatrix::row_of(const MatrixPlace& output) const {
  check_index("output channel", output.channel, out_channels());
  check_index("output row", output.row, down_.outputs());
  check_index("output column", output.column, across_.outputs());
  return (output.channel * down_.outputs() + output.row) * across_.outputs() + output.column;
}

std::int64_t ConvMatrix::column_of(const MatrixPlace& input) const {
  check_index("input channel", input.channel, in_channels());
  check_index("input row", input.row, down_.inputs());
  check_index("input column", input.column, across_.inputs());
  return (input.channel * down_.inputs() + input.row) * across_.inputs() + input.column;
}

ConvMatrix::Meeting ConvMatrix::meet(std::int64_t out_channel, std::int64_t in_channel,
                                     std::span<const std::int64_t> kernel_rows,
                                     std::span<const std::int64_t> kernel_columns) const {
  const std::int64_t kernel_h = weight_.shape()[2], kernel_w = weight_.shape()[3];
  const std::int64_t slice = (out_channel * in_channels() + in_channel) * kernel_h * kernel_w;
  double sum = 0.0;
  for (std::int64_t row : kernel_rows) {
    for (std::int64_t column : kernel_columns)
      sum += static_cast<double>(weight_.data()[slice + row * kernel_w + column]);
  }
  return {static_cast<float>(sum), slice + kernel_rows.front() * kernel_w + kernel_columns.front()};
}

MatrixEntry ConvMatrix::make_entry(const MatrixPlace& output, const MatrixPlace& input, const AxisLink& vertical,
                                   const AxisLink& horizontal) const {
  const auto kernel_rows = down_.taps(vertical), kernel_columns = across_.taps(horizontal);
  MatrixEntry entry;
  entry.row = row_of(output);
  entry.column = column_of(input);
  entry.value = meet(output.channel, input.channel, kernel_rows, kernel_columns).value;
  entry.out_channel = output.channel;
  entry.in_channel = input.channel;
  entry.kernel_row = kernel_rows.front();
  entry.kernel_column = kernel_columns.front();
  entry.taps = vertical.tap_count * horizontal.tap_count;
  return entry;
}

std::optional<MatrixEntry> ConvMatrix::entry(std::int64_t row, std::int64_t column) const {
  const MatrixPlace output = output_of(row), input = input_of(column);
  const AxisLink* vertical = down_.find(output.row, input.row);
  const AxisLink* horizontal = across_.find(output.column, input.column);
  if (vertical == nullptr || horizontal == nullptr) return std::nullopt;
  return make_entry(output, input, *vertical, *horizontal);
}

std::vector<MatrixEntry> ConvMatrix::row_entries(std::int64_t row) const {
  const MatrixPlace output = output_of(row);
  std::vector<MatrixEntry> entries;
  for (std::int64_t channel = 0; channel < in_channels(); ++channel) {
    for (const AxisLink& vertical : down_.of_output(output.row)) {
      for (const AxisLink& horizontal : across_.of_output(output.column)) {
        entries.push_back(make_entry(output, {channel, vertical.other, horizontal.other}, vertical, horizontal));
      }
    }
  }
  return entries;
}

std::vector<MatrixEntry> ConvMatrix::column_entries(std::int64_t column) const {
  const MatrixPlace input = input_of(column);
  std::vector<MatrixEntry> entries;
  for (std::int64_t channel = 0; channel < out_channels(); ++channel) {
    for (const AxisLink& vertical : down_.of_input(input.row)) {
      for (const AxisLink& horizontal : across_.of_input(input.column)) {
        entries.push_back(make_entry({channel, vertical.other, horizontal.other}, input, vertical, horizontal));
      }
    }
  }
  return entries;
}

MatrixCounts ConvMatrix::counts() const {
  const std::int64_t all = rows() * columns();
  const std::int64_t linked = out_channels() * in_channels() * down_.count() * across_.count();
  const double density = static_cast<double>(linked) / static_cast<double>(all);
  return {
      {all, rows(), all, 1.0}, {linked, rows(), linked, density}, {weight_.size(), out_channels(), linked, density}};
}

Tensor ConvMatrix::apply(const Tensor& input, std::span<const float> bias) const {
  if (input.size() != columns()) {
    throw std::invalid_argument("The input has " + std::to_string(input.size()) + " values, but the matrix has " +
                                std::to_string(columns()) + " columns.");
  }
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != out_channels()) {
    throw std::invalid_argument("The bias has " + std::to_string(bias.size()) + " values, but there are " +
                                std::to_string(out_channels()) + " output channels.");
  }
  Tensor output(output_shape());
  const std::int64_t out_width = across_.outputs(), lines = out_channels() * down_.outputs();
  parallel_for(lines, std::max<std::int64_t>(1, 8192 / out_width), [&](std::int64_t begin, std::int64_t end) {
    std::vector<double> sums(static_cast<std::size_t>(out_width));
    for (std::int64_t line = begin; line < end; ++line) {
      const auto channel = static_cast<std::size_t>(line / down_.outputs());
      std::fill(sums.begin(), sums.end(), bias.empty() ? 0.0 : static_cast<double>(bias[channel]));
      add_line(input, line / down_.outputs(), line % down_.outputs(), sums);
      float* to = output.data() + line * out_width;
      for (std::size_t c = 0; c < sums.size(); ++c) to[c] = static_cast<float>(sums[c]);
    }
  });
  return output;
}

void ConvMatrix::add_line(const Tensor& input, std::int64_t out_channel, std::int64_t output_row,
                          std::span<double> sums) const {
  const std::int64_t in_plane = down_.inputs() * across_.inputs(), stride = across_.layer().stride;
  for (std::int64_t from = 0; from < in_channels(); ++from) {
    for (const AxisLink& vertical : down_.of_output(output_row)) {
      const float* line = input.data() + from * in_plane + vertical.other * across_.inputs();
      for (const AxisRun& run : across_.runs()) {
        const auto entry = static_cast<double>(meet(out_channel, from, down_.taps(vertical), across_.taps(run)).value);
        const float* x = line + run.input;
        double* sum = sums.data() + run.output;
        if (stride == 1) {  // contiguous: the compiler makes vectors of it
          for (std::int64_t t = 0; t < run.length; ++t) sum[t] += entry * static_cast<double>(x[t]);
        } else {
          for (std::int64_t t = 0; t < run.length; ++t) sum[t] += entry * static_cast<double>(x[t * stride]);
        }
      }
    }
  }
}

float ConvMatrix::largest() const {
  float largest = 0.0F;
  for (std::int64_t out = 0; out < out_channels(); ++out) {
    for (std::int64_t in = 0; in < in_channels(); ++in) {
      for (const AxisRun& vertical : down_.runs()) {
        for (const AxisRun& horizontal : across_.runs())
          largest = std::max(largest, std::abs(meet(out, in, down_.taps(vertical), across_.taps(horizontal)).value));
      }
    }
  }
  return largest;
}

CooMatrix ConvMatrix::coo(std::int64_t limit) const {
  const std::int64_t count = counts().shared.non_zeros;
  if (count > limit) {
    throw std::length_error("The matrix has " + std::to_string(count) + " entries where a weight stands, but at most " +
                            std::to_string(limit) + " can be exported; a smaller picture or fewer filters have fewer.");
  }
  CooMatrix triples;
  triples.rows.reserve(static_cast<std::size_t>(count));
  triples.columns.reserve(static_cast<std::size_t>(count));
  triples.values.reserve(static_cast<std::size_t>(count));
  for (std::int64_t row = 0; row < rows(); ++row) {
    for (const MatrixEntry& entry : row_entries(row)) {
      triples.rows.push_back(entry.row);
      triples.columns.push_back(entry.column);
      triples.values.push_back(entry.value);
    }
  }
  return triples;
}

float largest_difference(std::span<const float> a, std::span<const float> b) {
  if (a.size() != b.size()) {
    throw std::invalid_argument("There are " + std::to_string(a.size()) + " values to compare with " +
                                std::to_string(b.size()) + "; they must be as many.");
  }
  float largest = 0.0F;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const float difference = std::abs(a[i] - b[i]);
    if (std::isnan(difference)) return difference;
    largest = std::max(largest, difference);
  }
  return largest;
}

}  // namespace flatscope
