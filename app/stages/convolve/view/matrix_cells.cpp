// What stands in the matrix: entry by entry where they are large enough to be seen, worked out in this frame, and from
// afar the cells that the worker has made, each for many entries.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/stages/convolve/view/matrix.h"
#include "app/stages/convolve/view/matrix_drawing.h"
#include "app/widgets/made_picture.h"
#include "app/widgets/tensor_view.h"

namespace flatscope {
namespace {

// Of the result shown, which may be one frame behind the switches.
MatrixKind kind_of(const StageContext& context) {
  const MatrixInputs& inputs = context.results.matrix.inputs;
  return matrix_kind(inputs.local, inputs.shared);
}

// What is seen of a part's cells, drawn where they belong now.
struct Placed {
  Rect where, cells;
};
std::optional<Placed> placed(const MatrixShown& shown, const MatrixSight& at, const MatrixPart& part,
                             std::int64_t row_step, std::int64_t column_step) {
  const auto common = [](double from, double count, std::int64_t begin, std::int64_t end, std::int64_t all) {
    return std::array<double, 2>{std::max(from, static_cast<double>(begin)),
                                 std::min(from + count, static_cast<double>(std::min(end, all)))};
  };
  const auto first = static_cast<double>(shown.first_row);
  const auto rows = common(at.row + first, at.rows, part.row_begin, part.row_end, shown.first_row + shown.rows);
  const auto columns = common(at.column, at.columns, part.column_begin, part.column_end, shown.columns);
  if (rows[0] >= rows[1] || columns[0] >= columns[1]) return std::nullopt;
  const auto in_cells = [](double value, std::int64_t begin, std::int64_t step) {
    return static_cast<float>((value - static_cast<double>(begin)) / static_cast<double>(step));
  };
  return Placed{{{at.x_of(columns[0]), at.y_of(rows[0] - first)}, {at.x_of(columns[1]), at.y_of(rows[1] - first)}},
                {{in_cells(columns[0], part.column_begin, column_step), in_cells(rows[0], part.row_begin, row_step)},
                 {in_cells(columns[1], part.column_begin, column_step), in_cells(rows[1], part.row_begin, row_step)}}};
}

TensorStyle style_of(const Ui& ui, const MatrixShown& shown, const MatrixSight& at) {
  TensorStyle style = matrix_style(ui, shown);
  style.lines = std::min(at.cell_height(), at.cell_width()) >= 6.0;
  return style;
}

// The entries seen, in whole blocks: the picture stays the same while the camera moves a little.
MatrixPart part_seen(const MatrixShown& shown, const MatrixSight& at) {
  constexpr double block = 32.0;
  const auto begin = [](double first) { return static_cast<std::int64_t>(std::floor(first / block) * block); };
  const auto end = [](double last, std::int64_t all) {
    return std::min(all, static_cast<std::int64_t>(std::ceil(last / block) * block));
  };
  return {begin(at.row) + shown.first_row, end(at.row + at.rows, shown.rows) + shown.first_row, begin(at.column),
          end(at.column + at.columns, shown.columns)};
}

void draw_entries(StageContext& context, const MatrixShown& shown, const MatrixSight& at) {
  Ui& ui = context.ui;
  const TensorStyle style = style_of(ui, shown, at);
  MatrixEntries entries;
  entries.matrix = shown.result->matrix;
  entries.kind = kind_of(context);
  entries.seed = free_matrix_seed;
  entries.part = part_seen(shown, at);
  entries.palette = &ui.colours;
  entries.range = style.range;
  entries.neutral = style.neutral;
  const std::optional<Placed> place = placed(shown, at, entries.part, 1, 1);
  if (!place) return;
  const gl::Canvas& picture = ui.kept.of<MatrixDrawing>().draw(entries);
  const auto columns = static_cast<float>(picture.width()), rows = static_cast<float>(picture.height());
  const Rect& cells = place->cells;
  draw_made_picture(ui, picture.texture(),
                    {{cells.min.x / columns, cells.min.y / rows}, {cells.max.x / columns, cells.max.y / rows}},
                    place->where, cells, style);
}

// The worker's: until those of a new part are there they are stretched.
void draw_cells(StageContext& context, const MatrixShown& shown, const MatrixSight& at) {
  const MatrixResult& result = *shown.result;
  if (const auto place = placed(shown, at, result.part, result.row_step, result.column_step))
    context.ui.painter.draw(context.ui, context.results.matrix.value, result.cells, 0, place->where, place->cells,
                            style_of(context.ui, shown, at));
}

}  // namespace

bool draws_entries(const Ui& ui, const MatrixSight& at) {
  return at.cell_height() >= 1.0 && at.cell_width() >= 1.0 && ui.runs == nullptr;
}

void draw_matrix_cells(StageContext& context, const MatrixShown& shown, const MatrixSight& at) {
  if (draws_entries(context.ui, at))
    draw_entries(context, shown, at);
  else if (!shown.result->cells.empty())
    draw_cells(context, shown, at);
}

std::optional<float> matrix_value(const StageContext& context, const MatrixShown& shown, const MatrixCell& cell) {
  const ConvMatrix& matrix = *shown.result->matrix;
  const MatrixKind kind = kind_of(context);
  const std::int64_t row = cell.row + shown.first_row;
  if (kind != MatrixKind::shared)
    return FreeMatrix{matrix, kind == MatrixKind::local, free_matrix_seed}.entry(row, cell.column);
  const std::optional<MatrixEntry> entry = matrix.entry(row, cell.column);
  return entry ? std::optional(entry->value) : std::nullopt;
}

}  // namespace flatscope
