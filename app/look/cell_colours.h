// How values become the colours of their cells.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "app/look/palette.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// direct: the values are grey or RGB levels; a cell whose levels are all negative is empty. magnitude: of |value|.
enum class ColourMap { direct, magnitude, diverging };

struct TensorStyle {
  ColourMap map = ColourMap::direct;
  Range range{0.0F, 1.0F};  // values at the map's two ends; ignored by `direct`
  bool lines = true;        // between cells of at least 6 pixels
  float opacity = 1.0F;
  std::uint32_t neutral =
      0;  // in place of the diverging map's middle, where a 0 must be told from an empty cell; 0: its own
};

// The map of a style as a table: a lookup costs a fraction of mixing the palette's colours anew.
class CellColours {
 public:
  CellColours(const Palette& palette, const TensorStyle& style);

  // The cell of one value; for `direct` a grey level. Opaque.
  std::uint32_t of(float value) const;
  // Of `count` cells; with planes == 3, red, green and blue are `plane` values apart. What is NaN under a ramp shows
  // the ground: no element is there.
  void fill(const float* values, std::int64_t plane, int planes, std::int64_t count, std::uint32_t* colours) const;

 private:
  // 256 steps between two of the palette's eleven colours: no two neighbours differ by more than one level. After the
  // last comes the ground.
  static constexpr int steps = 2560;
  using Table = std::array<std::uint32_t, steps + 2>;
  static std::shared_ptr<const Table> table_of(const Palette& palette, const TensorStyle& style);
  int place(float value) const;  // in the table

  ColourMap map_;
  float low_ = 0.0F, scale_ = 0.0F;
  std::uint32_t ground_;
  std::shared_ptr<const Table> table_;  // null for `direct`
};

}  // namespace flatscope
