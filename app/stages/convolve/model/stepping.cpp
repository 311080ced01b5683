#include "app/stages/convolve/model/stepping.h"

#include <algorithm>

namespace flatscope {

PatchSteps patch_steps(const Scene& scene) {
  const ConvChain chain = conv_chain(convolve_input(scene), scene.convolve.layers);
  const auto layer = static_cast<std::size_t>(scene.convolve.layer);
  if (layer >= chain.layers.size()) return {};
  const Shape& conv = chain.layers[layer].conv;
  return {conv[1], conv[2]};
}

Place patch_after(const Scene& scene, const Place& from, std::int64_t by) {
  const PatchSteps steps = patch_steps(scene);
  if (steps.count() == 0) return from;
  const std::int64_t index = std::clamp<std::int64_t>(steps.index(from) + by, 0, steps.count() - 1);
  return {0, index / steps.columns, index % steps.columns};
}

void place_patch(Scene& scene, const Place& place) {
  scene.convolve.row = static_cast<int>(place.row);
  scene.convolve.column = static_cast<int>(place.column);
}

void lead_patch(ConvolveView& view, int playing) {
  view.hovered.reset();
  view.led = true;
  view.playing = playing;
  view.next_step = 0.0;
}

bool start_or_pause(Scene& scene, ConvolveView& view, int direction) {
  const bool pauses = view.playing == direction || (direction == 1 && view.playing != 0);
  const PatchSteps steps = patch_steps(scene);
  if (pauses || steps.count() < 2) {
    lead_patch(view, 0);
    return false;
  }
  Place from = view.patch;
  const std::int64_t last = steps.count() - 1;
  if (direction > 0 && steps.index(from) >= last) from = {0, 0, 0};
  if (direction < 0 && steps.index(from) <= 0) from = patch_after(scene, from, last);
  place_patch(scene, from);
  view.patch = from;
  lead_patch(view, direction);
  return true;
}

}  // namespace flatscope
