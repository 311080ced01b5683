#include "core/layers/conv2d.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/layers/conv2d_kernel.h"
#include "core/layers/conv2d_plan.h"
#include "core/layers/extent.h"
#include "core/tensor/breathe.h"
#include "core/tensor/parallel.h"
#include "core/tensor/scratch.h"

namespace flatscope {
namespace {

using detail::ConvSizes;

// Past this, sizes computed from the options could overflow; no picture comes near it.
constexpr std::int64_t option_limit = 1'000'000'000;

// Outputs larger than this (in floats) would push everything else out of the caches on their way to memory.
constexpr std::int64_t stream_threshold = 4 * 1024 * 1024;

void check_option(const char* name, std::int64_t value, std::int64_t least) {
  if (value >= least && value <= option_limit) return;
  throw std::invalid_argument(std::string("conv2d: ") + name + " is " + std::to_string(value) + "; it must be " +
                              std::to_string(least) + " to " + std::to_string(option_limit) + ".");
}

ConvSizes checked_sizes(const Tensor& input, const Tensor& weight, std::span<const float> bias,
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
  ConvSizes sizes;
  sizes.in_channels = input.channels();
  sizes.in_h = input.height();
  sizes.in_w = input.width();
  sizes.out_channels = weight.shape()[0];
  sizes.kernel_h = weight.shape()[2];
  sizes.kernel_w = weight.shape()[3];
  if (weight.shape()[1] != sizes.in_channels) {
    throw std::invalid_argument("conv2d: the input of shape " + to_string(input.shape()) + " has " +
                                std::to_string(sizes.in_channels) + " channels, but the weight of shape " +
                                to_string(weight.shape()) + " is made for " + std::to_string(weight.shape()[1]) + ".");
  }
  if (!bias.empty() && static_cast<std::int64_t>(bias.size()) != sizes.out_channels) {
    throw std::invalid_argument("conv2d: the bias has " + std::to_string(bias.size()) +
                                " values, but the weight of shape " + to_string(weight.shape()) + " has " +
                                std::to_string(sizes.out_channels) + " output channels; they must be equal.");
  }
  sizes.padding = resolved_padding(options, sizes.kernel_h, sizes.kernel_w);
  sizes.out_h = conv_output_size(sizes.in_h, sizes.padding.top, sizes.padding.bottom, sizes.kernel_h, options.stride,
                                 options.dilation);
  sizes.out_w = conv_output_size(sizes.in_w, sizes.padding.left, sizes.padding.right, sizes.kernel_w, options.stride,
                                 options.dilation);
  if (sizes.out_h < 1 || sizes.out_w < 1) {
    const auto sides = [](std::int64_t width, std::int64_t height) {
      return std::to_string(width) + " wide and " + std::to_string(height) + " high";
    };
    throw std::invalid_argument(
        "conv2d: the kernel's extent, " +
        sides(extent_of(sizes.kernel_w, options.dilation), extent_of(sizes.kernel_h, options.dilation)) +
        ", does not fit into the input of shape " + to_string(input.shape()) + " with its padding, which is " +
        sides(sizes.in_w + sizes.padding.left + sizes.padding.right,
              sizes.in_h + sizes.padding.top + sizes.padding.bottom) +
        "; use more padding or less dilation.");
  }
  return sizes;
}

// Of one convolution under way.
struct ConvMemory {
  std::vector<float> weights;
  std::vector<std::int64_t> offsets;
};

// Of a thread's tiles.
struct TileMemory {
  std::vector<float> floats;
};

// At least `size` floats at a multiple of 64 bytes, kept from call to call; what they hold is left over from the last.
float* aligned_scratch(std::vector<float>& memory, std::int64_t size) {
  const std::size_t needed = static_cast<std::size_t>(size) + 16;
  if (memory.size() < needed) memory.resize(needed);
  const std::size_t past = reinterpret_cast<std::uintptr_t>(memory.data()) / sizeof(float) % 16;
  return memory.data() + (past == 0 ? 0 : 16 - past);
}

void run(const ConvSizes& sizes, const Tensor& input, const Tensor& weight, std::span<const float> bias,
         const Conv2dOptions& options, int threads, std::span<float> output) {
  const detail::ConvPlan plan(sizes, options, threads);
  Scratch<ConvMemory> memory;
  auto& [weight_memory, offsets] = *memory;
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

  parallel_for(plan.tiles(), threads > 1 || pauses ? 1 : plan.tiles(), [&](std::int64_t begin, std::int64_t end) {
    Scratch<TileMemory> tile_memory;
    float* const scratch = aligned_scratch(tile_memory->floats, plan.scratch_size());
    for (std::int64_t i = begin; i < end; ++i) plan.run_tile(i, input.data(), scratch, tile);
  });
}

void check_room(const ConvSizes& sizes, std::span<float> output) {
  const Shape shape{sizes.out_channels, sizes.out_h, sizes.out_w};
  if (static_cast<std::int64_t>(output.size()) == element_count(shape)) return;
  throw std::invalid_argument("conv2d: the output has shape " + to_string(shape) + ", " +
                              std::to_string(element_count(shape)) + " values, but there is memory for " +
                              std::to_string(output.size()) + ".");
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
  const ConvSizes sizes = checked_sizes(input, weight, bias, options);
  Tensor output({sizes.out_channels, sizes.out_h, sizes.out_w});
  run(sizes, input, weight, bias, options, thread_count(), output.values());
  return output;
}

void conv2d_into(const Tensor& input, const Tensor& weight, std::span<const float> bias, const Conv2dOptions& options,
                 std::span<float> output) {
  const ConvSizes sizes = checked_sizes(input, weight, bias, options);
  check_room(sizes, output);
  run(sizes, input, weight, bias, options, thread_count(), output);
}

void conv2d_rows_into(const Tensor& input, const Tensor& weight, std::span<const float> bias,
                      const Conv2dOptions& options, std::int64_t first_row, std::int64_t rows,
                      std::span<float> output) {
  ConvSizes sizes = checked_sizes(input, weight, bias, options);
  if (first_row < 0 || rows < 1 || first_row > sizes.out_h - rows) {
    throw std::invalid_argument("conv2d: " + std::to_string(rows) + " rows from row " + std::to_string(first_row) +
                                " are asked for, but the output has " + std::to_string(sizes.out_h) + " rows.");
  }
  sizes.out_h = rows;
  sizes.padding.top -= first_row * options.stride;  // below 0: the first row's field begins inside
  check_room(sizes, output);
  run(sizes, input, weight, bias, options, 1, output);
}

const char* simd_target() { return detail::conv_simd_target(); }

}  // namespace flatscope
