// Shapes drawn by rule: circle, square, triangle, cross and star, as many as one likes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/training/dataset.h"
#include "core/training/sample_stream.h"

namespace flatscope {

std::vector<std::string> shape_classes();  // "circle", "square", "triangle", "cross", "star"
inline constexpr std::int64_t shape_kinds = 5;

// Sample `index` shows shape index % 5 in the middle of the canvas, light on 0: so every beginning has all kinds.
std::uint8_t shape_label(std::uint64_t index);

// Draws it into canvas x canvas values in [0, 1]; a pure function of its arguments. From the seed come: the radius of
// the circle around it, 0.2 to 0.32 of the canvas; a turn of up to 15 degrees either way; whether it is filled or an
// outline of 0.04 to 0.1 of the canvas, at least 1 pixel; its grey value, 0.5 to 1. Edges are smooth: a pixel has the
// share of the grey that its centre's distance to the edge tells, from none half a pixel outside to all half a pixel
// inside. Throws std::invalid_argument unless 8 <= canvas <= 256 and out.size() == canvas * canvas.
void draw_shape(std::uint32_t seed, SampleStream stream, std::uint64_t index, std::int64_t canvas,
                std::span<float> out);

// The first `training` of one stream and the first `testing` of the other: (N, 1, canvas, canvas). Throws
// std::invalid_argument as draw_shape does, and for a number of samples below 1 or past 1,000,000.
Dataset shapes_dataset(std::uint32_t seed, std::int64_t canvas, std::int64_t training, std::int64_t testing);

}  // namespace flatscope
