// Where the pictures and the products of the row at the top stand.
#include "app/stages/convolve/view/row.h"

#include <algorithm>
#include <cmath>

#include "app/widgets/camera.h"

namespace flatscope {
namespace {

// The output's grid in coordinates of the input: cell 0 begins at `first`, cells are `step` inputs long.
struct OutputAxis {
  float first = 0.0F, step = 1.0F;
  float cells = 1.0F;
};

OutputAxis output_axis(const LayerAnswer& answer, std::int64_t before, std::int64_t kernel, std::int64_t count) {
  const auto stride = static_cast<float>(answer.layer.stride);
  const float middle = static_cast<float>(answer.layer.dilation * (kernel - 1)) * 0.5F - static_cast<float>(before);
  const float pooled = answer.layer.pooling == Pooling::none ? 1.0F : 2.0F;
  return {middle + 0.5F - stride * 0.5F, stride * pooled, static_cast<float>(count)};
}

struct RowMeasures {
  float across = 1.0F, down = 1.0F;  // cells of the input with its padding
  OutputAxis rows, columns;
  float pad_left = 0.0F, pad_top = 0.0F;
};

// The part of the output that lines up with what the camera shows of the input.
Rect seen_outputs(const RowMeasures& m, const Rect& seen, float cells_x, float cells_y) {
  const auto axis = [](float from, float to, const OutputAxis& output, float room) {
    const float middle = ((from + to) * 0.5F - output.first) / output.step;
    const float half = std::min(room, output.cells) * 0.5F;
    const float at = std::clamp(middle, half, std::max(half, output.cells - half));
    return std::pair(at - half, at + half);
  };
  const auto [left, right] = axis(seen.min.x, seen.max.x, m.columns, cells_x);
  const auto [top, bottom] = axis(seen.min.y, seen.max.y, m.rows, cells_y);
  return {{left, top}, {right, bottom}};
}

// The largest cell of the input for which everything fits.
float input_cell(const RowMeasures& m, float width, float height, float legend, bool input_legend) {
  const float out_across = m.columns.cells * m.columns.step, out_down = m.rows.cells * m.rows.step;
  const float out_top = std::max(0.0F, m.rows.first + m.pad_top);
  float cell = width / (m.across + out_across);
  cell = std::min(cell, (height - (input_legend ? legend : 0.0F)) / m.down);
  cell = std::min(cell, (height - legend) / (out_top + out_down));
  return std::max(cell >= 3.0F ? std::floor(cell) : cell, 0.01F);
}

void place_output(const Ui& ui, ConvRow& row, const RowMeasures& m, const Rect& body, float cell, float zoom,
                  float legend) {
  float out_cell = cell * m.columns.step;
  float top = row.input.box.min.y + std::max(0.0F, m.rows.first + m.pad_top) * cell;
  // A map of a few cells is made larger: it has nothing left to line up with.
  const float longest = std::max(m.columns.cells, m.rows.cells);
  const float room = std::min(body.height() - legend, body.width() * 0.25F);
  if (out_cell * longest < room * 0.34F) {
    out_cell = std::max(out_cell, std::floor(std::min(room * 0.6F / longest, ui.dp(44))));
    top = std::min(row.input.box.centre().y, body.min.y + room * 0.5F) - out_cell * m.rows.cells * 0.5F;
    top = std::max(body.min.y, std::round(top));
  }
  const float width = std::max(1.0F, std::round(out_cell * m.columns.cells)),
              height = std::max(1.0F, std::round(out_cell * m.rows.cells));
  // Its legend and its title need some width even under a narrow map.
  const float column = std::max(width, std::min(ui.dp(132), body.width() * 0.22F));
  const float left = std::round(body.max.x - column);
  row.output.box = {{left, top}, {left + width, top + height}};
  const Rect all{{0, 0}, {m.columns.cells, m.rows.cells}};
  row.output.cells = zoom > 1.0F ? seen_outputs(m, row.input.cells, m.columns.cells / zoom, m.rows.cells / zoom) : all;
  row.output.cell = row.output.box.width() / row.output.cells.width();
  const float y = row.output.box.max.y + ui.dp(6);
  row.output_legend = {{left, y}, {body.max.x, y + legend - ui.dp(6)}};
}

// For the products: more where that lets a larger kernel's numbers be read, at some cost to the pictures.
float words_width(const Ui& ui, const Rect& area, float kernel_w) {
  const float usual = std::clamp(area.width() * 0.26F, std::min(ui.dp(264), area.width() * 0.38F), ui.dp(420));
  const float signs = ui.dp(24), two_grids = 2.0F * kernel_w * (ui.measure(Type::mono_small, "0.00").x + ui.dp(5));
  return signs + two_grids <= area.width() * 0.42F ? std::max(usual, signs + two_grids) : usual;
}

}  // namespace

Rect CellPlane::cell_rect(std::int64_t row, std::int64_t column) const {
  return rect(row, column, row + 1, column + 1);
}

Rect CellPlane::rect(std::int64_t top, std::int64_t left, std::int64_t bottom, std::int64_t right) const {
  const auto x = [&](std::int64_t column) { return box.min.x + (static_cast<float>(column) - cells.min.x) * cell; };
  const auto y = [&](std::int64_t row) { return box.min.y + (static_cast<float>(row) - cells.min.y) * cell; };
  return {{x(left), y(top)}, {x(right), y(bottom)}};
}

Place CellPlane::at(ImVec2 point) const {
  const auto cell_of = [&](float from, float low, float high) {
    const auto first = static_cast<std::int64_t>(std::floor(low)),
               last = static_cast<std::int64_t>(std::ceil(high)) - 1;
    return std::clamp(static_cast<std::int64_t>(std::floor(low + from / cell)), first, last);
  };
  return {0, cell_of(point.y - box.min.y, cells.min.y, cells.max.y),
          cell_of(point.x - box.min.x, cells.min.x, cells.max.x)};
}

ConvRow place_row(const Ui& ui, const ConvolveShown& shown, const Rect& area, const Camera& camera) {
  const LayerAnswer& answer = *shown.answer;
  const std::int64_t kernel_h = answer.layer.kernel_h(), kernel_w = answer.layer.kernel_w();
  ConvRow row;
  row.padding = resolved_padding(options_of(answer.layer), kernel_h, kernel_w);
  const Tensor& input = *answer.input;
  row.plane = {
      {static_cast<float>(-row.padding.left), static_cast<float>(-row.padding.top)},
      {static_cast<float>(input.width() + row.padding.right), static_cast<float>(input.height() + row.padding.bottom)}};
  RowMeasures m;
  m.across = row.plane.width();
  m.down = row.plane.height();
  m.rows = output_axis(answer, row.padding.top, kernel_h, answer.output->height());
  m.columns = output_axis(answer, row.padding.left, kernel_w, answer.output->width());
  m.pad_left = static_cast<float>(row.padding.left);
  m.pad_top = static_cast<float>(row.padding.top);

  const float label = ui.line_height(Type::section) + ui.dp(8);
  const Rect body{{area.min.x, area.min.y + label}, area.max};
  row.low = area.height() / ui.scale < 190.0F;
  const float gap = row.low ? ui.dp(16) : ui.dp(32);
  const float legend = ui.line_height(Type::mono_small) + ui.dp(8);
  const bool signed_input = input_style(shown).map != ColourMap::direct;
  const float words = words_width(ui, area, static_cast<float>(kernel_w));  // for the products
  const float cell =
      input_cell(m, std::max(16.0F, area.width() - words - 2.0F * gap), body.height(), legend, signed_input);

  const float width = std::max(1.0F, std::round(cell * m.across)), height = std::max(1.0F, std::round(cell * m.down));
  row.input.box = {body.min, {body.min.x + width, body.min.y + height}};
  row.input.cells = seen_cells(camera, m.across, m.down);
  row.input.cells.min.x -= m.pad_left;
  row.input.cells.max.x -= m.pad_left;
  row.input.cells.min.y -= m.pad_top;
  row.input.cells.max.y -= m.pad_top;
  row.input.cell = row.input.box.width() / row.input.cells.width();
  const float below = row.input.box.max.y + ui.dp(6);
  row.input_legend = {{row.input.box.min.x, below}, {row.input.box.max.x, below + legend - ui.dp(6)}};
  if (!signed_input) row.input_legend = {};
  place_output(ui, row, m, body, cell, camera.zoom, legend);

  row.products = {{row.input.box.max.x + gap, body.min.y}, {row.output.box.min.x - gap, body.max.y}};
  row.input_label = {area.min, {row.products.min.x - ui.dp(8), body.min.y}};
  row.products_label = {{row.products.min.x, area.min.y}, {row.products.max.x, body.min.y}};
  row.output_label = {{row.output.box.min.x, area.min.y}, {area.max.x, body.min.y}};
  return row;
}

}  // namespace flatscope
