#include "core/layers/kernels.h"

#include <algorithm>
#include <cmath>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

constexpr double pi = 3.141592653589793238462643383279;

std::string size_text(std::int64_t height, std::int64_t width) {
  return std::to_string(width) + " wide and " + std::to_string(height) + " high";
}

void check_number(const char* name, float value, float least, float most) {
  if (value >= least && value <= most) return;  // false for NaN
  std::ostringstream text;
  text << "The " << name << " is " << value << "; it must be " << least << " to " << most << ".";
  throw std::invalid_argument(text.str());
}

// Row length - 1 of Pascal's triangle over its sum, a power of two: exact in float.
std::vector<float> binomial(std::int64_t length) {
  std::vector<float> row(static_cast<std::size_t>(length), 0.0F);
  row[0] = 1.0F;
  for (std::int64_t step = 1; step < length; ++step) {
    for (std::size_t i = static_cast<std::size_t>(step); i > 0; --i) row[i] = (row[i] + row[i - 1]) * 0.5F;
    row[0] *= 0.5F;
  }
  return row;
}

Tensor outer(const std::vector<float>& down, const std::vector<float>& right) {
  std::vector<float> values;
  for (float a : down) {
    for (float b : right) values.push_back(a * b);
  }
  return Tensor({static_cast<std::int64_t>(down.size()), static_cast<std::int64_t>(right.size())}, std::move(values));
}

Tensor unit(std::int64_t height, std::int64_t width, std::int64_t row, std::int64_t column) {
  Tensor kernel({height, width});
  kernel.at(0, row, column) = 1.0F;
  return kernel;
}

Tensor identity(std::int64_t height, std::int64_t width) {
  return unit(height, width, (height - 1) / 2, (width - 1) / 2);
}

// A 3 x 3 kernel spread to a larger size: every element becomes a small blur of its value.
Tensor blurred(const Tensor& small, std::int64_t height, std::int64_t width) {
  const Tensor blur = outer(binomial(height - 2), binomial(width - 2));
  Tensor kernel({height, width});
  for (std::int64_t row = 0; row < 3; ++row) {
    for (std::int64_t column = 0; column < 3; ++column) {
      for (std::int64_t r = 0; r < blur.height(); ++r) {
        for (std::int64_t c = 0; c < blur.width(); ++c) {
          kernel.at(0, row + r, column + c) += small.at(0, row, column) * blur.at(0, r, c);
        }
      }
    }
  }
  return kernel;
}

// Fills a kernel with f(x, y), in elements from its middle.
template <typename Function>
std::vector<double> sampled(std::int64_t height, std::int64_t width, const Function& f) {
  std::vector<double> values;
  for (std::int64_t row = 0; row < height; ++row) {
    for (std::int64_t column = 0; column < width; ++column) {
      values.push_back(f(static_cast<double>(column) - 0.5 * static_cast<double>(width - 1),
                         static_cast<double>(row) - 0.5 * static_cast<double>(height - 1)));
    }
  }
  return values;
}

Tensor as_kernel(std::int64_t height, std::int64_t width, const std::vector<double>& values, double scale) {
  std::vector<float> rounded;
  rounded.reserve(values.size());
  for (double value : values) rounded.push_back(static_cast<float>(value * scale));
  return Tensor({height, width}, std::move(rounded));
}

void check_rank(const Tensor& kernel) {
  if (kernel.rank() >= 2) return;
  throw std::invalid_argument("A kernel needs rows and columns, but this one has shape " + to_string(kernel.shape()) +
                              ".");
}

}  // namespace

void check_kernel_size(std::int64_t height, std::int64_t width) {
  if (std::min(height, width) >= 1 && std::max(height, width) <= longest_kernel_side) return;
  throw std::invalid_argument("The kernel is " + size_text(height, width) + "; each side must be 1 to " +
                              std::to_string(longest_kernel_side) + ".");
}

bool preset_fits(Preset preset, std::int64_t height, std::int64_t width) {
  switch (preset) {
    case Preset::identity:
    case Preset::box:
    case Preset::gaussian:
      return true;
    case Preset::sobel_x:
    case Preset::sobel_y:
    case Preset::laplacian:
      return height >= 3 && width >= 3;
    case Preset::sharpen:
    case Preset::emboss:
      return height >= 3 && width >= 3 && height % 2 == 1 && width % 2 == 1;
  }
  return false;
}

Tensor preset_kernel(Preset preset, std::int64_t height, std::int64_t width) {
  check_kernel_size(height, width);
  if (!preset_fits(preset, height, width)) {
    const bool centred = preset == Preset::sharpen || preset == Preset::emboss;
    throw std::invalid_argument(std::string(title_of(preset)) + " cannot be " + size_text(height, width) +
                                "; it needs at least 3 rows and 3 columns" + (centred ? ", both odd." : "."));
  }
  switch (preset) {
    case Preset::identity:
      return identity(height, width);
    case Preset::box:
      return Tensor({height, width}, std::vector<float>(static_cast<std::size_t>(height * width),
                                                        1.0F / static_cast<float>(height * width)));
    case Preset::gaussian:
      return outer(binomial(height), binomial(width));
    case Preset::sobel_x:
    case Preset::sobel_y:
    case Preset::laplacian:
      return blurred(kernel_of(preset), height, width);
    case Preset::sharpen:
    case Preset::emboss: {
      Tensor difference = kernel_of(preset);
      difference.at(0, 1, 1) -= 1.0F;
      Tensor kernel = blurred(difference, height, width);
      kernel.at(0, height / 2, width / 2) += 1.0F;
      return kernel;
    }
  }
  throw std::invalid_argument("There is no such preset.");
}

Tensor gaussian_kernel(std::int64_t height, std::int64_t width, float sigma) {
  check_kernel_size(height, width);
  check_number("sigma", sigma, 0.05F, 100.0F);
  // The smallest distance from the middle is taken off the exponent: a narrow sigma between elements keeps a sum > 0.
  const double nearest = 0.25 * static_cast<double>((height % 2 == 0) + (width % 2 == 0));
  const double scale = -0.5 / (static_cast<double>(sigma) * static_cast<double>(sigma));
  const std::vector<double> values =
      sampled(height, width, [&](double x, double y) { return std::exp(scale * (x * x + y * y - nearest)); });
  double sum = 0.0;
  for (double value : values) sum += value;
  return as_kernel(height, width, values, 1.0 / sum);
}

Tensor gabor_kernel(std::int64_t height, std::int64_t width, const GaborOptions& options) {
  check_kernel_size(height, width);
  check_number("angle", options.angle, -3600.0F, 3600.0F);
  check_number("wavelength", options.wavelength, 1.0F, 100.0F);
  check_number("sigma", options.sigma, 0.05F, 100.0F);
  check_number("aspect", options.aspect, 0.05F, 20.0F);
  check_number("phase", options.phase, -3600.0F, 3600.0F);
  const double angle = static_cast<double>(options.angle) * pi / 180.0;
  const double phase = static_cast<double>(options.phase) * pi / 180.0;
  const double aspect = static_cast<double>(options.aspect), sigma = static_cast<double>(options.sigma);
  const auto f = [&](double x, double y) {
    const double u = x * std::cos(angle) + y * std::sin(angle);
    const double v = aspect * (-x * std::sin(angle) + y * std::cos(angle));
    return std::exp(-0.5 * (u * u + v * v) / (sigma * sigma)) *
           std::cos(2.0 * pi * u / static_cast<double>(options.wavelength) + phase);
  };
  return as_kernel(height, width, sampled(height, width, f), 1.0);
}

Tensor shift_kernel(std::int64_t height, std::int64_t width, std::int64_t dx, std::int64_t dy) {
  check_kernel_size(height, width);
  const std::int64_t row = (height - 1) / 2, column = (width - 1) / 2;
  // Compared this way round, no dx or dy can overflow.
  if (dy > row || dy < row - (height - 1) || dx > column || dx < column - (width - 1)) {
    throw std::invalid_argument("A kernel " + size_text(height, width) + " cannot shift by " + std::to_string(dx) +
                                " to the right and " + std::to_string(dy) + " down; it reaches " +
                                std::to_string(column - (width - 1)) + " to " + std::to_string(column) + " and " +
                                std::to_string(row - (height - 1)) + " to " + std::to_string(row) + ".");
  }
  return unit(height, width, row - dy, column - dx);
}

Tensor random_kernel(std::int64_t height, std::int64_t width, std::uint32_t seed) {
  check_kernel_size(height, width);
  Generator generator(seed);
  Tensor kernel({height, width});
  const float deviation = 1.0F / std::sqrt(static_cast<float>(height * width));
  for (float& value : kernel.values()) value = normal(generator) * deviation;
  return kernel;
}

Normalised normalise(std::span<float> values) {
  double sum = 0.0, magnitude = 0.0;
  for (float value : values) {
    if (!std::isfinite(value)) throw std::invalid_argument("A kernel with NaN or infinity cannot be normalised.");
    sum += static_cast<double>(value);
    magnitude += std::abs(static_cast<double>(value));
  }
  if (magnitude == 0.0) return Normalised::nothing;
  const bool by_sum = std::abs(sum) > 1e-3 * magnitude;
  const double divisor = by_sum ? sum : magnitude;
  for (float& value : values) value = static_cast<float>(static_cast<double>(value) / divisor);
  return by_sum ? Normalised::sum : Normalised::magnitude;
}

Tensor transposed(const Tensor& kernel) {
  check_rank(kernel);
  Shape shape = kernel.shape();
  std::swap(shape[shape.size() - 1], shape[shape.size() - 2]);
  const std::int64_t height = kernel.height(), width = kernel.width();
  std::vector<float> values;
  values.reserve(kernel.values().size());
  for (std::int64_t plane = 0; plane < kernel.size(); plane += height * width) {
    for (std::int64_t column = 0; column < width; ++column) {
      for (std::int64_t row = 0; row < height; ++row) values.push_back(kernel.data()[plane + row * width + column]);
    }
  }
  return Tensor(std::move(shape), std::move(values));
}

Tensor rotated(const Tensor& kernel, std::int64_t quarter_turns) {
  check_rank(kernel);
  Tensor turned = kernel;
  for (std::int64_t turn = (quarter_turns % 4 + 4) % 4; turn > 0; --turn) {
    // Transposed, then upside down: the last column becomes the first row.
    turned = transposed(turned);
    const std::int64_t width = turned.width(), plane_size = turned.plane_size();
    for (std::int64_t plane = 0; plane < turned.size(); plane += plane_size) {
      for (std::int64_t top = plane, bottom = plane + plane_size - width; top < bottom; top += width, bottom -= width) {
        std::swap_ranges(turned.data() + top, turned.data() + top + width, turned.data() + bottom);
      }
    }
  }
  return turned;
}

}  // namespace flatscope
