#include "core/training/picture_crops.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/files/plain_text.h"
#include "core/tensor/parallel.h"
#include "core/tensor/resample.h"
#include "core/training/canvas.h"
#include "core/training/sample_stream.h"

namespace flatscope {
namespace {

constexpr std::int64_t bands = 6, fewest_pixels = 4, fewest_crops = 12;

std::string quoted(const std::string& name) { return "'" + one_line(name) + "'"; }

// The side of the largest crop of a picture.
std::int64_t largest_crop(const Tensor& pixels) {
  return std::min(std::max(pixels.height(), pixels.width()) / bands, std::min(pixels.height(), pixels.width()));
}

Tensor with_channels(const Tensor& pixels, bool colour) {
  if (!colour) return to_grey(pixels);
  if (pixels.channels() == 3) return pixels;
  std::vector<float> values;
  for (int channel = 0; channel < 3; ++channel) {
    values.insert(values.end(), pixels.values().begin(), pixels.values().end());
  }
  return {{3, pixels.height(), pixels.width()}, std::move(values)};
}

Tensor prepared(const NamedPicture& picture, const CropSettings& settings) {
  const Tensor& pixels = picture.pixels;
  if (pixels.rank() != 3 || (pixels.channels() != 1 && pixels.channels() != 3) || pixels.empty()) {
    throw std::invalid_argument("the picture " + quoted(picture.name) + " has shape " + to_string(pixels.shape()) +
                                "; 1 or 3 x height x width is needed");
  }
  const std::int64_t side = largest_crop(pixels), longer = std::max(pixels.height(), pixels.width());
  if (side < fewest_pixels) {
    throw std::invalid_argument("the picture " + quoted(picture.name) +
                                " is too small to cut samples from: " + std::to_string(pixels.width()) + " x " +
                                std::to_string(pixels.height()) + " pixels; at least 24 x 4 are needed");
  }
  const std::int64_t most = 4 * settings.canvas;
  if (side <= most) return with_channels(pixels, settings.colour);
  const auto scaled = [&](std::int64_t length) { return std::max<std::int64_t>(1, length * most / side); };
  const PixelSize size = fit_size(pixels.width(), pixels.height(), scaled(longer));
  return with_channels(resample_area(pixels, size.height, size.width), settings.colour);
}

// A square of a (C, H, W) picture.
Tensor cut(const Tensor& picture, std::int64_t top, std::int64_t left, std::int64_t side) {
  Tensor crop({picture.channels(), side, side});
  float* to = crop.data();
  for (std::int64_t channel = 0; channel < picture.channels(); ++channel) {
    for (std::int64_t row = 0; row < side; ++row) {
      to = std::copy_n(&picture.plane(channel)[static_cast<std::size_t>((top + row) * picture.width() + left)], side,
                       to);
    }
  }
  return crop;
}

std::int64_t below(Generator& generator, std::int64_t count) {
  return uniform_below(generator, static_cast<std::uint32_t>(count));
}

// Bands 0 and 1, or 3 and 4, for training; 2 or 5 for testing.
void draw_crop(const Tensor& picture, const CropSettings& settings, SampleStream stream, Generator& generator,
               std::span<float> out) {
  const bool lying = picture.width() >= picture.height();
  const std::int64_t longer = std::max(picture.height(), picture.width());
  const std::int64_t shorter = std::min(picture.height(), picture.width()), most = largest_crop(picture);
  const std::int64_t half = below(generator, 2) * 3;
  const bool training = stream == SampleStream::training;
  const std::int64_t first = half + (training ? 0 : 2), behind = half + (training ? 2 : 3);
  // Rounded up and down, so that the crops of two neighbours never meet in a pixel.
  const std::int64_t begin = (first * longer + bands - 1) / bands, end = behind * longer / bands;
  const auto wanted = std::llround(static_cast<double>(most) * uniform_between(generator, 0.7F, 1.0F));
  const std::int64_t side = std::clamp<std::int64_t>(wanted, 1, std::min(most, end - begin));
  const std::int64_t along = begin + below(generator, end - begin - side + 1);
  const std::int64_t across = below(generator, shorter - side + 1);
  const Tensor crop = lying ? cut(picture, across, along, side) : cut(picture, along, across, side);
  const std::int64_t canvas = settings.canvas;
  const Tensor scaled = side > canvas ? resample_area(crop, canvas, canvas) : resample_bilinear(crop, canvas, canvas);
  std::copy(scaled.values().begin(), scaled.values().end(), out.begin());
  if (settings.mirrored && below(generator, 2) == 1) {
    for (auto row = out.begin(); row != out.end(); row += canvas) std::reverse(row, row + canvas);
  }
}

LabelledImages part_of(const std::vector<Tensor>& pictures, const CropSettings& settings, std::uint32_t seed,
                       SampleStream stream, std::int64_t count) {
  const std::int64_t channels = settings.colour ? 3 : 1, each = channels * settings.canvas * settings.canvas;
  LabelledImages part{Tensor({count, channels, settings.canvas, settings.canvas}), {}};
  for (std::int64_t i = 0; i < count; ++i) {
    part.labels.push_back(static_cast<std::uint8_t>(static_cast<std::size_t>(i) % pictures.size()));
  }
  parallel_for(count, 4, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      Generator generator = sample_generator(seed, stream, static_cast<std::uint64_t>(i));
      draw_crop(pictures[part.labels[static_cast<std::size_t>(i)]], settings, stream, generator,
                part.images.values().subspan(static_cast<std::size_t>(i * each), static_cast<std::size_t>(each)));
    }
  });
  return part;
}

void add_warnings(std::span<const NamedPicture> pictures, std::int64_t canvas, DataReport& report) {
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const Tensor& pixels = pictures[i].pixels;
    const std::string name = quoted(pictures[i].name);
    const std::int64_t side = largest_crop(pixels), longer = std::max(pixels.height(), pixels.width());
    const std::int64_t crops = 2 * (longer / 3 / side) * (std::min(pixels.height(), pixels.width()) / side);
    const Range range = value_range(pixels.values());
    for (std::size_t j = 0; j < i; ++j) {
      if (pictures[j].pixels == pixels) {
        report.add_problem(quoted(pictures[j].name) + " and " + name +
                           " are the same picture: no network can tell them apart.");
      }
    }
    if (range.high - range.low < 1.0F / 255.0F) {
      report.add_problem(name + " has one colour throughout: there is nothing in it to learn but that.");
    }
    if (side < canvas) {
      report.add_problem(name + " is small: a sample is cut from " + std::to_string(side) + " x " +
                         std::to_string(side) + " pixels and enlarged to " + std::to_string(canvas) + " x " +
                         std::to_string(canvas) + ".");
    }
    if (crops < fewest_crops) {
      report.add_problem(name + " has room for only " + std::to_string(crops) +
                         " training samples that do not overlap, too few to learn much from.");
    }
  }
}

void require_settings(std::size_t count, const CropSettings& settings) {
  constexpr std::size_t fewest = 2, most = 10;
  if (count < fewest || count > most) {
    throw std::invalid_argument("samples can be cut from 2 to 10 pictures, each a class, not from " +
                                std::to_string(count));
  }
  if (settings.canvas < smallest_canvas || settings.canvas > possible_canvas) {
    throw std::invalid_argument("samples can't be cut for a canvas of " + std::to_string(settings.canvas) +
                                " pixels a side; 8 to 256 are possible");
  }
  for (const std::int64_t samples : {settings.training, settings.testing}) {
    if (samples < 1 || samples > 1'000'000) {
      throw std::invalid_argument(std::to_string(samples) + " samples can't be cut; 1 to 1000000 can");
    }
  }
}

}  // namespace

FoundData crops_dataset(std::span<const NamedPicture> pictures, const CropSettings& settings, std::uint32_t seed) {
  require_settings(pictures.size(), settings);
  FoundData found;
  std::vector<Tensor> ready;
  for (const NamedPicture& picture : pictures) {
    ready.push_back(prepared(picture, settings));
    found.data.classes.push_back(one_line(picture.name));
  }
  add_warnings(pictures, settings.canvas, found.report);
  found.data.name = "Opened pictures";
  found.data.train = part_of(ready, settings, seed, SampleStream::training, settings.training);
  found.data.test = part_of(ready, settings, seed, SampleStream::testing, settings.testing);
  found.report.used = settings.training + settings.testing;
  return found;
}

}  // namespace flatscope
