#include "app/scene/scene.h"

#include <algorithm>
#include <cmath>

#include "app/scene/picture_name.h"
#include "core/file.h"
#include "core/plain_text.h"

namespace flatscope {
namespace {

constexpr int smallest_flatten_size = 4;
constexpr int smallest_shift_size = 8;
constexpr int smallest_longest_size = 256;
constexpr int digit_count = 1797;

// std::clamp lets NaN through; here it becomes `otherwise`.
float clamped(float value, float low, float high, float otherwise) {
  return std::isnan(value) ? otherwise : std::clamp(value, low, high);
}

bool shows_picture(ObjectKind kind) { return kind == ObjectKind::picture || kind == ObjectKind::cutout; }

const Image* image_in_hand(const Scene& scene) {
  if (scene.pictures.empty()) return nullptr;
  return current_picture(scene).image.get();
}

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

void clamp_flatten(Scene& scene, const Image* image) {
  FlattenScene& flatten = scene.flatten;
  const int largest = image != nullptr ? max_working_size(*image) : smallest_longest_size;
  flatten.working_size = std::clamp(flatten.working_size, smallest_flatten_size, largest);
  flatten.unroll = clamped(flatten.unroll, 0.0F, 1.0F, 0.0F);
  if (flatten.pinned && image != nullptr) {
    const PixelSize size = flatten_size(scene);
    const std::int64_t channels = flatten.colour ? image->colour_channels() : 1;
    flatten.pinned->channel = std::clamp<std::int64_t>(flatten.pinned->channel, 0, channels - 1);
    flatten.pinned->row = std::clamp<std::int64_t>(flatten.pinned->row, 0, size.height - 1);
    flatten.pinned->column = std::clamp<std::int64_t>(flatten.pinned->column, 0, size.width - 1);
  }
}

void clamp_shift(Scene& scene, const Image* image) {
  ShiftScene& shift = scene.shift;
  const int largest = image != nullptr ? max_shift_size(*image) : smallest_longest_size;
  shift.working_size = std::clamp(shift.working_size, smallest_shift_size, largest);
  clamp_cutout(shift.cutout);
  shift.digit = std::clamp(shift.digit, 0, digit_count - 1);
  const bool doodle_fits = shift.doodle == nullptr || shift.doodle->shape() == Shape{doodle_height, doodle_width};
  if (!doodle_fits) shift.doodle = nullptr;
  shift.stride = std::clamp(shift.stride, 1, 4);
  clamp_filters(shift.filters);
  shift.dense_outputs = std::clamp(shift.dense_outputs, 4, 64);
  if (image != nullptr || !shows_picture(shift.object)) {
    const PixelSize size = shift_size(scene);
    const int width = static_cast<int>(size.width), height = static_cast<int>(size.height);
    shift.dx = std::clamp(shift.dx, -width, width);
    shift.dy = std::clamp(shift.dy, -height, height);
  }
}

// Where a layer has no output (its picture was made smaller, say) the stage tells why; nothing is changed for that.
void clamp_convolve(Scene& scene, const Image* image) {
  ConvolveScene& convolve = scene.convolve;
  const int largest = image != nullptr ? max_shift_size(*image) : smallest_longest_size;
  convolve.working_size = std::clamp(convolve.working_size, smallest_flatten_size, largest);
  if (convolve.layers.empty()) convolve.layers.push_back(first_conv_layer());
  if (convolve.layers.size() > most_conv_layers) convolve.layers.resize(most_conv_layers);
  for (ConvLayer& layer : convolve.layers) clamp(layer);
  convolve.layer = std::clamp(convolve.layer, 0, static_cast<int>(convolve.layers.size()) - 1);
  const auto layer = static_cast<std::size_t>(convolve.layer);
  convolve.filter = std::clamp(convolve.filter, 0, static_cast<int>(convolve.layers[layer].filters()) - 1);
  if (image == nullptr) return;
  const ConvChain chain = conv_chain(convolve_input(scene), convolve.layers);
  if (layer >= chain.layers.size()) return;
  const ConvShape& shape = chain.layers[layer];
  convolve.channel = std::clamp(convolve.channel, 0, static_cast<int>(shape.input[0]) - 1);
  convolve.row = std::clamp(convolve.row, 0, static_cast<int>(shape.conv[1]) - 1);
  convolve.column = std::clamp(convolve.column, 0, static_cast<int>(shape.conv[2]) - 1);
}

}  // namespace

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

std::string name_of(const Picture& picture) {
  return picture.bundled.empty() ? shown(picture.path.filename()) : picture.bundled;
}

std::string stem_of(const Picture& picture) {
  std::string stem = utf8(path_from_utf8(name_of(picture)).stem());
  std::replace(stem.begin(), stem.end(), '?', '_');  // what no name should hold
  return stem;
}

const Picture& current_picture(const Scene& scene) {
  const auto last = static_cast<std::int64_t>(scene.pictures.size()) - 1;
  return scene.pictures[static_cast<std::size_t>(std::clamp<std::int64_t>(scene.picture, 0, last))];
}

void show_picture_unmoved(ShiftScene& shift) {
  if (shift.object != ObjectKind::cutout) shift.object = ObjectKind::picture;
  shift.dx = shift.dy = 0;
}

int max_working_size(const Image& image) {
  return static_cast<int>(std::max<std::int64_t>(smallest_longest_size, std::max(image.width, image.height)));
}

int max_shift_size(const Image& image) { return std::min(max_working_size(image), largest_shift_size); }

PixelSize flatten_size(const Scene& scene) {
  const Image& image = *current_picture(scene).image;
  return fit_size(image.width, image.height, scene.flatten.working_size);
}

PixelSize shift_size(const Scene& scene) {
  const std::int64_t longest = scene.shift.working_size;
  if (!shows_picture(scene.shift.object)) return fit_size(doodle_width, doodle_height, longest);
  const Image& image = *current_picture(scene).image;
  return fit_size(image.width, image.height, longest);
}

PixelSize convolve_size(const Scene& scene) {
  const Image& image = *current_picture(scene).image;
  return fit_size(image.width, image.height, scene.convolve.working_size);
}

Shape convolve_input(const Scene& scene) {
  const PixelSize size = convolve_size(scene);
  const bool colour = scene.convolve.colour && current_picture(scene).image->colour();
  return {colour ? 3 : 1, size.height, size.width};
}

void clamp(Scene& scene) {
  const auto last = std::max<std::int64_t>(static_cast<std::int64_t>(scene.pictures.size()) - 1, 0);
  scene.picture = static_cast<int>(std::clamp<std::int64_t>(scene.picture, 0, last));
  const Image* image = image_in_hand(scene);
  clamp_flatten(scene, image);
  clamp_shift(scene, image);
  clamp_convolve(scene, image);
  clamp(scene.parameters);
}

}  // namespace flatscope
