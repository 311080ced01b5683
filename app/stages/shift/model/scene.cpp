#include "app/stages/shift/model/scene.h"

#include <algorithm>
#include <limits>

#include "app/engine/ranges.h"
#include "app/engine/scene.h"
#include "app/stages/shift/model/trained.h"

namespace flatscope {
namespace {

constexpr int smallest_shift_size = 8;
constexpr int digit_count = 1797;

bool shows_picture(ObjectKind kind) { return kind == ObjectKind::picture || kind == ObjectKind::cutout; }

void clamp_cutout(Cutout& cutout) {
  const Cutout standard;
  cutout.left = clamped(cutout.left, 0.0F, 1.0F, standard.left);
  cutout.top = clamped(cutout.top, 0.0F, 1.0F, standard.top);
  cutout.right = clamped(cutout.right, 0.0F, 1.0F, standard.right);
  cutout.bottom = clamped(cutout.bottom, 0.0F, 1.0F, standard.bottom);
  // A rectangle drawn from right to left is as good as any; one without area would cut nothing out.
  if (cutout.left > cutout.right) std::swap(cutout.left, cutout.right);
  if (cutout.top > cutout.bottom) std::swap(cutout.top, cutout.bottom);
  const auto widen = [](float& low, float& high) {
    constexpr float least = 1.0F / 1024.0F;
    if (high > low) return;
    low = std::min(low, 1.0F - least);
    high = low + least;
  };
  widen(cutout.left, cutout.right);
  widen(cutout.top, cutout.bottom);
}

void clamp_filters(std::vector<Preset>& filters) {
  std::vector<Preset> kept;
  for (const Preset preset : filters) {
    if (std::find(kept.begin(), kept.end(), preset) == kept.end()) kept.push_back(preset);
  }
  if (kept.size() > std::size(all_presets)) kept.resize(std::size(all_presets));
  if (kept.empty()) kept.push_back(Preset::sobel_x);
  filters = std::move(kept);
}

// Both ways it is held where the map of answers is, and where something of the object stays on the canvas.
void clamp_pair(ShiftScene& shift) {
  const std::shared_ptr<const Dataset> data = shift.pair == nullptr ? nullptr : shift.pair->data;
  const auto samples = data == nullptr ? std::numeric_limits<int>::max() : static_cast<int>(data->test.labels.size());
  shift.sample = std::clamp(shift.sample, 0, std::max(0, samples - 1));
  if (answering_pair(shift) == nullptr) return;
  shift.dx = std::clamp(shift.dx, -answer_radius, answer_radius);
  shift.dy = std::clamp(shift.dy, -answer_radius, answer_radius);
}

}  // namespace

void show_picture_unmoved(ShiftScene& shift) {
  if (answering_pair(shift) != nullptr)
    shift.pair_object = PairObject::picture;
  else if (shift.object != ObjectKind::cutout)
    shift.object = ObjectKind::picture;
  shift.dx = shift.dy = 0;
}

PixelSize shift_size(const Scene& scene) {
  if (const std::shared_ptr<const TrainedPair> pair = answering_pair(scene.shift)) {
    const Shape canvas = canvas_of(*pair);
    return {canvas[2], canvas[1]};
  }
  const std::int64_t longest = scene.shift.working_size;
  if (!shows_picture(scene.shift.object)) return fit_size(doodle_width, doodle_height, longest);
  const Image& image = *current_picture(scene).image;
  return fit_size(image.width, image.height, longest);
}

void clamp_shift(Scene& scene) {
  const Image* const image = image_in_hand(scene);
  ShiftScene& shift = scene.shift;
  shift.working_size = std::clamp(shift.working_size, smallest_shift_size, max_filtered_size(image));
  clamp_cutout(shift.cutout);
  shift.digit = std::clamp(shift.digit, 0, digit_count - 1);
  const bool doodle_fits = shift.doodle == nullptr || shift.doodle->shape() == Shape{doodle_height, doodle_width};
  if (!doodle_fits) shift.doodle = nullptr;
  shift.stride = std::clamp(shift.stride, 1, 4);
  clamp_filters(shift.filters);
  shift.dense_outputs = std::clamp(shift.dense_outputs, 4, 64);
  clamp_pair(shift);
  if (image != nullptr || !shows_picture(shift.object) || answering_pair(shift) != nullptr) {
    const PixelSize size = shift_size(scene);
    const int width = static_cast<int>(size.width), height = static_cast<int>(size.height);
    shift.dx = std::clamp(shift.dx, -width, width);
    shift.dy = std::clamp(shift.dy, -height, height);
  }
}

}  // namespace flatscope
