#include "app/stages/parameters/model/words.h"
#include "app/files/network_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "app/look/number_text.h"
#include "app/look/size_text.h"

namespace flatscope {
namespace {

constexpr const char* dot = " · ";
constexpr const char* by = " × ";

// "64 · (3 · 3 · 3) weights + 64 biases = 1,792"
std::string parameters_words(const std::string& product, const LayerCount& count) {
  const std::string weights = fmt::format("{} {}", product, noun(count.weights.value, "weight"));
  if (count.biases.value == 0) return fmt::format("{} = {}", weights, count_text(count.parameters));
  return fmt::format("{} + {} {} = {}", weights, count_text(count.biases), noun(count.biases.value, "bias", "biases"),
                     count_text(count.parameters));
}

std::string where_other(const Beside& other) {
  if (other.output.empty()) return {};
  const char* who = other.kind == LayerKind::linear  ? "dense layer"
                    : other.kind == LayerKind::conv  ? "convolution"
                    : other.kind == LayerKind::local ? "locally connected layer"
                                                     : "other network";
  return fmt::format(", where the {} gives {}", who, output_words(other.output));
}

std::string patch_words(const NetLayer& layer) {
  const std::string size = grouped(layer.kernel) + by + grouped(layer.kernel);
  const std::string places = fmt::format("{} {}", size, noun(layer.kernel, "place"));
  if (layer.stride == layer.kernel) return places;
  return fmt::format("{}, {} apart", places, grouped(layer.stride));
}

std::string in_units(const Count& count, const std::array<std::string_view, 6>& units) {
  if (count.past) return fmt::format("over 9.22 {}", units[5]);
  if (count.value < 1000) return std::to_string(count.value);
  auto size = static_cast<double>(count.value) / 1000.0;
  std::size_t unit = 0;
  for (; size >= 999.5; size /= 1000.0) ++unit;
  return fmt::format("{:.{}f} {}", size, size < 9.995 ? 2 : size < 99.95 ? 1 : 0, units[unit]);
}

// The name of the one layer that has parameters; empty where there are more, or none.
std::string only_layer(const Shape& input, const Network& network, const NetworkCount& count) {
  std::string name;
  Shape shape = input;
  for (std::size_t i = 0; i < count.layers.size(); ++i) {
    if (!count.layers[i].problem.empty()) continue;
    if (count.layers[i].parameters.value > 0) {
      if (!name.empty()) return {};
      name = pytorch_name(shape, network.layers[i]);
    }
    shape = count.layers[i].output;
  }
  return name;
}

}  // namespace

std::string count_text(const Count& count) { return count.past ? "more than 9.2 × 10¹⁸" : grouped(count.value); }

std::string short_count(const Count& count) {
  static constexpr std::array<std::string_view, 6> units = {"thousand", "million",     "billion",
                                                            "trillion", "quadrillion", "quintillion"};
  return in_units(count, units);
}

std::string letter_count(const Count& count) {
  static constexpr std::array<std::string_view, 6> units = {"k", "M", "G", "T", "P", "E"};
  return in_units(count, units);
}

std::string shape_text(const Shape& shape) {
  std::string text;
  for (const std::int64_t axis : shape) text += (text.empty() ? "" : by) + grouped(axis);
  return text;
}

std::string output_words(const Shape& shape) {
  const bool one = shape[0] == 1;
  if (shape.size() == 1) return grouped(shape[0]) + (one ? " number" : " numbers");
  return fmt::format("{} {} of {}", grouped(shape[0]), one ? "map" : "maps", size_text(shape[2], shape[1]));
}

Beside beside(const Network& network, const NetworkCount& count) {
  Beside found;
  for (std::size_t i = 0; i < count.layers.size(); ++i) {
    if (!count.layers[i].problem.empty()) continue;
    found.output = count.layers[i].output;
    const LayerKind kind = network.layers[i].kind;
    if (kind == LayerKind::linear || kind == LayerKind::conv || kind == LayerKind::local) found.kind = kind;
  }
  return found;
}

std::string layer_sentence(const Shape& input, const NetLayer& layer, const LayerCount& count, const Beside& other) {
  if (!count.problem.empty())
    return fmt::format("This layer is impossible here: {}. It counts as nothing, and the rest still counts.",
                       count.problem);
  const std::string gives = "It gives " + output_words(count.output) + where_other(other) + ".";
  switch (layer.kind) {
    case LayerKind::conv:
      return fmt::format("{}. {}",
                         parameters_words(fmt::format("{}{}({}{}{}{}{})", grouped(layer.out), dot, grouped(input[0]),
                                                      dot, grouped(layer.kernel), dot, grouped(layer.kernel)),
                                          count),
                         gives);
    case LayerKind::local: {
      const Shape& out = count.output;
      const std::string factors = grouped(out[0]) + dot + grouped(out[1]) + dot + grouped(out[2]) + dot + "(" +
                                  grouped(input[0]) + dot + grouped(layer.kernel) + dot + grouped(layer.kernel) + ")";
      return fmt::format("{}: every place has a kernel of its own. {}", parameters_words(factors, count), gives);
    }
    case LayerKind::linear:
      return fmt::format("{}: every input has a weight of its own for every output. {}",
                         parameters_words(grouped(layer.out) + dot + grouped(input[0]), count), gives);
    case LayerKind::flatten:
      return fmt::format("It lays {} in one line of {}. Nothing is learnt.", output_words(input),
                         counted(count.output[0], "number"));
    case LayerKind::relu:
      return "Below 0 becomes 0; nothing is learnt. " + gives;
    case LayerKind::tanh:
      return "Squeezes every number to between −1 and 1; nothing is learnt. " + gives;
    case LayerKind::maxpool:
      return fmt::format("The largest of {}; nothing is learnt. {}", patch_words(layer), gives);
    case LayerKind::avgpool:
      return fmt::format("The mean of {}; nothing is learnt. {}", patch_words(layer), gives);
    case LayerKind::blurpool:
      return fmt::format("Each place blurred with its neighbours{}; nothing is learnt. {}",
                         layer.stride == 1 ? std::string() : fmt::format(", one in {} kept", grouped(layer.stride)),
                         gives);
    case LayerKind::globalavgpool:
      return "The mean of each map; nothing is learnt. " + gives;
    case LayerKind::globalmaxpool:
      return "The largest of each map; nothing is learnt. " + gives;
  }
  return {};
}

std::string ratio_text(const Count& a, const Count& b) {
  const auto [least, most] = std::minmax(a.value, b.value);
  if (least == 0 || a.past || b.past) return {};
  if (least == most) return "as many";
  const double ratio = static_cast<double>(most) / static_cast<double>(least);
  if (ratio >= 10.0) return grouped(std::llround(ratio)) + " times as many";
  return fmt::format("{:.{}f} times as many", ratio, ratio < 1.1 ? 3 : 2);
}

std::vector<std::string> ratio_sentences(const ParametersScene& scene) {
  if (scene.networks.size() < 2) return {};
  std::array<Count, 2> counts;
  std::array<std::string, 2> names;
  for (std::size_t i = 0; i < 2; ++i) {
    const NetworkCount count = count_network(input_of(scene), scene.networks[i].layers);
    counts[i] = count.total.parameters;
    names[i] = only_layer(input_of(scene), scene.networks[i], count);
  }
  const std::string ratio = ratio_text(counts[0], counts[1]);
  if (ratio.empty()) return {};
  if (counts[0] == counts[1]) return {"both have as many parameters", "as many"};
  if (names[0] == names[1]) names = {};
  if (names[0].empty()) names[0] = "the first network";
  if (names[1].empty()) names[1] = "the second network";
  const std::size_t more = counts[0].value > counts[1].value ? 0 : 1;
  const std::string has = names[more] + " has " + ratio;
  const std::string brief = (more == 0 ? "first: " : "second: ") + ratio;
  return {has + " parameters as " + names[1 - more], has + " parameters", has, brief};
}

std::string left_out_words(const Shape& input, const Network& network) {
  const NetworkCount count = count_network(input, network.layers);
  std::vector<std::size_t> which;
  Shape shape = input, of_first;
  for (std::size_t i = 0; i < count.layers.size(); ++i) {
    if (count.layers[i].problem.empty()) {
      shape = count.layers[i].output;
      continue;
    }
    if (which.empty()) of_first = shape;
    which.push_back(i);
  }
  if (which.empty()) return {};
  if (which.size() == 1)
    return fmt::format("Layer {}, {}, is impossible here and left out.", which[0] + 1,
                       pytorch_name(of_first, network.layers[which[0]]));
  std::string numbers;
  for (std::size_t i = 0; i < which.size(); ++i)
    numbers += (i == 0 ? "" : i + 1 == which.size() ? " and " : ", ") + std::to_string(which[i] + 1);
  return fmt::format("Layers {} are impossible here and left out.", numbers);
}

}  // namespace flatscope
