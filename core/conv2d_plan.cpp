#include "core/conv2d_plan.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "core/border.h"

namespace flatscope::detail {
namespace {

// A tile's packed input, in floats: small enough for a core's second-level cache.
constexpr std::int64_t tile_budget = 64 * 1024;

// Multiply-adds below which waking other threads costs more than it gains.
constexpr std::int64_t parallel_threshold = 400'000;

std::int64_t divide_up(std::int64_t value, std::int64_t by) { return (value + by - 1) / by; }
std::int64_t round_up(std::int64_t value, std::int64_t multiple) { return divide_up(value, multiple) * multiple; }

// How the taps of one axis are laid out. Usually the whole stretch that a tile covers is packed once and its taps
// overlap; where the dilation leaves gaps wider than the tile, each tap gets its own piece.
bool piecewise(std::int64_t outputs, std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
  return kernel > 1 && dilation > (outputs - 1) * stride + 1;
}

}  // namespace

ConvPlan::ConvPlan(const ConvSizes& sizes, const Conv2dOptions& options, int threads)
    : sizes_(sizes), options_(options) {
  columns_ = std::min(sizes.out_w, std::int64_t{1} << 20);
  while (columns_ > 64 && floats_for(1, columns_) > tile_budget) columns_ = round_up(divide_up(columns_, 2), 16);
  columns_ = round_up(divide_up(sizes.out_w, divide_up(sizes.out_w, columns_)), 16);
  columns_ = std::min(columns_, sizes.out_w);
  column_tiles_ = divide_up(sizes.out_w, columns_);

  // More rows in a tile mean fewer rows packed twice, but a few tiles for each thread balance the load.
  const std::int64_t macs =
      sizes.out_channels * sizes.in_channels * sizes.kernel_h * sizes.kernel_w * sizes.out_h * sizes.out_w;
  const std::int64_t wanted = macs < parallel_threshold || threads == 1 ? 1 : 4 * std::int64_t{threads};
  const std::int64_t most = std::max<std::int64_t>(1, sizes.out_h / divide_up(wanted, column_tiles_));
  rows_ = 1;
  while (rows_ < most && floats_for(rows_ + 1, columns_) <= tile_budget) ++rows_;
  rows_ = divide_up(sizes.out_h, divide_up(sizes.out_h, rows_));
  row_tiles_ = divide_up(sizes.out_h, rows_);

  lay_out_columns(columns_);
  lay_out_rows(rows_);
  channel_step_ = static_cast<std::int64_t>(packed_rows_.size()) * pitch_;
}

void ConvPlan::fill_offsets(std::int64_t* offsets) const {
  for (std::int64_t channel = 0; channel < sizes_.in_channels; ++channel) {
    for (std::int64_t row = 0; row < sizes_.kernel_h; ++row) {
      for (std::int64_t column = 0; column < sizes_.kernel_w; ++column) {
        *offsets++ = channel * channel_step_ + row * tap_row_step_ * pitch_ + tap_columns_[column];
      }
    }
  }
}

void ConvPlan::run_tile(std::int64_t index, const float* input, float* scratch, ConvTile tile) const {
  const std::int64_t first_row = index / column_tiles_ * rows_;
  const std::int64_t first_column = index % column_tiles_ * columns_;
  tile.rows = std::min(rows_, sizes_.out_h - first_row);
  tile.columns = std::min(columns_, sizes_.out_w - first_column);
  pack(input, first_row, first_column, tile.rows, scratch);
  tile.input = scratch;
  tile.input_row_step = options_.stride * pitch_;
  tile.output += first_row * sizes_.out_w + first_column;
  run_conv_tile(tile);
}

std::int64_t ConvPlan::floats_for(std::int64_t rows, std::int64_t columns) const {
  const auto covered = [&](std::int64_t outputs, std::int64_t kernel) {
    const std::int64_t own = (outputs - 1) * options_.stride + 1;
    return piecewise(outputs, kernel, options_.stride, options_.dilation) ? kernel * own
                                                                          : own + options_.dilation * (kernel - 1);
  };
  return sizes_.in_channels * covered(rows, sizes_.kernel_h) * covered(columns, sizes_.kernel_w);
}

void ConvPlan::lay_out_columns(std::int64_t columns) {
  const std::int64_t stride = options_.stride, dilation = options_.dilation;
  std::int64_t end = 0;
  const auto add_run = [&](std::int64_t start, std::int64_t count) {
    runs_.push_back({start, count, end});
    end += round_up(count + conv_slack, 16);
  };
  if (piecewise(columns, sizes_.kernel_w, stride, dilation)) {
    for (std::int64_t tap = 0; tap < sizes_.kernel_w; ++tap) {
      add_run(tap * dilation, columns);
      tap_columns_.push_back(runs_.back().offset);
    }
  } else {
    const std::int64_t reach = dilation * (sizes_.kernel_w - 1);
    for (std::int64_t tap = 0; tap < sizes_.kernel_w; ++tap) {
      const std::int64_t place = tap * dilation, phase = place % stride;
      auto run = std::find_if(runs_.begin(), runs_.end(), [&](const Run& known) { return known.start == phase; });
      if (run == runs_.end()) {
        add_run(phase, columns + (reach - phase) / stride);
        run = runs_.end() - 1;
      }
      tap_columns_.push_back(run->offset + place / stride);
    }
  }
  // An odd number of cache lines: rows a power of two apart would compete for the same few places in the cache.
  pitch_ = (end / 16 | 1) * 16;
}

void ConvPlan::lay_out_rows(std::int64_t rows) {
  const std::int64_t own = (rows - 1) * options_.stride + 1;
  if (piecewise(rows, sizes_.kernel_h, options_.stride, options_.dilation)) {
    tap_row_step_ = own;
    for (std::int64_t tap = 0; tap < sizes_.kernel_h; ++tap) {
      for (std::int64_t row = 0; row < own; ++row) packed_rows_.push_back(tap * options_.dilation + row);
    }
  } else {
    tap_row_step_ = options_.dilation;
    const std::int64_t count = own + options_.dilation * (sizes_.kernel_h - 1);
    for (std::int64_t row = 0; row < count; ++row) packed_rows_.push_back(row);
  }
}

void ConvPlan::pack(const float* input, std::int64_t first_row, std::int64_t first_column, std::int64_t rows,
                    float* scratch) const {
  const std::int64_t top = first_row * options_.stride - sizes_.padding.top;
  const std::int64_t left = first_column * options_.stride - sizes_.padding.left;
  // The last tile may be lower than the others; what only its missing rows would read stays as it was.
  const bool lower = rows < rows_ && tap_row_step_ == options_.dilation;
  const std::int64_t needed = (rows - 1) * options_.stride + 1 + options_.dilation * (sizes_.kernel_h - 1);
  const std::size_t count = lower ? std::min(packed_rows_.size(), static_cast<std::size_t>(needed))  //
                                  : packed_rows_.size();
  for (std::int64_t channel = 0; channel < sizes_.in_channels; ++channel) {
    const float* const plane = input + channel * sizes_.in_h * sizes_.in_w;
    float* to = scratch + channel * channel_step_;
    for (std::size_t i = 0; i < count; ++i, to += pitch_) {
      const std::int64_t row = source_index(top + packed_rows_[i], sizes_.in_h, options_.padding_mode);
      for (const Run& run : runs_) {
        if (row < 0) {
          std::fill_n(to + run.offset, run.count, 0.0F);
        } else {
          pack_run(plane + row * sizes_.in_w, left + run.start, run.count, to + run.offset);
        }
      }
    }
  }
}

void ConvPlan::pack_run(const float* row, std::int64_t start, std::int64_t count, float* to) const {
  const std::int64_t step = options_.stride, width = sizes_.in_w;
  // Elements [inside, past) lie in the row, the others beyond its edges.
  const std::int64_t inside = std::clamp<std::int64_t>(start >= 0 ? 0 : divide_up(-start, step), 0, count);
  const std::int64_t past =
      std::clamp<std::int64_t>(start >= width ? 0 : divide_up(width - start, step), inside, count);
  const auto fill_outside = [&](std::int64_t from, std::int64_t end) {
    for (std::int64_t i = from; i < end; ++i) {
      const std::int64_t column = source_index(start + i * step, width, options_.padding_mode);
      to[i] = column < 0 ? 0.0F : row[column];
    }
  };
  fill_outside(0, inside);
  if (past > inside) {
    const float* const from = row + start + inside * step;
    const std::int64_t length = past - inside;
    if (step == 1) {
      std::memcpy(to + inside, from, static_cast<std::size_t>(length) * sizeof(float));
    } else if (step == 2) {
      for (std::int64_t i = 0; i < length; ++i) to[inside + i] = from[2 * i];
    } else {
      for (std::int64_t i = 0; i < length; ++i) to[inside + i] = from[step * i];
    }
  }
  fill_outside(past, count);
}

}  // namespace flatscope::detail
