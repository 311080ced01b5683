// A convolution as the matrix A of y = A x on the flattened picture, kept as its structure: entries are worked out when
// they are asked for, and the matrix is never stored whole.
//
// Row p = (o * H' + r) * W' + c is output (o, r, c), column q = (ch * H + i) * W + j is input (ch, i, j): both pictures
// flattened in CHW row-major order, as torch.flatten does. A(p, q) is the sum of the weights w(o, ch, kh, kw) whose
// taps at output (r, c) fall on input (i, j): one tap, or several where circular, replicate or reflect padding repeats
// inputs. A structural non-zero is an entry that some tap falls on, whatever its weight's value.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/layers/axis_links.h"
#include "core/layers/conv2d.h"
#include "core/tensor/tensor.h"

namespace flatscope {

struct MatrixEntry {
  std::int64_t row = 0, column = 0;
  float value = 0.0F;
  // The first tap's weight, which is weight[out_channel, in_channel, kernel_row, kernel_column].
  std::int64_t out_channel = 0, in_channel = 0, kernel_row = 0, kernel_column = 0;
  std::int64_t taps = 1;  // weights added up in `value`
};

// An output or an input of the layer.
struct MatrixPlace {
  std::int64_t channel = 0, row = 0, column = 0;
  bool operator==(const MatrixPlace&) const = default;
};

// One of the three steps from a dense layer to a convolution. Biases are not part of A and are counted apart.
struct MatrixCount {
  std::int64_t free_parameters = 0;  // different numbers that the entries are made of
  std::int64_t biases = 0;           // of a layer with bias: one for each output, or one for each out_channel
  std::int64_t non_zeros = 0;
  double density = 0.0;  // non_zeros / (rows * columns), 0 to 1
};
struct MatrixCounts {
  MatrixCount dense;   // every entry its own
  MatrixCount local;   // the convolution's structural non-zeros, each its own
  MatrixCount shared;  // the same places, filled with the weights
};

// The matrix in triples, row after row and columns rising in a row. Structural non-zeros whose value is 0 are kept.
struct CooMatrix {
  std::vector<std::int64_t> rows, columns;
  std::vector<float> values;
};

class ConvMatrix {
 public:
  // Of the convolution of a (channels, height, width) input with weight (O, channels, kh, kw), which is copied. Throws
  // std::invalid_argument with a sentence when shapes or options do not fit, and when rows * columns passes 2^63 - 1.
  ConvMatrix(std::int64_t height, std::int64_t width, Tensor weight, const Conv2dOptions& options);

  // New values, the shape stays (std::invalid_argument otherwise); the structure is kept, so this costs next to
  // nothing.
  void set_weight(Tensor weight);
  const Tensor& weight() const { return weight_; }

  std::int64_t rows() const { return out_channels() * down_.outputs() * across_.outputs(); }
  std::int64_t columns() const { return in_channels() * down_.inputs() * across_.inputs(); }
  Shape output_shape() const { return {out_channels(), down_.outputs(), across_.outputs()}; }
  Shape input_shape() const { return {in_channels(), down_.inputs(), across_.inputs()}; }
  std::int64_t out_channels() const { return weight_.shape()[0]; }
  std::int64_t in_channels() const { return weight_.shape()[1]; }
  // The links between output rows and input rows, and between output columns and input columns.
  const AxisLinks& down() const { return down_; }
  const AxisLinks& across() const { return across_; }

  // Between rows and outputs, columns and inputs. Throws std::out_of_range, as all below that take a row or a column.
  MatrixPlace output_of(std::int64_t row) const;
  MatrixPlace input_of(std::int64_t column) const;
  std::int64_t row_of(const MatrixPlace& output) const;
  std::int64_t column_of(const MatrixPlace& input) const;

  // None where no tap falls: a 0 of the structure.
  std::optional<MatrixEntry> entry(std::int64_t row, std::int64_t column) const;
  // The structural non-zeros, columns (or rows) rising: at most C * kh * kw in a row.
  std::vector<MatrixEntry> row_entries(std::int64_t row) const;
  std::vector<MatrixEntry> column_entries(std::int64_t column) const;

  // Exact, from counts along each axis; as fast for 65,536 x 65,536 as for 9 x 9.
  MatrixCounts counts() const;

  // The largest magnitude of an entry.
  float largest() const;

  // y = A x + bias entry by entry, sums in double: input of input_shape() (or as many values), bias empty or one for
  // each out_channel -> output_shape(). Time goes with the non-zeros.
  Tensor apply(const Tensor& input, std::span<const float> bias = {}) const;

  // Throws std::length_error with a sentence when there are more than `limit` non-zeros.
  CooMatrix coo(std::int64_t limit) const;

  // The value where a vertical and a horizontal stretch of taps meet, and the index of its first weight in weight().
  struct Meeting {
    float value = 0.0F;
    std::int64_t first_weight = 0;
  };
  Meeting meet(std::int64_t out_channel, std::int64_t in_channel, std::span<const std::int64_t> kernel_rows,
               std::span<const std::int64_t> kernel_columns) const;

 private:
  // sums[c] += A x for outputs (out_channel, output_row, c).
  void add_line(const Tensor& input, std::int64_t out_channel, std::int64_t output_row, std::span<double> sums) const;
  MatrixEntry make_entry(const MatrixPlace& output, const MatrixPlace& input, const AxisLink& vertical,
                         const AxisLink& horizontal) const;

  Tensor weight_;
  AxisLinks down_, across_;
};

// Largest |a - b|, NaN if any difference is NaN. Throws std::invalid_argument unless both have as many values.
float largest_difference(std::span<const float> a, std::span<const float> b);

}  // namespace flatscope
