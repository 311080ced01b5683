// Layers as text: "conv:64:3:padding=1".
#include <charconv>
#include <stdexcept>

#include "core/layers/network.h"

namespace flatscope {
namespace {

constexpr std::int64_t largest_setting = 2'147'483'647;
constexpr std::int64_t blur_kernel = 3, usual_blur_stride = 2;

[[noreturn]] void refuse(const std::string& sentence) { throw std::invalid_argument(sentence); }

std::string quoted(std::string_view text) {
  std::string words = "\"";
  words += text;
  words += '"';
  return words;
}

std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t colon = text.find(':');
    parts.push_back(text.substr(0, colon));
    if (colon == std::string_view::npos) return parts;
    text.remove_prefix(colon + 1);
  }
}

struct Reader {
  std::string_view whole;
  const char* form;  // how it would be right

  std::int64_t number(std::string_view text, const std::string& name, std::int64_t low) const {
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error == std::errc::invalid_argument || at != end || text.front() == '+')
      refuse("In " + quoted(whole) + " the " + name + " is " + quoted(text) + "; it must be a whole number, as in " +
             form);
    if (error == std::errc::result_out_of_range || value < low || value > largest_setting)
      refuse("In " + quoted(whole) + " the " + name + " is " + std::string(text) + "; it must be from " +
             std::to_string(low) + " to " + std::to_string(largest_setting));
    return value;
  }

  void setting(std::string_view text, NetLayer& layer) const {
    const bool conv = layer.kind == LayerKind::conv, padded = conv || layer.kind == LayerKind::local;
    const bool no_bias = text == "nobias" && (padded || layer.kind == LayerKind::linear);
    const bool unit_bias = text == "unitbias" && conv;
    if (no_bias || unit_bias) {
      if (no_bias ? layer.unit_bias : !layer.bias)
        refuse("In " + quoted(whole) + " nobias and unitbias exclude one another");
      (no_bias ? layer.bias : layer.unit_bias) = unit_bias;
      return;
    }
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? std::string_view() : text.substr(equals + 1);
    if (name == "stride" && layer.kind != LayerKind::linear) {
      layer.stride = number(value, "stride", 1);
    } else if (name == "padding" && padded) {
      layer.same = conv && value == "same";
      layer.padding = layer.same ? 0 : number(value, "padding", 0);
    } else if (name == "dilation" && conv) {
      layer.dilation = number(value, "dilation", 1);
    } else {
      refuse("In " + quoted(whole) + " the part " + quoted(text) + " is not known; the form is " + form);
    }
  }
};

constexpr const char* form_of(LayerKind kind) {
  switch (kind) {
    case LayerKind::linear:
      return "linear:OUT[:nobias]";
    case LayerKind::conv:
      return "conv:OUT:K[:stride=S][:padding=P][:dilation=D][:nobias|:unitbias]";
    case LayerKind::local:
      return "local:OUT:K[:stride=S][:padding=P][:nobias]";
    case LayerKind::maxpool:
      return "maxpool:K[:stride=S]";
    case LayerKind::avgpool:
      return "avgpool:K[:stride=S]";
    case LayerKind::blurpool:
      return "blurpool:3[:stride=S]";
    case LayerKind::flatten:
      return "flatten";
    case LayerKind::relu:
      return "relu";
    case LayerKind::tanh:
      return "tanh";
    case LayerKind::globalavgpool:
      return "globalavgpool";
    case LayerKind::globalmaxpool:
      return "globalmaxpool";
  }
  return "";
}

bool has_kernels(LayerKind kind) { return kind == LayerKind::conv || kind == LayerKind::local; }
bool has_weights(LayerKind kind) { return kind == LayerKind::linear || has_kernels(kind); }
bool pools(LayerKind kind) {
  return kind == LayerKind::maxpool || kind == LayerKind::avgpool || kind == LayerKind::blurpool;
}
std::int64_t usual_stride(const NetLayer& layer) {
  if (layer.kind == LayerKind::blurpool) return usual_blur_stride;
  return pools(layer.kind) ? layer.kernel : 1;
}

}  // namespace

std::string_view to_string(LayerKind kind) {
  const std::string_view form = form_of(kind);
  return form.substr(0, form.find(':'));
}

NetLayer parse_layer(std::string_view text) {
  const std::vector<std::string_view> parts = parts_of(text);
  NetLayer layer;
  bool known = false;
  std::string names;
  for (const LayerKind kind : all_layer_kinds) {
    names += (names.empty() ? "" : ", ") + std::string(to_string(kind));
    if (parts[0] != to_string(kind)) continue;
    layer.kind = kind;
    known = true;
  }
  if (!known) refuse("There is no layer " + quoted(parts[0]) + "; the layers are " + names);

  const Reader reader{text, form_of(layer.kind)};
  std::vector<std::string> wanted;  // numbers without a name, in this order
  if (has_weights(layer.kind)) wanted.emplace_back("number of outputs");
  if (has_kernels(layer.kind) || pools(layer.kind)) wanted.emplace_back("kernel size");
  if (parts.size() <= wanted.size())
    refuse("The layer " + quoted(text) + " needs its " + wanted[parts.size() - 1] + ", as in " + reader.form);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::int64_t value = reader.number(parts[i + 1], wanted[i], 1);
    (wanted[i] == "kernel size" ? layer.kernel : layer.out) = value;
  }
  if (layer.kind == LayerKind::blurpool && layer.kernel != blur_kernel)
    refuse("In " + quoted(text) + " the kernel size is " + std::to_string(layer.kernel) +
           "; it must be 3: [1 2 1] × [1 2 1] / 16");
  layer.stride = usual_stride(layer);
  for (std::size_t i = wanted.size() + 1; i < parts.size(); ++i) {
    for (std::size_t before = wanted.size() + 1; before < i; ++before) {
      const std::string_view name = parts[i].substr(0, parts[i].find('='));
      if (name == parts[before].substr(0, parts[before].find('=')))
        refuse("In " + quoted(text) + " " + std::string(name) + " was given 2 times");
    }
    reader.setting(parts[i], layer);
  }
  return layer;
}

std::string to_string(const NetLayer& layer) {
  std::string text(to_string(layer.kind));
  const auto add = [&](const char* name, std::int64_t value) { text += name + std::to_string(value); };
  const bool only_conv = layer.kind == LayerKind::conv, conv = has_kernels(layer.kind);
  if (has_weights(layer.kind)) add(":", layer.out);
  if (conv || pools(layer.kind)) add(":", layer.kernel);
  if ((conv || pools(layer.kind)) && layer.stride != usual_stride(layer)) add(":stride=", layer.stride);
  if (only_conv && layer.same) text += ":padding=same";
  if (conv && !(only_conv && layer.same) && layer.padding != 0) add(":padding=", layer.padding);
  if (only_conv && layer.dilation != 1) add(":dilation=", layer.dilation);
  if (has_weights(layer.kind) && !layer.bias) text += ":nobias";
  if (only_conv && layer.bias && layer.unit_bias) text += ":unitbias";
  return text;
}

}  // namespace flatscope
