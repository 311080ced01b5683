// The inspector's layer: stride, padding, dilation, bias, ReLU and pooling, the size that comes out, and the picture.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/look/size_text.h"
#include "app/stages/convolve/view/editing.h"
#include "app/stages/kept_back.h"
#include "core/layers/conv2d.h"
#include "core/layers/extent.h"

namespace flatscope {
namespace {

constexpr std::string_view padding_sign = " + ";
constexpr const char* minus = "−";

// A slider over one number of the layer in hand.
void choose_number(StageContext& context, Column& column, const char* id, std::string_view label,
                   int ConvLayer::*number, int low, int high, std::string_view tooltip, std::string_view shown = {}) {
  const std::size_t layer = kernel_in_hand(context.edit.scene).layer;
  int value = layer_in_hand(context).*number;
  const Change change = column.slider(id, label, value, low, high, tooltip, shown);
  if (change.changed || change.released)
    change_layers(context, id, change, [&](ConvolveScene& next) { next.layers[layer].*number = value; });
  show_refusal(context, column, id);
}

void choose_switch(StageContext& context, Column& column, const char* id, std::string_view label, bool ConvLayer::*flag,
                   std::string_view tooltip) {
  const std::size_t layer = kernel_in_hand(context.edit.scene).layer;
  bool value = layer_in_hand(context).*flag;
  if (const Change change = column.toggle(id, label, value, tooltip))
    change_layers(context, id, change, [&](ConvolveScene& next) { next.layers[layer].*flag = value; });
  show_refusal(context, column, id);
}

template <class Value>
void choose_one(StageContext& context, Column& column, const char* id, std::span<const Option> options,
                Value ConvLayer::*which) {
  const std::size_t layer = kernel_in_hand(context.edit.scene).layer;
  int index = static_cast<int>(layer_in_hand(context).*which);
  if (const Change change = column.segmented(id, options, index))
    change_layers(context, id, change,
                  [&](ConvolveScene& next) { next.layers[layer].*which = static_cast<Value>(index); });
  show_refusal(context, column, id);
}

void choose_padding(StageContext& context, Column& column) {
  const std::size_t at = kernel_in_hand(context.edit.scene).layer;
  const ConvLayer layer = layer_in_hand(context);
  const Padding padding = resolved_padding(options_of(layer), layer.kernel_h(), layer.kernel_w());
  std::string shown;
  if (layer.same) {
    const bool even = padding.top != padding.bottom || padding.left != padding.right;
    const bool square = padding.top == padding.left && padding.bottom == padding.right;
    shown = even     ? fmt::format("{}+{}, {}+{}", padding.top, padding.bottom, padding.left, padding.right)
            : square ? std::to_string(padding.top)
                     : fmt::format("{}, {}", padding.top, padding.left);
  }
  int value = layer.same ? static_cast<int>(padding.top) : layer.padding;
  const Change change =
      column.slider("convolve.padding", "Padding", value, 0, largest_conv_padding,
                    "Elements laid around the input on every side, so that the window can stand over its edge.", shown);
  if (change.changed || (change.released && !layer.same))
    change_layers(context, "convolve.padding", change, [&](ConvolveScene& next) {
      next.layers[at].padding = value;
      next.layers[at].same = false;
    });
  show_refusal(context, column, "convolve.padding");
  choose_switch(context, column, "convolve.same", "Same size out as in", &ConvLayer::same,
                "padding='same' in PyTorch: as much as it takes for the output to be as large as the input. Needs "
                "stride 1.");
}

// How far apart the taps are, and what that makes of the kernel.
void choose_dilation(StageContext& context, Column& column) {
  const ConvLayer& layer = layer_in_hand(context);
  const std::int64_t taps = layer.kernel_w();
  const int next = layer.dilation > 1 ? layer.dilation : 2;  // at 1 there are no gaps to speak of
  const std::string example = taps == 1
                                  ? std::string("A single tap has no other to be apart from.")
                                  : fmt::format("{} taps, {} apart, have an extent of {}·({} − 1) + 1 = {} pixels.",
                                                taps, next, next, taps, extent_of(taps, next));
  choose_number(
      context, column, "convolve.dilation", "Dilation", &ConvLayer::dilation, 1, largest_conv_dilation,
      fmt::format("How far apart the taps, the kernel's numbers, lie on the input. 1: side by side; 2: on every "
                  "second pixel, with gaps that are not seen. {} As many weights see further.",
                  example));
  const ConvLayer& now = layer_in_hand(context);
  column.note(fmt::format("{} {}, extent {} {}", size_text(now.kernel_w(), now.kernel_h()),
                          noun(now.kernel_w() * now.kernel_h(), "tap"), extent_words(now),
                          noun(now.kernel_w() * now.kernel_h(), "pixel")));
  context.ui.record.fact("convolve.extent", extent_words(now));
}

// --- the size that comes out ---------------------------------------------------------------------------------------

struct Side {
  std::int64_t in, before, after, kernel, out;
  bool operator==(const Side&) const = default;
};

// "floor((12 + 2*1 - 1*(3-1) - 1) / 1) + 1 = 12" with the signs of print.
std::string formula(const ConvLayer& layer, const Side& side) {
  const std::string padding =
      side.before == side.after ? fmt::format("2·{}", side.before) : fmt::format("{} + {}", side.before, side.after);
  return fmt::format("⌊({} + {} {} {}·({}{}1) {} 1) / {}⌋ + 1 = {}", side.in, padding, minus, layer.dilation,
                     side.kernel, minus, minus, layer.stride, side.out);
}

void tell_size(StageContext& context, Column& column) {
  Ui& ui = context.ui;
  const Scene& scene = context.edit.scene;
  const KernelInHand hand = kernel_in_hand(scene);
  const ConvLayer& layer = scene.convolve.layers[hand.layer];
  const ConvChain chain = conv_chain(convolve_input(scene), scene.convolve.layers);
  column.gap(10);
  const auto write = [&](Type type, ImU32 colour, const std::string& words) {
    column.take_pixels(ui.text_wrapped({column.left(), column.y()}, column.width(), type, colour, words));
  };
  if (hand.layer >= chain.layers.size()) {
    write(Type::small, ui.colours.wrong, chain.problem->sentence);
    return;
  }
  if (const PartState state = state_of(context, "convolve.sizes"); state != PartState::shown) {
    if (state == PartState::kept_back)
      column.take_pixels(draw_kept_line(context, {column.left(), column.y()}, column.width()));
    return;
  }
  const ConvShape& shape = chain.layers[hand.layer];
  const Padding padding = resolved_padding(options_of(layer), layer.kernel_h(), layer.kernel_w());
  const Side rows{shape.input[1], padding.top, padding.bottom, layer.kernel_h(), shape.conv[1]};
  const Side columns{shape.input[2], padding.left, padding.right, layer.kernel_w(), shape.conv[2]};
  const std::string sizes = size_text(shape.output[2], shape.output[1]);
  const std::string maps = fmt::format("{} {} of {}", shape.output[0], shape.output[0] == 1 ? "map" : "maps", sizes);
  column.fact(ui.colours.conv, "Output", maps,
              "Size + padding on both sides − extent, divided by the stride, rounded down, + 1. The extent is "
              "dilation · (taps − 1) + 1.");
  column.gap(6);
  const bool alike = rows == columns;
  const auto write_formula = [&](const std::string& name, const Side& side) {
    const std::string whole = name + " = " + formula(layer, side);
    if (ui.measure(Type::mono, whole).x <= column.width()) return write(Type::mono, ui.colours.text, whole);
    // In a narrow column the fraction stays in one piece.
    std::string tight = whole.substr(0, whole.rfind(" + 1 = "));
    for (const std::string_view loose : {std::string_view(" / "), padding_sign})
      if (const std::size_t at = tight.find(loose); at != std::string::npos)
        tight.replace(at, loose.size(), loose.substr(1, loose.size() - 2));
    write(Type::mono, ui.colours.text, tight);
    write(Type::mono, ui.colours.text, fmt::format("{:>{}}+ 1 = {}", "", name.size() + 3, side.out));
  };
  write_formula(alike ? "out" : "high", rows);
  if (!alike) {
    column.gap(2);
    write_formula("wide", columns);
  }
  if (layer.pooling != Pooling::none) {
    const auto halved = [](std::int64_t from, std::int64_t to) { return fmt::format("⌊{} / 2⌋ = {}", from, to); };
    column.gap(2);
    write(Type::mono, ui.colours.text,
          alike ? "pooled = " + halved(shape.conv[1], shape.output[1])
                : fmt::format("pooled: rows {}, columns {}", halved(shape.conv[1], shape.output[1]),
                              halved(shape.conv[2], shape.output[2])));
  }
  ui.record.fact("convolve.output", maps);
  ui.record.fact("convolve.formula", formula(layer, rows));
}

// --- what comes after the sum ----------------------------------------------------------------------------------------

void choose_bias(StageContext& context, Column& column) {
  const KernelInHand hand = kernel_in_hand(context.edit.scene);
  choose_switch(context, column, "convolve.use_bias", "Bias", &ConvLayer::use_bias,
                "A number added to every sum of a filter, one number a filter.");
  const ConvLayer layer = layer_in_hand(context);
  if (!layer.use_bias) return;
  const auto filter = static_cast<std::size_t>(hand.place.filter);
  double value = layer.bias[filter];
  const std::string label = layer.filters() == 1 ? "Its value" : fmt::format("Of filter {}", filter + 1);
  const Change change =
      column.slider_real("convolve.bias", label, value, -2.0, 2.0, 2, "Added to every sum of this filter.", {}, 1000.0);
  if (change.changed || change.released)
    change_layers(context, "convolve.bias", change,
                  [&](ConvolveScene& next) { next.layers[hand.layer].bias[filter] = static_cast<float>(value); });
}

void choose_after(StageContext& context, Column& column) {
  static constexpr Option pooling[] = {{"No pooling", "The maps stay as the convolution made them."},
                                       {"Max 2", "Of each 2 × 2 values only the largest stays: half the size."},
                                       {"Average 2", "Each 2 × 2 values become their mean: half the size."}};
  column.section("AFTER THE SUM");
  choose_bias(context, column);
  choose_switch(context, column, "convolve.relu", "ReLU", &ConvLayer::relu, "What is negative becomes 0.");
  column.gap(4);
  choose_one(context, column, "convolve.pooling", pooling, &ConvLayer::pooling);
}

void choose_picture(StageContext& context, Column& column) {
  ConvolveScene& convolve = context.edit.scene.convolve;
  const Image& image = *current_picture(context.edit.scene).image;
  const PixelSize size = convolve_size(context.edit.scene);
  column.section("SIZE AND COLOUR");
  int working = convolve.working_size;
  const Change moved = column.slider(
      "convolve.size", "Working size", working, 4, max_filtered_size(&image),
      "Pixels along the longer side. Small: each pixel can be seen. Large: the real picture.", size_text(size), true);
  if (moved.changed || moved.released)
    change_layers(context, "convolve.size", moved, [&](ConvolveScene& next) { next.working_size = working; });
  show_refusal(context, column, "convolve.size");
  column.gap(8);
  const bool has_colour = image.colour();
  const Option colours[] = {
      {"Grey", "One number a pixel."},
      {"Colour", has_colour ? "Three numbers a pixel: red, green, blue." : "This picture has no colour.", has_colour}};
  int colour = convolve.colour && has_colour ? 1 : 0;
  if (const Change change = column.segmented("convolve.colour", colours, colour))
    change_layers(context, "convolve.colour", change, [&](ConvolveScene& next) { next.colour = colour == 1; });
}

}  // namespace

void inspect_conv_layer(StageContext& context, Column& column) {
  static constexpr Option borders[] = {
      {"Zeros", "Zeros lie around the input. PyTorch: padding_mode='zeros'."},
      {"Wrap", "The input goes on from its other side. PyTorch: padding_mode='circular'."},
      {"Repeat", "The elements at the edge are repeated. PyTorch: padding_mode='replicate'."},
      {"Mirror", "The input is mirrored at its edge. PyTorch: padding_mode='reflect'."}};
  const ConvolveScene& convolve = context.edit.scene.convolve;
  column.section(convolve.layers.size() == 1 ? "LAYER" : fmt::format("LAYER {}", convolve.layer + 1));
  choose_number(context, column, "convolve.stride", "Stride", &ConvLayer::stride, 1, largest_conv_stride,
                "How many elements the window moves at each step.");
  column.gap(6);
  choose_padding(context, column);
  column.gap(4);
  choose_one(context, column, "convolve.padding_mode", borders, &ConvLayer::padding_mode);
  column.gap(8);
  choose_dilation(context, column);
  tell_size(context, column);
  choose_after(context, column);
  choose_picture(context, column);
}

}  // namespace flatscope
