#include "core/tensor/resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

// The source elements that one output element covers: first to last, both included, each with weight 1 except the two
// ends. Weights are in source elements and add up to `total`.
struct Cover {
  std::int64_t first = 0, last = 0;
  double first_weight = 1.0, last_weight = 1.0, total = 1.0;
};

// On a ruler on which a source element is `to` long and an output element `from`, both begin and end at whole numbers.
std::vector<Cover> covers(std::int64_t from, std::int64_t to) {
  std::vector<Cover> result(static_cast<std::size_t>(to));
  for (std::int64_t i = 0; i < to; ++i) {
    Cover& cover = result[static_cast<std::size_t>(i)];
    const std::int64_t begin = i * from, end = begin + from;
    cover.first = begin / to;
    cover.last = (end - 1) / to;
    if (cover.first == cover.last) continue;  // within one source element: its value, exactly
    const double unit = static_cast<double>(to);
    cover.first_weight = static_cast<double>((cover.first + 1) * to - begin) / unit;
    cover.last_weight = static_cast<double>(end - cover.last * to) / unit;
    cover.total = static_cast<double>(from) / unit;
  }
  return result;
}

void require_size(std::int64_t height, std::int64_t width) {
  // The product of a size and a place on the ruler must stay far from 2^63.
  constexpr std::int64_t limit = 1 << 30;
  if (height < 1 || width < 1 || height > limit || width > limit) {
    throw std::invalid_argument("a picture can't be made " + std::to_string(width) + " x " + std::to_string(height) +
                                " pixels; each side must be from 1 to " + std::to_string(limit));
  }
}

void require_picture(const Tensor& input, std::int64_t height, std::int64_t width) {
  require_size(height, width);
  if (input.empty() || (input.rank() != 2 && input.rank() != 3)) {
    throw std::invalid_argument("a picture of shape " + to_string(input.shape()) +
                                " can't change its size; (height, width) or (channels, height, width) is needed");
  }
}

Shape resized(Shape shape, std::int64_t height, std::int64_t width) {
  shape[shape.size() - 2] = height;
  shape[shape.size() - 1] = width;
  return shape;
}

// The two input elements that an output element lies between, and how far it is from the first to the second.
struct Between {
  std::int64_t first = 0, second = 0;
  float share = 0.0F;
};

std::vector<Between> betweens(std::int64_t from, std::int64_t to) {
  std::vector<Between> result(static_cast<std::size_t>(to));
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  for (std::int64_t i = 0; i < to; ++i) {
    const double place = std::max(0.0, (static_cast<double>(i) + 0.5) * scale - 0.5);
    const std::int64_t first = std::min(from - 1, static_cast<std::int64_t>(place));
    const std::int64_t second = std::min(from - 1, first + 1);
    result[static_cast<std::size_t>(i)] = {first, second, static_cast<float>(place - static_cast<double>(first))};
  }
  return result;
}

// How rows of one kind of sample become sums. Lanes values stand side by side for each pixel; a row is added with a
// weight to `width * Lanes` sums.
//
// Sums of 8-bit values stay whole numbers below 2^24 for 65,000 rows, so float holds them exactly and is the faster.
template <typename Sample>
using SumOf = std::conditional_t<std::is_same_v<Sample, std::uint8_t>, float, double>;

template <typename Sample>
float in_unit(Sample value) {
  // The comparison that is false for NaN comes first.
  if constexpr (std::is_same_v<Sample, float>) return value > 0.0F ? std::min(value, 1.0F) : 0.0F;
  return static_cast<float>(value);
}

template <typename Sample>
constexpr double full_scale() {
  if constexpr (std::is_same_v<Sample, std::uint8_t>) return 255.0;
  if constexpr (std::is_same_v<Sample, std::uint16_t>) return 65535.0;
  return 1.0;
}

// The core of it all. add(row, weight, sums) adds a source row to width * Lanes sums; emit(row, column, means) takes
// the Lanes means of an output pixel. Source rows are added up first, because that is one straight pass over memory;
// the columns of the few summed rows follow.
template <int Lanes, typename Sum, typename Add, typename Emit>
void resample(std::int64_t from_height, std::int64_t from_width, std::int64_t height, std::int64_t width,
              const Add& add, const Emit& emit) {
  const std::vector<Cover> rows = covers(from_height, height), columns = covers(from_width, width);
  const std::int64_t cost = std::max<std::int64_t>(1, from_height / height) * from_width * Lanes;
  parallel_for(height, (1 << 18) / cost + 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<Sum> sums(static_cast<std::size_t>(from_width * Lanes));
    for (std::int64_t row = begin; row < end; ++row) {
      const Cover& down = rows[static_cast<std::size_t>(row)];
      std::fill(sums.begin(), sums.end(), Sum{0});
      for (std::int64_t from = down.first; from <= down.last; ++from) {
        const double weight = from == down.first ? down.first_weight : from == down.last ? down.last_weight : 1.0;
        add(from, static_cast<Sum>(weight), sums.data());
      }
      for (std::int64_t column = 0; column < width; ++column) {
        const Cover& across = columns[static_cast<std::size_t>(column)];
        const Sum* at = sums.data() + across.first * Lanes;
        std::array<double, Lanes> means;
        for (int lane = 0; lane < Lanes; ++lane) means[lane] = across.first_weight * at[lane];
        if (across.last > across.first) {
          const Sum* const last = sums.data() + across.last * Lanes;
          for (at += Lanes; at < last; at += Lanes) {
            for (int lane = 0; lane < Lanes; ++lane) means[lane] += at[lane];
          }
          for (int lane = 0; lane < Lanes; ++lane) means[lane] += across.last_weight * last[lane];
        }
        const double area = down.total * across.total;
        for (int lane = 0; lane < Lanes; ++lane) means[lane] /= area;
        emit(row, column, means);
      }
    }
  });
}

// Channels that are simply averaged. Those of `samples` are Stride apart from pixel to pixel, Lanes of them are read
// from `first` on.
template <int Lanes, int Stride, typename Sample>
Tensor resample_plain(const Sample* samples, std::int64_t from_height, std::int64_t from_width, std::int64_t height,
                      std::int64_t width, int first) {
  using Sum = SumOf<Sample>;
  Tensor output({Lanes, height, width});
  const auto add = [&](std::int64_t row, Sum weight, Sum* sums) {
    const Sample* from = samples + row * from_width * Stride + first;
    if constexpr (Lanes == Stride) {
      const std::int64_t count = from_width * Lanes;
      for (std::int64_t i = 0; i < count; ++i) sums[i] += weight * static_cast<Sum>(in_unit(from[i]));
    } else {
      for (std::int64_t i = 0; i < from_width; ++i) {
        for (int lane = 0; lane < Lanes; ++lane) {
          sums[i * Lanes + lane] += weight * static_cast<Sum>(in_unit(from[i * Stride + lane]));
        }
      }
    }
  };
  const std::int64_t plane = height * width;
  resample<Lanes, Sum>(from_height, from_width, height, width, add,
                       [&](std::int64_t row, std::int64_t column, const std::array<double, Lanes>& means) {
                         float* to = output.data() + row * width + column;
                         for (int lane = 0; lane < Lanes; ++lane) {
                           to[lane * plane] = static_cast<float>(means[lane] / full_scale<Sample>());
                         }
                       });
  return output;
}

// Colours weighted by their alpha. Where an output pixel covers no visible pixel at all, their plain mean.
template <int Colours, typename Sample>
Tensor resample_weighted(const Sample* samples, std::int64_t from_height, std::int64_t from_width, std::int64_t height,
                         std::int64_t width) {
  constexpr int stride = Colours + 1;
  Tensor output({Colours, height, width});
  std::vector<std::uint8_t> hidden(static_cast<std::size_t>(height * width));
  const auto add = [&](std::int64_t row, double weight, double* sums) {
    const Sample* from = samples + row * from_width * stride;
    for (std::int64_t i = 0; i < from_width; ++i) {
      const double alpha = weight * in_unit(from[i * stride + Colours]);
      for (int lane = 0; lane < Colours; ++lane) {
        sums[i * stride + lane] += alpha * in_unit(from[i * stride + lane]);
      }
      sums[i * stride + Colours] += alpha;
    }
  };
  const std::int64_t plane = height * width;
  resample<stride, double>(from_height, from_width, height, width, add,
                           [&](std::int64_t row, std::int64_t column, const std::array<double, stride>& means) {
                             float* to = output.data() + row * width + column;
                             if (means[Colours] <= 0.0) {
                               hidden[static_cast<std::size_t>(row * width + column)] = 1;
                               return;
                             }
                             for (int lane = 0; lane < Colours; ++lane) {
                               to[lane * plane] =
                                   static_cast<float>(means[lane] / means[Colours] / full_scale<Sample>());
                             }
                           });
  if (std::find(hidden.begin(), hidden.end(), std::uint8_t{1}) != hidden.end()) {
    const Tensor plain = resample_plain<Colours, stride>(samples, from_height, from_width, height, width, 0);
    for (std::int64_t i = 0; i < output.size(); ++i) {
      if (hidden[static_cast<std::size_t>(i % plane)] != 0) output.data()[i] = plain.data()[i];
    }
  }
  return output;
}

}  // namespace

Tensor resample_area(const Tensor& input, std::int64_t height, std::int64_t width) {
  require_picture(input, height, width);
  if (height == input.height() && width == input.width()) return input;
  Tensor output(resized(input.shape(), height, width));
  for (std::int64_t channel = 0; channel < input.channels(); ++channel) {
    const float* from = input.plane(channel).data();
    float* to = output.plane(channel).data();
    const std::int64_t from_width = input.width();
    resample<1, double>(
        input.height(), from_width, height, width,
        [&](std::int64_t row, double weight, double* sums) {
          const float* values = from + row * from_width;
          for (std::int64_t i = 0; i < from_width; ++i) sums[i] += weight * values[i];
        },
        [&](std::int64_t row, std::int64_t column, const std::array<double, 1>& means) {
          to[row * width + column] = static_cast<float>(means[0]);
        });
  }
  return output;
}

Tensor resample_bilinear(const Tensor& input, std::int64_t height, std::int64_t width) {
  require_picture(input, height, width);
  if (height == input.height() && width == input.width()) return input;
  Tensor output(resized(input.shape(), height, width));
  const std::vector<Between> rows = betweens(input.height(), height), columns = betweens(input.width(), width);
  const std::int64_t from_width = input.width(), from_plane = input.plane_size(), plane = height * width;
  parallel_for(input.channels(), (1 << 16) / plane + 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t channel = begin; channel < end; ++channel) {
      const float* const from = input.data() + channel * from_plane;
      float* to = output.data() + channel * plane;
      for (const Between& down : rows) {
        const float* const upper = from + down.first * from_width;
        const float* const lower = from + down.second * from_width;
        for (const Between& across : columns) {
          const float above = upper[across.first] + across.share * (upper[across.second] - upper[across.first]);
          const float below = lower[across.first] + across.share * (lower[across.second] - lower[across.first]);
          *to++ = above + down.share * (below - above);
        }
      }
    }
  });
  return output;
}

Tensor resample_area(const Image& image, std::int64_t height, std::int64_t width) {
  require_size(height, width);
  if (height == image.height && width == image.width) return to_tensor(image);
  return std::visit(
      [&](const auto& samples) {
        switch (image.channels) {
          case 1:
            return resample_plain<1, 1>(samples.data(), image.height, image.width, height, width, 0);
          case 2:
            return resample_weighted<1>(samples.data(), image.height, image.width, height, width);
          case 3:
            return resample_plain<3, 3>(samples.data(), image.height, image.width, height, width, 0);
          default:
            return resample_weighted<3>(samples.data(), image.height, image.width, height, width);
        }
      },
      image.samples);
}

Tensor resample_alpha(const Image& image, std::int64_t height, std::int64_t width) {
  require_size(height, width);
  const Shape shape{height, width};
  if (!image.has_alpha()) return Tensor(shape, std::vector<float>(static_cast<std::size_t>(height * width), 1.0F));
  if (height == image.height && width == image.width) return alpha_mask(image);
  return std::visit(
      [&](const auto& samples) {
        const auto* data = samples.data();
        Tensor alpha = image.channels == 2 ? resample_plain<1, 2>(data, image.height, image.width, height, width, 1)
                                           : resample_plain<1, 4>(data, image.height, image.width, height, width, 3);
        return std::move(alpha).reshaped(shape);
      },
      image.samples);
}

Tensor to_grey(const Tensor& input) {
  if (input.rank() == 3 && input.channels() == 1) return input;
  if (input.rank() != 3 || input.channels() != 3) {
    throw std::invalid_argument("a picture of shape " + to_string(input.shape()) +
                                " can't become grey; 3 channels (red, green, blue) or 1 are needed");
  }
  Tensor grey({1, input.height(), input.width()});
  if (grey.empty()) return grey;
  const float* red = input.plane(0).data();
  const float* green = input.plane(1).data();
  const float* blue = input.plane(2).data();
  float* to = grey.data();
  parallel_for(grey.size(), 1 << 17, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) to[i] = 0.2126F * red[i] + 0.7152F * green[i] + 0.0722F * blue[i];
  });
  return grey;
}

PixelSize fit_size(std::int64_t width, std::int64_t height, std::int64_t longest) {
  width = std::max<std::int64_t>(1, width);
  height = std::max<std::int64_t>(1, height);
  longest = std::max<std::int64_t>(1, longest);
  const std::int64_t longer = std::max(width, height);
  const auto scaled = [&](std::int64_t side) {
    if (side == longer) return longest;
    const double exact = static_cast<double>(side) * static_cast<double>(longest) / static_cast<double>(longer);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::llround(exact)));
  };
  return {scaled(width), scaled(height)};
}

}  // namespace flatscope
