// The layer in hand, and building a network.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/files/network_code.h"
#include "app/stages/parameters/model/edits.h"
#include "app/stages/parameters/model/words.h"
#include "app/stages/parameters/view/stage.h"
#include "app/widgets/chips.h"

namespace flatscope {
namespace {

struct Kind {
  LayerKind kind;
  std::string_view label, tooltip;
};

constexpr Kind kinds[] = {
    {LayerKind::flatten, "Flatten", "All numbers in one line: what a dense layer needs before it."},
    {LayerKind::linear, "Linear", "A dense layer of 64: a weight for each pair of input and output."},
    {LayerKind::conv, "Conv2d", "A convolution: 64 filters of 3 × 3, padding 1."},
    {LayerKind::local, "Local", "Locally connected: a convolution’s places, a kernel of its own for each."},
    {LayerKind::relu, "ReLU", "Below 0 becomes 0."},
    {LayerKind::tanh, "Tanh", "Squeezes every number to between −1 and 1."},
    {LayerKind::maxpool, "MaxPool2d", "The largest of each 2 × 2: half the rows and columns."},
    {LayerKind::avgpool, "AvgPool2d", "The mean of each 2 × 2: half the rows and columns."},
    {LayerKind::blurpool, "BlurPool2d",
     "Anti-aliased: blurred with its neighbours, then every second. Shifts show less."},
    {LayerKind::globalavgpool, "Global mean", "The mean of each map: one number a channel."},
    {LayerKind::globalmaxpool, "Global max", "The largest of each map: one number a channel."},
};

// Takes over what `change` did to the Scene, as one step of undo where it did something.
template <class Function>
void at_once(StageContext& context, Function&& change) {
  const ParametersScene before = context.edit.scene.parameters;
  change(context.edit.scene.parameters);
  context.edit.commit = context.edit.commit || context.edit.scene.parameters != before;
}

void choose_networks(StageContext& context, Column& column) {
  const ParametersScene& scene = context.scene.parameters;
  column.section("NETWORK");
  const Option counts[] = {{"One", "Only the one in hand stays."},
                           {"Two to compare", "A second one on the same input. It begins as a copy: change it."}};
  int chosen = static_cast<int>(scene.networks.size()) - 1;
  if (column.segmented("parameters.networks", counts, chosen))
    at_once(context, [&](ParametersScene& edited) { chosen == 0 ? keep_one_network(edited) : add_network(edited); });
  if (scene.networks.size() < 2) return;
  column.gap(6);
  static constexpr Option which[] = {{"First", "Take the first network in hand."},
                                     {"Second", "Take the second network in hand."}};
  int in_hand = scene.network;
  if (column.segmented("parameters.which", which, in_hand))
    at_once(context, [&](ParametersScene& edited) { edited.network = in_hand, edited.layer = 0; });
}

void add_layers(StageContext& context, Column& column, bool full) {
  column.section("ADD A LAYER");
  Chips chips(context.ui, column);
  for (const Kind& kind : kinds) {
    const std::string id = fmt::format("parameters.add/{}", to_string(kind.kind));
    const std::string full_words = fmt::format("A network here has at most {} layers.", most_network_layers);
    if (chips.words(id.c_str(), kind.label, full ? std::string_view(full_words) : kind.tooltip, false, !full))
      at_once(context, [&](ParametersScene& scene) { add_layer(scene, usual_layer(kind.kind)); });
  }
}

// A whole number of the layer in hand.
void choose_number(StageContext& context, Column& column, const char* name, std::string_view label,
                   std::int64_t NetLayer::*member, int low, int high, std::string_view tooltip, bool logarithmic) {
  const ParametersScene& scene = context.scene.parameters;
  const auto network = static_cast<std::size_t>(scene.network), index = static_cast<std::size_t>(scene.layer);
  int value = static_cast<int>(scene.networks[network].layers[index].*member);
  const std::string id = fmt::format("parameters.{}", name);
  const Change change = column.slider(id.c_str(), label, value, low, std::max(high, value), tooltip, {}, logarithmic);
  if (change.changed) {
    NetLayer& layer = context.edit.scene.parameters.networks[network].layers[index];
    // A pooling's patches stay side by side while they were.
    const bool pooling = layer.kind == LayerKind::maxpool || layer.kind == LayerKind::avgpool;
    if (pooling && member == &NetLayer::kernel && layer.stride == layer.kernel) layer.stride = value;
    layer.*member = value;
  }
  context.edit(change);
  column.gap(2);
}

void choose_flag(StageContext& context, Column& column, const char* id, std::string_view label, bool NetLayer::*member,
                 std::string_view tooltip) {
  const ParametersScene& scene = context.scene.parameters;
  const auto network = static_cast<std::size_t>(scene.network), index = static_cast<std::size_t>(scene.layer);
  bool value = scene.networks[network].layers[index].*member;
  const Change change = column.toggle(id, label, value, tooltip);
  if (change.changed) context.edit.scene.parameters.networks[network].layers[index].*member = value;
  context.edit(change);
}

void choose_settings(StageContext& context, Column& column, const NetLayer& layer, const Shape& input) {
  const bool linear = layer.kind == LayerKind::linear, local = layer.kind == LayerKind::local;
  const bool only_conv = layer.kind == LayerKind::conv, conv = local || only_conv;
  const bool pooling = layer.kind == LayerKind::maxpool || layer.kind == LayerKind::avgpool;
  const bool blur = layer.kind == LayerKind::blurpool;
  const int side =
      input.size() == 3
          ? static_cast<int>(std::clamp<std::int64_t>(std::max(input[1], input[2]), 11, largest_input_side))
          : 11;
  if (linear || conv)
    choose_number(context, column, "out", linear ? "out_features" : "out_channels", &NetLayer::out, 1, 65536,
                  linear ? "How many numbers the layer gives." : "How many filters, and so how many maps.", true);
  if (conv || pooling)
    choose_number(context, column, "kernel", "kernel_size", &NetLayer::kernel, 1, side,
                  "Rows and columns of the window. As large as the input, a convolution is a dense layer.", true);
  if (conv || pooling || blur)
    choose_number(context, column, "stride", "stride", &NetLayer::stride, 1, 16,
                  blur ? "One in so many blurred places is kept." : "Places from one window to the next.", false);
  if (conv) {
    if (!layer.same)
      choose_number(context, column, "padding", "padding", &NetLayer::padding, 0, 16,
                    "Rows and columns of zeros around the input.", false);
  }
  if (only_conv) {
    choose_number(context, column, "dilation", "dilation", &NetLayer::dilation, 1, 16,
                  "How far apart the taps, the kernel's numbers, lie. 1: side by side; 2: with a gap of one between "
                  "them, so that the extent grows and the weights do not.",
                  false);
    choose_flag(context, column, "parameters.same", "padding='same'", &NetLayer::same,
                "As much padding as keeps rows and columns.");
  }
  if (linear || conv)
    choose_flag(context, column, "parameters.bias", "bias", &NetLayer::bias,
                linear || local ? "A number added to each output." : "A number added to each map.");
  if (only_conv && layer.bias)
    choose_flag(context, column, "parameters.unit_bias", "a bias for each unit", &NetLayer::unit_bias,
                "A number added to each output element, instead of one for each map.");
  if (!linear && !conv && !pooling && !blur) column.note("It has no settings.");
}

void change_place(StageContext& context, Column& column, int layer, int layers) {
  const bool full = layers >= static_cast<int>(most_network_layers);
  Chips chips(context.ui, column);
  if (chips.words("parameters.up", "Up", "Before the layer above (Alt ↑)", false, layer > 0))
    at_once(context, [](ParametersScene& scene) { move_layer(scene, scene.layer - 1); });
  if (chips.words("parameters.down", "Down", "Behind the layer below (Alt ↓)", false, layer + 1 < layers))
    at_once(context, [](ParametersScene& scene) { move_layer(scene, scene.layer + 1); });
  if (chips.words("parameters.duplicate", "Once more", "A copy behind this layer.", false, !full))
    at_once(context, [](ParametersScene& scene) { duplicate_layer(scene); });
  if (chips.words("parameters.remove", "Remove", "Take this layer out (Delete)."))
    at_once(context, [](ParametersScene& scene) { remove_layer(scene); });
}

}  // namespace

void inspect_network_layer(StageContext& context, Column& column) {
  const ParametersShown shown = count_shown(context.scene);
  const CountedNetwork& network = shown.networks[static_cast<std::size_t>(shown.scene.network)];
  const std::vector<NetLayer>& layers = network.network.layers;
  choose_networks(context, column);
  add_layers(context, column, layers.size() >= most_network_layers);
  if (layers.empty()) return;
  const auto index = static_cast<std::size_t>(shown.scene.layer);
  column.section(fmt::format("LAYER {} OF {}", index + 1, layers.size()));
  context.ui.text_fit({column.left(), column.y()}, column.width(), Type::mono, context.ui.colours.text,
                      pytorch_name(network.inputs[index], layers[index]));
  column.take_pixels(context.ui.line_height(Type::mono) + context.ui.dp(8));
  // Before the settings, which differ from layer to layer: what is clicked again and again stays under the pointer.
  change_place(context, column, shown.scene.layer, static_cast<int>(layers.size()));
  column.gap(8);
  choose_settings(context, column, layers[index], network.inputs[index]);
}

}  // namespace flatscope
