#include "core/layers/shift.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "core/files/file.h"
#include "core/files/npy.h"
#include "core/tensor/random.h"
#include "tests/core/layers/own_border.h"

namespace flatscope {
namespace {

constexpr std::int64_t farthest = std::numeric_limits<std::int64_t>::max();

Tensor golden(const std::string& name) {
  return decode_npy(read_file(path_from_utf8(FLATSCOPE_GOLDEN_DIR) / "data" / (name + ".npy")));
}

Tensor noise(Shape shape, std::uint32_t seed) {
  Generator generator(seed);
  Tensor tensor(std::move(shape));
  for (float& value : tensor.values()) value = uniform01(generator);
  return tensor;
}

Tensor naive(const Tensor& input, std::int64_t dx, std::int64_t dy, Border border) {
  Tensor output(input.shape());
  for (std::int64_t channel = 0; channel < input.channels(); ++channel) {
    for (std::int64_t row = 0; row < input.height(); ++row) {
      for (std::int64_t column = 0; column < input.width(); ++column) {
        const std::int64_t from_row = twin::source_index(row - dy, input.height(), border);
        const std::int64_t from_column = twin::source_index(column - dx, input.width(), border);
        const bool inside = from_row >= 0 && from_column >= 0;
        output.at(channel, row, column) = inside ? input.at(channel, from_row, from_column) : 0.0F;
      }
    }
  }
  return output;
}

TEST(Shift, AgreesWithNumpy) {
  const Tensor picture = golden("picture");
  struct Step {
    std::int64_t dx, dy;
  };
  for (const Step& step : {Step{0, 0}, Step{3, -2}, Step{-17, 11}, Step{18, 12}, Step{-5, 0}}) {
    for (Border border : all_borders) {
      const std::string name =
          "shift_" + std::to_string(step.dx) + "_" + std::to_string(step.dy) + "_" + std::string(to_string(border));
      EXPECT_EQ(shift(picture, step.dx, step.dy, border), golden(name)) << name;
    }
  }
}

TEST(Shift, IsItsDefinition) {
  for (const Shape& shape : {Shape{1, 1, 1}, Shape{2, 1, 6}, Shape{3, 5, 4}, Shape{7, 2}}) {
    const Tensor picture = noise(shape, 1);
    for (Border border : all_borders) {
      for (std::int64_t dy = -12; dy <= 12; ++dy) {
        for (std::int64_t dx = -15; dx <= 15; ++dx) {
          const Tensor expected = naive(picture, dx, dy, border);
          const auto what = [&, dx, dy] {
            return to_string(shape) + " by " + std::to_string(dx) + ", " + std::to_string(dy) + " " +
                   std::string(to_string(border));
          };
          ASSERT_EQ(shift(picture, dx, dy, border), expected) << what();
          Tensor into(shape, std::vector<float>(static_cast<std::size_t>(picture.size()), -1.0F));
          shift_into(picture, dx, dy, border, into.values());
          ASSERT_EQ(into, expected) << "into memory: " << what();
        }
      }
    }
  }
}

TEST(Shift, LargePicturesAreSplitRight) {
  const Tensor picture = noise({3, 400, 501}, 2);
  for (Border border : all_borders) EXPECT_EQ(shift(picture, 37, -80, border), naive(picture, 37, -80, border));
}

TEST(Shift, GoesAsFarAsOneLikes) {
  const Tensor picture = noise({1, 3, 4}, 3);
  for (std::int64_t far : {farthest, -farthest, -farthest - 1}) {
    EXPECT_EQ(shift(picture, far, far, Border::zeros), Tensor({1, 3, 4}));
    EXPECT_EQ(shift(picture, far, 0, Border::circular), shift(picture, far % 4, 0, Border::circular));
    EXPECT_EQ(shift(picture, 0, far, Border::reflect), shift(picture, 0, far % 4, Border::reflect));
    const Tensor edge = shift(picture, far, 0, Border::replicate);
    for (std::int64_t row = 0; row < 3; ++row) {
      for (std::int64_t column = 0; column < 4; ++column) {
        EXPECT_EQ(edge.at(0, row, column), picture.at(0, row, far > 0 ? 0 : 3));
      }
    }
  }
}

TEST(Shift, CircularOnesAddUpAndComeBack) {
  const Tensor picture = noise({3, 9, 14}, 4);
  const Tensor once = shift(picture, 5, -3, Border::circular);
  EXPECT_EQ(shift(once, 4, 7, Border::circular), shift(picture, 9, 4, Border::circular));
  EXPECT_EQ(shift(once, -5, 3, Border::circular), picture);
}

TEST(Shift, IntoGivenMemory) {
  const Tensor picture = noise({3, 9, 14}, 5);
  std::vector<float> output(3 * 9 * 14, -1.0F);
  shift_into(picture, -2, 4, Border::zeros, output);
  EXPECT_EQ(Tensor({3, 9, 14}, output), shift(picture, -2, 4, Border::zeros));
  output.pop_back();
  EXPECT_THROW(shift_into(picture, 0, 0, Border::zeros, output), std::invalid_argument);
  EXPECT_TRUE(shift(Tensor(), 3, 3, Border::zeros).empty());
}

TEST(Composite, IsItsDefinition) {
  const Tensor background = noise({3, 8, 11}, 6), object = noise({3, 8, 11}, 7), mask = noise({8, 11}, 8);
  for (Border border : all_borders) {
    for (std::int64_t dx : {-12, -3, 0, 5, 11}) {
      for (std::int64_t dy : {-4, 0, 7, 9}) {
        const Tensor moved = naive(object, dx, dy, border), weight = naive(mask, dx, dy, border);
        const Tensor result = composite(background, object, mask, dx, dy, border);
        for (std::int64_t channel = 0; channel < 3; ++channel) {
          for (std::int64_t row = 0; row < 8; ++row) {
            for (std::int64_t column = 0; column < 11; ++column) {
              const float m = weight.at(0, row, column);
              ASSERT_FLOAT_EQ(result.at(channel, row, column),
                              m * moved.at(channel, row, column) + (1 - m) * background.at(channel, row, column));
            }
          }
        }
      }
    }
  }
}

TEST(Composite, FullAndEmptyMasksAreExact) {
  const Tensor background = noise({3, 8, 11}, 9), object = noise({3, 8, 11}, 10);
  EXPECT_EQ(composite(background, object, Tensor({8, 11}), 2, 3, Border::circular), background);
  const Tensor ones({8, 11}, std::vector<float>(88, 1.0F));
  EXPECT_EQ(composite(background, object, ones, 2, 3, Border::circular), shift(object, 2, 3, Border::circular));
  EXPECT_EQ(composite(background, object, ones, 0, 8, Border::zeros), background);
}

TEST(Composite, RefusesOtherShapes) {
  const Tensor picture({3, 4, 5}), mask({4, 5});
  EXPECT_THROW(composite(picture, Tensor({1, 4, 5}), mask, 0, 0, Border::zeros), std::invalid_argument);
  EXPECT_THROW(composite(picture, picture, Tensor({5, 4}), 0, 0, Border::zeros), std::invalid_argument);
  EXPECT_THROW(composite(picture, picture, Tensor({1, 4, 5}), 0, 0, Border::zeros), std::invalid_argument);
  EXPECT_THROW(composite(Tensor({4, 5}), Tensor({4, 5}), mask, 0, 0, Border::zeros), std::invalid_argument);
}

}  // namespace
}  // namespace flatscope
