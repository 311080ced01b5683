// What is left of the grid while it is unrolled: the picture without the elements that have gone. It is kept from frame
// to frame, and only what left or came back since the last one is found anew.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "app/gl/objects.h"
#include "app/look/cell_colours.h"
#include "core/layers/flatten.h"
#include "core/tensor/tensor.h"

namespace flatscope {

class GridRest {
 public:
  // Elements 0 to `gone` - 1 of the order have left. `block` x `block` cells are put together into one, the mean of
  // what is left of them; more where the picture would be larger than the graphics card takes; less than 1 is 1.
  // Returns how many it is. Ground where nothing is left.
  int set(const std::shared_ptr<const Tensor>& picture, const std::shared_ptr<const Flattening>& flattening, int block,
          const Palette& palette, std::int64_t gone);
  // Of the cells, after that: `columns` x `rows`, opaque.
  const gl::Texture& texture() const { return texture_; }
  int columns() const { return columns_; }
  int rows() const { return rows_; }

 private:
  void fill_all(const CellColours& colours);
  std::uint32_t colour_at(int row, int column, const CellColours& colours) const;
  void upload(int first_row, int last_row);

  std::shared_ptr<const Tensor> picture_;
  std::shared_ptr<const Flattening> flattening_;
  const Palette* palette_ = nullptr;
  int block_ = 1, columns_ = 0, rows_ = 0;
  std::int64_t gone_ = 0;
  std::vector<std::uint32_t> cells_;
  gl::Texture texture_;
  int texture_columns_ = 0, texture_rows_ = 0;
};

}  // namespace flatscope
