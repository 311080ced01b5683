#include "core/layers/shift.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

constexpr std::int64_t grain = 1 << 17;  // elements; below this a second thread costs more than it saves

// An equivalent shift of at most a few sizes, so that indices can't overflow however far one asks to go.
std::int64_t reduced(std::int64_t delta, std::int64_t size, Border border) {
  switch (border) {
    case Border::circular:
      return delta % size;
    case Border::reflect:
      return size == 1 ? 0 : delta % (2 * (size - 1));
    case Border::zeros:
    case Border::replicate:
      break;
  }
  return std::clamp(delta, -size, size);
}

}  // namespace

ShiftedAxis::ShiftedAxis(std::int64_t size, std::int64_t delta, Border border)
    : delta_(reduced(delta, size, border)), source_(static_cast<std::size_t>(size)) {
  for (std::int64_t i = 0; i < size; ++i) source_[static_cast<std::size_t>(i)] = source_index(i - delta_, size, border);
  begin_ = std::clamp<std::int64_t>(delta_, 0, size);
  end_ = std::max(begin_, std::clamp<std::int64_t>(size + delta_, 0, size));
  add_edges(0, begin_);
  add_edges(end_, size);
}

void ShiftedAxis::add_edges(std::int64_t begin, std::int64_t end) {
  for (std::int64_t i = begin; i < end;) {
    Edge edge{i, i + 1, source(i), 0};
    const auto follows = [&] { return edge.end < end && source(edge.end) == source(edge.end - 1) + edge.step; };
    if (edge.end < end && edge.source >= 0 && source(edge.end) >= 0) {
      const std::int64_t step = source(edge.end) - edge.source;
      if (step == 1 || step == -1) edge.step = step;
    }
    while (follows()) ++edge.end;
    edges_.push_back(edge);
    i = edge.end;
  }
}

void ShiftedAxis::move(const float* from, float* to) const {
  if (end_ > begin_) {
    std::memcpy(to + begin_, from + begin_ - delta_, static_cast<std::size_t>(end_ - begin_) * sizeof(float));
  }
  move_edges(from, to);
}

void ShiftedAxis::move_edges(const float* from, float* to) const {
  for (const Edge& edge : edges_) {
    float* const first = to + edge.begin;
    const std::int64_t count = edge.end - edge.begin;
    if (edge.step == 0) {
      std::fill_n(first, count, edge.source < 0 ? 0.0F : from[edge.source]);
    } else if (edge.step == 1) {
      std::copy_n(from + edge.source, count, first);
    } else {
      std::reverse_copy(from + edge.source - count + 1, from + edge.source + 1, first);
    }
  }
}

void ShiftedAxis::append(const float* from, std::vector<float>& to) const {
  const auto append_edge = [&](const Edge& edge) {
    const std::int64_t count = edge.end - edge.begin;
    if (edge.source < 0) {
      to.insert(to.end(), static_cast<std::size_t>(count), 0.0F);
      return;
    }
    const float* const first = from + edge.source;
    if (edge.step == 0) {
      to.insert(to.end(), static_cast<std::size_t>(count), *first);
    } else if (edge.step == 1) {
      to.insert(to.end(), first, first + count);
    } else {
      to.insert(to.end(), std::reverse_iterator(first + 1), std::reverse_iterator(first + 1 - count));
    }
  };
  auto edge = edges_.begin();
  for (; edge != edges_.end() && edge->begin < begin_; ++edge) append_edge(*edge);
  if (end_ > begin_) to.insert(to.end(), from + begin_ - delta_, from + end_ - delta_);
  for (; edge != edges_.end(); ++edge) append_edge(*edge);
}

void ShiftedAxis::shift_line(const float* plane, std::int64_t row, const ShiftedAxis& columns, float* to) const {
  const std::int64_t width = static_cast<std::int64_t>(columns.source_.size());
  if (source(row) < 0) {
    std::fill_n(to, width, 0.0F);
  } else {
    columns.move(plane + source(row) * width, to);
  }
}

Tensor shift(const Tensor& input, std::int64_t dx, std::int64_t dy, Border border) {
  if (input.empty()) return input;
  const std::int64_t height = input.height(), width = input.width();
  const ShiftedAxis rows(height, dy, border), columns(width, dx, border);
  // Row after row onto the end: memory that is filled with zeros first would take twice the time, which a second
  // thread could not win back.
  std::vector<float> values;
  values.reserve(static_cast<std::size_t>(input.size()));
  for (std::int64_t first = 0; first < input.size(); first += height * width) {
    for (std::int64_t row = 0; row < height; ++row) {
      const std::int64_t source = rows.source(row);
      if (source < 0) {
        values.insert(values.end(), static_cast<std::size_t>(width), 0.0F);
      } else {
        columns.append(input.data() + first + source * width, values);
      }
    }
  }
  return Tensor(input.shape(), std::move(values));
}

void shift_into(const Tensor& input, std::int64_t dx, std::int64_t dy, Border border, std::span<float> output) {
  if (static_cast<std::int64_t>(output.size()) != input.size()) {
    throw std::invalid_argument("a shifted picture of shape " + to_string(input.shape()) + " does not fit into " +
                                std::to_string(output.size()) + " values");
  }
  if (input.empty()) return;
  const std::int64_t height = input.height(), width = input.width();
  const ShiftedAxis rows(height, dy, border), columns(width, dx, border);
  parallel_for(input.size() / width, grain / width + 1, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t line = begin; line < end; ++line) {
      const std::int64_t row = line % height;
      rows.shift_line(input.data() + (line - row) * width, row, columns, output.data() + line * width);
    }
  });
}

Tensor composite(const Tensor& background, const Tensor& object, const Tensor& mask, std::int64_t dx, std::int64_t dy,
                 Border border) {
  const bool same = background.rank() == 3 && background.shape() == object.shape();
  if (!same || mask.rank() != 2 || mask.height() != object.height() || mask.width() != object.width()) {
    throw std::invalid_argument("an object of shape " + to_string(object.shape()) + " with a mask of " +
                                to_string(mask.shape()) + " can't be laid over a background of shape " +
                                to_string(background.shape()) +
                                "; object and background need the same (channels, height, width), the mask their "
                                "(height, width)");
  }
  if (background.empty()) return background;
  Tensor output = background;
  const std::int64_t height = output.height(), width = output.width(), channels = output.channels();
  const ShiftedAxis rows(height, dy, border), columns(width, dx, border);
  parallel_for(height, grain / (width * channels) + 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<float> moved(static_cast<std::size_t>(width)), weight(moved.size());
    for (std::int64_t row = begin; row < end; ++row) {
      const std::int64_t source = rows.source(row);
      if (source < 0) continue;  // the mask is 0 here
      columns.move(mask.data() + source * width, weight.data());
      for (std::int64_t channel = 0; channel < channels; ++channel) {
        columns.move(object.plane(channel).data() + source * width, moved.data());
        float* to = output.plane(channel).data() + row * width;
        for (std::int64_t column = 0; column < width; ++column) {
          const std::size_t i = static_cast<std::size_t>(column);
          to[column] = weight[i] * moved[i] + (1.0F - weight[i]) * to[column];
        }
      }
    }
  });
  return output;
}

}  // namespace flatscope
