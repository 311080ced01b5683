#include "app/files/pytorch_code.h"

#include <fmt/format.h>

#include <vector>

#include "app/files/network_code.h"
#include "app/look/number_text.h"

namespace flatscope {
namespace {

// Padding modes are called the same; Python quotes with either.
std::string padding_text(const ConvLayer& layer) { return layer.same ? "'same'" : std::to_string(layer.padding); }

bool one_slice(const ConvLayer& layer) { return layer.tied || layer.slices() == 1; }

std::string conv_text(const ConvLayer& layer, std::int64_t in_channels, const std::string& name) {
  std::string text = fmt::format("{} = nn.Conv2d(\n", name);
  text +=
      fmt::format("    in_channels={}, out_channels={}, kernel_size=({}, {}), stride={}, padding={},\n", in_channels,
                  layer.filters(), layer.kernel_h(), layer.kernel_w(), layer.stride, padding_text(layer));
  text += fmt::format("    padding_mode='{}', dilation={}, bias={})\n", to_string(layer.padding_mode), layer.dilation,
                      layer.use_bias ? "True" : "False");
  text += "with torch.no_grad():\n";
  const bool spread = one_slice(layer) && in_channels > 1;
  if (spread) text += "    # One kernel a filter: copy_ gives it to every input channel.\n";
  text += fmt::format("    {}.weight.copy_({})\n", name,
                      tensor_code(effective_weight(layer, one_slice(layer) ? 1 : in_channels), "    "));
  if (layer.use_bias) {
    text += fmt::format("    {}.bias.copy_(torch.tensor({}, dtype=torch.float32))\n", name,
                        list_text(layer.bias.data(), layer.filters()));
  }
  return text + "\n";
}

std::string net_text(std::span<const ConvLayer> layers, const std::vector<std::string>& names) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    steps.push_back(names[i]);
    if (layers[i].relu) steps.emplace_back("nn.ReLU()");
    if (layers[i].pooling == Pooling::max) steps.emplace_back("nn.MaxPool2d(kernel_size=2)");
    if (layers[i].pooling == Pooling::avg) steps.emplace_back("nn.AvgPool2d(kernel_size=2)");
  }
  if (steps.size() == 1) return fmt::format("net = {}\n\n", steps[0]);
  return fmt::format("net = nn.Sequential({})\n\n", fmt::join(steps, ", "));
}

std::string input_text(const Tensor& input, std::string_view file) {
  if (input.size() <= most_values_in_code) {
    return fmt::format(
        "# The input. Your own comes from a .npy file of shape ({0}, height, width):\n"
        "# import numpy as np\n"
        "# x = torch.from_numpy(np.load('input.npy')).float()[None]\n"
        "x = {1}[None]\n\n",
        input.channels(), tensor_code(input, ""));
  }
  return fmt::format(
      "# The input has too many numbers to stand here: export it (Ctrl+E, Input) beside this code.\n"
      "from pathlib import Path\n"
      "import numpy as np\n"
      "file = Path({0})\n"
      "if file.exists():\n"
      "    x = torch.from_numpy(np.load(file)).float()[None]\n"
      "else:\n"
      "    print(file, 'is not here: random numbers stand in for the picture')\n"
      "    torch.manual_seed(0)\n"
      "    x = torch.rand(1, {1}, {2}, {3})\n\n",
      python_string(file), input.channels(), input.height(), input.width());
}

}  // namespace

std::string pytorch_code(std::span<const ConvLayer> layers, const Tensor& input, std::string_view title,
                         std::string_view input_file) {
  std::string text = fmt::format("# From Flatscope: {}. PyTorch's convolution is cross-correlation.\n", title);
  text += "import torch\nfrom torch import nn\n\n";
  std::vector<std::string> names;
  std::int64_t channels = input.channels();
  for (std::size_t i = 0; i < layers.size(); ++i) {
    names.push_back(layers.size() == 1 ? "conv" : fmt::format("conv{}", i + 1));
    text += conv_text(layers[i], channels, names.back());
    channels = layers[i].filters();
  }
  text += net_text(layers, names) + input_text(input, input_file);
  text += "with torch.no_grad():\n    y = net(x)\n";
  text += "print(tuple(x.shape), '->', tuple(y.shape))\n";
  text += "print(sum(p.numel() for p in net.parameters()), 'parameters')\n";
  return text;
}

}  // namespace flatscope
