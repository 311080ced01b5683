#include "core/conv2d.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/conv2d_kernel.h"
#include "core/parallel.h"

namespace flatscope {
namespace {

using detail::conv_slack;

// Past this, sizes computed from the options could overflow; no picture comes near it.
constexpr std::int64_t option_limit = 1'000'000'000;

// A tile's packed input, in floats: small enough for a core's second-level cache.
constexpr std::int64_t tile_budget = 64 * 1024;

// Outputs larger than this (in floats) would push everything else out of the caches on their way to memory.
constexpr std::int64_t stream_threshold = 4 * 1024 * 1024;

// Multiply-adds below which waking other threads costs more than it gains.
constexpr std::int64_t parallel_threshold = 400'000;

std::int64_t divide_up(std::int64_t value, std::int64_t by) { return (value + by - 1) / by; }
std::int64_t round_up(std::int64_t value, std::int64_t multiple) { return divide_up(value, multiple) * multiple; }

void check_option(const char* name, std::int64_t value, std::int64_t least) {
  if (value >= least && value <= option_limit) return;
  throw std::invalid_argument(std::string("conv2d: ") + name + " is " + std::to_string(value) + "; it must be " +
                              std::to_string(least) + " to " + std::to_string(option_limit) + ".");
}

struct Sizes {
  std::int64_t in_channels = 0, in_h = 0, in_w = 0;
  std::int64_t out_channels = 0, out_h = 0, out_w = 0;
  std::int64_t kernel_h = 0, kernel_w = 0;
  Padding padding;
};

Sizes checked_sizes(const Tensor& input, const Tensor& weight, std::span<const float> bias,
                    const Conv2dOptions& options) {
  check_option("stride", options.stride, 1);
  check_option("dilation", options.dilation, 1);
  if (!options.same) {
    check_option("padding", options.padding_h, 0);
    check_option("padding", options.padding_w, 0);
  } else if (options.stride != 1) {
    throw std::invalid_argument("conv2d: padding \"same\" needs stride 1, but the stride is " +
                                std::to_string(options.stride) + "; give the padding as a number.");
  }
  if (weight.rank() != 4 || weight.empty()) {
    throw std::invalid_argument("conv2d: the weight has shape " + to_string(weight.shape()) +
                                "; it must be out_channels x in_channels x kernel height x kernel width.");
  }
  if ((input.rank() != 3 && input.rank() != 2) || input.empty()) {
    throw std::invalid_argument("conv2d: the input has shape " + to_string(input.shape()) +
                                "; it must be channels x height x width, none of them 0.");
  }
  Sizes sizes;
  sizes.in_channels = input.channels();
  sizes.in_h = input.height();
  sizes.in_w = input.width();
  sizes.out_channels = weight.shape()[0];
  sizes.kernel_h = weight.shape()[2];
  sizes.kernel_w = weight.shape()[3];
  if (weight.shape()[1] != sizes.in_channels) {
    throw std::invalid_argument("conv2d: the input " + to_string(input.shape()) + " has " +
                                std::to_string(sizes.in_channels) + " channels, but the weight " +
                                to_string(weight.shape()) + " is made for " + std::to_string(weight.shape()[1]) + ".");
  }
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != sizes.out_channels) {
    throw std::invalid_argument("conv2d: the bias has " + std::to_string(bias.size()) + " values, but the weight " +
                                to_string(weight.shape()) + " has " + std::to_string(sizes.out_channels) +
                                " output channels; they must be equal.");
  }
  sizes.padding = resolved_padding(options, sizes.kernel_h, sizes.kernel_w);
  sizes.out_h = conv_output_size(sizes.in_h, sizes.padding.top, sizes.padding.bottom, sizes.kernel_h, options.stride,
                                 options.dilation);
  sizes.out_w = conv_output_size(sizes.in_w, sizes.padding.left, sizes.padding.right, sizes.kernel_w, options.stride,
                                 options.dilation);
  if (sizes.out_h < 1 || sizes.out_w < 1) {
    const auto extent = [&](std::int64_t kernel) { return std::to_string(options.dilation * (kernel - 1) + 1); };
    throw std::invalid_argument(
        "conv2d: the kernel covers " + extent(sizes.kernel_h) + " x " + extent(sizes.kernel_w) +
        " elements and does not fit into the input " + to_string(input.shape()) + " with its padding, which is " +
        std::to_string(sizes.in_h + sizes.padding.top + sizes.padding.bottom) + " x " +
        std::to_string(sizes.in_w + sizes.padding.left + sizes.padding.right) + "; use more padding or less dilation.");
  }
  return sizes;
}

// One run of elements of an input row, `step` apart, that a tile needs side by side. A stride above 1 has a run for
// each remainder, so that neighbouring outputs read neighbouring floats.
struct Run {
  std::int64_t start = 0;   // input columns from the tile's first
  std::int64_t count = 0;   // elements
  std::int64_t offset = 0;  // floats from the start of the packed row
};

// How the taps of one axis are laid out. Usually the whole stretch that a tile covers is packed once and its taps
// overlap; where the dilation leaves gaps wider than the tile, each tap gets its own piece.
bool piecewise(std::int64_t outputs, std::int64_t kernel, std::int64_t stride, std::int64_t dilation) {
  return kernel > 1 && dilation > (outputs - 1) * stride + 1;
}

class Plan {
 public:
  Plan(const Sizes& sizes, const Conv2dOptions& options, int threads) : sizes_(sizes), options_(options) {
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

    lay_out(columns_);
    lay_out_rows(rows_);
    channel_step_ = static_cast<std::int64_t>(packed_rows_.size()) * pitch_;
  }

  std::int64_t tiles() const { return row_tiles_ * column_tiles_; }
  std::int64_t scratch_size() const { return sizes_.in_channels * channel_step_ + conv_slack; }
  std::int64_t taps() const { return sizes_.in_channels * sizes_.kernel_h * sizes_.kernel_w; }

  void fill_offsets(std::int64_t* offsets) const {
    for (std::int64_t channel = 0; channel < sizes_.in_channels; ++channel) {
      for (std::int64_t row = 0; row < sizes_.kernel_h; ++row) {
        for (std::int64_t column = 0; column < sizes_.kernel_w; ++column) {
          *offsets++ = channel * channel_step_ + row * tap_row_step_ * pitch_ + tap_columns_[column];
        }
      }
    }
  }

  void run_tile(std::int64_t index, const float* input, float* scratch, detail::ConvTile tile) const {
    const std::int64_t first_row = index / column_tiles_ * rows_;
    const std::int64_t first_column = index % column_tiles_ * columns_;
    tile.rows = std::min(rows_, sizes_.out_h - first_row);
    tile.columns = std::min(columns_, sizes_.out_w - first_column);
    pack(input, first_row, first_column, tile.rows, scratch);
    tile.input = scratch;
    tile.input_row_step = options_.stride * pitch_;
    tile.output += first_row * sizes_.out_w + first_column;
    detail::run_conv_tile(tile);
  }

 private:
  std::int64_t floats_for(std::int64_t rows, std::int64_t columns) const {
    const auto covered = [&](std::int64_t outputs, std::int64_t kernel) {
      const std::int64_t own = (outputs - 1) * options_.stride + 1;
      return piecewise(outputs, kernel, options_.stride, options_.dilation) ? kernel * own
                                                                            : own + options_.dilation * (kernel - 1);
    };
    return sizes_.in_channels * covered(rows, sizes_.kernel_h) * covered(columns, sizes_.kernel_w);
  }

  void lay_out(std::int64_t columns) {
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
      for (std::int64_t phase = 0; phase < std::min(stride, reach + 1); ++phase) {
        add_run(phase, columns + (reach - phase) / stride);
      }
      for (std::int64_t tap = 0; tap < sizes_.kernel_w; ++tap) {
        const std::int64_t place = tap * dilation;
        tap_columns_.push_back(runs_[static_cast<std::size_t>(place % stride)].offset + place / stride);
      }
    }
    // An odd number of cache lines: rows a power of two apart would compete for the same few places in the cache.
    pitch_ = (end / 16 | 1) * 16;
  }

  void lay_out_rows(std::int64_t rows) {
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

  void pack(const float* input, std::int64_t first_row, std::int64_t first_column, std::int64_t rows,
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

  void pack_run(const float* row, std::int64_t start, std::int64_t count, float* to) const {
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

  Sizes sizes_;
  Conv2dOptions options_;
  std::int64_t rows_ = 1, columns_ = 1;  // outputs of a tile
  std::int64_t row_tiles_ = 1, column_tiles_ = 1;
  std::vector<Run> runs_;                  // make one packed row
  std::vector<std::int64_t> tap_columns_;  // where kernel column k begins in a packed row
  std::vector<std::int64_t> packed_rows_;  // input rows from the tile's first
  std::int64_t tap_row_step_ = 1;          // packed rows between kernel rows
  std::int64_t pitch_ = 0, channel_step_ = 0;
};

// At least `size` floats at a multiple of 64 bytes, kept from call to call; what they hold is left over from the last.
float* aligned_scratch(std::vector<float>& memory, std::int64_t size) {
  const std::size_t needed = static_cast<std::size_t>(size) + 16;
  if (memory.size() < needed) memory.resize(needed);
  const std::size_t past = reinterpret_cast<std::uintptr_t>(memory.data()) / sizeof(float) % 16;
  return memory.data() + (past == 0 ? 0 : 16 - past);
}

void run(const Sizes& sizes, const Tensor& input, const Tensor& weight, std::span<const float> bias,
         const Conv2dOptions& options, std::span<float> output) {
  const Plan plan(sizes, options, thread_count());
  thread_local std::vector<float> weight_memory;
  thread_local std::vector<std::int64_t> offsets;
  const std::int64_t taps = plan.taps();
  float* const packed = aligned_scratch(weight_memory, sizes.out_channels * (taps + 1));
  float* const biases = packed + sizes.out_channels * taps;
  detail::pack_conv_weights(weight.data(), sizes.out_channels, taps, packed);
  if (bias.empty()) {
    std::fill_n(biases, sizes.out_channels, 0.0F);
  } else {
    std::copy(bias.begin(), bias.end(), biases);
  }
  offsets.resize(static_cast<std::size_t>(taps));
  plan.fill_offsets(offsets.data());

  detail::ConvTile tile;
  tile.offsets = offsets.data();
  tile.taps = taps;
  tile.weights = packed;
  tile.bias = biases;
  tile.out_channels = sizes.out_channels;
  tile.output = output.data();
  tile.output_row_step = sizes.out_w;
  tile.output_plane = sizes.out_h * sizes.out_w;
  tile.stream = tile.output_plane % 16 == 0 && static_cast<std::int64_t>(output.size()) >= stream_threshold;

  parallel_for(plan.tiles(), 1, [&](std::int64_t begin, std::int64_t end) {
    thread_local std::vector<float> tile_memory;
    float* const scratch = aligned_scratch(tile_memory, plan.scratch_size());
    for (std::int64_t i = begin; i < end; ++i) plan.run_tile(i, input.data(), scratch, tile);
  });
}

}  // namespace

Padding resolved_padding(const Conv2dOptions& options, std::int64_t kernel_h, std::int64_t kernel_w) {
  if (!options.same) return {options.padding_h, options.padding_h, options.padding_w, options.padding_w};
  const std::int64_t total_h = options.dilation * (kernel_h - 1);
  const std::int64_t total_w = options.dilation * (kernel_w - 1);
  return {total_h / 2, total_h - total_h / 2, total_w / 2, total_w - total_w / 2};
}

std::int64_t conv_output_size(std::int64_t size, std::int64_t before, std::int64_t after, std::int64_t kernel,
                              std::int64_t stride, std::int64_t dilation) {
  const std::int64_t room = size + before + after - dilation * (kernel - 1) - 1;
  const std::int64_t steps = room >= 0 ? room / stride : -((-room + stride - 1) / stride);  // rounded down
  return steps + 1;
}

Tensor conv2d(const Tensor& input, const Tensor& weight, std::span<const float> bias, const Conv2dOptions& options) {
  const Sizes sizes = checked_sizes(input, weight, bias, options);
  Tensor output({sizes.out_channels, sizes.out_h, sizes.out_w});
  run(sizes, input, weight, bias, options, output.values());
  return output;
}

void conv2d_into(const Tensor& input, const Tensor& weight, std::span<const float> bias, const Conv2dOptions& options,
                 std::span<float> output) {
  const Sizes sizes = checked_sizes(input, weight, bias, options);
  const Shape shape{sizes.out_channels, sizes.out_h, sizes.out_w};
  if (static_cast<std::int64_t>(output.size()) != element_count(shape)) {
    throw std::invalid_argument("conv2d: the output is " + to_string(shape) + ", " +
                                std::to_string(element_count(shape)) + " values, but there is memory for " +
                                std::to_string(output.size()) + ".");
  }
  run(sizes, input, weight, bias, options, output);
}

const char* simd_target() { return detail::conv_simd_target(); }

}  // namespace flatscope
