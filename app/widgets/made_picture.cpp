#include "app/widgets/made_picture.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

constexpr float least_lined_cell = 6.0F;  // pixels

// The pixels whose middle is in a cell that begins at `at` begin here.
float first_pixel(float at) { return std::ceil(at - 0.5F); }

}  // namespace

void draw_cell_lines(Ui& ui, const Rect& where, const Rect& cells, const TensorStyle& style) {
  const float width = where.width() / cells.width(), height = where.height() / cells.height();
  if (!style.lines || width < least_lined_cell) return;
  const ImU32 colour = with_alpha(ui.colours.ground, std::min(1.0F, width / 24.0F + 0.15F) * style.opacity);
  ui.draw->PushClipRect(where.min, where.max, true);
  for (float column = std::floor(cells.min.x); column < cells.max.x; column += 1.0F) {
    const float x = first_pixel(where.min.x + (column - cells.min.x) * width);
    ui.draw->AddRectFilled({x, where.min.y}, {x + 1.0F, where.max.y}, colour);
  }
  for (float row = std::floor(cells.min.y); row < cells.max.y; row += 1.0F) {
    const float y = first_pixel(where.min.y + (row - cells.min.y) * height);
    ui.draw->AddRectFilled({where.min.x, y}, {where.max.x, y + 1.0F}, colour);
  }
  ui.draw->PopClipRect();
}

void draw_made_picture(Ui& ui, const gl::Texture& picture, const Rect& share, const Rect& where, const Rect& cells,
                       const TensorStyle& style) {
  ui.keep_seen(where);
  ui.draw->AddImage(compat::texture_id(picture.get()), where.min, where.max, share.min, share.max,
                    with_alpha(IM_COL32_WHITE, style.opacity));
  draw_cell_lines(ui, where, cells, style);
}

}  // namespace flatscope
