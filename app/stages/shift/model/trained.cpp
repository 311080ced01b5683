#include "app/stages/shift/model/trained.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <utility>

#include "app/engine/results.h"
#include "core/tensor/resample.h"
#include "core/training/canvas.h"

namespace flatscope {
namespace {

// Test samples whose size is looked at: enough for a median.
constexpr std::int64_t measured_samples = 200;

bool reads_pictures(const Shape& input) {
  return input.size() == 3 && (input[0] == 1 || input[0] == 3) && input[1] > 0 && input[2] > 0;
}

// The letters of UTF-8 that `words` begins with: one character.
std::string first_character(const std::string& words) {
  std::size_t length = words.empty() ? 0 : 1;
  while (length < words.size() && (static_cast<unsigned char>(words[length]) & 0xC0U) == 0x80U) ++length;
  return words.substr(0, length);
}

struct Box {
  std::int64_t left = 0, top = 0, right = 0, bottom = 0;
  std::int64_t width() const { return right - left; }
  std::int64_t height() const { return bottom - top; }
};

// Around all values above 0; without any it has no area.
Box box_around(const Tensor& plane) {
  Box box{plane.width(), plane.height(), 0, 0};
  for (std::int64_t row = 0; row < plane.height(); ++row) {
    for (std::int64_t column = 0; column < plane.width(); ++column) {
      if (!(plane.at(0, row, column) > 0.0F)) continue;
      box.left = std::min(box.left, column);
      box.right = std::max(box.right, column + 1);
      box.top = std::min(box.top, row);
      box.bottom = row + 1;
    }
  }
  return box.right > box.left ? box : Box{};
}

Tensor resized(const Tensor& image, std::int64_t height, std::int64_t width) {
  const bool smaller = height <= image.height() && width <= image.width();
  return smaller ? resample_area(image, height, width) : resample_bilinear(image, height, width);
}

// Puts `what`, no larger than the canvas, into its middle; half a pixel goes up and to the left, as in training.
Tensor in_the_middle(const Tensor& what, std::int64_t channels, std::int64_t height, std::int64_t width) {
  Tensor canvas({channels, height, width});
  const std::int64_t top = (height - what.height()) / 2, left = (width - what.width()) / 2;
  for (std::int64_t channel = 0; channel < channels; ++channel) {
    const std::int64_t from = what.channels() == channels ? channel : 0;
    for (std::int64_t row = 0; row < what.height(); ++row)
      for (std::int64_t column = 0; column < what.width(); ++column)
        canvas.at(channel, top + row, left + column) = what.at(from, row, column);
  }
  return canvas;
}

// It touches two opposite sides of the canvas; transparent pixels lie on white, as paper does.
Tensor fitted_image(const Image& image, const Shape& canvas) {
  const double scale = std::min(static_cast<double>(canvas[2]) / static_cast<double>(image.width),
                                static_cast<double>(canvas[1]) / static_cast<double>(image.height));
  const auto side = [scale](std::int64_t length, std::int64_t most) {
    return std::clamp<std::int64_t>(std::llround(scale * static_cast<double>(length)), 1, most);
  };
  const std::int64_t width = side(image.width, canvas[2]), height = side(image.height, canvas[1]);
  const bool smaller = scale <= 1.0;
  Tensor picture = smaller ? resample_area(image, height, width) : resample_area(image, image.height, image.width);
  if (image.has_alpha()) {
    const Tensor alpha = resample_alpha(image, picture.height(), picture.width());
    for (std::int64_t channel = 0; channel < picture.channels(); ++channel)
      for (std::int64_t i = 0; i < alpha.size(); ++i) {
        float& value = picture.plane(channel)[static_cast<std::size_t>(i)];
        value = alpha.data()[i] * value + (1.0F - alpha.data()[i]);
      }
  }
  if (!smaller) picture = resample_bilinear(picture, height, width);
  if (canvas[0] == 1) picture = to_grey(picture);
  return in_the_middle(picture, canvas[0], canvas[1], canvas[2]);
}

Tensor sample_of(const TrainedPair& pair, int index, const Shape& canvas) {
  Tensor sample(canvas);
  if (pair.data == nullptr) return sample;
  const Tensor& images = pair.data->test.images;
  if (images.rank() != 4 || images.shape()[0] == 0 || Shape(images.shape().begin() + 1, images.shape().end()) != canvas)
    return sample;
  const std::int64_t which = std::clamp<std::int64_t>(index, 0, images.shape()[0] - 1);
  std::copy_n(images.data() + which * sample.size(), sample.size(), sample.data());
  return sample;
}

}  // namespace

Shape canvas_of(const TrainedPair& pair) {
  for (const auto& network : pair.networks)
    if (network != nullptr && reads_pictures(network->input)) return network->input;
  return {};
}

std::shared_ptr<const TrainedPair> answering_pair(const ShiftScene& shift) {
  const bool answers = shift.trained && shift.pair != nullptr && !canvas_of(*shift.pair).empty();
  return answers ? shift.pair : nullptr;
}

std::string class_name(const TrainedPair& pair, int index) {
  const bool named = pair.data != nullptr && index >= 0 && static_cast<std::size_t>(index) < pair.data->classes.size();
  return named ? pair.data->classes[static_cast<std::size_t>(index)] : std::to_string(index);
}

std::string class_sign(const TrainedPair& pair, int index) {
  const std::vector<std::string> none;
  const std::vector<std::string>& names = pair.data != nullptr ? pair.data->classes : none;
  std::set<std::string> first;
  for (const std::string& name : names) first.insert(first_character(name));
  const auto at = static_cast<std::size_t>(std::max(0, index));
  if (at < names.size() && first.size() == names.size() && !names[at].empty()) return first_character(names[at]);
  if (names.empty() && index < 10) return std::to_string(index);
  if (index < 26) return std::string(1, static_cast<char>('A' + index));
  return index < 52 ? std::string(1, static_cast<char>('a' + index - 26)) : "·";
}

std::int64_t usual_extent(const TrainedPair& pair) {
  const Shape canvas = canvas_of(pair);
  const std::int64_t longest = canvas.empty() ? 0 : std::max(canvas[1], canvas[2]);
  std::vector<std::int64_t> extents;
  if (pair.data != nullptr && pair.data->test.images.rank() == 4) {
    const std::int64_t count = std::min(pair.data->test.images.shape()[0], measured_samples);
    for (std::int64_t i = 0; i < count; ++i) {
      const Tensor sample = sample_of(pair, static_cast<int>(i), canvas);
      Box all;
      for (std::int64_t channel = 0; channel < sample.channels(); ++channel) {
        const std::span<const float> plane = sample.plane(channel);
        const Box box = box_around(Tensor({sample.height(), sample.width()}, {plane.begin(), plane.end()}));
        if (box.width() == 0) continue;
        all = all.width() == 0 ? box
                               : Box{std::min(all.left, box.left), std::min(all.top, box.top),
                                     std::max(all.right, box.right), std::max(all.bottom, box.bottom)};
      }
      if (all.width() > 0) extents.push_back(std::max(all.width(), all.height()));
    }
  }
  if (extents.empty()) return std::max<std::int64_t>(1, longest * 2 / 3);
  const auto middle = extents.begin() + static_cast<std::ptrdiff_t>(extents.size() / 2);
  std::nth_element(extents.begin(), middle, extents.end());
  return *middle;
}

Tensor fitted_doodle(const Tensor* doodle, const Shape& canvas, std::int64_t extent) {
  const std::int64_t height = canvas[1], width = canvas[2];
  const Box box = doodle == nullptr ? Box{} : box_around(*doodle);
  if (box.width() == 0) return Tensor({height, width});
  Tensor drawn({box.height(), box.width()});
  for (std::int64_t row = 0; row < box.height(); ++row)
    for (std::int64_t column = 0; column < box.width(); ++column)
      drawn.at(0, row, column) = doodle->at(0, box.top + row, box.left + column);
  const double scale = static_cast<double>(extent) / static_cast<double>(std::max(box.width(), box.height()));
  const auto side = [scale](std::int64_t length, std::int64_t most) {
    return std::clamp<std::int64_t>(std::llround(scale * static_cast<double>(length)), 1, most);
  };
  Tensor small = resized(drawn, side(box.height(), height), side(box.width(), width));
  const float most = *std::max_element(small.values().begin(), small.values().end());
  if (most > 0.0F)
    for (float& value : small.values()) value = std::min(1.0F, value / most);
  return in_the_middle(small, 1, height, width).reshaped({height, width});
}

ObjectResult pair_object(const ObjectInputs& inputs) {
  const Shape canvas = canvas_of(*inputs.pair);
  ObjectResult result;
  result.background = Tensor(canvas);
  result.mask = Tensor({canvas[1], canvas[2]});
  switch (inputs.pair_object) {
    case PairObject::sample:
      result.object = sample_of(*inputs.pair, inputs.sample, canvas);
      break;
    case PairObject::doodle:
      result.object = in_the_middle(fitted_doodle(inputs.doodle.get(), canvas, usual_extent(*inputs.pair)), canvas[0],
                                    canvas[1], canvas[2]);
      break;
    case PairObject::picture:
      result.object = inputs.image != nullptr ? fitted_image(*inputs.image, canvas) : Tensor(canvas);
      break;
  }
  // All of what is not 0 moves: laid over zeros it is then the very picture that the networks read.
  for (std::int64_t channel = 0; channel < canvas[0]; ++channel)
    for (std::int64_t i = 0; i < result.mask.size(); ++i)
      if (result.object.plane(channel)[static_cast<std::size_t>(i)] != 0.0F) result.mask.data()[i] = 1.0F;
  const Box box = box_around(result.mask);
  const bool to_all_sides = box.width() == canvas[2] && box.height() == canvas[1];
  if (inputs.pair_object == PairObject::picture || to_all_sides) {
    std::fill(result.mask.values().begin(), result.mask.values().end(), 1.0F);
    result.whole_picture = true;
  }
  return result;
}

std::vector<PathPlace> straight_path(int dx, int dy) {
  const int steps = std::max(std::abs(dx), std::abs(dy));
  std::vector<PathPlace> path;
  for (int i = 0; i <= steps; ++i) {
    const double share = steps == 0 ? 0.0 : static_cast<double>(i) / steps;
    path.push_back({static_cast<int>(std::lround(share * dx)), static_cast<int>(std::lround(share * dy))});
  }
  return path;
}

std::optional<PathPlace> first_change(const AnswerMap& map, int dx, int dy) {
  if (map.classes.empty()) return std::nullopt;
  const int at_rest = map.at(0, 0);
  for (const PathPlace& place : straight_path(dx, dy))
    if (map.at(place.dx, place.dy) != at_rest) return place;
  return std::nullopt;
}

}  // namespace flatscope
