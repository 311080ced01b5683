#include "app/engine/scene.h"

#include <algorithm>
#include <cstdint>

namespace flatscope {

std::string_view to_string(Stage stage) {
  switch (stage) {
    case Stage::flatten:
      return "flatten";
    case Stage::shift:
      return "shift";
    case Stage::convolve:
      return "convolve";
    case Stage::parameters:
      return "parameters";
  }
  return "flatten";
}

std::optional<Stage> stage_from_string(std::string_view name) {
  for (const Stage stage : all_stages) {
    if (to_string(stage) == name) return stage;
  }
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
  clamp_flatten(scene);
  clamp_shift(scene);
  clamp_convolve(scene);
  clamp(scene.parameters);
}

}  // namespace flatscope
