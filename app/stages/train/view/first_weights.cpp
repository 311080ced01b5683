#include "app/stages/train/view/first_weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "app/stages/train/view/curve_lines.h"
#include "app/stages/train/view/kept_shuffle.h"
#include "app/stages/train/view/stage.h"
#include "app/widgets/feature_maps.h"
#include "app/widgets/tensor_view.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

// What reaches a layer, before it is flattened.
Shape shape_before(const Shape& input, std::span<const NetLayer> layers, std::size_t layer) {
  const NetworkCount count = count_network(input, layers);
  while (layer > 0 && layers[layer - 1].kind == LayerKind::flatten) --layer;
  return layer == 0 ? input : count.layers[layer - 1].output;
}

// Planes (channels, height, width) from `values` to their mean.
void add_mean(const float* values, std::int64_t channels, std::int64_t plane, std::int64_t stride, float* to) {
  for (std::int64_t i = 0; i < plane; ++i) {
    float sum = 0.0F;
    for (std::int64_t c = 0; c < channels; ++c) sum += values[c * stride + i];
    to[i] = sum / static_cast<float>(channels);
  }
}

Tensor dense_sheet(const Tensor& weight, std::int64_t shown, const Shape& seen) {
  const std::int64_t plane = seen[1] * seen[2], inputs = seen[0] * plane;
  Tensor sheet({shown * seen[1], seen[2]});
  for (std::int64_t unit = 0; unit < shown; ++unit)
    add_mean(weight.data() + unit * inputs, seen[0], plane, plane, sheet.data() + unit * plane);
  return sheet;
}

// (O, H', W', C, K, K): the kernels of a map side by side, each where its place is.
Tensor places_sheet(const Tensor& weight, std::int64_t shown) {
  const Shape& s = weight.shape();
  const std::int64_t rows = s[1], columns = s[2], channels = s[3], k = s[4];
  Tensor sheet({shown * rows * k, columns * k});
  std::vector<float> kernel(static_cast<std::size_t>(k * k));
  for (std::int64_t place = 0; place < shown * rows * columns; ++place) {
    add_mean(weight.data() + place * channels * k * k, channels, k * k, k * k, kernel.data());
    const std::int64_t row = place / columns, column = place % columns;
    for (std::int64_t y = 0; y < k; ++y)
      std::copy_n(kernel.data() + y * k, k, sheet.data() + (row * k + y) * columns * k + column * k);
  }
  return sheet;
}

// Pixel p of a shuffled picture stood at shuffle[p].
void put_back(FirstWeights& weights, std::span<const std::int32_t> shuffle) {
  const Tensor before = weights.sheet;
  const auto plane = static_cast<std::int64_t>(shuffle.size());
  for (std::int64_t unit = 0; unit < weights.shown; ++unit)
    for (std::int64_t p = 0; p < plane; ++p)
      weights.sheet.data()[unit * plane + shuffle[static_cast<std::size_t>(p)]] = before.data()[unit * plane + p];
  weights.put_back = true;
}

struct KeptWeights {
  struct Of {
    std::shared_ptr<const std::vector<NamedTensor>> parameters;
    std::int64_t most = 0;
    std::shared_ptr<const FirstWeights> made;
  };
  std::array<Of, 2> networks;
};

const std::shared_ptr<const FirstWeights>& kept_weights(StageContext& context, std::size_t network, std::int64_t most) {
  auto& of = context.ui.kept.of<KeptWeights>().networks[network];
  const NetworkState& state = *context.results.train.networks[network];
  if (of.made == nullptr || of.parameters != state.weights || of.most != most) {
    of.parameters = state.weights;
    of.most = most;
    of.made = std::make_shared<const FirstWeights>(first_weights(*state.weights, state.inputs.data->input(),
                                                                 state.inputs.settings.layers, most,
                                                                 kept_shuffle(context.ui, state)));
  }
  return of.made;
}

std::vector<std::string> words_of(const FirstWeights& weights) {
  const std::string of = weights.shown == weights.of ? fmt::format("ALL {}", grouped(weights.of))
                                                     : fmt::format("{} OF {}", weights.shown, grouped(weights.of));
  const std::string layer = weights.layer <= 1 ? "FIRST LAYER" : fmt::format("LAYER {}", weights.layer + 1);
  switch (weights.kind) {
    case FirstWeights::Kind::none:
      return {"NO WEIGHTS"};
    case FirstWeights::Kind::dense:
      if (weights.put_back)
        return {fmt::format("{} UNITS, WEIGHTS PUT BACK WHERE THEIR PIXELS CAME FROM", of),
                fmt::format("{} UNITS, PUT BACK IN PLACE", of), fmt::format("{} UNITS", of)};
      return {fmt::format("{}: {} UNITS, A WEIGHT FOR EVERY PIXEL", layer, of),
              fmt::format("{} UNITS, A WEIGHT FOR EVERY PIXEL", of), fmt::format("{} UNITS", of)};
    case FirstWeights::Kind::kernels:
      return {fmt::format("{}: {} KERNELS, {} × {}, THE SAME EVERYWHERE", layer, of, weights.kernel, weights.kernel),
              fmt::format("{} KERNELS, {} × {}", of, weights.kernel, weights.kernel), fmt::format("{} KERNELS", of)};
    case FirstWeights::Kind::places:
      return {fmt::format("{}: {} MAPS, A {} × {} KERNEL FOR EVERY PLACE", layer, of, weights.kernel, weights.kernel),
              fmt::format("{} MAPS, A KERNEL FOR EVERY PLACE", of), fmt::format("{} MAPS", of)};
    case FirstWeights::Kind::row:
      break;
  }
  return {fmt::format("{}: {} UNITS, A WEIGHT FOR EVERY INPUT", layer, of), fmt::format("{} UNITS", of)};
}

std::string about(const FirstWeights& weights, std::int64_t index) {
  std::string words =
      weights.kind == FirstWeights::Kind::kernels ? fmt::format("Kernel {}", index + 1)
      : weights.kind == FirstWeights::Kind::places
          ? fmt::format("Map {}: the kernel of each place, side by side", index + 1)
          : fmt::format("Unit {}: red where a bright pixel speaks for it, blue where against", index + 1);
  if (weights.channels > 1) words += fmt::format("; the mean over {} channels", weights.channels);
  return words + ".";
}

// Words at the left, the colours and the numbers at their ends at the right.
void draw_head(Ui& ui, const Rect& area, const FirstWeights& weights, float range) {
  const std::string number = axis_number(static_cast<double>(range));
  const float section = ui.line_height(Type::section), small = ui.line_height(Type::mono), ramp = ui.dp(40);
  const float y = area.min.y + (section - small) * 0.5F;
  float right = area.max.x - ui.text({area.max.x, y}, Type::mono, ui.colours.muted, "+" + number, Align::right);
  right -= ui.dp(6);
  const float middle = area.min.y + section * 0.5F;
  colour_ramp(ui, {{right - ramp, std::round(middle - ui.dp(4))}, {right, std::round(middle + ui.dp(4))}},
              ColourMap::diverging);
  right -= ramp + ui.dp(6);
  right -= ui.text({right, y}, Type::mono, ui.colours.muted, "−" + number, Align::right) + ui.dp(10);
  const float room = right - area.min.x;
  ui.text_fit(area.min, room, Type::section, ui.colours.muted,
              first_fitting(ui, Type::section, room, words_of(weights)));
}

}  // namespace

FirstWeights first_weights(std::span<const NamedTensor> parameters, const Shape& input,
                           std::span<const NetLayer> layers, std::int64_t most, std::span<const std::int32_t> shuffle) {
  FirstWeights found;
  const auto first = std::find_if(parameters.begin(), parameters.end(), [](const NamedTensor& one) {
    return one.name.size() > 7 && one.name.ends_with(".weight");
  });
  if (first == parameters.end() || most < 1) return found;
  const Tensor& weight = first->tensor;
  const Shape& shape = weight.shape();
  found.layer = static_cast<std::size_t>(std::atoi(first->name.c_str()));
  if (found.layer >= layers.size() || shape.empty()) return found;
  found.of = shape[0];
  found.shown = std::min(most, found.of);
  for (std::int64_t i = 0; i < element_count(shape); ++i)
    if (std::isfinite(weight.data()[i])) found.largest = std::max(found.largest, std::fabs(weight.data()[i]));
  if (shape.size() == 6) {
    found.kind = FirstWeights::Kind::places;
    found.kernel = shape[4];
    found.channels = shape[3];
    found.sheet = places_sheet(weight, found.shown);
    return found;
  }
  Shape seen = shape.size() == 4 ? Shape{shape[1], shape[2], shape[3]} : shape_before(input, layers, found.layer);
  found.kind = shape.size() == 4 ? FirstWeights::Kind::kernels : FirstWeights::Kind::dense;
  if (shape.size() == 4) found.kernel = shape[2];
  if (shape.size() == 2 && (seen.size() != 3 || element_count(seen) != shape[1])) {
    seen = {1, 1, shape[1]};
    found.kind = FirstWeights::Kind::row;
  }
  found.channels = seen[0];
  found.sheet = dense_sheet(weight, found.shown, seen);
  const bool whole = seen == input && static_cast<std::int64_t>(shuffle.size()) == seen[1] * seen[2];
  if (found.kind == FirstWeights::Kind::dense && whole) put_back(found, shuffle);
  return found;
}

void draw_first_weights(StageContext& context, const Rect& area, std::size_t network) {
  Ui& ui = context.ui;
  const NetworkState* const state = context.results.train.networks[network].get();
  if (state == nullptr || state->weights == nullptr || !state->refusal.empty()) return;
  const float head = ui.line_height(Type::section) + ui.dp(8), gap = ui.dp(6);
  // Squares as high as there is room for, or a little smaller where the usual eight fit side by side then.
  const float high = std::min(area.height() - head, ui.dp(72)), for_eight = (area.width() + gap) / 8.0F - gap;
  const float side = std::floor(for_eight >= high * 0.7F ? std::min(high, for_eight) : high);
  if (side < ui.dp(16)) return;
  const auto fits = std::max<std::int64_t>(1, static_cast<std::int64_t>((area.width() + gap) / (side + gap)));
  const std::shared_ptr<const FirstWeights>& weights = kept_weights(context, network, fits);
  if (weights->kind == FirstWeights::Kind::none || weights->shown == 0) return;
  // Steps, so that the colours hold still while the weights grow.
  const auto range = static_cast<float>(axis_end(std::max(0.01, static_cast<double>(weights->largest))));
  draw_head(ui, area, *weights, range);
  TensorStyle style;
  style.map = ColourMap::diverging;
  style.range = {-range, range};
  style.lines = weights->kind == FirstWeights::Kind::kernels;
  const auto tall = static_cast<float>(weights->height()), wide = static_cast<float>(weights->width());
  const float cell = side / std::max(tall, wide);
  // From edge to edge of the column; fewer stand as far apart as that.
  const float pitch = fits < 2 ? side + gap : (area.width() - side) / static_cast<float>(fits - 1);
  for (std::int64_t i = 0; i < weights->shown; ++i) {
    const ImVec2 at{std::round(area.min.x + static_cast<float>(i) * pitch), std::round(area.min.y + head)};
    const Rect where{at, {at.x + std::round(cell * wide), at.y + std::round(cell * tall)}};
    const auto top = static_cast<float>(i) * tall;
    ui.painter.draw(ui, weights, weights->sheet, 0, where, {{0.0F, top}, {wide, top + tall}}, style);
    ui.tooltip(where, about(*weights, i));
  }
  ui.record.area(fmt::format("train.weights.{}", network), {area.min.x, area.min.y + head}, area.max);
  ui.record.fact(fmt::format("train.weights.{}.shown", network), fmt::format("{} of {}", weights->shown, weights->of));
  ui.record.fact(fmt::format("train.weights.{}.range", network), short_number(static_cast<double>(range)));
}

}  // namespace flatscope
