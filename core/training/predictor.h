// A network with its weights, as it answers: for pictures that a person moves, for accuracy, for figures.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layers/network.h"
#include "core/tensor/named_tensor.h"
#include "core/training/dataset.h"
#include "core/training/net.h"
#include "core/training/samples.h"

namespace flatscope {

struct Predictions {
  std::vector<std::uint8_t> classes;  // the largest logit of each; the first of several
  Tensor logits;                      // (N, classes)
};

// Not for several threads at once; a copy of the weights is its own.
class Predictor {
 public:
  // Throws std::invalid_argument as Net does, and unless the last layer gives a flat row of 2 to 256 numbers.
  // permutation: of all pixels, applied to each input as in fill_batch; may be empty.
  Predictor(const Shape& input, std::vector<NetLayer> layers, std::vector<std::int32_t> permutation = {});

  const std::vector<NetLayer>& layers() const { return net_.layers(); }
  const Shape& input_shape() const { return input_; }
  std::int64_t classes() const { return net_.output_shape()[0]; }

  void set_row(std::span<const float> row);                      // as Net's parameters lie
  void set_parameters(std::span<const NamedTensor> parameters);  // throws as into_row
  std::vector<NamedTensor> parameters() const;

  // images (N, C, H, W), std::invalid_argument for another shape than the input's. `samples` picks some by index, in
  // this order; empty for all.
  Predictions answers(const Tensor& images, std::span<const std::int64_t> samples = {}, PixelShift shift = {},
                      Border border = Border::zeros);
  // Each of the samples by a shift of its own: as many shifts as samples (std::invalid_argument otherwise).
  Predictions answers(const Tensor& images, std::span<const std::int64_t> samples, std::span<const PixelShift> shifts,
                      Border border);
  Tensor probabilities(const Tensor& images);  // (N, classes), each row summing to 1

  // How many of the samples get their own class.
  std::int64_t right(const LabelledImages& data, std::span<const std::int64_t> samples = {}, PixelShift shift = {},
                     Border border = Border::zeros);
  double accuracy(const LabelledImages& data, std::span<const std::int64_t> samples = {});  // [0, 1]; 0 of none

  // What each layer makes of one (C, H, W) picture, from the first to the last.
  std::vector<Tensor> activations(const Tensor& image);

  // The net after its forward pass over at most `at_once` samples, to look at the activations of a batch.
  static constexpr std::int64_t at_once = 64;
  const Net& run(const Tensor& images, std::span<const std::int64_t> samples, std::span<const PixelShift> shifts,
                 Border border);

 private:
  void check(const Tensor& images) const;

  Shape input_;
  std::vector<std::int32_t> permutation_;
  Net net_;
  AlignedFloats row_;
};

}  // namespace flatscope
