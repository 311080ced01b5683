#include "core/tensor/line_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "core/tensor/random.h"

namespace flatscope {
namespace {

std::vector<float> noise(Generator& generator, std::size_t count) {
  std::vector<float> values(count);
  for (float& value : values) value = normal(generator);
  return values;
}

TEST(LineScan, FindsTheLargestAtEveryLength) {
  Generator generator(3);
  for (std::size_t count = 0; count < 150; ++count) {
    const std::vector<float> a = noise(generator, count), b = noise(generator, count);
    float magnitude = 0.0F, difference = 0.0F;
    for (std::size_t i = 0; i < count; ++i) {
      magnitude = std::max(magnitude, std::fabs(a[i]));
      difference = std::max(difference, std::fabs(a[i] - b[i]));
    }
    const auto size = static_cast<std::int64_t>(count);
    ASSERT_EQ(from_magnitude_bits(largest_magnitude(a.data(), size)), magnitude);
    const LineMaxima both = largest_magnitudes(a.data(), b.data(), size);
    ASSERT_EQ(from_magnitude_bits(both.magnitude), magnitude);
    ASSERT_EQ(from_magnitude_bits(both.difference), difference);
  }
}

TEST(LineScan, NoNumberIsTheLargest) {
  for (std::size_t place = 0; place < 70; ++place) {
    std::vector<float> values(70, -2.0F);
    values[3] = std::numeric_limits<float>::infinity();
    values[place] = std::numeric_limits<float>::quiet_NaN();
    ASSERT_TRUE(std::isnan(from_magnitude_bits(largest_magnitude(values.data(), 70))));
  }
}

TEST(LineScan, CountsWhatDiffers) {
  Generator generator(4);
  for (std::int64_t count = 0; count < 150; ++count) {
    std::vector<float> a = noise(generator, 150);
    a[uniform_below(generator, 150)] = std::numeric_limits<float>::quiet_NaN();  // differs from itself
    std::vector<float> b = a;
    for (float& value : b) value += uniform_below(generator, 3) == 0 ? 1.0F : 0.0F;
    std::int64_t wanted = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) wanted += a[i] != b[i] ? 1 : 0;
    ASSERT_EQ(count_differences(a.data(), b.data(), count), wanted);
  }
}

TEST(LineScan, AddsUpALine) {
  Generator generator(6);
  const std::vector<float> values = noise(generator, 150);
  double wanted = 0.0, magnitude = 0.0;
  for (std::int64_t count = 0; count < 150; ++count) {
    ASSERT_NEAR(line_sum(values.data(), count), wanted, 1e-6 * magnitude);
    wanted += static_cast<double>(values[static_cast<std::size_t>(count)]);
    magnitude += std::abs(static_cast<double>(values[static_cast<std::size_t>(count)]));
  }
}

TEST(LineScan, CopiesFromAnyPlaceToAnyPlace) {
  Generator generator(5);
  const std::vector<float> from = noise(generator, 200);
  for (std::size_t place = 0; place < 33; ++place) {
    for (const std::size_t count : {0, 1, 5, 16, 31, 64, 130}) {
      std::vector<float> to(200, 9.0F), wanted = to;
      std::copy_n(from.begin() + 3, count, wanted.begin() + static_cast<std::ptrdiff_t>(place));
      stream_copy(from.data() + 3, static_cast<std::int64_t>(count), to.data() + place);
      ASSERT_EQ(to, wanted) << place << " " << count;
    }
  }
}

}  // namespace
}  // namespace flatscope
