// The layers of the Convolve stage: the part of the Scene that a person edits, and what follows from it by arithmetic.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/pooling.h"
#include "core/layers/conv2d.h"
#include "core/layers/pool.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// Weights are compared by value, so that a Scene read from a file equals the one that was saved.
struct Weights {
  std::shared_ptr<const Tensor> tensor;  // never null in a Scene that is shown
  const Tensor& operator*() const { return *tensor; }
  const Tensor* operator->() const { return tensor.get(); }
  bool operator==(const Weights& other) const;
};
Weights make_weights(Tensor tensor);

inline constexpr std::int64_t most_filters = 16;
inline constexpr std::size_t most_conv_layers = 4;
inline constexpr int largest_conv_stride = 8, largest_conv_dilation = 8, largest_conv_padding = 16;

// A convolution with what comes after it: out = pool(relu(conv2d(in, weight, bias))).
struct ConvLayer {
  // (filters, slices, kh, kw): 1 to 16 filters, 1 to 11 on each side. A slice belongs to an input channel; there may be
  // more than the layer uses now (a colour kernel on a grey picture loses nothing), and a channel without one uses
  // slice 0.
  Weights weight;
  bool tied = true;         // every input channel uses slice 0
  std::vector<float> bias;  // one a filter, finite
  bool use_bias = false;
  int stride = 1;    // 1 to 8
  int dilation = 1;  // 1 to 8
  int padding = 1;   // 0 to 16, ignored with `same`
  bool same = false;
  Border padding_mode = Border::zeros;
  bool relu = false;
  Pooling pooling = Pooling::none;
  bool operator==(const ConvLayer&) const = default;

  std::int64_t filters() const { return weight->shape()[0]; }
  std::int64_t slices() const { return weight->shape()[1]; }
  std::int64_t kernel_h() const { return weight->shape()[2]; }
  std::int64_t kernel_w() const { return weight->shape()[3]; }
};

// Sobel x, Sobel y and Laplacian, padding 1.
ConvLayer first_conv_layer();
// What "add a layer" puts behind others: one 3 x 3 box filter that takes the mean over all its input channels' patches.
ConvLayer next_conv_layer(std::int64_t in_channels);

// Brings every value of a layer into its range; a weight of an impossible shape, or with values that are not finite,
// becomes first_conv_layer()'s.
void clamp(ConvLayer& layer);

Conv2dOptions options_of(const ConvLayer& layer);
// (filters, in_channels, kh, kw), as conv2d and PyTorch take it.
Tensor effective_weight(const ConvLayer& layer, std::int64_t in_channels);
// How many weights can be chosen: tied, one kernel for each filter; else one for each of its input channels.
std::int64_t free_weights(const ConvLayer& layer, std::int64_t in_channels);
// filters values, or none without use_bias.
std::vector<float> effective_bias(const ConvLayer& layer);
// The slice of the stored weight that input channel `channel` uses.
std::int64_t slice_of(const ConvLayer& layer, std::int64_t channel);
// A copy with one number changed, slice as stored (0 to slices() - 1, or one past: then slice 0 is copied there first).
Weights with_value(const ConvLayer& layer, std::int64_t filter, std::int64_t slice, std::int64_t row,
                   std::int64_t column, float value);

// The shapes of a stack on an input of (channels, height, width), as far as there is an output.
struct ConvShape {
  Shape input, conv, output;  // CHW; conv: before ReLU and pooling
};
struct ConvProblem {
  std::size_t layer = 0;  // the first that has no output
  std::string sentence;   // why, and what would help
};
struct ConvChain {
  std::vector<ConvShape> layers;  // those before the problem
  std::optional<ConvProblem> problem;
};
ConvChain conv_chain(const Shape& input, const std::vector<ConvLayer>& layers);

}  // namespace flatscope
