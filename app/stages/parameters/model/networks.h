// The Parameters stage: networks as lists of layers, the numbers they cost with the formula of each, and where to
// start.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/layers/network.h"

namespace flatscope {

inline constexpr std::size_t most_network_layers = 64;
inline constexpr int largest_input_side = 8192, largest_input_channels = 4096;

struct Network {
  std::vector<NetLayer> layers;  // may be empty: nothing to count
  bool operator==(const Network&) const = default;
};

enum class Cost { parameters, macs, bytes };  // what the chart shows; bytes: parameters and outputs in float32

inline constexpr Cost all_costs[] = {Cost::parameters, Cost::macs, Cost::bytes};

std::string_view to_string(Cost cost);  // "parameters", for files

struct ParametersScene {
  int channels = 3, height = 256, width = 256;  // of the input: 1 to 4096, sides 1 to 8192
  // One network, or two on the same input to compare.
  std::vector<Network> networks = {{{NetLayer{}, NetLayer{LayerKind::linear, 64}}},
                                   {{NetLayer{LayerKind::conv, 64, 3, 1, 1}}}};
  int network = 0, layer = 1;  // in hand
  Cost cost = Cost::parameters;
  float zoom = 0.0F;  // of the squares: 0 shows the largest whole, 1 the smallest
  bool operator==(const ParametersScene&) const = default;
};

Shape input_of(const ParametersScene& scene);  // (C, H, W)
void clamp(ParametersScene& scene);
// The layer in hand: `by` further down its network (up when negative), not beyond its ends.
void step_layer(ParametersScene& scene, int by);
// Both sides of the input by a sixteenth for each step, at least 1, as the keys + and - do.
void scale_input(ParametersScene& scene, int steps);

// Why a number is what it is, in real numbers: "64 · (3 · 3 · 3) = 1,728". Empty where there is nothing to say (0).
struct CostFormulas {
  std::string output, weights, biases, parameters, macs, activations, bytes, training_bytes;
};
CostFormulas formulas(const Shape& input, const NetLayer& layer, const LayerCount& count);

// The network as nn.Sequential that runs as it stands and prints its parameter count, which a comment gives too. Layers
// that are impossible are left out, and a comment says so.
std::string pytorch_code(const Shape& input, const Network& network);

// A place to start from, with what it shows.
struct ParametersPreset {
  std::string_view name, shows, source;  // source: where a published number stands, or empty
  int channels, height, width;
  std::vector<std::string_view> networks;  // layers in the spelling of parse_layer, apart by spaces
};
std::span<const ParametersPreset> parameters_presets();
// Takes the preset over, its first layer with weights in hand; cost and zoom stay.
void start_from(ParametersScene& scene, const ParametersPreset& preset);
// Flatten -> 128 -> 10 on this input: what a dense network makes of the opened picture.
Network dense_network();

// --- what the chart and the squares compare ---

// A dense and a convolution layer as the networks on show have them, the first of each; Linear(_, 64) and
// Conv2d(_, 64, 3, padding=1) where they have none.
struct ComparedLayers {
  NetLayer dense{LayerKind::linear, 64};
  NetLayer conv{LayerKind::conv, 64, 3, 1, 1};
};
ComparedLayers compared_layers(const ParametersScene& scene);

// What the layer in hand would cost at another resolution (side x side, channels as they are), three ways: for a dense
// layer with as many outputs as `dense` has, a locally connected and a convolution layer shaped like `conv`.
struct ResolutionCost {
  Count dense, local, conv;
};
ResolutionCost cost_at(const Shape& input, const NetLayer& dense, const NetLayer& conv, Cost cost);
ResolutionCost cost_at(std::int64_t channels, std::int64_t side, const NetLayer& dense, const NetLayer& conv,
                       Cost cost);

}  // namespace flatscope
