#include "core/layers/gather_plan.h"

#include <algorithm>
#include <numeric>

#include "core/layers/batch.h"

namespace flatscope::detail {
namespace {

std::int32_t offset_of(std::int64_t pixel) { return static_cast<std::int32_t>(pixel * Batch::lanes); }

// The places of the other side that one place along an axis is linked to.
struct Link {
  std::int64_t place, tap;
};

std::vector<std::vector<Link>> forward_links(const ConvAxis& axis) {
  std::vector<std::vector<Link>> links(static_cast<std::size_t>(axis.outputs));
  for (std::int64_t o = 0; o < axis.outputs; ++o) {
    for (std::int64_t k = 0; k < axis.kernel; ++k) {
      const std::int64_t source = axis.source(o, k);
      if (source >= 0) links[static_cast<std::size_t>(o)].push_back({source, k});
    }
  }
  return links;
}

std::vector<std::vector<Link>> backward_links(const ConvAxis& axis) {
  std::vector<std::vector<Link>> links(static_cast<std::size_t>(axis.inputs));
  for (std::int64_t k = 0; k < axis.kernel; ++k) {
    for (std::int64_t o = 0; o < axis.outputs; ++o) {
      const std::int64_t source = axis.source(o, k);
      if (source >= 0) links[static_cast<std::size_t>(source)].push_back({o, k});
    }
  }
  return links;
}

// Along a row, tap by tap, the places that each of up to four pixels is linked to; -1 where one has none.
struct Column {
  std::int64_t tap, places[GatherPlan::pixels_at_once];
};

std::vector<Column> columns_of(const std::vector<std::vector<Link>>& links, const std::int64_t* pixels,
                               std::int64_t count, std::int64_t kernel) {
  std::vector<Column> columns;
  for (std::int64_t k = 0; k < kernel; ++k) {
    // A border can bring one input under the same tap of several outputs: as many columns as the most of them.
    const std::size_t first = columns.size();
    for (std::int64_t p = 0; p < count; ++p) {
      std::size_t at = first;
      for (const Link& link : links[static_cast<std::size_t>(pixels[p])]) {
        if (link.tap != k) continue;
        if (at == columns.size()) columns.push_back({k, {-1, -1, -1, -1}});
        columns[at++].places[p] = link.place;
      }
    }
  }
  return columns;
}

GatherPlan plan_of(const std::vector<std::vector<Link>>& down, const std::vector<std::vector<Link>>& across,
                   std::int64_t kernel_h, std::int64_t kernel_w, std::int64_t from_height, std::int64_t from_width,
                   const std::vector<std::vector<std::int64_t>>& groups) {
  constexpr std::int64_t most = GatherPlan::pixels_at_once;
  const auto width = static_cast<std::int64_t>(across.size());
  GatherPlan plan;
  plan.kernel_size = kernel_h * kernel_w;
  for (std::size_t row = 0; row < down.size(); ++row) {
    for (const std::vector<std::int64_t>& group : groups) {
      GatherPlan::Tile tile{
          static_cast<std::int32_t>(plan.taps.size()), 0, static_cast<std::int32_t>(group.size()), {}};
      for (std::size_t p = 0; p < group.size(); ++p)
        tile.to[p] = offset_of(static_cast<std::int64_t>(row) * width + group[p]);
      const std::vector<Column> columns =
          columns_of(across, group.data(), static_cast<std::int64_t>(group.size()), kernel_w);
      for (const Link& link : down[row]) {
        for (const Column& column : columns) {
          GatherPlan::Tap tap{static_cast<std::int32_t>(link.tap * kernel_w + column.tap), {}};
          for (std::int64_t p = 0; p < most; ++p) {
            const std::int64_t place = column.places[p];
            tap.from[p] = offset_of(place < 0 ? from_height * from_width : link.place * from_width + place);
          }
          plan.taps.push_back(tap);
        }
      }
      tile.taps = static_cast<std::int32_t>(plan.taps.size()) - tile.first_tap;
      plan.tiles.push_back(tile);
    }
  }
  return plan;
}

// Columns in groups of four with the same phase, since those that a stride tells apart have different taps.
std::vector<std::vector<std::int64_t>> groups_of(std::int64_t width, std::int64_t stride) {
  std::vector<std::vector<std::int64_t>> groups;
  for (std::int64_t phase = 0; phase < std::min(stride, width); ++phase) {
    for (std::int64_t column = phase; column < width; column += stride) {
      const auto place = (column - phase) / stride % GatherPlan::pixels_at_once;
      if (place == 0) groups.emplace_back();
      groups.back().push_back(column);
    }
  }
  return groups;
}

}  // namespace

GatherPlan forward_plan(const ConvAxis& down, const ConvAxis& across) {
  return plan_of(forward_links(down), forward_links(across), down.kernel, across.kernel, down.inputs, across.inputs,
                 groups_of(across.outputs, 1));
}

GatherPlan backward_plan(const ConvAxis& down, const ConvAxis& across) {
  return plan_of(backward_links(down), backward_links(across), down.kernel, across.kernel, down.outputs, across.outputs,
                 groups_of(across.inputs, across.stride));
}

std::vector<std::int32_t> tap_table(const ConvAxis& down, const ConvAxis& across) {
  std::vector<std::int32_t> table;
  table.reserve(static_cast<std::size_t>(down.kernel * across.kernel * down.outputs * across.outputs));
  for (std::int64_t tap = 0; tap < down.kernel * across.kernel; ++tap) {
    for (std::int64_t pixel = 0; pixel < down.outputs * across.outputs; ++pixel) {
      const std::int64_t row = down.source(pixel / across.outputs, tap / across.kernel);
      const std::int64_t column = across.source(pixel % across.outputs, tap % across.kernel);
      const bool outside = row < 0 || column < 0;
      table.push_back(offset_of(outside ? down.inputs * across.inputs : row * across.inputs + column));
    }
  }
  return table;
}

}  // namespace flatscope::detail
