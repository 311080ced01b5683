// What the Learning tab claims: how the pictures stand in training, never more.
#include <fmt/format.h>

#include "app/stages/train/view/stage.h"

namespace flatscope {
namespace {

std::string pictures_words(const TrainScene& scene) {
  switch (scene.data.kind) {
    case DataKind::digits:
      return "Handwritten digits";
    case DataKind::fashion:
      return "Clothes";
    case DataKind::shapes:
      return "Drawn shapes";
    default:
      return data_name(scene);
  }
}

std::vector<std::string> titles(const TrainScene& scene, std::int64_t samples) {
  // These stand in the middle of their canvas; what a person brings stands wherever it was.
  const bool middle = scene.data.kind != DataKind::pictures && scene.data.kind != DataKind::files;
  if (scene.shuffle)
    return {"All pixels shuffled, in every picture the same way", "All pixels shuffled, the same way",
            "All pixels shuffled"};
  if (scene.moved > 0)
    return {fmt::format("Moved by up to {} while training, tested everywhere", counted(scene.moved, "pixel")),
            "Moved while training, tested everywhere", "Moved while training"};
  if (samples <= 100)
    return {fmt::format("{} pictures to learn from, tested everywhere", grouped(samples)),
            fmt::format("Only {} pictures to learn from", grouped(samples))};
  if (middle) return {"Trained in the middle, tested everywhere", "Trained in the middle"};
  return {"Trained as they stand, tested everywhere", "Trained as they stand"};
}

}  // namespace

TabWords learning_words(const StageContext& context) {
  const TrainScene& scene = context.scene.train;
  const std::string pictures = pictures_words(scene);
  const auto& data = context.results.train.data;
  if (data == nullptr) return {titles(scene, scene.samples), {pictures}};
  const auto training = static_cast<std::int64_t>(data->set->train.labels.size());
  const std::int64_t samples = std::min<std::int64_t>(scene.samples, training);
  const std::string learn = fmt::format("{} to learn from", grouped(samples)),
                    test = fmt::format("{} to test", grouped(static_cast<std::int64_t>(data->set->test.labels.size())));
  const Shape input = data->input();
  const bool own_start = own_weights(scene, 0) != nullptr || own_weights(scene, 1) != nullptr;
  const std::string same = own_start ? "same data" : "same data, same seed";
  return {titles(scene, samples),
          {fmt::format("{} on {} × {} · {}, {} · {}", pictures, input[2], input[1], learn, test, same),
           fmt::format("{} · {}, {} · {}", pictures, learn, test, same),
           fmt::format("{} · {}, {}", pictures, learn, test), fmt::format("{}, {}", learn, test)}};
}

}  // namespace flatscope
