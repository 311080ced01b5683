#include "app/stages/train/model/quick_network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "app/look/number_text.h"

namespace flatscope {
namespace {

constexpr std::int64_t smallest_pooled = 4;  // maps of fewer pixels a side are not made smaller
const Shape large_input = {1, 1024, 1024};   // nothing is left out on it for want of pixels

NetLayer linear(std::int64_t out) { return {.kind = LayerKind::linear, .out = out}; }
NetLayer of(LayerKind kind) { return {.kind = kind}; }

// What follows a convolution's ReLU, or nothing.
std::optional<NetLayer> pooling(Downsampling how) {
  if (how == Downsampling::max) return NetLayer{.kind = LayerKind::maxpool, .kernel = 2, .stride = 2};
  if (how == Downsampling::mean) return NetLayer{.kind = LayerKind::avgpool, .kernel = 2, .stride = 2};
  if (how == Downsampling::blur) return NetLayer{.kind = LayerKind::blurpool, .kernel = 3, .stride = 2};
  return std::nullopt;
}

void add_convolutions(std::vector<NetLayer>& layers, const QuickNetwork& quick, std::int64_t side) {
  for (std::size_t i = 0; i < quick.channels.size(); ++i) {
    const bool here = (quick.head == Head::flatten || i == 0) && side >= smallest_pooled;
    NetLayer conv{.kind = LayerKind::conv, .out = quick.channels[i], .kernel = quick.kernel};
    if (here && quick.downsampling == Downsampling::stride) {
      conv.stride = 2;
      conv.padding = quick.kernel / 2;
      side = (side + 1) / 2;
    } else {
      conv.same = true;
    }
    layers.push_back(conv);
    layers.push_back(of(LayerKind::relu));
    if (!here) continue;
    if (const std::optional<NetLayer> pool = pooling(quick.downsampling)) {
      layers.push_back(*pool);
      side = (side + (quick.downsampling == Downsampling::blur ? 1 : 0)) / 2;
    }
  }
}

// How many channels to one of the first convolution. Multiples of a half are kept as such, so that a slider that is
// drawn down and up again ends where it began.
double share_of_first(const QuickNetwork& quick, int channels) {
  const double first = quick.channels.front(), share = channels / first, halves = std::round(share * 2.0) / 2.0;
  return halves > 0.0 && std::abs(halves * first - channels) < 1.0 ? halves : share;
}

}  // namespace

std::vector<NetLayer> layers_of(const QuickNetwork& quick, const Shape& input, int classes) {
  std::vector<NetLayer> layers;
  const std::int64_t side = std::min(input[1], input[2]);
  if (quick.family == NetworkFamily::cnn) {
    add_convolutions(layers, quick, side);
    layers.push_back(of(quick.head == Head::global_max    ? LayerKind::globalmaxpool
                        : quick.head == Head::global_mean ? LayerKind::globalavgpool
                                                          : LayerKind::flatten));
  } else if (quick.family == NetworkFamily::local) {
    layers.push_back({.kind = LayerKind::local,
                      .out = quick.channels.front(),
                      .kernel = quick.kernel,
                      .stride = 2,
                      .padding = quick.kernel / 2});
    layers.push_back(of(LayerKind::relu));
    layers.push_back(of(LayerKind::flatten));
  } else {
    layers.push_back(of(LayerKind::flatten));
    for (int i = 0; i < (quick.family == NetworkFamily::mlp ? quick.hidden : 0); ++i) {
      layers.push_back(linear(quick.units));
      layers.push_back(of(LayerKind::relu));
    }
  }
  layers.push_back(linear(classes));
  return layers;
}

std::optional<QuickNetwork> quick_of(std::span<const NetLayer> layers, const Shape& input) {
  if (layers.empty() || layers.back().kind != LayerKind::linear) return std::nullopt;
  QuickNetwork quick;
  quick.family = family_of(layers);
  quick.channels.clear();
  int hidden = -1;  // the last linear layer is none
  for (const NetLayer& layer : layers) {
    if (layer.kind == LayerKind::conv || layer.kind == LayerKind::local) {
      quick.channels.push_back(static_cast<int>(std::min<std::int64_t>(layer.out, 1 << 20)));
      quick.kernel = static_cast<int>(std::min<std::int64_t>(layer.kernel, 99));
      if (layer.kind == LayerKind::conv && layer.stride == 2) quick.downsampling = Downsampling::stride;
    }
    if (layer.kind == LayerKind::linear && ++hidden == 0 && layers.size() > 2)
      quick.units = static_cast<int>(std::min<std::int64_t>(layer.out, 1 << 20));
    if (layer.kind == LayerKind::maxpool) quick.downsampling = Downsampling::max;
    if (layer.kind == LayerKind::avgpool) quick.downsampling = Downsampling::mean;
    if (layer.kind == LayerKind::blurpool) quick.downsampling = Downsampling::blur;
    if (layer.kind == LayerKind::flatten) quick.head = Head::flatten;
    if (layer.kind == LayerKind::globalavgpool) quick.head = Head::global_mean;
  }
  quick.hidden = hidden;
  const bool convolutions = quick.family == NetworkFamily::cnn || quick.family == NetworkFamily::local;
  if (convolutions == quick.channels.empty()) return std::nullopt;
  if (quick.family == NetworkFamily::own || (!convolutions && hidden > 3) || quick.channels.size() > 4)
    return std::nullopt;
  const auto classes = static_cast<int>(std::min<std::int64_t>(layers.back().out, 1 << 20));
  const auto makes_them = [&](const Shape& on) {
    const std::vector<NetLayer> made = layers_of(quick, on, classes);
    return std::equal(made.begin(), made.end(), layers.begin(), layers.end());
  };
  if (!makes_them(input) && !makes_them(large_input)) return std::nullopt;
  if (!convolutions) {  // the numbers that another family would begin with
    quick.channels = QuickNetwork{}.channels;
    quick.head = Head::global_max;
  }
  if (quick.hidden < 1) quick.hidden = 1;
  return quick;
}

QuickNetwork with_convolutions(QuickNetwork quick, int convolutions) {
  const bool one_alone = quick.channels.size() == 1;
  const int more = one_alone ? std::min(most_channels, 2 * quick.channels.front()) : quick.channels.back();
  quick.channels.resize(static_cast<std::size_t>(std::clamp(convolutions, 1, most_convolutions)), more);
  return quick;
}

QuickNetwork with_channels(const QuickNetwork& quick, int first) {
  QuickNetwork made = quick;
  for (int& channels : made.channels)
    channels = std::max(1, static_cast<int>(std::lround(share_of_first(quick, channels) * first)));
  return made;
}

std::pair<int, int> channel_range(const QuickNetwork& quick) {
  double least = 1.0, most = 1.0;
  for (const int channels : quick.channels) {
    least = std::min(least, share_of_first(quick, channels));
    most = std::max(most, share_of_first(quick, channels));
  }
  const int low = static_cast<int>(std::ceil(fewest_channels / least)),
            high = static_cast<int>(std::floor(most_channels / most));
  return {std::min(low, high), std::max(low, high)};
}

NetworkFamily family_of(std::span<const NetLayer> layers) {
  const auto has = [&](LayerKind kind) {
    return std::any_of(layers.begin(), layers.end(), [&](const NetLayer& layer) { return layer.kind == kind; });
  };
  if (has(LayerKind::conv)) return NetworkFamily::cnn;
  if (has(LayerKind::local)) return NetworkFamily::local;
  const auto linears = std::count_if(layers.begin(), layers.end(),
                                     [](const NetLayer& layer) { return layer.kind == LayerKind::linear; });
  if (linears == 0) return NetworkFamily::own;
  return linears == 1 ? NetworkFamily::single : NetworkFamily::mlp;
}

std::string_view name_of(NetworkFamily family) {
  switch (family) {
    case NetworkFamily::single:
      return "Single layer";
    case NetworkFamily::mlp:
      return "MLP";
    case NetworkFamily::local:
      return "Locally connected";
    case NetworkFamily::cnn:
      return "CNN";
    case NetworkFamily::own:
      return "Own network";
  }
  return {};
}

std::string structure_words(const Shape& input, std::span<const NetLayer> layers) {
  std::vector<std::string> parts;
  const NetworkCount count = count_network(input, layers);
  const bool flat_first = !layers.empty() && layers.front().kind == LayerKind::flatten;
  if (flat_first) parts.push_back(grouped(element_count(input)));
  int same = 1;
  std::string last;
  const auto add = [&](std::string part) {
    if (part == last && !part.empty()) {
      ++same;
      parts.back() = fmt::format("{} × ({})", same, part);
      return;
    }
    same = 1;
    last = part;
    parts.push_back(std::move(part));
  };
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const NetLayer& layer = layers[i];
    switch (layer.kind) {
      case LayerKind::conv:
        add(fmt::format("{0} × {0} conv", layer.kernel));
        break;
      case LayerKind::local:
        add(fmt::format("{0} × {0} local", layer.kernel));
        break;
      case LayerKind::linear:
        last.clear();
        add(grouped(layer.out));
        break;
      case LayerKind::maxpool:
        add("max pool");
        break;
      case LayerKind::avgpool:
        add("mean pool");
        break;
      case LayerKind::blurpool:
        add("blur pool");
        break;
      case LayerKind::globalavgpool:
        add("global mean");
        break;
      case LayerKind::globalmaxpool:
        add("global max");
        break;
      case LayerKind::flatten:
        if (i > 0) add("flatten");
        break;
      case LayerKind::relu:
      case LayerKind::tanh:
        break;
    }
  }
  return fmt::format("{}", fmt::join(parts, " → "));
}

std::optional<QuickNetwork> nearest_to(std::int64_t parameters, const QuickNetwork& quick, const Shape& input,
                                       int classes) {
  const bool dense = quick.family == NetworkFamily::mlp && quick.hidden > 0;
  if (!dense && quick.family != NetworkFamily::cnn && quick.family != NetworkFamily::local) return std::nullopt;
  std::pair<int, int> range = {1, most_units};
  if (quick.family == NetworkFamily::cnn) range = channel_range(quick);
  if (quick.family == NetworkFamily::local) range.second = most_local_channels;
  std::optional<QuickNetwork> nearest;
  std::int64_t least = 0;
  for (int number = range.first; number <= range.second; ++number) {
    QuickNetwork tried = quick;
    if (dense)
      tried.units = number;
    else
      tried = with_channels(quick, number);
    const Count count = count_network(input, layers_of(tried, input, classes)).total.parameters;
    const std::int64_t off = std::abs(count.value - parameters);
    if (nearest && off >= least) continue;
    nearest = std::move(tried);
    least = off;
  }
  return nearest;
}

}  // namespace flatscope
