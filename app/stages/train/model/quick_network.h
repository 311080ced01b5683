// Usual networks as a few numbers that a slider can hold; any other is a list of layers.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/layers/network.h"

namespace flatscope {

enum class NetworkFamily { single, mlp, local, cnn, own };
enum class Downsampling { none, stride, max, mean, blur };  // blur: anti-aliased pooling
enum class Head { flatten, global_max, global_mean };

struct QuickNetwork {
  NetworkFamily family = NetworkFamily::mlp;  // never `own`
  int hidden = 1, units = 128;                // mlp: 0 to 3 layers, 8 to 1,024 units each (0 layers is `single`)
  std::vector<int> channels = {8, 16, 16};    // cnn: 1 to 4 layers, 4 to 64 each; local: one
  int kernel = 3;                             // 3, 5 or 7
  // After the first convolution before a global pooling, after each before a dense head (while the maps are 4 x 4 or
  // larger).
  Downsampling downsampling = Downsampling::none;
  Head head = Head::global_max;
  bool operator==(const QuickNetwork&) const = default;
};

// What the sliders hold. A network may lie outside: its number is shown then.
inline constexpr int most_hidden = 3, fewest_units = 8, most_units = 1024;
inline constexpr int most_convolutions = 4, fewest_channels = 4, most_channels = 64, most_local_channels = 32;

std::vector<NetLayer> layers_of(const QuickNetwork& quick, const Shape& input, int classes);
// The numbers that make these very layers, on this input or on a large one; empty where none do.
std::optional<QuickNetwork> quick_of(std::span<const NetLayer> layers, const Shape& input);

// Another number of convolutions: those that are added have as many channels as the last, or twice the first's where
// there was one alone.
QuickNetwork with_convolutions(QuickNetwork quick, int convolutions);
// Another number of channels for the first convolution; the others keep what they are of it, a multiple of a half
// where that is what they had.
QuickNetwork with_channels(const QuickNetwork& quick, int first);
// What the first convolution may have so that none has fewer than 4 or more than 64 channels.
std::pair<int, int> channel_range(const QuickNetwork& quick);

// What the layers are, whether quick or not: `cnn` with any convolution, `local` with a locally connected layer and no
// convolution, `single` and `mlp` with linear layers alone.
NetworkFamily family_of(std::span<const NetLayer> layers);
std::string_view name_of(NetworkFamily family);  // "Single layer", "MLP", "Locally connected", "CNN", "Own network"
// "576 → 128 → 10", "3 × (3 × 3 conv) → global max → 10": what lies between input and classes, in a line.
std::string structure_words(const Shape& input, std::span<const NetLayer> layers);

// The same network with as many units, or channels where it has no hidden units, as bring its parameter count nearest
// to `parameters`. Empty where it has neither: a single layer.
std::optional<QuickNetwork> nearest_to(std::int64_t parameters, const QuickNetwork& quick, const Shape& input,
                                       int classes);

}  // namespace flatscope
