#include "core/layers/conv2d_plan.h"

#include <hwy/cache_control.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "core/layers/border.h"
#include "core/tensor/divide_up.h"

namespace flatscope::detail {
namespace {

// A tile's packed input, in floats: small enough for a core's second-level cache.
constexpr std::int64_t tile_budget = 64 * 1024;

// Multiply-adds below which waking other threads costs more than it gains.
constexpr std::int64_t parallel_threshold = 400'000;

// Packed channels up to this long, in floats, are fetched one ahead; longer ones would push out what is in use.
constexpr std::int64_t prefetch_limit = 4096;

// Multiply-adds of a tile below which cutting and packing it costs more than a better balance gains.
constexpr std::int64_t least_macs = 2'000'000;

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

  rows_ = 1;
  while (rows_ < sizes.out_h && floats_for(rows_ + 1, columns_) <= tile_budget) ++rows_;
  cut_rows(threads);

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
  const auto row_tile = static_cast<std::size_t>(index / column_tiles_);
  const std::int64_t first_row = row_starts_[row_tile];
  const std::int64_t first_column = index % column_tiles_ * columns_;
  tile.rows = row_starts_[row_tile + 1] - first_row;
  tile.columns = std::min(columns_, sizes_.out_w - first_column);
  pack(input, first_row, first_column, tile.rows, scratch);
  tile.input = scratch;
  tile.totals = scratch + sizes_.in_channels * channel_step_ + conv_slack;
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

// High tiles pack fewer rows twice, but several threads end together only when the last tiles are small: each takes a
// share of the rows that are left.
void ConvPlan::cut_rows(int threads) {
  const std::int64_t macs =
      sizes_.out_channels * sizes_.in_channels * sizes_.kernel_h * sizes_.kernel_w * sizes_.out_h * sizes_.out_w;
  const std::int64_t shares = threads == 1 || macs < parallel_threshold ? 1 : 2 * std::int64_t{threads};
  const std::int64_t least =
      std::min(divide_up(sizes_.out_h, 4 * shares), divide_up(least_macs * sizes_.out_h * column_tiles_, macs));
  std::int64_t row = 0;
  row_starts_.push_back(row);
  while (row < sizes_.out_h) {
    const std::int64_t left = sizes_.out_h - row;
    // Tiles as high as the cache allows, but of nearly equal height where that is less than the share.
    const std::int64_t even = divide_up(left, divide_up(left, rows_));
    row += std::min({left, even, std::max(least, divide_up(left, shares))});
    row_starts_.push_back(row);
  }
  rows_ = row_starts_[1];  // none after it is higher
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
  // The hardware can't foresee where the next channel's few rows begin.
  const bool prefetch = channel_step_ <= prefetch_limit;
  const std::int64_t first_near = std::min(first_column * options_.stride, sizes_.in_w);
  const std::int64_t past_near = std::min(first_near + columns_ * options_.stride, sizes_.in_w);
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
      if (prefetch && channel + 1 < sizes_.in_channels && row >= 0) {
        const float* const next = plane + (sizes_.in_h + row) * sizes_.in_w;
        for (std::int64_t column = first_near; column < past_near; column += 16) hwy::Prefetch(next + column);
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
