#include "app/stages/parameters/model/quantities.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <string>

#include "app/engine/results.h"
#include "app/engine/scene.h"
#include "app/files/toml_choice.h"

namespace flatscope {
namespace {

// "3x256x256"
Shape input_argument(const std::string& word) {
  Shape shape;
  std::int64_t side = 0;
  bool digit = false, good = true;
  for (const char c : word + "x") {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      side = std::min<std::int64_t>(side * 10 + (c - '0'), 1'000'000'000);
      digit = true;
    } else {
      good = good && c == 'x' && digit && side > 0;
      shape.push_back(side);
      side = 0;
      digit = false;
    }
  }
  if (!good || shape.size() != 3)
    throw std::invalid_argument(
        fmt::format("\"{}\" is no input; it is channels, height and width, as 3x256x256", word));
  if (shape[0] > largest_input_channels || shape[1] > largest_input_side || shape[2] > largest_input_side)
    throw std::invalid_argument(
        fmt::format("\"{}\" is too large; an input has at most {} channels and {} pixels a side", word,
                    largest_input_channels, largest_input_side));
  return shape;
}

NetworkCount counted(const Shape& input, std::span<const NetLayer> layers) {
  NetworkCount count = count_network(input, layers);
  for (std::size_t i = 0; i < count.layers.size(); ++i)
    if (!count.layers[i].problem.empty())
      throw std::invalid_argument(fmt::format("layer {} is impossible here: {}", i + 1, count.layers[i].problem));
  return count;
}

std::vector<double> number(const Count& count) {
  if (count.past) throw std::invalid_argument("it is more than 9.2 · 10¹⁸, which is not counted here");
  return {static_cast<double>(count.value)};
}

using Part = Count LayerCount::*;

// Of the network that the arguments tell.
template <Part part>
std::vector<double> total_of(const Scene&, const Results&, const QuantityArguments& arguments) {
  if (arguments.words.size() < 2 || !arguments.numbers.empty())
    throw std::invalid_argument("it takes an input and layers, as 3x256x256 flatten linear:1024");
  const Shape input = input_argument(arguments.words.front());
  std::vector<NetLayer> layers;
  for (std::size_t i = 1; i < arguments.words.size(); ++i) layers.push_back(parse_layer(arguments.words[i]));
  return number(counted(input, layers).total.*part);
}

NetworkCount count_of_network(const Scene& scene, const QuantityArguments& arguments) {
  const auto networks = static_cast<long long>(scene.parameters.networks.size());
  const long long which = whole_argument(arguments, 0, "the network", 1, networks);
  return counted(input_of(scene.parameters), scene.parameters.networks[static_cast<std::size_t>(which - 1)].layers);
}

template <Part part>
std::vector<double> network_total(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 0, "the number of a network, from 1");
  return number(count_of_network(scene, arguments).total.*part);
}

template <Part part>
std::vector<double> layer_count(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 2, 0, "the numbers of a network and of its layer, both from 1");
  const NetworkCount count = count_of_network(scene, arguments);
  const auto layers = static_cast<long long>(count.layers.size());
  const long long which = whole_argument(arguments, 1, "the layer", 1, layers);
  return number(count.layers[static_cast<std::size_t>(which - 1)].*part);
}

std::vector<double> times_as_many(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  if (scene.parameters.networks.size() < 2) throw std::invalid_argument("there is but one network here");
  const double first = number(count_of_network(scene, {{1.0}, {}}).total.parameters).front(),
               second = number(count_of_network(scene, {{2.0}, {}}).total.parameters).front();
  if (second == 0.0) throw std::invalid_argument("the second network has no parameters");
  return {first / second};
}

std::vector<double> input_values(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 0, 0, "");
  const ParametersScene& of = scene.parameters;
  return {static_cast<double>(of.channels) * of.height * of.width};
}

std::vector<double> cost_on_chart(const Scene& scene, const Results&, const QuantityArguments& arguments) {
  count_arguments(arguments, 1, 1, "dense, local or convolution, and the side of a square");
  const std::string& line = arguments.words.front();
  const long long side = whole_argument(arguments, 0, "the side", 8, largest_input_side);
  const ComparedLayers layers = compared_layers(scene.parameters);
  const ResolutionCost cost =
      cost_at(scene.parameters.channels, side, layers.dense, layers.conv, scene.parameters.cost);
  if (line == "dense") return number(cost.dense);
  if (line == "local") return number(cost.local);
  if (line == "convolution") return number(cost.conv);
  throw std::invalid_argument(fmt::format("there is no line \"{}\"; it must be dense, local or convolution", line));
}

// All that counts weights tells all that is counted of them.
constexpr std::string_view tells[] = {"parameters.numbers", "parameters.formula", "parameters.total",
                                      "parameters.chart",   "parameters.squares", "parameters.memory",
                                      "parameters.run",     "parameters.presets"};
constexpr std::string_view tells_activations[] = {"parameters.numbers", "parameters.formula", "parameters.total",
                                                  "parameters.chart",   "parameters.memory",  "parameters.run",
                                                  "parameters.outputs"};

constexpr StageQuantity quantities[] = {
    {"parameters", "C×H×W layer …", "how many weights and biases a network on this input has",
     total_of<&LayerCount::parameters>, tells},
    {"weights", "C×H×W layer …", "how many weights", total_of<&LayerCount::weights>, tells},
    {"biases", "C×H×W layer …", "how many biases", total_of<&LayerCount::biases>, tells},
    {"macs", "C×H×W layer …", "how many multiply-adds one forward pass takes", total_of<&LayerCount::macs>, tells},
    {"activations", "C×H×W layer …", "how many numbers its layers give", total_of<&LayerCount::activations>,
     tells_activations},
    {"bytes", "C×H×W layer …", "bytes of its parameters as 32-bit floats", total_of<&LayerCount::bytes>, tells},
    {"training_bytes", "C×H×W layer …", "the same with gradients and Adam's two means",
     total_of<&LayerCount::training_bytes>, tells},
    {"network_parameters", "network", "how many parameters a network of the ledger has",
     network_total<&LayerCount::parameters>, tells},
    {"network_weights", "network", "how many weights it has", network_total<&LayerCount::weights>, tells},
    {"network_macs", "network", "how many multiply-adds it takes", network_total<&LayerCount::macs>, tells},
    {"network_bytes", "network", "bytes of its parameters", network_total<&LayerCount::bytes>, tells},
    {"layer_parameters", "network layer", "how many parameters one of its layers has",
     layer_count<&LayerCount::parameters>, tells},
    {"layer_weights", "network layer", "how many weights one of its layers has", layer_count<&LayerCount::weights>,
     tells},
    {"layer_macs", "network layer", "how many multiply-adds it takes", layer_count<&LayerCount::macs>, tells},
    {"layer_activations", "network layer", "how many numbers it gives", layer_count<&LayerCount::activations>,
     tells_activations},
    {"times_as_many", "", "the first network's parameters over the second's", times_as_many, tells},
    {"input_values", "", "how many numbers the input has", input_values},
    {"cost_on_chart", "dense|local|convolution side", "what the chart shows for a square of this side", cost_on_chart,
     tells},
};

constexpr StagePart parts[] = {
    {"parameters.numbers", "the ledger's numbers"},
    {"parameters.outputs", "the output shapes"},
    {"parameters.formula", "how the layer in hand is counted"},
    {"parameters.total", "the totals"},
    {"parameters.chart", "the chart"},
    {"parameters.squares", "the squares to scale"},
    {"parameters.memory", "what fits into memory"},
    {"parameters.run", "what a run takes"},
    {"parameters.presets", "where to start from"},
};

}  // namespace

std::span<const StageQuantity> parameters_quantities() { return quantities; }
std::span<const StagePart> parameters_parts() { return parts; }

void read_parameters_view(const TomlTable& table, ViewState& view) {
  const auto name = table.text("shown");
  if (!name) return;
  using View = ParametersView::View;
  if (*name != "ledger" && *name != "chart" && *name != "squares")
    complain(*table.node("shown"), table.full_name("shown"), "must be \"ledger\", \"chart\" or \"squares\".");
  view.parameters.shown = *name == "ledger" ? View::ledger : *name == "chart" ? View::chart : View::squares;
}

}  // namespace flatscope
