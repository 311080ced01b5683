#include "core/layers/filters.h"

#include <array>
#include <stdexcept>
#include <string>

namespace flatscope {
namespace {

using Triple = std::array<float, 3>;

constexpr Triple smooth{1.0F, 2.0F, 1.0F};  // binomial
constexpr Triple slope{-1.0F, 0.0F, 1.0F};  // central difference
constexpr Triple bend{1.0F, -2.0F, 1.0F};   // second difference
constexpr Triple centre{0.0F, 1.0F, 0.0F};
constexpr Triple ones{1.0F, 1.0F, 1.0F};

Tensor outer(const Triple& down, const Triple& right, float scale) {
  Tensor kernel({3, 3});
  for (std::int64_t row = 0; row < 3; ++row) {
    for (std::int64_t column = 0; column < 3; ++column) {
      kernel.at(0, row, column) = down[static_cast<std::size_t>(row)] * right[static_cast<std::size_t>(column)] * scale;
    }
  }
  return kernel;
}

// a + factor * b
Tensor sum(Tensor a, const Tensor& b, float factor) {
  for (std::size_t i = 0; i < a.values().size(); ++i) a.values()[i] += factor * b.values()[i];
  return a;
}

}  // namespace

std::string_view to_string(Preset preset) {
  switch (preset) {
    case Preset::identity:
      return "identity";
    case Preset::box:
      return "box";
    case Preset::gaussian:
      return "gaussian";
    case Preset::sobel_x:
      return "sobel-x";
    case Preset::sobel_y:
      return "sobel-y";
    case Preset::laplacian:
      return "laplacian";
    case Preset::sharpen:
      return "sharpen";
    case Preset::emboss:
      return "emboss";
  }
  return "";
}

std::string_view title_of(Preset preset) {
  switch (preset) {
    case Preset::identity:
      return "Identity";
    case Preset::box:
      return "Box";
    case Preset::gaussian:
      return "Gaussian";
    case Preset::sobel_x:
      return "Sobel x";
    case Preset::sobel_y:
      return "Sobel y";
    case Preset::laplacian:
      return "Laplacian";
    case Preset::sharpen:
      return "Sharpen";
    case Preset::emboss:
      return "Emboss";
  }
  return "";
}

bool is_signed(Preset preset) {
  // Those whose weights sum to 0: a plain area answers 0.
  return preset == Preset::sobel_x || preset == Preset::sobel_y || preset == Preset::laplacian;
}

Tensor kernel_of(Preset preset) {
  switch (preset) {
    case Preset::identity:
      return outer(centre, centre, 1.0F);
    case Preset::box:
      return outer(ones, ones, 1.0F / 9.0F);
    case Preset::gaussian:
      return outer(smooth, smooth, 1.0F / 16.0F);
    case Preset::sobel_x:
      return outer(smooth, slope, 1.0F);
    case Preset::sobel_y:
      return outer(slope, smooth, 1.0F);
    case Preset::laplacian:
      return sum(outer(bend, centre, 1.0F), outer(centre, bend, 1.0F), 1.0F);
    case Preset::sharpen:
      return sum(kernel_of(Preset::identity), kernel_of(Preset::laplacian), -1.0F);
    // The slope towards the lower right, on top of the picture itself: light seems to come from the upper left.
    case Preset::emboss:
      return sum(sum(outer(slope, ones, 1.0F), outer(ones, slope, 1.0F), 1.0F), kernel_of(Preset::identity), 1.0F);
  }
  throw std::invalid_argument("unknown filter");
}

Tensor filter_bank(std::span<const Preset> presets, std::int64_t in_channels) {
  if (in_channels < 1) {
    throw std::invalid_argument("a filter needs at least 1 input channel, not " + std::to_string(in_channels));
  }
  Tensor bank({static_cast<std::int64_t>(presets.size()), in_channels, 3, 3});
  float* to = bank.data();
  for (Preset preset : presets) {
    const Tensor kernel = kernel_of(preset);
    for (std::int64_t channel = 0; channel < in_channels; ++channel) {
      for (float weight : kernel.values()) *to++ = weight / static_cast<float>(in_channels);
    }
  }
  return bank;
}

}  // namespace flatscope
