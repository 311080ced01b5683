#include "app/platform/software/damage.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

constexpr int tile = 32;
// Areas are put together until there are no more than this: each costs a look at every piece.
constexpr std::size_t most_areas = 12;

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E37'79B9'7F4A'7C15ULL;
  return hash ^ hash >> 32;
}

template <class Value>
std::uint64_t bits_of(const Value& value) {
  static_assert(sizeof(Value) == 8);
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits;
}

std::uint64_t mixed(std::uint64_t hash, const ImDrawVert& vertex) {
  return mixed(mixed(mixed(hash, bits_of(vertex.pos)), bits_of(vertex.uv)), vertex.col);
}

std::uint64_t mixed(std::uint64_t hash, const PixelArea& area) {
  static_assert(sizeof(PixelArea) == 16);
  std::uint64_t halves[2];
  std::memcpy(halves, &area, sizeof halves);
  return mixed(mixed(hash, halves[0]), halves[1]);
}

PixelArea around(const PixelArea& a, const PixelArea& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

struct Bounds {
  float left = 1e6F, top = 1e6F, right = -1e6F, bottom = -1e6F;
  void add(const ImVec2& place) {
    left = std::min(left, place.x);
    top = std::min(top, place.y);
    right = std::max(right, place.x);
    bottom = std::max(bottom, place.y);
  }
  PixelArea pixels(const ImVec2& origin) const {
    return {whole(std::floor(left - origin.x)), whole(std::floor(top - origin.y)), whole(std::ceil(right - origin.x)),
            whole(std::ceil(bottom - origin.y))};
  }
};

// Disjoint areas stay so: whatever a larger one meets becomes part of it.
void put_together(std::vector<PixelArea>& areas, std::size_t first, std::size_t second) {
  PixelArea joined = around(areas[first], areas[second]);
  areas.erase(areas.begin() + static_cast<std::ptrdiff_t>(second));
  areas.erase(areas.begin() + static_cast<std::ptrdiff_t>(first));
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      if (common(areas[i], joined).empty()) continue;
      joined = around(areas[i], joined);
      areas.erase(areas.begin() + static_cast<std::ptrdiff_t>(i));
      grown = true;
      break;
    }
  }
  areas.push_back(joined);
}

}  // namespace

std::optional<std::vector<PixelArea>> Damage::changed(const ImDrawData& frame, ImU32 ground,
                                                      const TextureVersion& version) {
  const int width = whole(frame.DisplaySize.x), height = whole(frame.DisplaySize.y);
  bool comparable = frame.FramebufferScale.x == 1.0F && frame.FramebufferScale.y == 1.0F && width > 0 && height > 0;
  for (int list = 0; list < frame.CmdListsCount && comparable; ++list)
    for (const ImDrawCmd& command : frame.CmdLists[list]->CmdBuffer) comparable &= command.UserCallback == nullptr;
  if (!comparable) {
    forget();
    return std::nullopt;
  }
  const std::vector<std::uint64_t> last =
      width == width_ && height == height_ ? std::exchange(tiles_, {}) : std::vector<std::uint64_t>{};
  width_ = width;
  height_ = height;
  columns_ = (width + tile - 1) / tile;
  rows_ = (height + tile - 1) / tile;
  collect(frame, ground, version);
  if (last.empty()) return std::nullopt;
  return changed_areas(last);
}

void Damage::add(std::uint64_t hash, const PixelArea& area) {
  const int last_row = (area.bottom - 1) / tile, last_column = (area.right - 1) / tile;
  for (int row = area.top / tile; row <= last_row; ++row) {
    for (int column = area.left / tile; column <= last_column; ++column) {
      std::uint64_t& here = tiles_[static_cast<std::size_t>(row * columns_ + column)];
      here = mixed(here, hash);
    }
  }
}

void Damage::collect(const ImDrawData& frame, ImU32 ground, const TextureVersion& version) {
  tiles_.assign(static_cast<std::size_t>(rows_ * columns_), ground);
  pieces_.clear();
  for (int list = 0; list < frame.CmdListsCount; ++list) {
    for (int command = 0; command < frame.CmdLists[list]->CmdBuffer.Size; ++command)
      collect_command(frame, list, command, version);
  }
}

void Damage::collect_command(const ImDrawData& frame, int list, int command, const TextureVersion& version) {
  const ImDrawList& drawn = *frame.CmdLists[list];
  const ImDrawCmd& one = drawn.CmdBuffer[command];
  const PixelArea clip = clip_of(one, frame.DisplayPos, width_, height_);
  if (clip.empty() || one.ElemCount == 0) return;
  const std::uint64_t start = mixed(mixed(version(one), compat::gl_name(one)), clip);
  const ImDrawVert* const vertices = drawn.VtxBuffer.Data + one.VtxOffset;
  const ImDrawIdx* const indices = drawn.IdxBuffer.Data + one.IdxOffset;
  unsigned int count = 3;
  for (unsigned int i = 0; i + 3 <= one.ElemCount; i += count) {
    const ImDrawIdx* const at = indices + i;
    // Two triangles on one diagonal.
    const bool rectangle = i + 6 <= one.ElemCount && at[3] == at[0] && at[4] == at[2];
    count = rectangle ? 6 : 3;
    Bounds bounds;
    std::uint64_t hash = start;
    for (const unsigned int corner : {0U, 1U, 2U, 5U}) {
      if (corner >= count) break;
      const ImDrawVert& vertex = vertices[at[corner]];
      hash = mixed(hash, vertex);
      bounds.add(vertex.pos);
    }
    const PixelArea area = common(bounds.pixels(frame.DisplayPos), clip);
    if (area.empty()) continue;
    add(hash, area);
    pieces_.push_back({area, list, command, one.IdxOffset + i, count});
  }
}

std::vector<PixelArea> Damage::changed_areas(const std::vector<std::uint64_t>& last) const {
  std::vector<PixelArea> areas;  // in tiles
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_; ++column) {
      const auto changed = [&](int at) {
        const auto place = static_cast<std::size_t>(row * columns_ + at);
        return tiles_[place] != last[place];
      };
      if (!changed(column)) continue;
      int end = column + 1;
      // One tile between two that changed is drawn with them.
      while (end < columns_ && (changed(end) || (end + 1 < columns_ && changed(end + 1)))) ++end;
      const auto above = std::find_if(areas.begin(), areas.end(), [&](const PixelArea& area) {
        return area.left == column && area.right == end && area.bottom == row;
      });
      if (above != areas.end())
        above->bottom = row + 1;
      else
        areas.push_back({column, row, end, row + 1});
      column = end;
    }
  }
  while (areas.size() > 1) {
    std::size_t first = 0, second = 1;
    std::int64_t least = -1;
    for (std::size_t i = 0; i < areas.size(); ++i) {
      for (std::size_t k = i + 1; k < areas.size(); ++k) {
        const std::int64_t more = around(areas[i], areas[k]).pixels() - areas[i].pixels() - areas[k].pixels();
        if (least >= 0 && more >= least) continue;
        least = more;
        first = i;
        second = k;
      }
    }
    if (areas.size() <= most_areas && least > 0) break;
    put_together(areas, first, second);
  }
  for (PixelArea& area : areas) {
    area = {area.left * tile, area.top * tile, std::min(area.right * tile, width_),
            std::min(area.bottom * tile, height_)};
  }
  return areas;
}

void Damage::keep_only(ImDrawData& frame, std::span<const PixelArea> areas) const {
  int total_indices = 0;
  auto piece = pieces_.begin();
  for (int list = 0; list < frame.CmdListsCount; ++list) {
    ImDrawList& drawn = *frame.CmdLists[list];
    const auto first = piece;
    while (piece != pieces_.end() && piece->list == list) ++piece;
    ImVector<ImDrawCmd> commands;
    ImVector<ImDrawIdx> indices;
    for (const PixelArea& area : areas) {
      int command = -1;
      for (auto one = first; one != piece; ++one) {
        if (common(one->area, area).empty()) continue;
        if (one->command != command) {
          command = one->command;
          ImDrawCmd part = drawn.CmdBuffer[command];
          const PixelArea clip = common(clip_of(part, frame.DisplayPos, width_, height_), area);
          set_clip(part, frame.DisplayPos, clip);
          part.IdxOffset = static_cast<unsigned int>(indices.Size);
          part.ElemCount = 0;
          commands.push_back(part);
        }
        for (unsigned int i = 0; i < one->count; ++i)
          indices.push_back(drawn.IdxBuffer[static_cast<int>(one->first + i)]);
        commands.back().ElemCount += one->count;
      }
    }
    drawn.CmdBuffer.swap(commands);
    drawn.IdxBuffer.swap(indices);
    total_indices += drawn.IdxBuffer.Size;
  }
  frame.TotalIdxCount = total_indices;
}

}  // namespace flatscope
