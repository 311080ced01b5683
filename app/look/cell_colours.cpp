#include "app/look/cell_colours.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

namespace flatscope {
namespace {

constexpr std::int64_t chunk = 1024;  // cells whose places are found before they are looked up

std::uint32_t level(float value) {
  const float share = value > 0.0F ? (value < 1.0F ? value : 1.0F) : 0.0F;  // 0 for NaN
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(share * 255.0F + 0.5F));
}

std::uint32_t opaque(float red, float green, float blue) {
  return 0xFF000000U | level(blue) << 16 | level(green) << 8 | level(red);
}

}  // namespace

// One for the process, since a table follows from the colours that it is found by and never changes. There are a few:
// two maps in two themes, one of them also with another middle.
std::shared_ptr<const CellColours::Table> CellColours::table_of(const Palette& palette, const TensorStyle& style) {
  using Colours = decltype(palette.diverging);
  static std::mutex mutex;
  static std::map<std::pair<Colours, std::uint32_t>, std::shared_ptr<const Table>> tables;
  const bool diverging = style.map == ColourMap::diverging;
  Colours colours = diverging ? palette.diverging : palette.magnitude;
  if (diverging && style.neutral != 0) colours[colours.size() / 2] = style.neutral;
  const std::lock_guard lock(mutex);
  std::shared_ptr<const Table>& found = tables[{colours, palette.ground}];
  if (found) return found;
  auto table = std::make_shared<Table>();
  constexpr int between = steps / static_cast<int>(std::tuple_size_v<Colours> - 1);
  for (int i = 0; i < steps; ++i) {
    const auto step = static_cast<std::size_t>(i / between);
    const float share = static_cast<float>(i % between) / static_cast<float>(between);
    (*table)[static_cast<std::size_t>(i)] = mix(colours[step], colours[step + 1], share);
  }
  (*table)[steps] = colours.back();
  (*table)[steps + 1] = palette.ground;
  return found = std::move(table);
}

CellColours::CellColours(const Palette& palette, const TensorStyle& style)
    : map_(style.map), low_(style.range.low), ground_(palette.ground) {
  scale_ = static_cast<float>(steps) / std::max(style.range.high - style.range.low, 1e-30F);
  if (map_ != ColourMap::direct) table_ = table_of(palette, style);
}

int CellColours::place(float value) const {
  const float size = map_ == ColourMap::magnitude ? std::fabs(value) : value;
  const float at = (size - low_) * scale_;
  const float inside = at > 0.0F ? (at < static_cast<float>(steps) ? at : static_cast<float>(steps)) : 0.0F;
  const int nearest = static_cast<int>(inside + 0.5F);
  return value == value ? nearest : steps + 1;
}

std::uint32_t CellColours::of(float value) const {
  std::uint32_t colour = 0;
  fill(&value, 0, 1, 1, &colour);
  return colour;
}

void CellColours::fill(const float* values, std::int64_t plane, int planes, std::int64_t count,
                       std::uint32_t* colours) const {
  if (map_ == ColourMap::direct) {
    const float* const red = values;
    const float* const green = planes == 3 ? values + plane : values;
    const float* const blue = planes == 3 ? values + 2 * plane : values;
    for (std::int64_t i = 0; i < count; ++i) {
      const bool empty = (red[i] < 0.0F) & (green[i] < 0.0F) & (blue[i] < 0.0F);
      const std::uint32_t colour = opaque(red[i], green[i], blue[i]);
      colours[i] = empty ? ground_ : colour;
    }
    return;
  }
  std::int32_t places[chunk];
  for (std::int64_t first = 0; first < count; first += chunk) {
    const std::int64_t size = std::min(chunk, count - first);
    for (std::int64_t i = 0; i < size; ++i) places[i] = place(values[first + i]);
    for (std::int64_t i = 0; i < size; ++i) colours[first + i] = (*table_)[static_cast<std::size_t>(places[i])];
  }
}

}  // namespace flatscope
