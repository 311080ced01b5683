#include "app/stages/parameters/model/exports.h"
#include "app/files/network_code.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>

#include "app/files/export_items.h"

namespace flatscope {
namespace {

std::string count_text(const Count& count) { return (count.past ? ">" : "") + std::to_string(count.value); }

std::string shape_cell(const Shape& shape) {
  std::string words;
  for (const std::int64_t axis : shape) words += (words.empty() ? "" : " x ") + std::to_string(axis);
  return words;
}

std::string counts_cells(const LayerCount& count) {
  std::string cells;
  for (const Count* one : {&count.weights, &count.biases, &count.parameters, &count.macs, &count.activations,
                           &count.bytes, &count.activation_bytes, &count.training_bytes})
    cells += "," + count_text(*one);
  return cells;
}

std::string formula_cells(const CostFormulas& texts) {
  std::string cells;
  for (const std::string* one : {&texts.output, &texts.weights, &texts.biases, &texts.parameters, &texts.macs,
                                 &texts.activations, &texts.bytes, &texts.training_bytes})
    cells += "," + csv_cell(*one);
  return cells;
}

}  // namespace

std::string ledger_csv(const ParametersScene& scene) {
  std::string text =
      "network,layer,name,input,output,weights,biases,parameters,macs,activations,bytes,activation_bytes,"
      "training_bytes,output_formula,weights_formula,biases_formula,parameters_formula,macs_formula,"
      "activations_formula,bytes_formula,training_bytes_formula,problem\n";
  for (std::size_t n = 0; n < scene.networks.size(); ++n) {
    const Network& network = scene.networks[n];
    Shape input = input_of(scene);
    const NetworkCount counts = count_network(input, network.layers);
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
      const LayerCount& count = counts.layers[i];
      const bool possible = count.problem.empty();
      fmt::format_to(std::back_inserter(text), "{},{},{},{},{}{}{},{}\n", n + 1, i + 1,
                     csv_cell(possible ? pytorch_name(input, network.layers[i]) : to_string(network.layers[i])),
                     shape_cell(input), possible ? shape_cell(count.output) : "",
                     possible ? counts_cells(count) : std::string(8, ','),
                     formula_cells(formulas(input, network.layers[i], count)), csv_cell(count.problem));
      if (possible) input = count.output;
    }
    fmt::format_to(std::back_inserter(text), "{},total,,{},{}{}{},\n", n + 1, shape_cell(input_of(scene)),
                   shape_cell(counts.total.output), counts_cells(counts.total), std::string(8, ','));
  }
  return text;
}

std::string cost_series_csv(const ParametersScene& scene) {
  std::optional<NetLayer> dense, conv;
  for (const Network& network : scene.networks) {
    for (const NetLayer& layer : network.layers) {
      if (layer.kind == LayerKind::linear && !dense) dense = layer;
      if (layer.kind == LayerKind::conv && !conv) conv = layer;
    }
  }
  const NetLayer wide = dense.value_or(NetLayer{LayerKind::linear, 64});
  const NetLayer small = conv.value_or(NetLayer{LayerKind::conv, 64, 3, 1, 1});
  std::string text = "side,cost,dense,locally_connected,convolution\n";
  for (const Cost cost : all_costs) {
    for (std::int64_t side = 8; side <= largest_input_side; side *= 2) {
      const ResolutionCost at = cost_at(scene.channels, side, wide, small, cost);
      fmt::format_to(std::back_inserter(text), "{},{},{},{},{}\n", side, to_string(cost), count_text(at.dense),
                     count_text(at.local), count_text(at.conv));
    }
  }
  return text;
}

std::vector<ExportItem> parameters_exports(const Scene& scene) {
  const ParametersScene& parameters = scene.parameters;
  std::vector<ExportItem> items;
  items.push_back(text_item("ledger", "Ledger", "every layer, with formulas", "-ledger.csv", ledger_csv(parameters)));
  items.push_back(
      text_item("series", "Cost against resolution", "8² to 8192²", "-resolution.csv", cost_series_csv(parameters)));
  const bool one = parameters.networks.size() == 1;
  for (std::size_t i = 0; i < parameters.networks.size(); ++i) {
    const std::size_t number = i + 1;
    items.push_back(text_item(one ? "code" : fmt::format("code{}", number),
                              one ? "PyTorch code" : fmt::format("PyTorch code, network {}", number),
                              "prints its parameter count", one ? ".py" : fmt::format("-network{}.py", number),
                              pytorch_code(input_of(parameters), parameters.networks[i])));
  }
  return items;
}

}  // namespace flatscope
