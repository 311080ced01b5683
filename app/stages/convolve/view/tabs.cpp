// Which layer, filter and input channel is in hand, and adding and removing them.
#include <fmt/format.h>

#include <algorithm>

#include "app/stages/convolve/view/editing.h"
#include "app/stages/convolve/view/kernel_cells.h"
#include "app/widgets/chips.h"
#include "app/widgets/wording.h"

namespace flatscope {
namespace {

constexpr Change at_once{true, true};

}  // namespace

void choose_layer(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  ConvolveScene& convolve = context.edit.scene.convolve;
  const auto count = static_cast<int>(convolve.layers.size());
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  column.section(count == 1 ? "KERNEL" : fmt::format("KERNEL OF LAYER {} OF {}", convolve.layer + 1, count));
  {
    Chips chips(ui, column);
    chips.label("Layer");
    int wanted = convolve.layer;
    bool add = false, remove = false;
    for (int i = 0; i < count; ++i) {
      const std::string id = fmt::format("convolve.layer/{}", i + 1);
      if (chips.words(id.c_str(), std::to_string(i + 1),
                      i == 0 ? "The layer that works on the picture." : "It works on the maps of the layer before.",
                      i == convolve.layer))
        wanted = i;
    }
    if (count < static_cast<int>(most_conv_layers))
      add = chips.sign("convolve.layer.add", Chips::Sign::plus,
                       "Another convolution on the maps of the last layer; up to four.");
    if (count > 1) remove = chips.sign("convolve.layer.remove", Chips::Sign::minus, "Take this layer out.");
    if (wanted != convolve.layer)
      change_layers(context, "convolve.layer", at_once, [&](ConvolveScene& next) { next.layer = wanted; });
    if (add)
      change_layers(context, "convolve.layer", at_once, [&](ConvolveScene& next) {
        add_layer(next.layers, hand.picture_channels);
        next.layer = static_cast<int>(next.layers.size()) - 1;
        next.filter = next.channel = 0;
      });
    if (remove)
      change_layers(context, "convolve.layer", at_once, [&](ConvolveScene& next) {
        remove_layer(next.layers, hand.layer);
        next.layer = std::max(0, next.layer - 1);
      });
  }
  show_refusal(context, column, "convolve.layer");
}

void choose_filter(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  const ConvLayer layer = layer_in_hand(context);
  const auto filters = static_cast<int>(layer.filters());
  column.gap(4);
  {
    Chips chips(ui, column);
    chips.label(filters == 1 ? "Filter" : "Filters");
    const auto change = [&](const std::function<void(ConvolveScene&)>& edit) {
      change_layers(context, "convolve.filter", at_once, edit);
    };
    int wanted = -1;
    for (int i = 0; i < filters; ++i) {
      const bool chosen = i == static_cast<int>(hand.place.filter);
      Rect inside;
      if (chips.picture(fmt::format("convolve.filter/{}", i + 1).c_str(),
                        fmt::format("Filter {} of {}.", i + 1, filters), chosen, chosen ? "on" : "off", inside))
        wanted = i;
      draw_kernel_picture(ui, inside, kernel_at(layer, {i, hand.place.channel}), peak_of(layer, i));
    }
    if (wanted >= 0) change([&](ConvolveScene& next) { next.filter = wanted; });
    const bool room = filters < most_filters;
    if (chips.sign("convolve.filter.add", Chips::Sign::plus,
                   room ? "A new filter: the picture as it is, to begin with." : "A layer has at most 16 filters.",
                   room))
      change([&](ConvolveScene& next) {
        add_filter(next.layers, hand.layer, hand.in_channels);
        next.filter = filters;
      });
    if (chips.sign("convolve.filter.copy", Chips::Sign::twice,
                   room ? "The same filter once more, to change one of the two." : "A layer has at most 16 filters.",
                   room))
      change([&](ConvolveScene& next) {
        duplicate_filter(next.layers, hand.layer, hand.place.filter);
        ++next.filter;
      });
    if (filters > 1 && chips.sign("convolve.filter.remove", Chips::Sign::minus, "Take this filter out."))
      change([&](ConvolveScene& next) {
        remove_filter(next.layers, hand.layer, hand.place.filter);
        next.filter = std::max(0, next.filter - 1);
      });
  }
  show_refusal(context, column, "convolve.filter");
}

void choose_channel(StageContext& context, Column& column) {
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  if (hand.in_channels < 2) return;
  const ConvLayer layer = layer_in_hand(context);
  static constexpr Option options[] = {
      {"Tied", "Every input channel is weighed with the same kernel."},
      {"One per channel", "Each input channel has a kernel of its own; their sums are added."}};
  column.gap(6);
  int own = layer.tied ? 0 : 1;
  if (const Change change = column.segmented("convolve.tied", options, own))
    change_layers(context, "convolve.tied", change,
                  [&](ConvolveScene& next) { set_tied(next.layers[hand.layer], own == 0, hand.in_channels); });
  if (layer.tied) return;
  column.gap(4);
  Chips chips(context.ui, column);
  chips.label(hand.layer == 0 ? "Channel" : "From map");
  static constexpr std::string_view colours[] = {"R", "G", "B"};
  for (int i = 0; i < static_cast<int>(hand.in_channels); ++i) {
    const bool colour = hand.layer == 0 && hand.in_channels == 3;
    const std::string label = colour ? std::string(colours[i]) : std::to_string(i + 1);
    const std::string tooltip = colour ? fmt::format("The kernel that weighs {}.", channel_names[i])
                                       : fmt::format("The kernel that weighs map {} of the layer before.", i + 1);
    if (chips.words(fmt::format("convolve.channel/{}", label).c_str(), label, tooltip, i == hand.place.channel))
      change_layers(context, "convolve.tied", at_once, [i](ConvolveScene& next) { next.channel = i; });
  }
}

}  // namespace flatscope
