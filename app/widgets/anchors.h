// Where on the screen the things are that a lesson can point at or ask for: each view tells it while it draws.
#pragma once

#include <imgui.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/widgets/rect.h"

namespace flatscope {

// A plane of cells, or a chart. `all` is where the whole of it would be, `visible` what is seen of it.
struct Anchor {
  std::string name;  // "pixel", "object", "index", "map/1", "kernel_cell", "matrix_row", "chart/NAME", "control/ID"
  Rect visible, all;
  // What stands at the edges of `all`: for cells 0 and how many there are, for a chart its axes' ends.
  double x0 = 0.0, x1 = 1.0, y0 = 0.0, y1 = 1.0;
  bool log_x = false, log_y = false;
  bool cells = true;

  ImVec2 at(double x, double y) const;
  Rect cell(double column, double row) const { return {at(column, row), at(column + 1.0, row + 1.0)}; }
  // The column and row under a point; fractions in a chart.
  std::pair<double, double> under(ImVec2 point) const;
};

class Anchors {
 public:
  bool on = false;  // a lesson is played: else nothing is kept
  // Columns × rows cells.
  void cells(std::string_view name, const Rect& visible, const Rect& all, double columns, double rows);
  void add(Anchor anchor) {
    if (on) all_.push_back(std::move(anchor));
  }
  const std::vector<Anchor>& all() const { return all_; }
  const Anchor* named(std::string_view name) const;  // the first; null where there is none

 private:
  std::vector<Anchor> all_;
};

}  // namespace flatscope
