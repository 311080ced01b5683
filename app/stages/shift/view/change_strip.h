// A long vector before and after a change, drawn as two strips with marks under what changed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "app/stages/shift/model/row_runs.h"
#include "app/widgets/ui.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// What one strip shows: as many cells as there are elements or, if they are more, pixels.
struct StripCells {
  std::int64_t elements = 0;
  std::int64_t width = 1;  // elements of a row
  int cells = 0;
  // Element `first(cell)` up to, not including, `first(cell + 1)` are in `cell`. Cells of many runs are whole ones.
  std::int64_t first(int cell) const {
    const std::int64_t even = elements * cell / cells;
    const bool whole_runs = cell < cells && elements / cells >= 4 * RowRuns<float>::length;
    return whole_runs ? RowRuns<float>::begin_of_run(even, width) : even;
  }
  bool operator==(const StripCells&) const = default;
};

// A vector and the sums over runs of it: a vector of millions is not read in a frame.
struct SummedVector {
  const Tensor& values;
  const RowRuns<float>& sums;
};

// Means of the elements in each cell, (1, 1, cells).
Tensor strip_means(const SummedVector& vector, const StripCells& cells);
// Share of each cell's elements that differ, in [0, 1]; `changed` counts them. Empty counts: none.
std::vector<float> strip_shares(const Tensor& before, const Tensor& after, const RowRuns<std::uint16_t>& changed,
                                const StripCells& cells);

// Keeps the means while the vector and the width stay.
class ChangeStrip {
 public:
  // `before_owner` and `after_owner` keep the tensors' memory: while they are the same, so are the values.
  void update(const std::shared_ptr<const void>& before_owner, const SummedVector& before,
              const std::shared_ptr<const void>& after_owner, const SummedVector& after,
              const RowRuns<std::uint16_t>& changed, int pixels);
  const StripCells& cells() const { return cells_; }
  const std::shared_ptr<const Tensor>& before() const { return before_; }
  const std::shared_ptr<const Tensor>& after() const { return after_; }
  const std::vector<float>& shares() const { return shares_; }

  // Strips of height `strip`, `gap` apart, and marks of height `marks` below, from the top of `area` down; only the one
  // of before where `before_only`. Returns the cell under the pointer.
  std::optional<int> draw(Ui& ui, const char* id, const Rect& area, float strip, float gap, float marks,
                          bool before_only = false) const;

 private:
  StripCells cells_;
  std::weak_ptr<const void> before_owner_, after_owner_;  // weak: must not keep a large result alive
  std::shared_ptr<const Tensor> before_, after_;
  std::vector<float> shares_;
};

}  // namespace flatscope
