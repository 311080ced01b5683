#include "app/stages/convolve/model/padding_stripes.h"

#include <algorithm>
#include <cmath>

#include "core/layers/conv2d.h"

namespace flatscope {
namespace {

// Of the peak, from which on a line of outputs is seen as a stripe.
constexpr double seen_share = 0.25;
// Of a kernel's weights in all: what counts as 0 when they are added up.
constexpr double even = 1e-4;

// The kernel's taps along one axis, [first, last), that lie on the input for an output whose patch begins at `from`.
struct Taps {
  std::int64_t first = 0, last = 0;
  bool cut = false;
};
Taps taps_inside(std::int64_t from, std::int64_t size, std::int64_t kernel, std::int64_t dilation) {
  Taps taps{kernel, 0, false};
  for (std::int64_t tap = 0; tap < kernel; ++tap) {
    const std::int64_t at = from + tap * dilation;
    if (at < 0 || at >= size) {
      taps.cut = true;
      continue;
    }
    taps.first = std::min(taps.first, tap);
    taps.last = tap + 1;
  }
  return taps;
}

// Does the kernel answer to an even ground once only these of its rows and columns are left?
bool answers_to_even(const Tensor& weight, std::size_t filter, const Taps& rows, const Taps& columns) {
  const Shape& shape = weight.shape();
  double sum = 0.0, size = 0.0;
  for (std::int64_t c = 0; c < shape[1]; ++c)
    for (std::int64_t row = 0; row < shape[2]; ++row)
      for (std::int64_t column = 0; column < shape[3]; ++column) {
        const auto at = ((static_cast<std::int64_t>(filter) * shape[1] + c) * shape[2] + row) * shape[3] + column;
        const auto value = static_cast<double>(weight.data()[at]);
        size += std::fabs(value);
        if (row >= rows.first && row < rows.last && column >= columns.first && column < columns.last) sum += value;
      }
  return std::fabs(sum) > even * size;
}

}  // namespace

PaddingStripes padding_stripes(const LayerAnswer& answer, std::size_t filter) {
  PaddingStripes stripes;
  const ConvLayer& layer = answer.layer;
  const Padding padding = resolved_padding(options_of(layer), layer.kernel_h(), layer.kernel_w());
  if (layer.padding_mode != Border::zeros || padding == Padding{}) return stripes;
  const Tensor &input = *answer.input, &conv = *answer.conv, &output = *answer.output;
  const Taps all_rows{0, layer.kernel_h(), false}, all_columns{0, layer.kernel_w(), false};
  if (answers_to_even(answer.weight, filter, all_rows, all_columns)) return stripes;  // so it does everywhere

  const auto map = static_cast<std::int64_t>(filter);
  const auto stands_out = [&](std::int64_t row, std::int64_t column, std::int64_t down, std::int64_t across) {
    double sum = 0.0;
    const std::int64_t count = down > 0 ? output.height() : output.width();
    for (std::int64_t i = 0; i < count; ++i)
      sum += std::fabs(static_cast<double>(output.at(map, row + i * down, column + i * across)));
    return sum >= seen_share * static_cast<double>(count) * static_cast<double>(answer.peaks[filter]) && sum > 0.0;
  };
  const auto columns_of = [&](std::int64_t at) {
    return taps_inside(at * layer.stride - padding.left, input.width(), layer.kernel_w(), layer.dilation);
  };
  const auto rows_of = [&](std::int64_t at) {
    return taps_inside(at * layer.stride - padding.top, input.height(), layer.kernel_h(), layer.dilation);
  };
  const auto column_shows = [&](std::int64_t at, std::int64_t shown) {
    const Taps taps = columns_of(at);
    return taps.cut && answers_to_even(answer.weight, filter, all_rows, taps) && stands_out(0, shown, 1, 0);
  };
  const auto row_shows = [&](std::int64_t at, std::int64_t shown) {
    const Taps taps = rows_of(at);
    return taps.cut && answers_to_even(answer.weight, filter, taps, all_columns) && stands_out(shown, 0, 0, 1);
  };
  stripes.left = column_shows(0, 0);
  stripes.right = column_shows(conv.width() - 1, output.width() - 1);
  stripes.upper = row_shows(0, 0);
  stripes.lower = row_shows(conv.height() - 1, output.height() - 1);
  return stripes;
}

std::string edges_in_words(const PaddingStripes& stripes) {
  std::string words;
  int count = 0;
  const auto add = [&](bool is, const char* name) {
    if (!is) return;
    words += (count > 0 ? " and " : "") + std::string(name);
    ++count;
  };
  add(stripes.left, "left");
  add(stripes.right, "right");
  add(stripes.upper, "upper");
  add(stripes.lower, "lower");
  if (count == 4) return "edges";
  return words + (count > 1 ? " edges" : " edge");
}

std::vector<std::string> stripe_sentences(const PaddingStripes& stripes) {
  if (!stripes.any()) return {};
  const std::string where = "Stripes along the " + edges_in_words(stripes);
  return {
      where + ": the padding. Zeros stand beyond, and the kernel takes the step from the picture to them for an edge.",
      where + ": the padding. Its zeros look like an edge.", "Stripes at the edges: the padding’s zeros.",
      "Stripes: padding"};
}

}  // namespace flatscope
