// A batch of feature maps as the passes of training read it: samples in blocks of 16 that lie side by side, so that
// each step of a loop over pixels is whole vectors whatever the width of the picture.
//
// In C order it is (blocks, channels, pixels + 1, 16): the innermost axis counts samples. The last pixel of each plane
// is 0 and stays so; it stands for what lies outside the picture. A flat layer's output has one channel, its features
// as pixels.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>

#include "core/tensor/aligned.h"
#include "core/tensor/parallel.h"
#include "core/tensor/tensor.h"

namespace flatscope {

class Batch {
 public:
  static constexpr std::int64_t lanes = 16;  // samples in a block

  Batch() = default;
  // For up to `most_samples` (>= 1) of `shape`, (C, H, W) or (features). All 0. Throws std::bad_alloc.
  Batch(std::int64_t most_samples, const Shape& shape);

  // Uses the same memory for another number of samples, or another shape that needs no more (std::length_error
  // otherwise). Values are unspecified afterwards, but what lies outside the picture is 0.
  void set_samples(std::int64_t samples);
  void set_shape(const Shape& shape);

  std::int64_t samples() const { return samples_; }
  std::int64_t blocks() const { return (samples_ + lanes - 1) / lanes; }
  std::int64_t channels() const { return channels_; }
  std::int64_t height() const { return height_; }
  std::int64_t width() const { return width_; }
  std::int64_t pixels() const { return height_ * width_; }
  std::int64_t features() const { return channels_ * pixels(); }
  std::int64_t plane_size() const { return (pixels() + 1) * lanes; }    // floats from one channel to the next
  std::int64_t block_size() const { return channels_ * plane_size(); }  // floats from one block to the next
  std::int64_t bytes() const { return memory_.size() * 4; }             // held

  float* block(std::int64_t block) { return memory_.data() + block * block_size(); }
  const float* block(std::int64_t block) const { return memory_.data() + block * block_size(); }
  float* plane(std::int64_t block_index, std::int64_t channel) { return block(block_index) + channel * plane_size(); }
  const float* plane(std::int64_t block_index, std::int64_t channel) const {
    return block(block_index) + channel * plane_size();
  }

  // How many floats a batch of such a size holds.
  static std::int64_t floats(std::int64_t most_samples, const Shape& shape);

 private:
  void clear_outside();

  AlignedFloats memory_;
  std::int64_t samples_ = 0, channels_ = 1, height_ = 1, width_ = 1;
};

// tensor (N, C, H, W) or (N, features) into a batch of that shape, and back; for tests and for single passes.
void load(const Tensor& tensor, Batch& batch);
Tensor stored(const Batch& batch);

// parallel_for without the memory that a std::function of a large lambda takes.
template <typename Body>
void parallel_parts(std::int64_t count, std::int64_t grain, const Body& body) {
  parallel_for(count, grain, std::cref(body));
}

// Splits work that is the same for each block over the threads: body(block, first, past) covers pieces [0, pieces) of
// each block once. A block stays whole where there are enough of them for the threads, and stays near its core.
template <typename Body>
void for_blocks(std::int64_t blocks, std::int64_t pieces, const Body& body) {
  const std::int64_t threads = thread_count();
  const std::int64_t parts = blocks % threads == 0 || blocks >= 4 * threads ? 1 : std::min(pieces, 4 * threads);
  parallel_parts(blocks * parts, 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i)
      body(i / parts, i % parts * pieces / parts, (i % parts + 1) * pieces / parts);
  });
}

}  // namespace flatscope
