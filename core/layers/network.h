// A network as a list of layers, and what each costs: shapes, parameters, multiply-accumulates, bytes. Nothing is
// computed or allocated; shapes follow the documentation of torch.nn, one sample at a time (no batch axis).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/tensor/tensor.h"

namespace flatscope {

enum class LayerKind {
  flatten,
  linear,
  conv,
  relu,
  maxpool,
  avgpool,
  globalavgpool,
  globalmaxpool,
  local,
  tanh,
  blurpool
};

inline constexpr LayerKind all_layer_kinds[] = {LayerKind::flatten,       LayerKind::linear,        LayerKind::conv,
                                                LayerKind::relu,          LayerKind::maxpool,       LayerKind::avgpool,
                                                LayerKind::globalavgpool, LayerKind::globalmaxpool, LayerKind::local,
                                                LayerKind::tanh,          LayerKind::blurpool};

std::string_view to_string(LayerKind kind);  // "maxpool", as in the text below

// Settings that a kind does not have keep their defaults.
struct NetLayer {
  LayerKind kind = LayerKind::flatten;
  std::int64_t out = 1;       // out_features or out_channels, 1 to 2^31 - 1
  std::int64_t kernel = 1;    // conv, local and pooling, 1 to 2^31 - 1; blurpool: 3
  std::int64_t stride = 1;    // the same
  std::int64_t padding = 0;   // conv and local, 0 to 2^31 - 1; ignored with `same`
  bool same = false;          // conv: padding="same"
  std::int64_t dilation = 1;  // conv, 1 to 2^31 - 1
  bool bias = true;           // conv, local and linear
  bool unit_bias = false;     // conv with bias: one for each output element, where the usual one is for each channel
  bool operator==(const NetLayer&) const = default;
};

// "conv:64:3:padding=1:nobias", the spelling of `flatscope count` and of scene files:
//   flatten | relu | tanh | globalavgpool | globalmaxpool | linear:OUT[:nobias] | maxpool:K[:stride=S]
//   | avgpool:K[:stride=S] | conv:OUT:K[:stride=S][:padding=P|same][:dilation=D][:nobias|:unitbias]
//   | local:OUT:K[:stride=S][:padding=P][:nobias] | blurpool:3[:stride=S]
// `local` is a locally connected layer: a convolution's places, a kernel of its own for each, a bias for each output.
// A pooling's stride is its kernel size where none is given. `blurpool` is anti-aliased pooling (pool_pass.h): every
// stride-th pixel of the blurred picture, stride 2 where none is given; its kernel is always 3. parse_layer throws
// std::invalid_argument with a sentence that says what is wrong with what and what would be right.
NetLayer parse_layer(std::string_view text);
std::string to_string(const NetLayer& layer);

inline constexpr std::int64_t largest_count = 9'223'372'036'854'775'807;

// A whole number from 0 to 2^63 - 1, or more than that.
struct Count {
  std::int64_t value = 0;  // largest_count when there are more
  bool past = false;       // more than largest_count
  bool operator==(const Count&) const = default;
};
Count operator+(Count a, Count b);
Count operator*(Count a, Count b);
inline Count count_of(std::int64_t value) { return {value, false}; }

struct LayerCount {
  Shape output;  // CHW, or (features) after flatten, linear or global pooling
  Count weights, biases;
  Count parameters;        // weights + biases
  Count macs;              // multiply-accumulates of one forward pass; adding a bias, ReLU and pooling count as none
  Count activations;       // elements of the output
  Count bytes;             // of the parameters in float32: 4 each
  Count activation_bytes;  // of the output in float32
  Count training_bytes;    // parameters with their gradients and Adam's two moments: 16 each
  std::string problem;     // why the layer is impossible; then it counts nothing and the next one gets its input
};

struct NetworkCount {
  std::vector<LayerCount> layers;
  LayerCount total;  // sums; `output` is the last layer's
};

// input: (C, H, W), each >= 1; throws std::invalid_argument otherwise. Layers' settings must be in their ranges.
NetworkCount count_network(const Shape& input, std::span<const NetLayer> layers);

// What connects every output of a convolution to its patch with weights of its own: the convolution's outputs times
// its patch (padding included, as torch has no such layer; source: LeCun, "Generalization and network design
// strategies", 1989), and a bias for each output. shape (C, H, W).
LayerCount count_locally_connected(const Shape& input, const NetLayer& conv);

}  // namespace flatscope
