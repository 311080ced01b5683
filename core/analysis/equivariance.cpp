#include "core/analysis/equivariance.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "core/layers/shift.h"
#include "core/tensor/line_scan.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
std::int64_t ceil_divide(std::int64_t a, std::int64_t b) { return -floor_divide(-a, b); }

std::int64_t rounded_quotient(std::int64_t delta, std::int64_t step) {
  const std::int64_t quotient = delta / step;
  const std::int64_t rest = std::abs(delta % step);
  if (rest < step - rest) return quotient;
  return delta < 0 ? quotient - 1 : quotient + 1;
}

// Output o reads the inputs from o * jump + low to o * jump + high and no others beyond these two, both of which it
// does read. Pooling reads pool_kernel neighbouring outputs of the convolution, so the fields add up.
struct Field {
  std::int64_t jump = 1, low = 0, high = 0;
};

Field field_of(const ShiftedLayer& layer, std::int64_t before, std::int64_t kernel) {
  Field field;
  field.jump = layer.conv.stride;
  field.low = -before;
  field.high = layer.conv.dilation * (kernel - 1) - before;
  if (layer.pooled) {
    field.high += (layer.pool_kernel - 1) * field.jump;
    field.jump *= layer.pool_stride;
  }
  return field;
}

InteriorSpan interior(const ShiftedLayer& layer, std::int64_t before, std::int64_t size, std::int64_t kernel,
                      std::int64_t output_size, std::int64_t delta) {
  const Field field = field_of(layer, before, kernel);
  InteriorSpan span;
  span.output_delta = rounded_quotient(delta, field.jump);
  if (delta >= size || delta <= -size) return span;  // nothing of the picture is left
  const std::int64_t moved = span.output_delta;
  // f(Tx): the field lies inside, and so does what T put there.
  const std::int64_t lowest = std::max<std::int64_t>(0, delta);
  const std::int64_t highest = size - 1 + std::min<std::int64_t>(0, delta);
  std::int64_t first = ceil_divide(lowest - field.low, field.jump);
  std::int64_t last = floor_divide(highest - field.high, field.jump) + 1;
  // f(x), the output that is moved here: it exists and its field lies inside.
  first = std::max(first, ceil_divide(-field.low, field.jump) + moved);
  last = std::min(last, floor_divide(size - 1 - field.high, field.jump) + 1 + moved);
  first = std::max({first, moved, std::int64_t{0}});
  last = std::min({last, output_size + moved, output_size});
  if (first < last) {
    span.first = first;
    span.last = last;
  }
  return span;
}

// As bits, see core/tensor/line_scan.h.
std::int32_t largest_difference(const float* a, const float* b, std::int64_t count) {
  return largest_magnitudes(a, b, count).difference;
}

Tensor apply(const Tensor& input, const Tensor& weight, const ShiftedLayer& layer) {
  Tensor output = conv2d(input, weight, {}, layer.conv);
  return layer.pooled ? pool2d(output, layer.pool, layer.pool_kernel, layer.pool_stride) : output;
}

}  // namespace

InteriorSpan interior_rows(const ShiftedLayer& layer, std::int64_t size, std::int64_t kernel, std::int64_t output_size,
                           std::int64_t delta) {
  return interior(layer, resolved_padding(layer.conv, kernel, kernel).top, size, kernel, output_size, delta);
}

InteriorSpan interior_columns(const ShiftedLayer& layer, std::int64_t size, std::int64_t kernel,
                              std::int64_t output_size, std::int64_t delta) {
  return interior(layer, resolved_padding(layer.conv, kernel, kernel).left, size, kernel, output_size, delta);
}

EquivarianceResult compare_shifted(const Tensor& of_shifted, const Tensor& of_original, const InteriorSpan& rows,
                                   const InteriorSpan& columns, Border border) {
  if (of_shifted.shape() != of_original.shape() || of_shifted.rank() != 3) {
    throw std::invalid_argument("outputs of shape " + to_string(of_shifted.shape()) + " and " +
                                to_string(of_original.shape()) +
                                " can't be compared; two of the same (channels, height, width) are needed");
  }
  EquivarianceResult result;
  if (of_shifted.empty()) return result;
  const std::int64_t height = of_shifted.height(), width = of_shifted.width();
  const std::int64_t lines = of_shifted.size() / width;
  // T on the output, row by row, so that the moved output never has to be stored whole.
  const std::int64_t chunk = std::max<std::int64_t>(1, (1 << 17) / width);
  const std::int64_t chunks = (lines + chunk - 1) / chunk;
  std::vector<std::int32_t> inside(static_cast<std::size_t>(chunks)), outside(inside.size());
  const ShiftedAxis moved_rows(height, rows.output_delta, border);
  const ShiftedAxis moved_columns(width, columns.output_delta, border);
  const std::int64_t first = std::min(columns.first, width), last = std::max(first, std::min(columns.last, width));
  parallel_for(chunks, 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> moved(static_cast<std::size_t>(width));
    for (std::int64_t c = begin; c < end; ++c) {
      std::int32_t in = 0, out = 0;
      for (std::int64_t line = c * chunk; line < std::min(lines, (c + 1) * chunk); ++line) {
        const std::int64_t row = line % height;
        const float* here = of_shifted.data() + line * width;
        moved_rows.shift_line(of_original.data() + (line - row) * width, row, moved_columns, moved.data());
        if (row >= rows.first && row < rows.last) {
          out = std::max(out, largest_difference(here, moved.data(), first));
          in = std::max(in, largest_difference(here + first, moved.data() + first, last - first));
          out = std::max(out, largest_difference(here + last, moved.data() + last, width - last));
        } else {
          out = std::max(out, largest_difference(here, moved.data(), width));
        }
      }
      inside[static_cast<std::size_t>(c)] = in;
      outside[static_cast<std::size_t>(c)] = out;
    }
  });
  result.interior_max_abs = from_magnitude_bits(*std::max_element(inside.begin(), inside.end()));
  result.border_max_abs = from_magnitude_bits(*std::max_element(outside.begin(), outside.end()));
  const std::int64_t interior_height = std::max<std::int64_t>(0, std::min(rows.last, height) - rows.first);
  result.interior_elements = of_shifted.channels() * interior_height * (last - first);
  result.border_elements = of_shifted.size() - result.interior_elements;
  return result;
}

EquivarianceResult equivariance(const Tensor& input, const Tensor& weight, std::int64_t dx, std::int64_t dy,
                                const ShiftedLayer& layer, Border border) {
  const Tensor picture = as_chw(input);
  const Tensor of_original = apply(picture, weight, layer);  // refuses weights that do not fit
  const Tensor of_shifted = apply(shift(picture, dx, dy, border), weight, layer);
  const std::int64_t kernel_h = weight.shape()[2], kernel_w = weight.shape()[3];
  return compare_shifted(of_shifted, of_original,
                         interior_rows(layer, picture.height(), kernel_h, of_original.height(), dy),
                         interior_columns(layer, picture.width(), kernel_w, of_original.width(), dx), border);
}

}  // namespace flatscope
