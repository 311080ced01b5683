#include "app/stages/convolve/model/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/files/toml_choice.h"
#include "app/look/number_text.h"
#include "core/layers/kernels.h"

namespace flatscope {
namespace {

const int usual_padding = ConvLayer().padding;

// --- writing ---

// A line for each row of a kernel, so that a kernel looks like one.
std::string weight_text(const Tensor& weight) {
  const Shape& shape = weight.shape();
  std::string text = "weight = [  # a filter, in it a slice for each input channel, in it the rows\n";
  const float* row = weight.data();
  for (std::int64_t filter = 0; filter < shape[0]; ++filter) {
    for (std::int64_t slice = 0; slice < shape[1]; ++slice) {
      for (std::int64_t i = 0; i < shape[2]; ++i, row += shape[3]) {
        text += i > 0 ? "    " : slice > 0 ? "   [" : "  [[";
        text += list_text(row, shape[3]);
        if (i + 1 == shape[2]) text += slice + 1 == shape[1] ? "]]" : "]";
        text += ",\n";
      }
    }
  }
  return text + "]\n";
}

std::string layer_text(const ConvLayer& layer) {
  std::string text = "\n[[convolve.layers]]\n" + weight_text(*layer.weight);
  text += fmt::format("tied = {}\n", layer.tied);
  text += fmt::format("bias = {}\n", list_text(layer.bias.data(), static_cast<std::int64_t>(layer.bias.size())));
  text += fmt::format("use_bias = {}\n", layer.use_bias);
  text += fmt::format("stride = {}\n", layer.stride);
  text += fmt::format("padding = {}\n", layer.same ? "\"same\"" : std::to_string(layer.padding));
  if (layer.same && layer.padding != usual_padding) {
    text += fmt::format("padding_number = {}  # what stands there when \"same\" is switched off\n", layer.padding);
  }
  text += fmt::format("padding_mode = {}\n", toml_string(to_string(layer.padding_mode)));
  text += fmt::format("dilation = {}\n", layer.dilation);
  text += fmt::format("relu = {}\n", layer.relu);
  text += fmt::format("pooling = {}\n", toml_string(to_string(layer.pooling)));
  return text;
}

// --- reading ---

float finite_number(const toml::node& node, const std::string& name) {
  if (!node.is_number()) complain(node, name, "must hold numbers only.");
  const double value =
      node.is_integer() ? static_cast<double>(node.as_integer()->get()) : node.as_floating_point()->get();
  if (!std::isfinite(value)) complain(node, name, "holds a NaN or an infinity, but must hold finite numbers only.");
  // From here on rounding reaches infinity; 3.4028235e38, as the largest float is written, lies a little above it.
  constexpr double first_infinite = 0x1.ffffffp127, most = std::numeric_limits<float>::max();
  if (std::abs(value) >= first_infinite) complain(node, name, "holds a number beyond 3.4e38, the largest of float32.");
  return static_cast<float>(std::clamp(value, -most, most));
}

constexpr const char* weight_axes[] = {"filters", "slices", "rows", "columns"};
constexpr std::int64_t most_along[] = {most_filters, most_filters, longest_kernel_side, longest_kernel_side};

// Takes the numbers of a nested list in their order; `shape` grows on the way to the first and is kept to after it.
class WeightReader {
 public:
  explicit WeightReader(std::string name) : name_(std::move(name)) {}

  Tensor read(const toml::array& list) {
    take(list, 0);
    return Tensor(shape_, std::move(values_));
  }

 private:
  void take(const toml::array& list, std::size_t depth) {
    const auto count = static_cast<std::int64_t>(list.size());
    if (count < 1 || count > most_along[depth])
      complain(list, name_,
               fmt::format("has {} {}, but must have 1 to {}.", count, weight_axes[depth], most_along[depth]));
    if (shape_.size() <= depth) shape_.push_back(count);
    if (count != shape_[depth])
      complain(list, name_,
               fmt::format("has {} {} here, but {} before; all must have as many.", count, weight_axes[depth],
                           shape_[depth]));
    for (const toml::node& node : list) {
      if (depth + 1 == std::size(weight_axes)) {
        values_.push_back(finite_number(node, name_));
      } else if (const toml::array* inner = node.as_array()) {
        take(*inner, depth + 1);
      } else {
        complain(node, name_, "must be a list of filters, each a list of slices, each a list of rows of numbers.");
      }
    }
  }

  std::string name_;
  Shape shape_;
  std::vector<float> values_;
};

std::vector<float> read_bias(const toml::array& list, const std::string& name, std::int64_t filters) {
  if (static_cast<std::int64_t>(list.size()) != filters)
    complain(list, name,
             fmt::format("has {}, but must have {}, one for each filter.",
                         counted(static_cast<std::int64_t>(list.size()), "number"), filters));
  std::vector<float> bias;
  for (const toml::node& node : list) bias.push_back(finite_number(node, name));
  return bias;
}

void read_padding(const TomlTable& table, ConvLayer& layer) {
  const toml::node* node = table.node("padding");
  if (node != nullptr && node->is_string()) {
    if (node->as_string()->get() != "same")
      complain(*node, table.full_name("padding"),
               fmt::format("is {}, but must be a whole number or \"same\".", toml_string(node->as_string()->get())));
    layer.same = true;
    set(layer.padding, table.whole("padding_number"));
  } else if (node != nullptr && !node->is_integer()) {
    complain(*node, table.full_name("padding"), "must be a whole number or \"same\".");
  } else {
    set(layer.padding, table.whole("padding"));
  }
}

// `before` is the layer whose filters are this one's input channels; null for the first.
ConvLayer read_layer(const TomlTable& table, const ConvLayer* before) {
  ConvLayer layer = before != nullptr ? next_conv_layer(before->filters()) : first_conv_layer();
  if (const toml::array* list = table.array("weight")) {
    layer.weight = make_weights(WeightReader(table.full_name("weight")).read(*list));
    layer.tied = layer.slices() == 1;
  }
  set(layer.tied, table.yes_or_no("tied"));
  layer.bias.assign(static_cast<std::size_t>(layer.filters()), 0.0F);
  if (const toml::array* list = table.array("bias")) {
    layer.bias = read_bias(*list, table.full_name("bias"), layer.filters());
    layer.use_bias = true;  // whoever writes one wants it
  }
  set(layer.use_bias, table.yes_or_no("use_bias"));
  set(layer.stride, table.whole("stride"));
  read_padding(table, layer);
  set_choice(layer.padding_mode, table, "padding_mode", all_borders);
  set(layer.dilation, table.whole("dilation"));
  set(layer.relu, table.yes_or_no("relu"));
  set_choice(layer.pooling, table, "pooling", all_poolings);
  return layer;
}

}  // namespace

std::string_view to_string(ConvolvePanel panel) {
  switch (panel) {
    case ConvolvePanel::matrix:
      return "matrix";
    case ConvolvePanel::maps:
      return "maps";
    case ConvolvePanel::layers:
      return "layers";
  }
  return "matrix";
}

std::string convolve_text(const ConvolveScene& convolve) {
  std::string text = "\n[convolve]\n";
  text += fmt::format("working_size = {}\n", convolve.working_size);
  text += fmt::format("colour = {}\n", convolve.colour);
  text += fmt::format("layer = {}  # in hand, counted from 0, as the next four\n", convolve.layer);
  text += fmt::format("filter = {}\n", convolve.filter);
  text += fmt::format("channel = {}\n", convolve.channel);
  text += fmt::format("row = {}\n", convolve.row);
  text += fmt::format("column = {}\n", convolve.column);
  text += fmt::format("panel = {}\n", toml_string(to_string(convolve.panel)));
  text += fmt::format("local = {}\n", convolve.local);
  text += fmt::format("shared = {}\n", convolve.shared);
  text += fmt::format("magnitude = {}\n", convolve.magnitude);
  text += fmt::format("own_range = {}\n", convolve.own_range);
  for (const ConvLayer& layer : convolve.layers) text += layer_text(layer);
  return text;
}

void read_convolve(const TomlTable& table, ConvolveScene& convolve) {
  set(convolve.working_size, table.whole("working_size"));
  set(convolve.colour, table.yes_or_no("colour"));
  set(convolve.layer, table.whole("layer"));
  set(convolve.filter, table.whole("filter"));
  set(convolve.channel, table.whole("channel"));
  set(convolve.row, table.whole("row"));
  set(convolve.column, table.whole("column"));
  set_choice(convolve.panel, table, "panel", all_convolve_panels);
  set(convolve.local, table.yes_or_no("local"));
  set(convolve.shared, table.yes_or_no("shared"));
  set(convolve.magnitude, table.yes_or_no("magnitude"));
  set(convolve.own_range, table.yes_or_no("own_range"));
  const toml::array* list = table.array("layers");
  if (list == nullptr) return;
  convolve.layers.clear();
  const std::string name = table.full_name("layers");
  for (const toml::node& node : *list) {
    if (!node.is_table()) complain(node, name, "must be a list of tables, each begun by [[convolve.layers]].");
    const ConvLayer* before = convolve.layers.empty() ? nullptr : &convolve.layers.back();
    ConvLayer layer = read_layer({node.as_table(), name}, before);
    convolve.layers.push_back(std::move(layer));
  }
}

}  // namespace flatscope
