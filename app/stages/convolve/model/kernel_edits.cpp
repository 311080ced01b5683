#include "app/stages/convolve/model/kernel_edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "app/look/number_text.h"
#include "app/look/size_text.h"
#include "core/files/npy.h"
#include "core/layers/kernel_text.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

void check_weight(float value) {
  if (!std::isfinite(value))
    throw std::invalid_argument("NaN and infinity are no weights: every one must be a number.");
  if (std::fabs(value) > largest_weight)
    throw std::invalid_argument("A weight may be at most 1,000,000, with either sign.");
}

void check_weights(const Tensor& weights) {
  for (const float value : weights.values()) check_weight(value);
}

// Stored slices for every input channel, so that changing one leaves the others as they are.
void give_each_a_slice(ConvLayer& layer, std::int64_t in_channels) {
  if (layer.slices() >= in_channels) return;
  ConvLayer untied = layer;
  untied.tied = false;
  layer.weight = make_weights(effective_weight(untied, in_channels));
}

// Copies along one axis of a (filters, slices, kh, kw) weight: element i of the result is element from[i].
Tensor picked(const Tensor& weight, std::size_t axis, const std::vector<std::int64_t>& from) {
  Shape shape = weight.shape();
  std::int64_t outer = 1, inner = 1;
  for (std::size_t i = 0; i < axis; ++i) outer *= shape[i];
  for (std::size_t i = axis + 1; i < shape.size(); ++i) inner *= shape[i];
  const std::int64_t length = shape[axis];
  shape[axis] = static_cast<std::int64_t>(from.size());
  Tensor out(shape);
  float* to = out.data();
  for (std::int64_t o = 0; o < outer; ++o)
    for (const std::int64_t i : from) to = std::copy_n(weight.data() + (o * length + i) * inner, inner, to);
  return out;
}

std::vector<std::int64_t> all_below(std::int64_t count) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::int64_t>(i);
  return all;
}

// The next layer's slices after the filters here became those of `from`.
void slices_follow(std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t filters_before,
                   const std::vector<std::int64_t>& from) {
  if (layer + 1 >= layers.size()) return;
  ConvLayer& next = layers[layer + 1];
  if (next.slices() < filters_before) return;  // none for each: they share slice 0
  std::vector<std::int64_t> slices = from;
  for (std::int64_t i = filters_before; i < next.slices(); ++i) slices.push_back(i);
  slices.resize(std::min(slices.size(), static_cast<std::size_t>(most_filters)));
  next.weight = make_weights(picked(*next.weight, 1, slices));
}

void check_room_for_filter(const ConvLayer& layer) {
  if (layer.filters() >= most_filters)
    throw std::invalid_argument(fmt::format("A layer has at most {} filters.", most_filters));
}

void replace_filters(std::vector<ConvLayer>& layers, std::size_t layer, const std::vector<std::int64_t>& from) {
  ConvLayer& one = layers[layer];
  const std::int64_t before = one.filters();
  one.bias.resize(static_cast<std::size_t>(before), 0.0F);
  std::vector<float> bias;
  for (const std::int64_t i : from) bias.push_back(one.bias[static_cast<std::size_t>(i)]);
  one.weight = make_weights(picked(*one.weight, 0, from));
  one.bias = std::move(bias);
  slices_follow(layers, layer, before, from);
}

// (filters, in, kh, kw), as a file has it, checked against what the layer gets.
void check_layer_array(const Tensor& array, std::int64_t in_channels) {
  const Shape& shape = array.shape();
  const std::string is = fmt::format("The array has shape {}", numpy_shape(shape));
  if (shape[0] < 1 || shape[0] > most_filters)
    throw std::invalid_argument(
        fmt::format("{}: {}, but a layer has 1 to {}.", is, counted(shape[0], "filter"), most_filters));
  if (shape[1] != 1 && shape[1] != in_channels)
    throw std::invalid_argument(fmt::format("{}: its kernels are for {}, but this layer gets {}.", is,
                                            counted(shape[1], "input channel"), in_channels));
}

void check_sides(const Tensor& array) {
  const std::int64_t height = array.shape()[array.rank() - 2], width = array.shape()[array.rank() - 1];
  if (height < 1 || width < 1 || height > longest_kernel_side || width > longest_kernel_side)
    throw std::invalid_argument(fmt::format("The array has shape {}: kernels of {} taps, but they can be {} to {}.",
                                            numpy_shape(array.shape()), size_text(width, height), size_text(1, 1),
                                            size_text(longest_kernel_side, longest_kernel_side)));
}

bool slices_equal(const Tensor& weight) {
  const std::int64_t filters = weight.shape()[0], slices = weight.shape()[1],
                     plane = weight.shape()[2] * weight.shape()[3];
  for (std::int64_t f = 0; f < filters; ++f) {
    const float* first = weight.data() + f * slices * plane;
    for (std::int64_t s = 1; s < slices; ++s)
      if (!std::equal(first, first + plane, first + s * plane)) return false;
  }
  return true;
}

}  // namespace

Tensor kernel_at(const ConvLayer& layer, KernelPlace place) {
  const std::int64_t plane = layer.kernel_h() * layer.kernel_w();
  Tensor kernel({layer.kernel_h(), layer.kernel_w()});
  std::copy_n(layer.weight->data() + (place.filter * layer.slices() + slice_of(layer, place.channel)) * plane, plane,
              kernel.data());
  return kernel;
}

void set_kernel(ConvLayer& layer, KernelPlace place, const Tensor& kernel, std::int64_t in_channels) {
  check_kernel_size(kernel.height(), kernel.width());
  check_weights(kernel);
  resize_kernels(layer, kernel.height(), kernel.width());
  if (!layer.tied) give_each_a_slice(layer, in_channels);
  Tensor weight = *layer.weight;
  const std::int64_t slice = slice_of(layer, place.channel);
  std::copy_n(kernel.data(), kernel.size(), weight.data() + (place.filter * layer.slices() + slice) * kernel.size());
  layer.weight = make_weights(std::move(weight));
}

void set_value(ConvLayer& layer, KernelPlace place, std::int64_t row, std::int64_t column, float value,
               std::int64_t in_channels) {
  check_weight(value);
  if (!layer.tied) give_each_a_slice(layer, in_channels);
  layer.weight = with_value(layer, place.filter, slice_of(layer, place.channel), row, column, value);
}

float parse_weight(const std::string& text) {
  Tensor number;
  std::string plain = text;
  if (std::count(plain.begin(), plain.end(), ',') == 1) plain[plain.find(',')] = '.';  // 0,5 as half the world writes
  try {
    number = parse_kernel(plain);
  } catch (const std::invalid_argument&) {
  }
  if (number.size() != 1) {
    const bool blank = text.find_first_not_of(" \t") == std::string::npos;
    const std::string what = blank ? "Nothing is written there" : fmt::format("“{}” is no number", text);
    throw std::invalid_argument(what +
                                ": type one such as 0.5, −"
                                "1 or 1/9.");
  }
  check_weight(number.data()[0]);
  return number.data()[0];
}

void resize_kernels(ConvLayer& layer, std::int64_t height, std::int64_t width) {
  check_kernel_size(height, width);
  const std::int64_t old_h = layer.kernel_h(), old_w = layer.kernel_w();
  if (height == old_h && width == old_w) return;
  Tensor weight({layer.filters(), layer.slices(), height, width});
  // Where the old first row and column come to stand.
  const std::int64_t down = (height - 1) / 2 - (old_h - 1) / 2, right = (width - 1) / 2 - (old_w - 1) / 2;
  for (std::int64_t k = 0; k < layer.filters() * layer.slices(); ++k) {
    for (std::int64_t row = std::max<std::int64_t>(0, -down); row < old_h && row + down < height; ++row) {
      for (std::int64_t column = std::max<std::int64_t>(0, -right); column < old_w && column + right < width; ++column)
        weight.data()[(k * height + row + down) * width + column + right] =
            layer.weight->data()[(k * old_h + row) * old_w + column];
    }
  }
  layer.weight = make_weights(std::move(weight));
}

void set_tied(ConvLayer& layer, bool tied, std::int64_t in_channels) {
  layer.tied = tied;
  if (!tied) give_each_a_slice(layer, in_channels);
}

void add_filter(std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t in_channels) {
  check_room_for_filter(layers[layer]);
  std::vector<std::int64_t> from = all_below(layers[layer].filters());
  from.push_back(layers[layer].filters() - 1);
  replace_filters(layers, layer, from);
  ConvLayer& one = layers[layer];
  Tensor weight = *one.weight;
  const std::int64_t plane = one.kernel_h() * one.kernel_w(), last = one.filters() - 1;
  for (std::int64_t slice = 0; slice < one.slices(); ++slice) {
    float* to = weight.data() + (last * one.slices() + slice) * plane;
    std::fill_n(to, plane, 0.0F);
    to[(one.kernel_h() - 1) / 2 * one.kernel_w() + (one.kernel_w() - 1) / 2] = 1.0F / static_cast<float>(in_channels);
  }
  one.weight = make_weights(std::move(weight));
  one.bias.back() = 0.0F;
}

void duplicate_filter(std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t filter) {
  check_room_for_filter(layers[layer]);
  std::vector<std::int64_t> from = all_below(layers[layer].filters());
  from.insert(from.begin() + filter, filter);
  replace_filters(layers, layer, from);
}

void remove_filter(std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t filter) {
  if (layers[layer].filters() < 2) throw std::invalid_argument("It is the layer's only filter, so it stays.");
  std::vector<std::int64_t> from = all_below(layers[layer].filters());
  from.erase(from.begin() + filter);
  replace_filters(layers, layer, from);
}

std::int64_t in_channels_of(const std::vector<ConvLayer>& layers, std::size_t layer, std::int64_t picture_channels) {
  return layer == 0 ? picture_channels : layers[layer - 1].filters();
}

void add_layer(std::vector<ConvLayer>& layers, std::int64_t picture_channels) {
  if (layers.size() >= most_conv_layers)
    throw std::invalid_argument(fmt::format("There are at most {} layers.", most_conv_layers));
  layers.push_back(next_conv_layer(in_channels_of(layers, layers.size(), picture_channels)));
}

void remove_layer(std::vector<ConvLayer>& layers, std::size_t layer) {
  if (layers.size() < 2) throw std::invalid_argument("It is the only layer, so it stays.");
  layers.erase(layers.begin() + static_cast<std::ptrdiff_t>(layer));
}

void take_array(ConvLayer& layer, KernelPlace place, const Tensor& array, std::int64_t in_channels) {
  if (array.rank() < 2 || array.rank() > 4) {
    throw std::invalid_argument(
        fmt::format("The array has shape {}. A kernel has (height, width); all kernels of a layer have "
                    "(filters, height, width) or (filters, in_channels, height, width).",
                    numpy_shape(array.shape())));
  }
  check_sides(array);
  check_weights(array);
  if (array.rank() == 2) {
    set_kernel(layer, place, array, in_channels);
    return;
  }
  Shape shape = array.shape();
  if (shape.size() == 3) shape.insert(shape.begin() + 1, 1);
  Tensor weight = Tensor(array).reshaped(shape);
  check_layer_array(weight, in_channels);
  layer.bias.resize(static_cast<std::size_t>(shape[0]), 0.0F);
  layer.tied = slices_equal(weight);
  layer.weight = make_weights(std::move(weight));
}

KernelInHand kernel_in_hand(const Scene& scene) {
  const ConvolveScene& convolve = scene.convolve;
  KernelInHand hand;
  hand.layer = std::min(static_cast<std::size_t>(std::max(0, convolve.layer)), convolve.layers.size() - 1);
  hand.picture_channels = convolve_input(scene)[0];
  hand.in_channels = in_channels_of(convolve.layers, hand.layer, hand.picture_channels);
  hand.place.filter = std::clamp<std::int64_t>(convolve.filter, 0, convolve.layers[hand.layer].filters() - 1);
  hand.place.channel = std::clamp<std::int64_t>(convolve.channel, 0, hand.in_channels - 1);
  return hand;
}

bool is_kernel(const std::string& text) {
  if (text.size() > longest_kernel_text) return true;
  try {
    const KernelMeanings meanings = kernel_meanings(text);
    return meanings.kernels.size() > 1 || meanings.kernels.front().size() > 1;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

}  // namespace flatscope
