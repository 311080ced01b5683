// The larger part of what frame_painter.h gains: what changed from one frame to the next. Where the processor paints, a
// frame costs what its pixels cost, and a drag or a pointer that moves changes few of them: the others stay as they
// were shown.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "app/platform/software/pixel_area.h"

namespace flatscope {

// Compares frames tile by tile: what is drawn on a tile, in which order, at which place, in which colours.
class Damage {
 public:
  // A number that changes with the contents of a command's texture.
  using TextureVersion = std::function<std::uint64_t(const ImDrawCmd&)>;

  // The areas, apart from each other, in which `frame` over `ground` may look different from the last
  // one that was passed; an empty list: nothing changed. std::nullopt: there is no last one of this size, or the frame
  // can't be compared, since it is magnified or has commands that do not draw.
  std::optional<std::vector<PixelArea>> changed(const ImDrawData& frame, ImU32 ground, const TextureVersion& version);
  // Cuts the frame that was passed last down to what is drawn in these areas of it, which are apart from each other.
  void keep_only(ImDrawData& frame, std::span<const PixelArea> areas) const;
  // The next frame has to be drawn whole.
  void forget() { tiles_.clear(); }

 private:
  // A rectangle or a triangle.
  struct Piece {
    PixelArea area;  // which it may touch
    int list = 0, command = 0;
    unsigned int first = 0, count = 0;  // of the list's indices
  };

  void collect(const ImDrawData& frame, ImU32 ground, const TextureVersion& version);
  void collect_command(const ImDrawData& frame, int list, int command, const TextureVersion& version);
  void add(std::uint64_t hash, const PixelArea& area);
  std::vector<PixelArea> changed_areas(const std::vector<std::uint64_t>& last) const;

  int width_ = 0, height_ = 0, columns_ = 0, rows_ = 0;
  std::vector<std::uint64_t> tiles_;  // hashes, (rows, columns)
  std::vector<Piece> pieces_;
};

}  // namespace flatscope
