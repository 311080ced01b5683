#include "core/layers/batch.h"

#include <stdexcept>
#include <string>

namespace flatscope {
namespace {

struct Planes {
  std::int64_t channels, height, width;
};

Planes planes_of(const Shape& shape) {
  if (shape.size() == 3) return {shape[0], shape[1], shape[2]};
  if (shape.size() == 1) return {1, 1, shape[0]};
  throw std::invalid_argument("A batch is of shape (C, H, W) or (features), not " + to_string(shape) + ".");
}

Shape of_one_sample(const Tensor& tensor) { return {tensor.shape().begin() + 1, tensor.shape().end()}; }

}  // namespace

std::int64_t Batch::floats(std::int64_t most_samples, const Shape& shape) {
  const auto [channels, height, width] = planes_of(shape);
  return (most_samples + lanes - 1) / lanes * lanes * channels * (height * width + 1);
}

Batch::Batch(std::int64_t most_samples, const Shape& shape)
    : memory_(floats(most_samples, shape)), samples_(most_samples) {
  const auto [channels, height, width] = planes_of(shape);
  channels_ = channels, height_ = height, width_ = width;
}

void Batch::set_samples(std::int64_t samples) {
  if ((samples + lanes - 1) / lanes * block_size() > memory_.size())
    throw std::length_error("This batch has no room for " + std::to_string(samples) + " samples.");
  const std::int64_t before = blocks();
  samples_ = samples;
  if (blocks() > before) clear_outside();
}

void Batch::set_shape(const Shape& shape) {
  const auto [channels, height, width] = planes_of(shape);
  if (channels == channels_ && height == height_ && width == width_) return;
  channels_ = channels, height_ = height, width_ = width;
  set_samples(samples_);
  clear_outside();
}

void Batch::clear_outside() {
  for (std::int64_t i = 0; i < blocks() * channels_; ++i)
    std::fill_n(memory_.data() + i * plane_size() + pixels() * lanes, lanes, 0.0F);
}

void load(const Tensor& tensor, Batch& batch) {
  batch.set_samples(tensor.shape().at(0));
  batch.set_shape(of_one_sample(tensor));
  const std::int64_t channels = batch.channels(), pixels = batch.pixels();
  for (std::int64_t sample = 0; sample < batch.blocks() * Batch::lanes; ++sample) {
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      float* const plane = batch.plane(sample / Batch::lanes, channel) + sample % Batch::lanes;
      const bool there = sample < batch.samples();
      const float* const from = there ? tensor.data() + (sample * channels + channel) * pixels : nullptr;
      for (std::int64_t i = 0; i < pixels; ++i) plane[i * Batch::lanes] = there ? from[i] : 0.0F;
    }
  }
}

Tensor stored(const Batch& batch) {
  Tensor tensor({batch.samples(), batch.channels(), batch.height(), batch.width()});
  const std::int64_t channels = batch.channels(), pixels = batch.pixels();
  for (std::int64_t sample = 0; sample < batch.samples(); ++sample) {
    for (std::int64_t channel = 0; channel < channels; ++channel) {
      const float* const plane = batch.plane(sample / Batch::lanes, channel) + sample % Batch::lanes;
      float* const to = tensor.data() + (sample * channels + channel) * pixels;
      for (std::int64_t i = 0; i < pixels; ++i) to[i] = plane[i * Batch::lanes];
    }
  }
  return tensor;
}

}  // namespace flatscope
