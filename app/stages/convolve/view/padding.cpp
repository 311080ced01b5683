// What the padding around the input holds: zeros, or values of the input again.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/convolve/view/kept.h"
#include "app/stages/convolve/view/row.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

Tensor strip_of(const Tensor& input, Border border, std::int64_t top, std::int64_t left, std::int64_t height,
                std::int64_t width) {
  Tensor strip({input.channels(), height, width});
  float* to = strip.data();
  for (std::int64_t channel = 0; channel < input.channels(); ++channel)
    for (std::int64_t row = 0; row < height; ++row) {
      const std::int64_t from_row = source_index(top + row, input.height(), border);
      for (std::int64_t column = 0; column < width; ++column)
        *to++ = input.at(channel, from_row, source_index(left + column, input.width(), border));
    }
  return strip;
}

const std::shared_ptr<const std::array<Tensor, 4>>& strips_of(PaddingRing& ring, const LayerAnswer& answer,
                                                              const Padding& padding) {
  const Border border = answer.layer.padding_mode;
  if (ring.strips && ring.input.lock() == answer.input && ring.padding == padding && ring.border == border)
    return ring.strips;
  const Tensor& input = *answer.input;
  const std::int64_t h = input.height(), w = input.width(), across = w + padding.left + padding.right;
  ring = {answer.input, padding, border,
          std::make_shared<const std::array<Tensor, 4>>(
              std::array<Tensor, 4>{strip_of(input, border, -padding.top, -padding.left, padding.top, across),
                                    strip_of(input, border, h, -padding.left, padding.bottom, across),
                                    strip_of(input, border, 0, -padding.left, h, padding.left),
                                    strip_of(input, border, 0, w, h, padding.right)})};
  return ring.strips;
}

// Every cell of the padding that is seen.
template <typename Act>
void for_padding(const CellPlane& plane, const Rect& cells, const Act& act) {
  const auto from_row = static_cast<std::int64_t>(std::floor(plane.cells.min.y)),
             from_column = static_cast<std::int64_t>(std::floor(plane.cells.min.x));
  for (std::int64_t row = from_row; static_cast<float>(row) < plane.cells.max.y; ++row) {
    for (std::int64_t column = from_column; static_cast<float>(column) < plane.cells.max.x; ++column) {
      const auto x = static_cast<float>(column) + 0.5F, y = static_cast<float>(row) + 0.5F;
      if (x > cells.min.x && x < cells.max.x && y > cells.min.y && y < cells.max.y) continue;
      act(plane.cell_rect(row, column));
    }
  }
}

Rect cells_of(const Tensor& input) {
  return {{0, 0}, {static_cast<float>(input.width()), static_cast<float>(input.height())}};
}

void draw_zeros(Ui& ui, const CellPlane& plane, const Rect& cells, const Rect& inner) {
  const ImU32 fill = padding_ground(ui);
  const auto fill_rect = [&](const Rect& rect) {
    if (rect.width() > 0.0F && rect.height() > 0.0F) ui.draw->AddRectFilled(rect.min, rect.max, fill);
  };
  const Rect box = plane.box;
  fill_rect({box.min, {box.max.x, inner.min.y}});
  fill_rect({{box.min.x, inner.max.y}, box.max});
  fill_rect({{box.min.x, inner.min.y}, {inner.min.x, inner.max.y}});
  fill_rect({{inner.max.x, inner.min.y}, {box.max.x, inner.max.y}});
  if (plane.cell < 6.0F) return;
  const ImU32 line = with_alpha(ui.colours.muted, ui.theme == Theme::dark ? 0.25F : 0.35F);
  for_padding(plane, cells, [&](const Rect& cell) { compat::add_rect(ui.draw, cell.min, cell.max, line, 0.0F, 1.0F); });
}

void draw_repeated(Ui& ui, const ConvolveShown& shown, const ConvRow& row) {
  const auto& strips = strips_of(ui.kept.of<ConvolveKept>().ring, *shown.answer, row.padding);
  const Tensor& input = *shown.answer->input;
  const Padding& p = row.padding;
  const std::int64_t h = input.height(), w = input.width();
  const std::array<Rect, 4> places = {row.input.rect(-p.top, -p.left, 0, w + p.right),
                                      row.input.rect(h, -p.left, h + p.bottom, w + p.right),
                                      row.input.rect(0, -p.left, h, 0), row.input.rect(0, w, h, w + p.right)};
  TensorStyle style = input_style(shown);
  style.opacity = 0.55F;
  for (std::size_t i = 0; i < places.size(); ++i)
    ui.painter.draw(ui, strips, (*strips)[i], input_channel(shown), places[i], style);
}

}  // namespace

ImU32 padding_ground(const Ui& ui) {
  return ui.theme == Theme::dark ? mix(ui.colours.ground, IM_COL32(0, 0, 0, 255), 0.35F) : ui.colours.line;
}

void draw_padding(Ui& ui, const ConvolveShown& shown, const ConvRow& row) {
  const Padding& p = row.padding;
  if (p == Padding{}) return;
  const Tensor& input = *shown.answer->input;
  const Rect cells = cells_of(input);
  const Rect inner = row.input.rect(0, 0, input.height(), input.width()), &box = row.input.box;
  const Rect seen{{std::clamp(inner.min.x, box.min.x, box.max.x), std::clamp(inner.min.y, box.min.y, box.max.y)},
                  {std::clamp(inner.max.x, box.min.x, box.max.x), std::clamp(inner.max.y, box.min.y, box.max.y)}};
  ui.draw->PushClipRect(box.min, box.max, true);
  if (shown.answer->layer.padding_mode == Border::zeros) {
    draw_zeros(ui, row.input, cells, seen);
  } else {
    draw_repeated(ui, shown, row);
  }
  compat::add_rect(ui.draw, inner.min, inner.max, ui.colours.muted, 0.0F, row.input.cell < 6.0F ? 1.0F : ui.dp(1.5F));
  ui.draw->PopClipRect();
}

void draw_padding_numbers(Ui& ui, const ConvolveShown& shown, const ConvRow& row,
                          const std::optional<ConvThread>& thread) {
  const float text = ui.line_height(Type::mono_small);
  const CellPlane& plane = row.input;
  if (shown.answer->layer.padding_mode != Border::zeros || plane.cell < text) return;
  for_padding(plane, cells_of(*shown.answer->input), [&](const Rect& cell) {
    const bool whole = cell.min.x >= plane.box.min.x - 1 && cell.min.y >= plane.box.min.y - 1 &&
                       cell.max.x <= plane.box.max.x + 1 && cell.max.y <= plane.box.max.y + 1;
    if (!whole || (thread && thread->crosses(cell.inset(cell.width() * 0.2F)))) return;
    ui.text({cell.centre().x, cell.centre().y - text * 0.5F}, Type::mono_small, ui.colours.muted, "0", Align::centre);
  });
}

}  // namespace flatscope
