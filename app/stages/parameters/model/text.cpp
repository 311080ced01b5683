// Numbers of the ledger with the formula behind each, and a network as PyTorch code.
#include <fmt/format.h>

#include "app/files/network_code.h"
#include "app/look/number_text.h"
#include "app/stages/parameters/model/networks.h"
#include "app/stages/parameters/model/words.h"

namespace flatscope {
namespace {

constexpr const char* dot = " · ";

std::string product(std::initializer_list<std::int64_t> factors) {
  std::string text;
  for (const std::int64_t factor : factors) text += (text.empty() ? "" : dot) + grouped(factor);
  return text;
}

std::string product(const Shape& shape) {
  std::string text;
  for (const std::int64_t axis : shape) text += (text.empty() ? "" : dot) + grouped(axis);
  return text;
}

// (256 + 2 · 1 − 1 · (3 − 1) − 1) / 2, rounded down, + 1 = 128
std::string side_formula(std::int64_t size, std::int64_t result, const NetLayer& layer) {
  return fmt::format("({} + 2{}{} − {}{}({} − 1) − 1) / {}{} + 1 = {}", size, dot, layer.padding, layer.dilation, dot,
                     layer.kernel, layer.stride, layer.stride == 1 ? "" : ", rounded down,", result);
}

bool has_patch(const NetLayer& layer) {
  return layer.kind == LayerKind::conv || layer.kind == LayerKind::local || layer.kind == LayerKind::maxpool ||
         layer.kind == LayerKind::avgpool || layer.kind == LayerKind::blurpool;
}

std::string output_formula(const Shape& input, const NetLayer& layer, const LayerCount& count) {
  if (layer.kind == LayerKind::flatten) return fmt::format("{} = {}", product(input), grouped(count.output[0]));
  if (!has_patch(layer)) return {};
  if (layer.same) return "padding='same' keeps the size";
  NetLayer padded = layer;
  if (layer.kind == LayerKind::blurpool) padded.padding = 1;  // mirrored
  const std::string rows = side_formula(input[1], count.output[1], padded);
  if (input[1] == input[2]) return "rows and columns: " + rows;
  return "rows: " + rows + "; columns: " + side_formula(input[2], count.output[2], padded);
}

}  // namespace

CostFormulas formulas(const Shape& input, const NetLayer& layer, const LayerCount& count) {
  CostFormulas texts;
  if (!count.problem.empty()) return texts;
  const auto equals = [](const std::string& left, const Count& right) { return left + " = " + count_text(right); };
  texts.output = output_formula(input, layer, count);
  if (layer.kind == LayerKind::linear) {
    texts.weights = equals(product({layer.out, input[0]}), count.weights);
    texts.macs = "one for each weight: " + texts.weights;
  } else if (layer.kind == LayerKind::conv || layer.kind == LayerKind::local) {
    const std::string patch = "(" + product({input[0], layer.kernel, layer.kernel}) + ")";
    const bool local = layer.kind == LayerKind::local;
    texts.weights = equals((local ? product(count.output) : grouped(layer.out)) + dot + patch, count.weights);
    texts.macs = equals("(" + product(count.output) + ") outputs" + dot + patch, count.macs);
  }
  if (count.biases.value > 0)
    texts.biases =
        "one for each output" + std::string(layer.kind == LayerKind::conv && !layer.unit_bias ? " channel" : "");
  if (count.parameters.value > 0) {
    texts.parameters =
        equals(count_text(count.weights) + " weights + " + count_text(count.biases) + " biases", count.parameters);
    texts.bytes = equals(count_text(count.parameters) + " parameters" + dot + "4 bytes", count.bytes);
    texts.training_bytes =
        equals(count_text(count.bytes) + " bytes" + dot + "4 (the values, their gradients and Adam's two means)",
               count.training_bytes);
  }
  texts.activations = count.output.size() > 1 ? equals(product(count.output), count.activations)
                                              : count_text(count.activations) + " outputs";
  return texts;
}

std::string pytorch_code(const Shape& input, const Network& network) {
  const NetworkCount count = count_network(input, network.layers);
  const std::string classes = pytorch_classes(input, network.layers);
  std::string text =
      classes.empty() ? "from torch import nn\n\n" : "import torch\nfrom torch import nn\n\n" + classes + "\n";
  text += fmt::format("# Input: {} x {} x {} (channels, height, width), without the batch.\n", input[0], input[1],
                      input[2]);
  text += fmt::format("# Parameters: {}\n", count.total.parameters.past ? "more than " + grouped(largest_count)
                                                                        : grouped(count.total.parameters.value));
  text += pytorch_sequential(input, network.layers);
  text += "\nprint(f\"{sum(p.numel() for p in net.parameters()):,}\")\n";
  return text;
}

}  // namespace flatscope
