#include "app/files/network_code.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/look/number_text.h"
#include "core/training/net.h"

namespace flatscope {
namespace {

bool is_unit_bias(const NetLayer& layer) { return layer.kind == LayerKind::conv && layer.bias && layer.unit_bias; }

bool is_own_class(const NetLayer& layer) {
  return layer.kind == LayerKind::local || layer.kind == LayerKind::blurpool || is_unit_bias(layer);
}

// A tensor as nested Python lists, a line for each row; `indent` is what every line but the first begins with.
std::string nested_list(const Tensor& tensor, std::size_t axis, const float*& at, const std::string& indent) {
  const Shape& shape = tensor.shape();
  const std::int64_t count = shape[axis];
  if (axis + 1 == shape.size()) {
    at += count;
    return list_text(at - count, count);
  }
  std::string text = "[";
  for (std::int64_t i = 0; i < count; ++i) {
    if (i > 0) text += ",\n" + indent + " ";
    text += nested_list(tensor, axis + 1, at, indent + " ");
  }
  return text + "]";
}

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
constexpr const char* blur_class = R"(
class BlurPool2d(nn.Module):
    """Anti-aliased pooling (Zhang 2019): every stride-th pixel of the picture blurred with [1 2 1] x [1 2 1] / 16."""

    def __init__(self, stride=2):
        super().__init__()
        self.stride = stride

    def forward(self, x):
        row = x.new_tensor([0.25, 0.5, 0.25])
        weight = torch.outer(row, row).expand(x.shape[1], 1, 3, 3)
        x = nn.functional.pad(x, (1, 1, 1, 1), mode="reflect")
        return nn.functional.conv2d(x, weight, stride=self.stride, groups=x.shape[1])

)";

}  // namespace

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
    case LayerKind::blurpool:
      return fmt::format("BlurPool2d(stride={})", layer.stride);
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

std::string pytorch_classes(const Shape& input, std::span<const NetLayer> layers) {
  const NetworkCount count = count_network(input, layers);
  const auto any = [&](const auto& wanted) {
    for (std::size_t i = 0; i < layers.size(); ++i) {
      if (count.layers[i].problem.empty() && wanted(layers[i])) return true;
    }
    return false;
  };
  std::string text;
  if (any([](const NetLayer& layer) { return layer.kind == LayerKind::local; })) text += local_class;
  if (any(is_unit_bias)) text += unit_bias_class;
  if (any([](const NetLayer& layer) { return layer.kind == LayerKind::blurpool; })) text += blur_class;
  return text;
}

std::string pytorch_sequential(const Shape& input, std::span<const NetLayer> layers, float dropout) {
  const NetworkCount count = count_network(input, layers);
  std::string text = "net = nn.Sequential(\n";
  Shape shape = input;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (const std::string& problem = count.layers[i].problem; !problem.empty()) {
      text += fmt::format("    # left out: {}, {}\n", to_string(layers[i]), problem);
      continue;
    }
    const std::string name = (is_own_class(layers[i]) ? "" : "nn.") + pytorch_name(shape, layers[i]);
    const LayerKind kind = layers[i].kind;
    if (kind == LayerKind::globalavgpool || kind == LayerKind::globalmaxpool) {
      text += fmt::format("    nn.Sequential({}, nn.Flatten()),\n", name);
    } else if (dropout > 0.0F && drops_behind(layers, i)) {
      text += fmt::format("    nn.Sequential({}, nn.Dropout({})),\n", name, shortest(dropout));
    } else {
      text += fmt::format("    {},\n", name);
    }
    shape = count.layers[i].output;
  }
  return text + ")\n";
}

std::string tensor_code(const Tensor& tensor, const std::string& indent) {
  const float* at = tensor.data();
  return fmt::format("torch.tensor(\n{0}    {1}, dtype=torch.float32)", indent,
                     nested_list(tensor, 0, at, indent + "    "));
}

std::string python_string(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return quoted + "'";
}

}  // namespace flatscope
