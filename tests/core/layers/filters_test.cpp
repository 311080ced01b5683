#include "core/layers/filters.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/layers/conv2d.h"

namespace flatscope {
namespace {

float sum_of(const Tensor& tensor) { return std::accumulate(tensor.values().begin(), tensor.values().end(), 0.0F); }

TEST(Filters, AreThoseOfTheTextbook) {
  EXPECT_EQ(kernel_of(Preset::sobel_x), Tensor({3, 3}, {-1, 0, 1, -2, 0, 2, -1, 0, 1}));
  EXPECT_EQ(kernel_of(Preset::sobel_y), Tensor({3, 3}, {-1, -2, -1, 0, 0, 0, 1, 2, 1}));
  EXPECT_EQ(kernel_of(Preset::laplacian), Tensor({3, 3}, {0, 1, 0, 1, -4, 1, 0, 1, 0}));
  EXPECT_EQ(kernel_of(Preset::sharpen), Tensor({3, 3}, {0, -1, 0, -1, 5, -1, 0, -1, 0}));
  EXPECT_EQ(kernel_of(Preset::emboss), Tensor({3, 3}, {-2, -1, 0, -1, 1, 1, 0, 1, 2}));
  EXPECT_EQ(kernel_of(Preset::identity), Tensor({3, 3}, {0, 0, 0, 0, 1, 0, 0, 0, 0}));
  const Tensor gaussian = kernel_of(Preset::gaussian);
  EXPECT_EQ(gaussian.at(0, 1, 1), 0.25F);
  EXPECT_EQ(gaussian.at(0, 0, 1), 0.125F);
  EXPECT_EQ(gaussian.at(0, 2, 2), 0.0625F);
}

TEST(Filters, KeepOrRemoveThePlainArea) {
  for (Preset preset : all_presets) {
    EXPECT_NEAR(sum_of(kernel_of(preset)), is_signed(preset) ? 0.0F : 1.0F, 1e-6F) << to_string(preset);
  }
}

TEST(Filters, HaveNamesOfTheirOwn) {
  std::set<std::string> names, titles;
  for (Preset preset : all_presets) {
    names.insert(std::string(to_string(preset)));
    titles.insert(std::string(title_of(preset)));
  }
  EXPECT_EQ(names.size(), std::size(all_presets));
  EXPECT_EQ(titles.size(), std::size(all_presets));
}

TEST(Filters, GreyAndColourAnswerAlike) {
  const std::vector<Preset> presets(std::begin(all_presets), std::end(all_presets));
  Tensor grey({1, 6, 7});
  for (std::size_t i = 0; i < 42; ++i) grey.values()[i] = static_cast<float>((i * 29) % 17) / 16.0F;
  Tensor colour({3, 6, 7});
  for (std::int64_t channel = 0; channel < 3; ++channel) {
    std::copy(grey.values().begin(), grey.values().end(), colour.plane(channel).begin());
  }
  const Tensor of_grey = conv2d(grey, filter_bank(presets, 1), {}, {});
  const Tensor of_colour = conv2d(colour, filter_bank(presets, 3), {}, {});
  ASSERT_EQ(of_grey.shape(), of_colour.shape());
  for (std::size_t i = 0; i < of_grey.values().size(); ++i) {
    EXPECT_NEAR(of_grey.values()[i], of_colour.values()[i], 1e-5F);
  }
}

TEST(Filters, SobelXAnswersToABrightRightSide) {
  Tensor edge({1, 3, 3}, {0, 0, 1, 0, 0, 1, 0, 0, 1});
  const std::vector<Preset> presets{Preset::sobel_x, Preset::sobel_y};
  const Tensor answer = conv2d(edge, filter_bank(presets, 1), {}, {});
  EXPECT_EQ(answer.at(0, 0, 0), 4.0F);
  EXPECT_EQ(answer.at(1, 0, 0), 0.0F);
}

TEST(Filters, NeedAChannel) {
  const std::vector<Preset> presets{Preset::box};
  EXPECT_THROW(filter_bank(presets, 0), std::invalid_argument);
  EXPECT_EQ(filter_bank(presets, 4).shape(), (Shape{1, 4, 3, 3}));
}

}  // namespace
}  // namespace flatscope
