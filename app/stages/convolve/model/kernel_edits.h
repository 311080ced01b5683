// What the kernel editor does to the layers: plain functions on values, without a window.
//
// All of them keep a layer within its ranges (1 to 16 filters, 1 to 11 on each side) and throw std::invalid_argument
// with a sentence for a person where that can't be.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/engine/scene.h"
#include "app/stages/convolve/model/layers.h"
#include "core/tensor/tensor.h"

namespace flatscope {

inline constexpr float largest_weight = 1e6F;  // either sign: sums of 11 x 11 x 16 products stay exact enough

// One kernel of a layer. `channel` is an input channel; the slice it uses is slice_of().
struct KernelPlace {
  std::int64_t filter = 0, channel = 0;
  bool operator==(const KernelPlace&) const = default;
};

Tensor kernel_at(const ConvLayer& layer, KernelPlace place);  // (kh, kw)
// A (kh, kw) kernel into its place. Another size than the layer's resizes all its kernels first. With tied channels
// every channel gets it; otherwise only this one of `in_channels`. Throws for a size that is no kernel's, values that
// are not finite or past largest_weight.
void set_kernel(ConvLayer& layer, KernelPlace place, const Tensor& kernel, std::int64_t in_channels);
void set_value(ConvLayer& layer, KernelPlace place, std::int64_t row, std::int64_t column, float value,
               std::int64_t in_channels);
// A number as it is typed into a cell: "0.5", "-1e-3", "1/9", U+2212 for the minus. Throws with a sentence.
float parse_weight(const std::string& text);

// Every kernel keeps its values about its centre (core/layers/kernels.h says where that is); what is new is 0.
void resize_kernels(ConvLayer& layer, std::int64_t height, std::int64_t width);
// Each of `in_channels` channels gets a slice of its own, at first the one it used; or all use slice 0 again.
void set_tied(ConvLayer& layer, bool tied, std::int64_t in_channels);

// Filters are the next layer's input channels: where that layer has a slice for each, its slices follow. A filter is
// added behind the last: 1 at the centre for one input channel, else the mean of the input channels' centres.
void add_filter(std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t in_channels);
void duplicate_filter(std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t filter);
void remove_filter(std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t filter);

// What layer `layer` gets: the picture's channels or the filters before it.
std::int64_t in_channels_of(const std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t picture_channels);
// next_conv_layer() behind the last.
void add_layer(std::vector<ConvLayer>& layers, std::int64_t picture_channels);
void remove_layer(std::vector<ConvLayer>& layers, std::size_t layer);

// An array from a file. (kh, kw) becomes the kernel in `place`; (filters, kh, kw) and (filters, in, kh, kw) become the
// layer's whole weight, where `in` is 1 or in_channels. Throws with a sentence that says what was expected.
void take_array(ConvLayer& layer, KernelPlace place, const Tensor& array, std::int64_t in_channels);

// What is in hand, of the scene as edited so far.
struct KernelInHand {
  std::size_t layer = 0;
  std::int64_t in_channels = 1, picture_channels = 1;
  KernelPlace place;
};
KernelInHand kernel_in_hand(const Scene& scene);

// A longer text is no kernel, and reading it would take long.
inline constexpr std::size_t longest_kernel_text = 100'000;
// Whether a text goes into a single cell, like a number that is typed there, or is a kernel.
bool is_kernel(const std::string& text);

}  // namespace flatscope
