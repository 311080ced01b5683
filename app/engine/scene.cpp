#include "app/engine/scene.h"

#include <algorithm>
#include <cstdint>

#include "app/engine/stage_table.h"

namespace flatscope {

std::vector<Stage> all_stages() {
  std::vector<Stage> all;
  for (const StageModel* model : stage_models()) all.push_back(model->stage);
  return all;
}

std::string_view to_string(Stage stage) { return model_of(stage).name; }

std::optional<Stage> stage_from_string(std::string_view name) {
  for (const StageModel* model : stage_models())
    if (model->name == name) return model->stage;
  return std::nullopt;
}

const Picture& current_picture(const Scene& scene) {
  const auto last = static_cast<std::int64_t>(scene.pictures.size()) - 1;
  return scene.pictures[static_cast<std::size_t>(std::clamp<std::int64_t>(scene.picture, 0, last))];
}

const Image* image_in_hand(const Scene& scene) {
  return scene.pictures.empty() ? nullptr : current_picture(scene).image.get();
}

void clamp(Scene& scene) {
  const auto last = std::max<std::int64_t>(static_cast<std::int64_t>(scene.pictures.size()) - 1, 0);
  scene.picture = static_cast<int>(std::clamp<std::int64_t>(scene.picture, 0, last));
  for (const StageModel* model : stage_models()) model->clamp(scene);
}

}  // namespace flatscope
