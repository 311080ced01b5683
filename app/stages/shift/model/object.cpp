// What is moved in the Shift stage, and what it is moved over.
#include <algorithm>
#include <cmath>
#include <utility>

#include "app/engine/results.h"
#include "app/files/assets.h"
#include "core/tensor/resample.h"

namespace flatscope {
namespace {

// An object on the canvas takes about this share of its height, so that there is room to drag it.
constexpr double share_of_height = 0.55;
constexpr float bright = 0.2F;

bool shows_picture(ObjectKind kind) { return kind == ObjectKind::picture || kind == ObjectKind::cutout; }

template <class Sample>
std::int64_t count_transparent(const std::vector<Sample>& samples, int channels, Sample opaque) {
  std::int64_t count = 0;
  for (std::size_t i = static_cast<std::size_t>(channels) - 1; i < samples.size();
       i += static_cast<std::size_t>(channels)) {
    if (samples[i] < opaque) ++count;
  }
  return count;
}

// A few stray pixels at an edge (the bundled horse has some) do not make a picture a cut-out.
bool has_transparency(const Image& image) {
  if (!image.has_alpha()) return false;
  std::int64_t count = 0;
  if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&image.samples)) {
    count = count_transparent<std::uint8_t>(*bytes, image.channels, 255);
  } else if (const auto* words = std::get_if<std::vector<std::uint16_t>>(&image.samples)) {
    count = count_transparent<std::uint16_t>(*words, image.channels, 65535);
  } else {
    count = count_transparent<float>(std::get<std::vector<float>>(image.samples), image.channels, 1.0F);
  }
  return count > image.width * image.height / 1000;
}

Tensor filled(std::int64_t channels, PixelSize size, float value) {
  Tensor tensor({channels, size.height, size.width});
  if (value != 0.0F) std::fill(tensor.values().begin(), tensor.values().end(), value);
  return tensor;
}

// The picture at the canvas's size with `channels` channels; a grey one is repeated.
Tensor fitted_picture(const Image& image, PixelSize size, std::int64_t channels) {
  Tensor picture = resample_area(image, size.height, size.width);
  if (channels == 1) return to_grey(picture);
  if (picture.channels() == channels) return picture;
  Tensor repeated({channels, size.height, size.width});
  for (std::int64_t c = 0; c < channels; ++c) {
    std::copy(picture.values().begin(), picture.values().end(), repeated.plane(c).begin());
  }
  return repeated;
}

// Lays `shape` into the middle of a mask of the canvas's size; it must not be larger.
Tensor centred(const Tensor& shape, PixelSize size) {
  Tensor mask({size.height, size.width});
  const std::int64_t top = (size.height - shape.height()) / 2, left = (size.width - shape.width()) / 2;
  for (std::int64_t row = 0; row < shape.height(); ++row) {
    for (std::int64_t column = 0; column < shape.width(); ++column) {
      mask.at(0, top + row, left + column) = shape.at(0, row, column);
    }
  }
  return mask;
}

// The bundled horse is black ink on white paper: as much of it as there is ink.
Tensor silhouette_mask(PixelSize size) {
  const Image& horse = *bundled_image("horse.png");
  const double scale = std::min(share_of_height * static_cast<double>(size.height) / static_cast<double>(horse.height),
                                static_cast<double>(size.width) / static_cast<double>(horse.width));
  const auto side = [scale](std::int64_t length, std::int64_t most) {
    return std::clamp<std::int64_t>(std::llround(scale * static_cast<double>(length)), 1, most);
  };
  const Tensor paper = to_grey(resample_area(horse, side(horse.height, size.height), side(horse.width, size.width)));
  Tensor ink({paper.height(), paper.width()});
  std::transform(paper.values().begin(), paper.values().end(), ink.values().begin(),
                 [](float luma) { return std::clamp(1.0F - luma, 0.0F, 1.0F); });
  return centred(ink, size);
}

// Enlarged by a whole factor, so that the eight by eight values stay squares of one value each.
Tensor digit_mask(int index, PixelSize size) {
  const Tensor& images = bundled_digits().images;
  const std::int64_t digits = images.shape()[0], side = images.shape()[2];
  const std::int64_t which = std::clamp<std::int64_t>(index, 0, digits - 1);
  const std::span<const float> values = images.plane(which);
  const Tensor digit({side, side}, std::vector<float>(values.begin(), values.end()));
  const auto factor =
      std::max<std::int64_t>(1, static_cast<std::int64_t>(share_of_height * static_cast<double>(size.height)) / side);
  const std::int64_t enlarged = std::min({side * factor, size.height, size.width});
  return centred(resample_area(digit, enlarged, enlarged), size);
}

Tensor doodle_mask(const std::shared_ptr<const Tensor>& doodle, PixelSize size) {
  if (doodle == nullptr) return Tensor({size.height, size.width});
  return resample_area(*doodle, size.height, size.width);
}

Tensor cutout_mask(const Cutout& cutout, PixelSize size) {
  const auto span = [](float low, float high, std::int64_t length) {
    const auto pixel = [length](float share) {
      return static_cast<std::int64_t>(std::lround(static_cast<double>(share) * static_cast<double>(length)));
    };
    const std::int64_t first = std::clamp<std::int64_t>(pixel(low), 0, length - 1);
    return std::pair{first, std::clamp<std::int64_t>(pixel(high), first + 1, length)};
  };
  const auto [left, right] = span(cutout.left, cutout.right, size.width);
  const auto [top, bottom] = span(cutout.top, cutout.bottom, size.height);
  Tensor mask({size.height, size.width});
  for (std::int64_t row = top; row < bottom; ++row) {
    std::fill(&mask.at(0, row, left), &mask.at(0, row, left) + (right - left), 1.0F);
  }
  return mask;
}

// Mean luma of the object's pixels, each as far as the mask lets it show.
float mean_luma(const Tensor& object, const Tensor& mask) {
  const Tensor grey = to_grey(object);
  double sum = 0.0, weight = 0.0;
  for (std::int64_t i = 0; i < mask.size(); ++i) {
    sum += static_cast<double>(mask.data()[i]) * static_cast<double>(grey.data()[i]);
    weight += static_cast<double>(mask.data()[i]);
  }
  return weight > 0.0 ? static_cast<float>(sum / weight) : 0.0F;
}

void fill_from_picture(const ObjectInputs& inputs, std::int64_t channels, ObjectResult& result) {
  result.object = fitted_picture(*inputs.image, inputs.size, channels);
  const bool transparent = has_transparency(*inputs.image);
  if (inputs.object == ObjectKind::cutout) {
    result.mask = cutout_mask(inputs.cutout, inputs.size);
    if (transparent) {
      const Tensor alpha = resample_alpha(*inputs.image, inputs.size.height, inputs.size.width);
      for (std::int64_t i = 0; i < alpha.size(); ++i) result.mask.data()[i] *= alpha.data()[i];
    }
  } else if (transparent) {
    result.mask = resample_alpha(*inputs.image, inputs.size.height, inputs.size.width);
  } else {
    result.mask = filled(1, inputs.size, 1.0F).reshaped({inputs.size.height, inputs.size.width});
    result.whole_picture = true;
  }
}

Tensor shape_mask(const ObjectInputs& inputs) {
  switch (inputs.object) {
    case ObjectKind::digit:
      return digit_mask(inputs.digit, inputs.size);
    case ObjectKind::doodle:
      return doodle_mask(inputs.doodle, inputs.size);
    default:
      return silhouette_mask(inputs.size);
  }
}

}  // namespace

ObjectInputs object_inputs(const Scene& scene) {
  const ShiftScene& shift = scene.shift;
  const std::shared_ptr<const Image>& image = current_picture(scene).image;
  ObjectInputs inputs;
  inputs.size = shift_size(scene);
  if (const std::shared_ptr<const TrainedPair> pair = answering_pair(shift)) {
    inputs.pair = pair;
    inputs.colour = canvas_of(*pair)[0] == 3;
    inputs.pair_object = shift.pair_object;
    if (shift.pair_object == PairObject::sample) inputs.sample = shift.sample;
    if (shift.pair_object == PairObject::doodle) inputs.doodle = shift.doodle;
    if (shift.pair_object == PairObject::picture) inputs.image = image;
    return inputs;
  }
  inputs.object = shift.object;
  inputs.background = shift.background;
  inputs.colour = shift.colour;
  // What the object does not use stays as it is by default, so that a change of it changes nothing here.
  if (shows_picture(shift.object)) {
    inputs.image = image;
    inputs.colour = shift.colour && image->colour();
    if (shift.object == ObjectKind::picture && !image->has_alpha()) inputs.background = Background::automatic;
  }
  if (inputs.background == Background::picture) inputs.image = image;
  if (shift.object == ObjectKind::cutout) inputs.cutout = shift.cutout;
  if (shift.object == ObjectKind::digit) inputs.digit = shift.digit;
  if (shift.object == ObjectKind::doodle) inputs.doodle = shift.doodle;
  return inputs;
}

ObjectResult compute(const ObjectInputs& inputs) {
  if (inputs.pair != nullptr) return pair_object(inputs);
  const std::int64_t channels = inputs.colour ? 3 : 1;
  ObjectResult result;
  const bool from_picture = shows_picture(inputs.object);
  if (from_picture) {
    fill_from_picture(inputs, channels, result);
  } else {
    result.mask = shape_mask(inputs);
    result.object = filled(channels, inputs.size, inputs.background == Background::white ? 0.0F : 1.0F);
  }

  if (result.whole_picture) {
    result.background = filled(channels, inputs.size, 0.0F);
    return result;
  }
  switch (inputs.background) {
    case Background::picture:
      result.background = fitted_picture(*inputs.image, inputs.size, channels);
      result.background_stays = true;
      break;
    case Background::black:
      result.background = filled(channels, inputs.size, 0.0F);
      break;
    case Background::white:
      result.background = filled(channels, inputs.size, 1.0F);
      break;
    case Background::automatic:
      // Shapes are white, and white stands out from black.
      const bool black = !from_picture || mean_luma(result.object, result.mask) > bright;
      result.background = filled(channels, inputs.size, black ? 0.0F : 1.0F);
      break;
  }
  return result;
}

}  // namespace flatscope
