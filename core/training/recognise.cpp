#include "core/training/recognise.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/training/net.h"

namespace flatscope {
namespace {

constexpr std::int64_t unknown_index = -1;
constexpr std::size_t most_convolutions = 8;

[[noreturn]] void refuse(const std::string& sentence) { throw std::invalid_argument(sentence); }

// The arrays of one layer.
struct Module {
  std::string name;  // "features.0", may be empty
  std::int64_t index = unknown_index;
  const NamedTensor* weight = nullptr;
  const NamedTensor* bias = nullptr;
};

std::pair<std::string_view, std::string_view> split(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return {{}, name};
  return {name.substr(0, dot), name.substr(dot + 1)};
}

// What an array is of that no layer here has; empty where its name alone tells nothing.
std::string_view stranger(std::string_view kind) {
  if (kind.starts_with("running_") || kind == "num_batches_tracked") return "batch normalisation";
  if (kind.starts_with("weight_ih") || kind.starts_with("weight_hh") || kind.starts_with("bias_ih") ||
      kind.starts_with("bias_hh"))
    return "a recurrent layer";
  if (kind.starts_with("in_proj") || kind.starts_with("out_proj")) return "attention";
  return {};
}

void number_by_name(std::vector<Module>& modules) {
  for (Module& module : modules) {
    const std::string_view last = split(module.name).second;
    const char* const end = last.data() + last.size();
    std::int64_t index = 0;
    const auto [at, error] = std::from_chars(last.data(), end, index);
    if (last.empty() || error != std::errc() || at != end || index < 0) return;
    if (split(module.name).first != split(modules.front().name).first) return;
    module.index = index;
  }
  std::stable_sort(modules.begin(), modules.end(), [](const Module& a, const Module& b) { return a.index < b.index; });
}

// In the order of their numbers where all have one, nn.Sequential's; else as they lie in the file.
std::vector<Module> modules_of(std::span<const NamedTensor> tensors) {
  std::vector<Module> modules;
  for (const NamedTensor& tensor : tensors) {
    const auto parts = split(tensor.name);
    const std::string_view name = parts.first, kind = parts.second;
    if (const std::string_view what = stranger(kind); !what.empty())
      refuse("The array " + tensor.name + " is of " + std::string(what) + ", which is not among the layers here.");
    if (kind != "weight" && kind != "bias")
      refuse("The array " + tensor.name + " is neither a weight nor a bias of a layer that is known here.");
    auto found = std::find_if(modules.begin(), modules.end(), [&](const Module& one) { return one.name == name; });
    if (found == modules.end()) found = modules.insert(modules.end(), Module{std::string(name)});
    (kind == "weight" ? found->weight : found->bias) = &tensor;
  }
  if (modules.empty()) refuse("There is no array in the file.");
  number_by_name(modules);
  if (modules.back().index == unknown_index)
    for (Module& module : modules) module.index = unknown_index;
  return modules;
}

// Without what the weights do not tell: stride and padding.
NetLayer layer_of(const Module& module) {
  if (module.weight == nullptr) refuse("The array " + module.bias->name + " is a bias without a weight.");
  const std::string& name = module.weight->name;
  const Shape& shape = module.weight->tensor.shape();
  NetLayer layer;
  layer.bias = module.bias != nullptr;
  const auto kernel = [&](std::size_t at) {
    if (shape[at] != shape[at + 1])
      refuse("The kernels of " + name + " are " + std::to_string(shape[at]) + " x " + std::to_string(shape[at + 1]) +
             "; here they are as wide as high.");
    layer.kernel = shape[at];
  };
  switch (shape.size()) {
    case 1:
      refuse("The array " + name + " has one number a channel: a normalisation, which is not among the layers here.");
    case 2:
      layer.kind = LayerKind::linear;
      break;
    case 4:
      layer.kind = LayerKind::conv;
      kernel(2);
      break;
    case 6:
      layer.kind = LayerKind::local;
      kernel(4);
      break;
    default:
      refuse("The array " + name + " is " + to_string(shape) +
             ", which is the weight of no layer here; those have 2 axes (dense), 4 (convolution) or 6 (locally "
             "connected).");
  }
  layer.out = shape[0];
  if (element_count(shape) == 0) refuse("The array " + name + " is empty.");
  if (layer.bias) layer.unit_bias = layer.kind == LayerKind::conv && module.bias->tensor.rank() == 3;
  return layer;
}

enum class Style { keeps_size, no_padding, stride_2 };
constexpr Style styles[] = {Style::keeps_size, Style::no_padding, Style::stride_2};

// What is guessed of a network.
struct Guess {
  Style style = Style::keeps_size;
  unsigned pooled = 0;  // a bit for each convolution that a pooling follows
  LayerKind head = LayerKind::flatten;
};

bool is_map_layer(const NetLayer& layer) { return layer.kind == LayerKind::conv || layer.kind == LayerKind::local; }

NetLayer pooling() { return {.kind = LayerKind::maxpool, .kernel = 2, .stride = 2}; }

// Modules without arrays between two with arrays, -1 where the names do not tell.
std::int64_t between(const std::vector<Module>& modules, std::size_t next) {
  if (modules[next].index == unknown_index) return unknown_index;
  return modules[next].index - modules[next - 1].index - 1;
}

class Builder {
 public:
  explicit Builder(const std::vector<Module>& modules) : modules_(modules) {
    for (const Module& module : modules) weighted_.push_back(layer_of(module));
    maps_ = static_cast<std::size_t>(std::count_if(weighted_.begin(), weighted_.end(), is_map_layer));
    if (maps_ > most_convolutions)
      refuse("It has " + std::to_string(maps_) +
             " convolutions; what lies between so many is not guessed. A "
             ".safetensors file that says its layers is opened.");
    for (std::size_t i = 1; i < weighted_.size(); ++i)
      if (is_map_layer(weighted_[i]) && !is_map_layer(weighted_[i - 1]))
        refuse("The array " + modules[i].weight->name + " is of a convolution behind a dense layer.");
    for (std::size_t i = 1; i < modules.size(); ++i) check_gap(i);
  }

  std::size_t maps() const { return maps_; }
  bool has_head() const { return maps_ > 0 && maps_ < weighted_.size(); }
  const NetLayer& first() const { return weighted_.front(); }

  // Empty where the numbers of the modules speak against it.
  std::vector<NetLayer> build(const Guess& guess) const {
    std::vector<NetLayer> layers;
    if (maps_ == 0) layers.push_back({.kind = LayerKind::flatten});
    for (std::size_t i = 0; i < weighted_.size(); ++i) {
      layers.push_back(styled(weighted_[i], guess.style));
      if (i + 1 == weighted_.size()) break;
      const bool map = is_map_layer(weighted_[i]), to_dense = map && !is_map_layer(weighted_[i + 1]);
      const bool pooled = map && (guess.pooled >> i & 1U) != 0;
      const std::int64_t gap = between(modules_, i + 1), own = (pooled ? 1 : 0) + (to_dense ? 1 : 0);
      // PyTorch's global pooling is a module, and flattening behind it another one; here they are one.
      const bool two = to_dense && guess.head != LayerKind::flatten && gap == own + 2;
      const bool active = gap == unknown_index || gap > own;
      if (gap != unknown_index && gap != own + (active ? 1 : 0) && !two && !(gap == own + 2 && !map)) return {};
      if (active) layers.push_back({.kind = LayerKind::relu});
      if (pooled) layers.push_back(pooling());
      if (to_dense) layers.push_back({.kind = guess.head});
    }
    return layers;
  }

 private:
  static NetLayer styled(NetLayer layer, Style style) {
    if (!is_map_layer(layer)) return layer;
    if (style == Style::stride_2) layer.stride = 2;
    if (style == Style::no_padding) return layer;
    if (style == Style::keeps_size && layer.kind == LayerKind::conv)
      layer.same = true;
    else
      layer.padding = layer.kernel / 2;
    return layer;
  }

  void check_gap(std::size_t next) const {
    constexpr std::int64_t most_between = 4;
    const std::int64_t gap = between(modules_, next);
    if (gap > most_between)
      refuse("Between " + modules_[next - 1].name + " and " + modules_[next].name + " lie " + std::to_string(gap) +
             " layers without weights, and the file does not say which.");
  }

  const std::vector<Module>& modules_;
  std::vector<NetLayer> weighted_;
  std::size_t maps_ = 0;
};

// The arrays in the places' order under the places' names; empty where a shape is another.
std::optional<std::vector<NamedTensor>> renamed(const std::vector<ParameterPlace>& places,
                                                const std::vector<const NamedTensor*>& ordered) {
  if (places.size() != ordered.size()) return std::nullopt;
  std::vector<NamedTensor> tensors;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (ordered[i]->tensor.shape() != places[i].shape) return std::nullopt;
    tensors.push_back({places[i].name, ordered[i]->tensor});
  }
  return tensors;
}

bool possible(const Shape& input, std::span<const NetLayer> layers) {
  const NetworkCount count = count_network(input, layers);
  return std::all_of(count.layers.begin(), count.layers.end(),
                     [](const LayerCount& layer) { return layer.problem.empty(); });
}

std::vector<const NamedTensor*> ordered(const std::vector<Module>& modules) {
  std::vector<const NamedTensor*> arrays;
  for (const Module& module : modules) {
    if (module.weight != nullptr) arrays.push_back(module.weight);
    if (module.bias != nullptr) arrays.push_back(module.bias);
  }
  return arrays;
}

// What else would fit the same arrays.
struct Doubt {
  bool styles = false, poolings = false, heads = false, canvas = false;
  std::string words() const {
    std::string text;
    const auto add = [&](bool said, const char* what) {
      if (said) text += (text.empty() ? "" : ", ") + std::string(what);
    };
    add(styles, "paddings or strides");
    add(poolings, "poolings");
    add(heads, "heads");
    add(canvas, "picture sizes");
    return text;
  }
};

std::string assumption(const Shape& input, const std::vector<NetLayer>& layers, const Guess& guess, bool by_canvas,
                       const Doubt& doubt) {
  std::string words;
  const auto add = [&](const std::string& what) { words += (words.empty() ? "" : ", ") + what; };
  const auto has = [&](const auto& which) { return std::any_of(layers.begin(), layers.end(), which); };
  if (has([](const NetLayer& layer) { return layer.kind == LayerKind::relu; })) add("ReLU");
  if (has(is_map_layer))
    add(guess.style == Style::keeps_size   ? "padding that keeps the size"
        : guess.style == Style::no_padding ? "no padding"
                                           : "stride 2");
  if (has([](const NetLayer& layer) { return layer.kind == LayerKind::maxpool; })) add("2 × 2 max pooling");
  if (has([](const NetLayer& layer) { return layer.kind == LayerKind::globalmaxpool; })) add("global max pooling");
  if (has([](const NetLayer& layer) { return layer.kind == LayerKind::globalavgpool; })) add("global mean pooling");
  if (by_canvas) add(std::to_string(input[2]) + " × " + std::to_string(input[1]) + " pixels");
  if (words.empty()) return {};
  const std::string others = doubt.words();
  return "Its file does not say what lies between its arrays. Assumed: " + words + "." +
         (others.empty() ? "" : " Other " + others + " would fit as well.");
}

[[noreturn]] void refuse_all(const Builder& builder, const std::vector<Module>& modules,
                             std::span<const Shape> inputs) {
  const Shape& shape = modules.front().weight->tensor.shape();
  const std::string pixels = "pictures here are grey, of " + std::to_string(inputs.front()[2]) + " × " +
                             std::to_string(inputs.front()[1]) + " pixels, or others from " +
                             std::to_string(std::min_element(inputs.begin(), inputs.end())->back()) + " to " +
                             std::to_string(std::max_element(inputs.begin(), inputs.end())->back()) + " a side";
  if (builder.maps() == 0)
    refuse("Its first dense layer, " + modules.front().weight->name + ", reads " + std::to_string(shape[1]) +
           " numbers; " + pixels + ".");
  if (builder.first().kind == LayerKind::conv && shape[1] != inputs.front()[0])
    refuse("Its first convolution, " + modules.front().weight->name + ", reads " + std::to_string(shape[1]) +
           " channels; " + pixels + ".");
  refuse(
      "Its arrays fit together in no way that is known here (ReLU, 2 × 2 pooling, flatten or global pooling, usual "
      "padding); " +
      pixels + ". Set up its layers on Parameters first, and open the file again.");
}

}  // namespace

std::optional<RecognisedNetwork> recognised_as(std::span<const NamedTensor> tensors, std::span<const Shape> inputs,
                                               std::span<const NetLayer> layers) {
  std::vector<const NamedTensor*> as_they_lie;
  for (const NamedTensor& tensor : tensors) as_they_lie.push_back(&tensor);
  for (const Shape& input : inputs) {
    if (!possible(input, layers)) continue;
    const std::vector<ParameterPlace> places = parameter_places(input, layers);
    std::vector<const NamedTensor*> by_name;
    for (const ParameterPlace& place : places)
      for (const NamedTensor& tensor : tensors)
        if (tensor.name == place.name) by_name.push_back(&tensor);
    if (by_name.size() != tensors.size()) by_name = as_they_lie;
    std::optional<std::vector<NamedTensor>> found = renamed(places, by_name);
    if (!found) {
      try {
        found = renamed(places, ordered(modules_of(tensors)));
      } catch (const std::invalid_argument&) {
        return std::nullopt;
      }
    }
    if (found) return RecognisedNetwork{{layers.begin(), layers.end()}, input, std::move(*found), {}};
  }
  return std::nullopt;
}

RecognisedNetwork recognised(std::span<const NamedTensor> tensors, std::span<const Shape> inputs) {
  const std::vector<Module> modules = modules_of(tensors);
  const Builder builder(modules);
  const std::vector<const NamedTensor*> arrays = ordered(modules);
  constexpr LayerKind heads[] = {LayerKind::flatten, LayerKind::globalmaxpool, LayerKind::globalavgpool};
  const unsigned poolings = builder.maps() == 0 ? 1U : 1U << builder.maps();
  std::optional<RecognisedNetwork> first;
  Guess taken;
  Doubt doubt;
  for (const Shape& input : inputs) {
    for (const LayerKind head : heads) {
      if (head != LayerKind::flatten && !builder.has_head()) continue;
      for (const Style style : styles) {
        if (style != Style::keeps_size && builder.maps() == 0) continue;
        // Poolings behind all first: where names do not tell, that is how such networks are built.
        for (unsigned pooled = poolings; pooled-- > 0;) {
          const Guess guess{style, pooled, head};
          const std::vector<NetLayer> layers = builder.build(guess);
          if (layers.empty() || !possible(input, layers)) continue;
          if (first && layers == first->layers) continue;
          std::optional<std::vector<NamedTensor>> found = renamed(parameter_places(input, layers), arrays);
          if (!found) continue;
          if (!first) {
            first = RecognisedNetwork{layers, input, std::move(*found), {}};
            taken = guess;
            continue;
          }
          doubt.styles |= style != taken.style;
          doubt.poolings |= pooled != taken.pooled;
          doubt.heads |= head != taken.head;
          doubt.canvas |= input != first->input && head == LayerKind::flatten;
        }
      }
    }
  }
  if (first) {
    const bool by_canvas = builder.has_head() && taken.head == LayerKind::flatten;
    first->assumed = assumption(first->input, first->layers, taken, by_canvas, doubt);
    return std::move(*first);
  }
  refuse_all(builder, modules, inputs);
}

}  // namespace flatscope
