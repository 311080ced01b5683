#include "core/training/shapes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <stdexcept>

#include "core/tensor/parallel.h"
#include "core/training/canvas.h"

namespace flatscope {
namespace {

struct Point {
  float x = 0.0F, y = 0.0F;
};

// Corners on and within the circle of radius 1, the first one up. Empty for the circle itself.
std::vector<Point> corners_of(std::uint8_t label) {
  constexpr float pi = 3.14159265F;
  const auto ring = [&](std::int64_t count, float start, float inner) {
    std::vector<Point> corners;
    for (std::int64_t i = 0; i < count; ++i) {
      const float angle = start + 2.0F * pi * static_cast<float>(i) / static_cast<float>(count);
      const float radius = i % 2 == 0 ? 1.0F : inner;
      corners.push_back({radius * std::sin(angle), -radius * std::cos(angle)});
    }
    return corners;
  };
  switch (label) {
    case 1:
      return ring(4, pi / 4.0F, 1.0F);
    case 2:
      return ring(3, 0.0F, 1.0F);
    case 3: {
      constexpr float far = 0.94F, near = 0.34F;  // far^2 + near^2 = 1
      return {{-near, -far}, {near, -far}, {near, -near}, {far, -near}, {far, near},   {near, near},
              {near, far},   {-near, far}, {-near, near}, {-far, near}, {-far, -near}, {-near, -near}};
    }
    case 4:
      return ring(10, 0.0F, 0.45F);
    default:
      return {};
  }
}

// How far a point is from the edge of a polygon, negative inside.
float distance_to(const std::vector<Point>& corners, Point at) {
  float least = std::numeric_limits<float>::max();
  bool inside = false;
  Point from = corners.back();
  for (const Point& to : corners) {
    const Point along{to.x - from.x, to.y - from.y}, away{at.x - from.x, at.y - from.y};
    const float share = (away.x * along.x + away.y * along.y) / (along.x * along.x + along.y * along.y);
    const float nearest = std::clamp(share, 0.0F, 1.0F);
    const float x = away.x - nearest * along.x, y = away.y - nearest * along.y;
    least = std::min(least, x * x + y * y);
    // A ray to the right crosses this side.
    if ((from.y > at.y) != (to.y > at.y) && at.x < from.x + along.x * (at.y - from.y) / along.y) inside = !inside;
    from = to;
  }
  return inside ? -std::sqrt(least) : std::sqrt(least);
}

LabelledImages samples_of(std::uint32_t seed, SampleStream stream, std::int64_t canvas, std::int64_t count) {
  LabelledImages samples{Tensor({count, 1, canvas, canvas}), {}};
  for (std::int64_t i = 0; i < count; ++i) samples.labels.push_back(shape_label(static_cast<std::uint64_t>(i)));
  parallel_for(count, 16, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t i = begin; i < end; ++i) {
      const auto pixels = static_cast<std::size_t>(canvas * canvas);
      draw_shape(seed, stream, static_cast<std::uint64_t>(i), canvas,
                 samples.images.values().subspan(static_cast<std::size_t>(i) * pixels, pixels));
    }
  });
  return samples;
}

}  // namespace

std::vector<std::string> shape_classes() { return {"circle", "square", "triangle", "cross", "star"}; }

std::uint8_t shape_label(std::uint64_t index) {
  return static_cast<std::uint8_t>(index % static_cast<std::uint64_t>(shape_kinds));
}

void draw_shape(std::uint32_t seed, SampleStream stream, std::uint64_t index, std::int64_t canvas,
                std::span<float> out) {
  if (canvas < smallest_canvas || canvas > possible_canvas) {
    throw std::invalid_argument("shapes can't be drawn on a canvas of " + std::to_string(canvas) +
                                " pixels a side; 8 to 256 are possible");
  }
  if (out.size() != static_cast<std::size_t>(canvas * canvas)) {
    throw std::invalid_argument("a shape on a canvas of " + std::to_string(canvas) + " pixels a side is not " +
                                std::to_string(out.size()) + " values");
  }
  Generator generator = sample_generator(seed, stream, index);
  const auto side = static_cast<float>(canvas);
  const float radius = side * uniform_between(generator, 0.2F, 0.32F);
  constexpr float most_turn = 0.26179939F;  // 15 degrees
  const float turn = uniform_between(generator, -most_turn, most_turn);
  const bool filled = uniform01(generator) < 0.5F;
  const float thickness = std::max(1.0F, side * uniform_between(generator, 0.04F, 0.1F));
  const float grey = uniform_between(generator, 0.5F, 1.0F);

  std::vector<Point> corners = corners_of(shape_label(index));
  const float cosine = std::cos(turn), sine = std::sin(turn);
  for (Point& corner : corners) {
    corner = {radius * (cosine * corner.x - sine * corner.y), radius * (sine * corner.x + cosine * corner.y)};
  }
  float* to = out.data();
  for (std::int64_t row = 0; row < canvas; ++row) {
    for (std::int64_t column = 0; column < canvas; ++column) {
      const Point at{static_cast<float>(column) + 0.5F - side / 2.0F, static_cast<float>(row) + 0.5F - side / 2.0F};
      float distance = corners.empty() ? std::sqrt(at.x * at.x + at.y * at.y) - radius : distance_to(corners, at);
      // The line of an outline lies inside the edge.
      if (!filled) distance = std::max(distance, -thickness - distance);
      *to++ = grey * std::clamp(0.5F - distance, 0.0F, 1.0F);
    }
  }
}

Dataset shapes_dataset(std::uint32_t seed, std::int64_t canvas, std::int64_t training, std::int64_t testing) {
  constexpr std::int64_t most = 1'000'000;
  for (const std::int64_t count : {training, testing}) {
    if (count < 1 || count > most) {
      throw std::invalid_argument(std::to_string(count) + " shapes can't be drawn; 1 to 1000000 can");
    }
  }
  return {"Shapes", shape_classes(), samples_of(seed, SampleStream::training, canvas, training),
          samples_of(seed, SampleStream::testing, canvas, testing)};
}

}  // namespace flatscope
