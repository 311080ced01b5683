#include "app/stages/flatten/view/grid_rest.h"

#include <algorithm>

#include "core/tensor/parallel.h"

namespace flatscope {
namespace {

// Of all elements. Where more of them leave at once it is quicker to look at every cell.
constexpr std::int64_t large_share = 8;

constexpr std::int64_t longest_side = 2048;  // every graphics card takes such a texture

}  // namespace

int GridRest::set(const std::shared_ptr<const Tensor>& picture, const std::shared_ptr<const Flattening>& flattening,
                  int block, const Palette& palette, std::int64_t gone) {
  const CellColours colours(palette, TensorStyle{});
  const std::int64_t longest = std::max(picture->width(), picture->height());
  block = std::max({1, block, static_cast<int>((longest + longest_side - 1) / longest_side)});
  const bool same = picture == picture_ && flattening == flattening_ && block == block_ && &palette == palette_;
  if (same && gone == gone_) return block;
  const std::int64_t from = std::min(gone, gone_), to = std::max(gone, gone_);
  gone_ = gone;
  if (!same || to - from > flattening->size() / large_share) {
    picture_ = picture;
    flattening_ = flattening;
    block_ = block;
    palette_ = &palette;
    fill_all(colours);
    upload(0, rows_);
    return block;
  }
  int first_row = rows_, last_row = 0, done_row = -1, done_column = -1;
  for (std::int64_t i = from; i < to; ++i) {
    const Place place = flattening->place(i);
    const int row = static_cast<int>(place.row) / block, column = static_cast<int>(place.column) / block;
    if (row == done_row && column == done_column) continue;  // the neighbours in the order are in one cell
    done_row = row;
    done_column = column;
    cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)] =
        colour_at(row, column, colours);
    first_row = std::min(first_row, row);
    last_row = std::max(last_row, row + 1);
  }
  upload(first_row, last_row);
  return block;
}

std::uint32_t GridRest::colour_at(int row, int column, const CellColours& colours) const {
  const Tensor& picture = *picture_;
  const int planes = picture.channels() == 3 ? 3 : 1;
  const std::int64_t top = std::int64_t{row} * block_, left = std::int64_t{column} * block_;
  const std::int64_t bottom = std::min(top + block_, picture.height()),
                     right = std::min(left + block_, picture.width());
  float levels[3] = {};
  bool empty = true;
  for (int plane = 0; plane < planes; ++plane) {
    float sum = 0.0F;
    int count = 0;
    for (std::int64_t r = top; r < bottom; ++r) {
      for (std::int64_t c = left; c < right; ++c) {
        if (flattening_->index({plane, r, c}) < gone_) continue;
        sum += picture.at(plane, r, c);
        ++count;
      }
    }
    levels[plane] = count > 0 ? std::max(0.0F, sum / static_cast<float>(count)) : 0.0F;
    empty &= count == 0;
  }
  if (empty) std::fill(levels, levels + 3, -1.0F);
  std::uint32_t colour = 0;
  colours.fill(levels, 1, planes, 1, &colour);
  return colour;
}

void GridRest::fill_all(const CellColours& colours) {
  columns_ = static_cast<int>((picture_->width() + block_ - 1) / block_);
  rows_ = static_cast<int>((picture_->height() + block_ - 1) / block_);
  cells_.resize(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
  parallel_for(rows_, 8, [&](std::int64_t begin, std::int64_t end) {
    for (std::int64_t row = begin; row < end; ++row) {
      for (int column = 0; column < columns_; ++column)
        cells_[static_cast<std::size_t>(row * columns_ + column)] = colour_at(static_cast<int>(row), column, colours);
    }
  });
}

void GridRest::upload(int first_row, int last_row) {
  const bool fits = texture_ && texture_columns_ == columns_ && texture_rows_ == rows_;
  if (!texture_) texture_ = gl::make_texture();
  glBindTexture(GL_TEXTURE_2D, texture_.get());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
  if (fits) {
    if (first_row >= last_row) return;
    glTexSubImage2D(GL_TEXTURE_2D, 0, 0, first_row, columns_, last_row - first_row, GL_RGBA, GL_UNSIGNED_BYTE,
                    cells_.data() + static_cast<std::ptrdiff_t>(first_row) * columns_);
  } else {
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, columns_, rows_, 0, GL_RGBA, GL_UNSIGNED_BYTE, cells_.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    texture_columns_ = columns_;
    texture_rows_ = rows_;
  }
  gl::contents_changed(texture_);
}

}  // namespace flatscope
