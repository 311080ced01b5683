#include "app/stages/convolve/view/matrix_camera.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

// Cells by which the part asked for grows at once.
constexpr std::int64_t block = 32;

struct Axis {
  double first = 0.0, count = 1.0;
};

Axis held_inside(double first, double count, std::int64_t all) {
  const auto total = static_cast<double>(all);
  if (!(count > 0.0) || count >= total) return {0.0, total};
  return {std::clamp(first, 0.0, total - count), count};
}

// `share` of what is seen is under the pointer, and stays there.
Axis zoomed(double first, double count, std::int64_t all, double factor, double share, double least) {
  const auto total = static_cast<double>(all);
  const double next = std::clamp(count * factor, std::min(least, total), total);
  return held_inside(first + share * (count - next), next, all);
}

void asked(double first, double count, std::int64_t all, float pixels, std::int64_t& begin, std::int64_t& end,
           std::int64_t& cells) {
  std::int64_t step = 1;
  while (static_cast<double>(step) * static_cast<double>(std::max(1.0F, pixels)) < count) step *= 2;
  const auto grid = static_cast<double>(step * block);
  const double margin = count * 0.25;
  begin = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor((first - margin) / grid)) * step * block);
  end = std::min(all, static_cast<std::int64_t>(std::ceil((first + count + margin) / grid)) * step * block);
  cells = (end - begin + step - 1) / step;
}

}  // namespace

double MatrixSight::row_at(float y) const {
  return row + rows * static_cast<double>(y - box.min.y) / static_cast<double>(box.height());
}
double MatrixSight::column_at(float x) const {
  return column + columns * static_cast<double>(x - box.min.x) / static_cast<double>(box.width());
}
float MatrixSight::y_of(double at) const {
  return box.min.y + static_cast<float>((at - row) / rows * static_cast<double>(box.height()));
}
float MatrixSight::x_of(double at) const {
  return box.min.x + static_cast<float>((at - column) / columns * static_cast<double>(box.width()));
}

MatrixSight sight_of(const MatrixCamera& camera, const Rect& box, std::int64_t rows, std::int64_t columns) {
  const Axis down = held_inside(camera.row, camera.rows, rows);
  const Axis across = held_inside(camera.column, camera.columns, columns);
  return {box, rows, columns, down.first, down.count, across.first, across.count};
}

bool move_camera(MatrixCamera& camera, const MatrixSight& sight, double largest) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto take = [&](const Axis& down, const Axis& across) {
    camera = {down.first, down.count, across.first, across.count};
    if (down.count >= static_cast<double>(sight.all_rows) && across.count >= static_cast<double>(sight.all_columns))
      camera = {};
  };
  const auto height = static_cast<double>(sight.box.height()), width = static_cast<double>(sight.box.width());
  if (ImGui::IsItemHovered() && io.MouseWheel != 0.0F) {
    const double factor = std::pow(1.25, -static_cast<double>(io.MouseWheel));
    const double y = static_cast<double>(io.MousePos.y - sight.box.min.y) / height;
    const double x = static_cast<double>(io.MousePos.x - sight.box.min.x) / width;
    take(zoomed(sight.row, sight.rows, sight.all_rows, factor, y, height / largest),
         zoomed(sight.column, sight.columns, sight.all_columns, factor, x, width / largest));
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) {
    camera = {};
    return true;
  }
  const bool held =
      ImGui::IsItemActive() || (ImGui::IsItemHovered() && (ImGui::IsMouseDown(1) || ImGui::IsMouseDown(2)));
  const bool dragging = ImGui::IsMouseDragging(0) || ImGui::IsMouseDragging(1) || ImGui::IsMouseDragging(2);
  if (!held || !dragging || sight.shows_all()) return false;
  take(held_inside(sight.row - static_cast<double>(io.MouseDelta.y) / height * sight.rows, sight.rows, sight.all_rows),
       held_inside(sight.column - static_cast<double>(io.MouseDelta.x) / width * sight.columns, sight.columns,
                   sight.all_columns));
  return true;
}

MatrixAsk ask_for(const MatrixSight& sight) {
  MatrixAsk ask;
  if (sight.shows_all()) {
    ask.height = std::max<std::int64_t>(1, std::llround(sight.box.height()));
    ask.width = std::max<std::int64_t>(1, std::llround(sight.box.width()));
    return ask;
  }
  asked(sight.row, sight.rows, sight.all_rows, sight.box.height(), ask.part.row_begin, ask.part.row_end, ask.height);
  asked(sight.column, sight.columns, sight.all_columns, sight.box.width(), ask.part.column_begin, ask.part.column_end,
        ask.width);
  return ask;
}

}  // namespace flatscope
