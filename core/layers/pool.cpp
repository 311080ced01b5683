#include "core/layers/pool.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/layers/border.h"
#include "core/layers/pool_kernel.h"
#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

// Values below which a second thread costs more than it helps.
constexpr std::int64_t parallel_grain = 32'768;

void check_planes(const char* what, const Tensor& input) {
  if ((input.rank() == 3 || input.rank() == 2) && !input.empty()) return;
  throw std::invalid_argument(std::string(what) + ": the input has shape " + to_string(input.shape()) +
                              "; it must be channels x height x width, none of them 0.");
}

// Pools one stretch of output rows of one channel: first the rows of each patch into one, then its columns. Both
// passes run along the width, so that they fill whole vectors.
class RowPooler {
 public:
  RowPooler(PoolKind kind, std::int64_t kernel, std::int64_t stride, std::int64_t width, std::int64_t out_width)
      : kind_(kind), kernel_(kernel), stride_(stride), width_(width), out_width_(out_width) {
    merged_.resize(static_cast<std::size_t>(width));
    // Column k of the patches stands at phases[k % stride][out + k / stride].
    phase_length_ = (width + stride - 1) / stride;
    if (stride > 1) split_.resize(static_cast<std::size_t>(phase_length_ * std::min(stride, kernel)));
  }

  void run(const float* rows, float* output) {
    std::copy_n(rows, width_, merged_.data());
    for (std::int64_t k = 1; k < kernel_; ++k) detail::pool_merge(kind_, rows + k * width_, merged_.data(), width_);
    if (stride_ > 1) split();
    std::copy_n(column(0), out_width_, output);
    for (std::int64_t k = 1; k < kernel_; ++k) detail::pool_merge(kind_, column(k), output, out_width_);
    if (kind_ == PoolKind::avg) {
      detail::pool_scale(output, out_width_, 1.0F / static_cast<float>(kernel_ * kernel_));
    }
  }

 private:
  const float* column(std::int64_t k) const {
    if (stride_ == 1) return merged_.data() + k;
    return split_.data() + k % stride_ * phase_length_ + k / stride_;
  }

  void split() {
    if (stride_ == 2 && kernel_ > 1) {
      detail::pool_split(merged_.data(), width_ / 2, split_.data(), split_.data() + phase_length_);
      if (width_ % 2 != 0) split_[static_cast<std::size_t>(phase_length_ - 1)] = merged_.back();
      return;
    }
    for (std::int64_t phase = 0; phase < std::min(stride_, kernel_); ++phase) {
      float* const to = split_.data() + phase * phase_length_;
      for (std::int64_t i = 0; phase + i * stride_ < width_; ++i) {
        to[i] = merged_[static_cast<std::size_t>(phase + i * stride_)];
      }
    }
  }

  PoolKind kind_;
  std::int64_t kernel_, stride_, width_, out_width_, phase_length_ = 0;
  std::vector<float> merged_, split_;
};

}  // namespace

Tensor pool2d(const Tensor& input, PoolKind kind, std::int64_t kernel, std::int64_t stride) {
  check_planes("pool2d", input);
  if (kernel < 1 || stride < 1) {
    throw std::invalid_argument("pool2d: kernel size " + std::to_string(kernel) + " with stride " +
                                std::to_string(stride) + "; both must be at least 1.");
  }
  const std::int64_t height = input.height(), width = input.width();
  if (kernel > height || kernel > width) {
    throw std::invalid_argument("pool2d: no window of " + std::to_string(kernel) + " x " + std::to_string(kernel) +
                                " fits into the input of shape " + to_string(input.shape()) +
                                "; use a smaller kernel.");
  }
  // Neither a kernel nor a stride beyond the picture can be told from one that spans it.
  stride = std::min(stride, std::max(height, width));
  const std::int64_t out_height = (height - kernel) / stride + 1, out_width = (width - kernel) / stride + 1;
  Tensor output({input.channels(), out_height, out_width});
  const std::int64_t grain = std::max<std::int64_t>(1, parallel_grain / (width * std::min(kernel, stride)));
  parallel_for(input.channels() * out_height, grain, [&](std::int64_t begin, std::int64_t end) {
    RowPooler pooler(kind, kernel, stride, width, out_width);
    for (std::int64_t i = begin; i < end; ++i) {
      const float* const plane = input.data() + i / out_height * height * width;
      pooler.run(plane + i % out_height * stride * width, output.data() + i * out_width);
    }
  });
  return output;
}

Tensor blur_pool2d(const Tensor& input, std::int64_t stride) {
  check_planes("blur_pool2d", input);
  const std::int64_t height = input.height(), width = input.width();
  if (stride < 1 || height < 2 || width < 2) {
    throw std::invalid_argument("blur_pool2d: stride " + std::to_string(stride) + " on the shape " +
                                to_string(input.shape()) + "; the stride must be at least 1, each side at least 2.");
  }
  stride = std::min(stride, std::max(height, width));
  const std::int64_t out_height = (height - 1) / stride + 1, out_width = (width - 1) / stride + 1;
  Tensor output({input.channels(), out_height, out_width});
  const auto beside = [](std::int64_t index, std::int64_t size) { return source_index(index, size, Border::reflect); };
  parallel_for(input.channels() * out_height, std::max<std::int64_t>(1, parallel_grain / width),
               [&](std::int64_t begin, std::int64_t end) {
                 std::vector<float> column_sums(static_cast<std::size_t>(width));
                 float* const sums = column_sums.data();
                 for (std::int64_t i = begin; i < end; ++i) {
                   const float* const plane = input.data() + i / out_height * height * width;
                   const std::int64_t row = i % out_height * stride;
                   const float* const above = plane + beside(row - 1, height) * width;
                   const float* const here = plane + row * width;
                   const float* const below = plane + beside(row + 1, height) * width;
                   for (std::int64_t x = 0; x < width; ++x) sums[x] = above[x] + 2.0F * here[x] + below[x];
                   float* const to = output.data() + i * out_width;
                   for (std::int64_t x = 0; x < out_width; ++x) {
                     const std::int64_t at = x * stride;
                     to[x] = (sums[beside(at - 1, width)] + 2.0F * sums[at] + sums[beside(at + 1, width)]) / 16.0F;
                   }
                 }
               });
  return output;
}

Tensor global_pool(const Tensor& input, PoolKind kind) {
  check_planes("global_pool", input);
  const std::int64_t plane = input.plane_size();
  Tensor output({input.channels()});
  const std::int64_t grain = std::max<std::int64_t>(1, parallel_grain / plane);
  parallel_for(input.channels(), grain, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t channel = begin; channel < end; ++channel) {
      const float* const values = input.data() + channel * plane;
      output.data()[channel] = kind == PoolKind::max
                                   ? detail::pool_max(values, plane)
                                   : static_cast<float>(detail::pool_sum(values, plane) / static_cast<double>(plane));
    }
  });
  return output;
}

Tensor relu(Tensor input) {
  parallel_for(input.size(), parallel_grain,
               [&](std::int64_t begin, std::int64_t end) { detail::relu_values(input.data() + begin, end - begin); });
  return input;
}

Tensor tanh(Tensor input) {
  parallel_for(input.size(), parallel_grain / 16, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) input.data()[i] = std::tanh(input.data()[i]);
  });
  return input;
}

}  // namespace flatscope
