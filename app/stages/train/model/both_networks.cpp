#include "app/stages/train/model/both_networks.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/engine/scene.h"
#include "app/look/number_text.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

constexpr int usual_classes = 10, most_pictures = 10;

struct Usual {
  UsualNetwork kind;
  std::string_view name, title, about;
};

// In the order of UsualNetwork.
constexpr Usual usuals[] = {
    {UsualNetwork::single, "single", "Single layer", "each class weighs every pixel"},
    {UsualNetwork::mlp, "mlp", "MLP", "every unit sees every pixel"},
    {UsualNetwork::local, "local", "Locally connected", "own kernel at every place"},
    {UsualNetwork::cnn_flat, "cnn-flat", "CNN, flatten", "shared kernels, dense head"},
    {UsualNetwork::cnn_global, "cnn", "CNN, global pooling", "shared kernels, place dropped"},
    {UsualNetwork::own, "own", "Own network", ""},
};

const Usual& usual(UsualNetwork kind) { return usuals[static_cast<std::size_t>(kind)]; }

std::int64_t parameters_of(const Shape& input, std::span<const NetLayer> layers) {
  return count_network(input, layers).total.parameters.value;
}

// Whether its units (or else its channels) are what brings two counts together.
bool has_units(const std::optional<QuickNetwork>& quick) {
  return quick && quick->family == NetworkFamily::mlp && quick->hidden > 0;
}
bool has_channels(const std::optional<QuickNetwork>& quick) {
  return quick && (quick->family == NetworkFamily::cnn || quick->family == NetworkFamily::local);
}

}  // namespace

std::string_view to_string(UsualNetwork kind) { return usual(kind).name; }
std::string_view title_of(UsualNetwork kind) { return usual(kind).title; }
std::string_view about_of(UsualNetwork kind) { return usual(kind).about; }

UsualNetwork usual_of(std::span<const NetLayer> layers, const Shape& input) {
  const std::optional<QuickNetwork> quick = quick_of(layers, input);
  if (!quick) return UsualNetwork::own;
  switch (quick->family) {
    case NetworkFamily::single:
      return UsualNetwork::single;
    case NetworkFamily::mlp:
      return UsualNetwork::mlp;
    case NetworkFamily::local:
      return UsualNetwork::local;
    case NetworkFamily::cnn:
      return quick->head == Head::flatten ? UsualNetwork::cnn_flat : UsualNetwork::cnn_global;
    case NetworkFamily::own:
      break;
  }
  return UsualNetwork::own;
}

std::vector<NetLayer> usual_layers(UsualNetwork kind, int classes) {
  for (const Model& model : models())
    if (model.name == to_string(kind)) return layers_of(model, classes);
  return {};
}

std::vector<NetworkRow> network_rows(const TrainScene& scene, int classes) {
  const Shape input = input_of(scene);
  // Plain names: Clang’s lambdas take no structured bindings before version 16.
  const std::vector<NetLayer>&left = scene.networks[0], &right = scene.networks[1];
  const bool same = left == right;
  const UsualNetwork left_is = usual_of(left, input), right_is = usual_of(right, input);
  std::vector<NetworkRow> rows;
  const auto add_chosen = [&](UsualNetwork kind) {
    if (left_is == kind) rows.push_back({kind, left, true, same});
    if (right_is == kind && !(same && left_is == kind)) rows.push_back({kind, right, false, true});
  };
  for (const UsualNetwork kind : all_usual_networks) {
    const std::size_t before = rows.size();
    add_chosen(kind);
    if (rows.size() == before) rows.push_back({kind, usual_layers(kind, classes), false, false});
  }
  add_chosen(UsualNetwork::own);
  return rows;
}

Shape input_of(const TrainScene& scene) { return {1, scene.data.canvas, scene.data.canvas}; }

int classes_of(const Scene& scene, const TrainResults& results) {
  const TrainScene& train = scene.train;
  if (results.data != nullptr && results.data->inputs.choice.kind == train.data.kind &&
      results.data->inputs.choice.folder == data_inputs(scene).choice.folder &&
      results.data->inputs.pictures.size() == data_inputs(scene).pictures.size())
    return results.data->classes();
  if (const int known = classes_of(train.data.kind)) return known;
  if (train.data.kind == DataKind::pictures)
    return std::clamp(static_cast<int>(scene.pictures.size()), 2, most_pictures);
  return usual_classes;
}

void choose_canvas(TrainScene& scene, int canvas) {
  const Shape before = input_of(scene);
  scene.data.canvas = canvas;
  clamp(scene);
  const Shape after = input_of(scene);
  for (std::size_t i = 0; i < scene.networks.size(); ++i) {
    std::vector<NetLayer>& layers = scene.networks[i];
    if (own_weights(scene, i) != nullptr) continue;
    if (const std::optional<QuickNetwork> quick = quick_of(layers, before))
      layers = layers_of(*quick, after, static_cast<int>(layers.back().out));
  }
}

void choose_network(TrainScene& scene, std::size_t network, std::vector<NetLayer> layers) {
  scene.networks[network] = std::move(layers);
  scene.start[network].reset();
}

std::optional<CountsMet> counts_met(const TrainScene& scene, int classes) {
  const Shape input = input_of(scene);
  std::array<std::optional<QuickNetwork>, 2> quick;
  for (std::size_t i = 0; i < quick.size(); ++i) quick[i] = quick_of(scene.networks[i], input);
  std::optional<std::size_t> changing;
  for (const bool by_units : {false, true})
    for (std::size_t i = 0; i < quick.size(); ++i)
      if (by_units ? has_units(quick[i]) : has_channels(quick[i])) changing = i;
  if (!changing) return std::nullopt;
  CountsMet met;
  met.changed = *changing;
  met.others = parameters_of(input, scene.networks[1 - met.changed]);
  const std::optional<QuickNetwork> nearest = nearest_to(met.others, *quick[met.changed], input, classes);
  if (!nearest) return std::nullopt;
  met.quick = *nearest;
  met.parameters = parameters_of(input, layers_of(met.quick, input, classes));
  return met;
}

FittedNetwork fitted(std::span<const NetLayer> layers, const Shape& input, int classes) {
  FittedNetwork made;
  made.layers.assign(layers.begin(), layers.end());
  if (!made.layers.empty() && made.layers.back().kind == LayerKind::linear) {
    std::int64_t& out = made.layers.back().out;
    if (out != classes) made.changed = fmt::format("its last layer gives {} numbers, not {}", classes, grouped(out));
    out = classes;
    return made;
  }
  const NetworkCount count = count_network(input, layers);
  const bool flat = !layers.empty() && count.total.output.size() == 1;
  if (!flat) made.layers.push_back({.kind = LayerKind::flatten});
  made.layers.push_back({.kind = LayerKind::linear, .out = classes});
  made.changed = fmt::format("{}a dense layer with {} numbers, one a class, is added at its end",
                             flat ? "" : "flatten and ", classes);
  return made;
}

void open_in_parameters(Scene& scene) {
  ParametersScene& parameters = scene.parameters;
  const Shape input = input_of(scene.train);
  parameters.channels = static_cast<int>(input[0]);
  parameters.height = static_cast<int>(input[1]);
  parameters.width = static_cast<int>(input[2]);
  parameters.networks = {{scene.train.networks[0]}, {scene.train.networks[1]}};
  parameters.network = scene.train.network;
  const std::vector<NetLayer>& shown = parameters.networks[static_cast<std::size_t>(parameters.network)].layers;
  const auto first = std::find_if(shown.begin(), shown.end(), [](const NetLayer& layer) {
    return layer.kind == LayerKind::conv || layer.kind == LayerKind::linear || layer.kind == LayerKind::local;
  });
  parameters.layer = first == shown.end() ? 0 : static_cast<int>(first - shown.begin());
  scene.stage = Stage::parameters;
}

void train_from_parameters(Scene& scene, const TrainResults& results, std::size_t only_as) {
  const Shape input = input_of(scene.train);
  const int classes = classes_of(scene, results);
  const std::vector<Network>& networks = scene.parameters.networks;
  for (std::size_t i = 0; i < networks.size() && i < scene.train.networks.size(); ++i)
    choose_network(scene.train, networks.size() == 1 ? only_as : i, fitted(networks[i].layers, input, classes).layers);
  scene.train.tab = TrainTab::set_up;
  scene.stage = Stage::train;
}

std::vector<std::string> changes_on_the_way(const Scene& scene, const TrainResults& results) {
  std::vector<std::string> sentences;
  const Shape input = input_of(scene.train);
  const ParametersScene& parameters = scene.parameters;
  if (input_of(parameters) != input)
    sentences.push_back(fmt::format("There the input is {} × {} × {}, not {} × {} × {}.", input[0], input[1], input[2],
                                    grouped(parameters.channels), grouped(parameters.height),
                                    grouped(parameters.width)));
  const int classes = classes_of(scene, results);
  const bool one = parameters.networks.size() == 1;
  for (std::size_t i = 0; i < parameters.networks.size(); ++i) {
    const FittedNetwork made = fitted(parameters.networks[i].layers, input, classes);
    if (made.changed.empty()) continue;
    sentences.push_back(fmt::format("{}: {}.",
                                    one      ? "The network"
                                    : i == 0 ? "The first"
                                             : "The second",
                                    made.changed));
  }
  return sentences;
}

}  // namespace flatscope
