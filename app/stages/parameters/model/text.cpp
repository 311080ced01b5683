// Numbers of the ledger with the formula behind each, and a network as PyTorch code.
#include <fmt/format.h>

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
         layer.kind == LayerKind::avgpool;
}

std::string output_formula(const Shape& input, const NetLayer& layer, const LayerCount& count) {
  if (layer.kind == LayerKind::flatten) return fmt::format("{} = {}", product(input), grouped(count.output[0]));
  if (!has_patch(layer)) return {};
  if (layer.same) return "padding='same' keeps the size";
  const std::string rows = side_formula(input[1], count.output[1], layer);
  if (input[1] == input[2]) return "rows and columns: " + rows;
  return "rows: " + rows + "; columns: " + side_formula(input[2], count.output[2], layer);
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

std::string pytorch_name(const Shape& input, const NetLayer& layer) {
  switch (layer.kind) {
    case LayerKind::flatten:
      return "Flatten()";
    case LayerKind::relu:
      return "ReLU()";
    case LayerKind::tanh:
      return "Tanh()";
    case LayerKind::globalavgpool:
      return "AdaptiveAvgPool2d(1)";
    case LayerKind::globalmaxpool:
      return "AdaptiveMaxPool2d(1)";
    case LayerKind::linear:
      return fmt::format("Linear({}, {}{})", input.size() == 1 ? input[0] : input.back(), layer.out,
                         layer.bias ? "" : ", bias=False");
    case LayerKind::maxpool:
    case LayerKind::avgpool: {
      const char* name = layer.kind == LayerKind::maxpool ? "MaxPool2d" : "AvgPool2d";
      return layer.stride == layer.kernel ? fmt::format("{}({})", name, layer.kernel)
                                          : fmt::format("{}({}, stride={})", name, layer.kernel, layer.stride);
    }
    case LayerKind::conv:
    case LayerKind::local:
      break;
  }
  const bool own = layer.kind == LayerKind::local, unit = !own && layer.bias && layer.unit_bias;
  std::string text = own ? "LocallyConnected2d(" : unit ? "UnitBiasConv2d(" : "Conv2d(";
  if (own || unit) text += input.size() == 3 ? fmt::format("({}, {}), ", input[1], input[2]) : "(1, 1), ";
  text += fmt::format("{}, {}, {}", input[0], layer.out, layer.kernel);
  if (layer.stride != 1) text += fmt::format(", stride={}", layer.stride);
  if (layer.same) text += ", padding='same'";
  if (!layer.same && layer.padding != 0) text += fmt::format(", padding={}", layer.padding);
  if (layer.dilation != 1) text += fmt::format(", dilation={}", layer.dilation);
  return text + (layer.bias ? ")" : ", bias=False)");
}

namespace {

bool is_own_class(const NetLayer& layer) {
  return layer.kind == LayerKind::local || (layer.kind == LayerKind::conv && layer.bias && layer.unit_bias);
}

// What torch.nn lacks.
constexpr const char* local_class = R"(
class LocallyConnected2d(nn.Module):
    """A convolution's places with a kernel of its own for each, and a bias for each output."""

    def __init__(self, size, in_channels, out_channels, kernel_size, stride=1, padding=0, bias=True):
        super().__init__()
        self.window = dict(kernel_size=kernel_size, stride=stride, padding=padding)
        places = [(n + 2 * padding - kernel_size) // stride + 1 for n in size]
        bound = (in_channels * kernel_size**2) ** -0.5
        shape = (out_channels, *places, in_channels, kernel_size, kernel_size)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(shape[:3]).uniform_(-bound, bound)) if bias else None

    def forward(self, x):
        patches = nn.functional.unfold(x, **self.window)  # (N, C * K * K, places)
        weight = self.weight.flatten(3).flatten(1, 2)  # (out_channels, places, C * K * K)
        y = torch.einsum("nkp,opk->nop", patches, weight).unflatten(2, self.weight.shape[1:3])
        return y if self.bias is None else y + self.bias

)";
constexpr const char* unit_bias_class = R"(
class UnitBiasConv2d(nn.Conv2d):
    """A convolution with a bias for each output element instead of one for each channel."""

    def __init__(self, size, *arguments, **named):
        super().__init__(*arguments, bias=False, **named)
        with torch.no_grad():
            shape = super().forward(torch.zeros(1, self.in_channels, *size)).shape[1:]
        bound = self.weight[0].numel() ** -0.5
        self.bias = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

    def forward(self, x):
        return self._conv_forward(x, self.weight, None) + self.bias

)";

}  // namespace

std::string pytorch_code(const Shape& input, const Network& network) {
  const NetworkCount count = count_network(input, network.layers);
  const auto possible = [&](bool local) {
    for (std::size_t i = 0; i < network.layers.size(); ++i) {
      const NetLayer& layer = network.layers[i];
      if (count.layers[i].problem.empty() && is_own_class(layer) && (layer.kind == LayerKind::local) == local)
        return true;
    }
    return false;
  };
  const bool local = possible(true), unit_bias = possible(false);
  std::string text = local || unit_bias ? "import torch\nfrom torch import nn\n\n" : "from torch import nn\n\n";
  if (local) text += local_class;
  if (unit_bias) text += unit_bias_class;
  if (local || unit_bias) text += '\n';
  text += fmt::format("# Input: {} x {} x {} (channels, height, width), without the batch.\n", input[0], input[1],
                      input[2]);
  text += fmt::format("# Parameters: {}\n", count.total.parameters.past ? "more than " + grouped(largest_count)
                                                                        : grouped(count.total.parameters.value));
  text += "net = nn.Sequential(\n";
  Shape shape = input;
  for (std::size_t i = 0; i < network.layers.size(); ++i) {
    const LayerCount& layer = count.layers[i];
    if (!layer.problem.empty()) {
      text += fmt::format("    # left out: {}, {}\n", to_string(network.layers[i]), layer.problem);
      continue;
    }
    const std::string name = pytorch_name(shape, network.layers[i]);
    const LayerKind kind = network.layers[i].kind;
    // One module for each layer of the list, so that state_dict's names count as the list does.
    if (kind == LayerKind::globalavgpool || kind == LayerKind::globalmaxpool) {
      text += fmt::format("    nn.Sequential(nn.{}, nn.Flatten()),\n", name);
    } else {
      text += fmt::format("    {}{},\n", is_own_class(network.layers[i]) ? "" : "nn.", name);
    }
    shape = layer.output;
  }
  text += ")\n\nprint(f\"{sum(p.numel() for p in net.parameters()):,}\")\n";
  return text;
}

}  // namespace flatscope
