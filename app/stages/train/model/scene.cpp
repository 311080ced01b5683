#include "app/stages/train/model/scene.h"

#include <algorithm>

#include "core/training/canvas.h"
#include "core/training/models.h"

namespace flatscope {
namespace {

constexpr int digit_classes = 10, shape_classes_here = 5;

int samples_of(DataKind kind) {
  switch (kind) {
    case DataKind::digits:
      return 1200;
    case DataKind::fashion:
    case DataKind::shapes:
      return 1000;
    case DataKind::pictures:
      return 600;
    case DataKind::files:
      return 2000;
  }
  return 1000;
}

std::vector<NetLayer> model_layers(std::string_view name) {
  for (const Model& model : models())
    if (model.name == name) return layers_of(model, digit_classes);
  return {};
}

}  // namespace

std::string_view to_string(TrainTab tab) {
  static constexpr std::string_view names[] = {"set-up", "learning", "mistakes", "compare", "hunger", "ladder"};
  return names[static_cast<std::size_t>(tab)];
}

std::string_view to_string(DataKind kind) {
  static constexpr std::string_view names[] = {"digits", "fashion", "shapes", "pictures", "files"};
  return names[static_cast<std::size_t>(kind)];
}

std::array<std::vector<NetLayer>, 2> TrainScene::default_networks() {
  return {model_layers("mlp"), model_layers("cnn")};
}

int classes_of(DataKind kind) {
  if (kind == DataKind::digits || kind == DataKind::fashion) return digit_classes;
  return kind == DataKind::shapes ? shape_classes_here : 0;
}

void clamp(TrainScene& scene) {
  scene.data.canvas =
      std::clamp(scene.data.canvas, static_cast<int>(smallest_canvas), static_cast<int>(largest_canvas));
  if (scene.data.fill != 0) scene.data.fill = std::clamp(scene.data.fill, 30, 100);
  scene.seed = std::clamp(scene.seed, 0, 1'000'000);
  scene.samples = std::clamp(scene.samples, 10, 60'000);
  scene.epochs = std::clamp(scene.epochs, 1, 1000);
  scene.moved = std::clamp(scene.moved, 0, 8);
  scene.learning_rate = std::clamp(scene.learning_rate, 1e-6F, 1e4F);
  scene.momentum = std::clamp(scene.momentum, 0.0F, 0.99F);
  scene.weight_decay = std::clamp(scene.weight_decay, 0.0F, 10.0F);
  scene.dropout = std::clamp(scene.dropout, 0.0F, 0.9F);
  scene.batch = std::clamp(scene.batch, 1, 512);
  scene.network = std::clamp(scene.network, 0, 1);
  scene.sample = std::max(scene.sample, 0);
  scene.radius = std::clamp(scene.radius, 1, 12);
  HungerSettings& hunger = scene.hunger;
  hunger.from = std::clamp(hunger.from, 10, 30'000);
  hunger.to = std::clamp(hunger.to, hunger.from + 1, 60'000);
  hunger.points = std::clamp(hunger.points, 2, 6);
  hunger.moved = std::clamp(hunger.moved, 1, 8);
  hunger.most_steps = std::clamp(hunger.most_steps, 500, 20'000);
  LadderSettings& ladder = scene.ladder;
  if (classes_of(ladder.data) == 0) ladder.data = DataKind::digits;
  ladder.samples = std::clamp(ladder.samples, 20, 3000);
  ladder.moved = std::clamp(ladder.moved, 0, 4);
  ladder.seeds = std::clamp(ladder.seeds, 1, 8);
  ladder.epochs = std::clamp(ladder.epochs, 1, 400);
}

std::shared_ptr<const TrainedNetwork> own_weights(const TrainScene& scene, std::size_t network) {
  const std::shared_ptr<const TrainedNetwork>& start = scene.start[network];
  return start != nullptr && start->resumed ? start->before : start;
}

void fit_classes(TrainScene& scene, int classes) {
  if (classes < 2) return;
  for (std::size_t i = 0; i < scene.networks.size(); ++i) {
    std::vector<NetLayer>& layers = scene.networks[i];
    const bool loaded = own_weights(scene, i) != nullptr;
    if (!loaded && !layers.empty() && layers.back().kind == LayerKind::linear) layers.back().out = classes;
  }
}

void choose_data(TrainScene& scene, DataKind kind) {
  scene.data.kind = kind;
  scene.samples = samples_of(kind);
  scene.sample = 0;
  fit_classes(scene, classes_of(kind));
}

}  // namespace flatscope
