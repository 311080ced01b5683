#include "app/stages/shift/view/change_strip.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "app/widgets/controls.h"
#include "app/widgets/imgui_compat.h"
#include "app/widgets/tensor_view.h"
#include "core/tensor/line_scan.h"

namespace flatscope {
namespace {

bool same_owner(const std::weak_ptr<const void>& a, const std::shared_ptr<const void>& b) {
  return !a.expired() && !a.owner_before(b) && !b.owner_before(a);
}

}  // namespace

Tensor strip_means(const SummedVector& vector, const StripCells& cells) {
  Tensor means({1, 1, cells.cells});
  const float* const values = vector.values.data();
  for (int cell = 0; cell < cells.cells; ++cell) {
    const std::int64_t from = cells.first(cell), to = cells.first(cell + 1);
    const double sum = vector.sums.over(
        from, to, [values](std::int64_t first, std::int64_t count) { return line_sum(values + first, count); });
    means.data()[cell] = static_cast<float>(sum / static_cast<double>(to - from));
  }
  return means;
}

std::vector<float> strip_shares(const Tensor& before, const Tensor& after, const RowRuns<std::uint16_t>& changed,
                                const StripCells& cells) {
  std::vector<float> shares(static_cast<std::size_t>(cells.cells));
  if (changed.sums.empty()) return shares;
  const auto count_of = [&](std::int64_t first, std::int64_t count) {
    return count_differences(before.data() + first, after.data() + first, count);
  };
  for (int cell = 0; cell < cells.cells; ++cell) {
    const std::int64_t from = cells.first(cell), to = cells.first(cell + 1);
    shares[static_cast<std::size_t>(cell)] =
        static_cast<float>(changed.over(from, to, count_of) / static_cast<double>(to - from));
  }
  return shares;
}

void ChangeStrip::update(const std::shared_ptr<const void>& before_owner, const SummedVector& before,
                         const std::shared_ptr<const void>& after_owner, const SummedVector& after,
                         const RowRuns<std::uint16_t>& changed, int pixels) {
  const std::int64_t size = after.values.size();
  const StripCells cells{size, after.values.width(),
                         static_cast<int>(std::min<std::int64_t>(size, std::max(1, pixels)))};
  const bool same_cells = cells == cells_;
  cells_ = cells;
  const bool same_before = same_cells && same_owner(before_owner_, before_owner);
  const bool same_after = same_cells && same_owner(after_owner_, after_owner);
  if (!same_before) before_ = std::make_shared<const Tensor>(strip_means(before, cells));
  if (!same_after) after_ = std::make_shared<const Tensor>(strip_means(after, cells));
  if (!same_before || !same_after) shares_ = strip_shares(before.values, after.values, changed, cells);
  before_owner_ = before_owner;
  after_owner_ = after_owner;
}

std::optional<int> ChangeStrip::draw(Ui& ui, const char* id, const Rect& area, float strip, float gap, float marks,
                                     bool before_only) const {
  const Rect above{area.min, {area.max.x, area.min.y + strip}};
  const Rect below{{area.min.x, above.max.y + gap}, {area.max.x, above.max.y + gap + strip}};
  const TensorStyle style{ColourMap::direct, {0.0F, 1.0F}, false, 1.0F};
  ui.painter.draw(ui, before_, *before_, 0, above, style);
  if (!before_only) ui.painter.draw(ui, after_, *after_, 0, below, style);

  // A mark's height tells how many of the cell's elements changed; neighbours that are alike are one rectangle.
  const float top = below.max.y + gap, bottom = top + marks;
  const float cell_width = area.width() / static_cast<float>(cells_.cells);
  const auto height_of = [marks](float share) {
    return share <= 0.0F ? 0.0F : std::max(2.0F, std::round(marks * (0.35F + 0.65F * share)));
  };
  for (std::size_t i = 0; i < shares_.size() && !before_only;) {
    const float height = height_of(shares_[i]);
    std::size_t end = i + 1;
    while (end < shares_.size() && height_of(shares_[end]) == height) ++end;
    if (height > 0.0F)
      ui.draw->AddRectFilled({area.min.x + cell_width * static_cast<float>(i), top},
                             {area.min.x + cell_width * static_cast<float>(end), std::min(bottom, top + height)},
                             ui.colours.wrong);
    i = end;
  }

  if (ui.record.on()) {
    ui.record.area(std::string(id) + ".before", above.min, above.max);
    ui.record.area(std::string(id) + ".after", below.min, below.max);
    ui.record.area(std::string(id) + ".changes", {area.min.x, top}, {area.max.x, bottom});
  }
  hit_area(ui, id, {area.min, {area.max.x, bottom}});
  if (!ImGui::IsItemHovered()) return std::nullopt;
  const int cell =
      std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - area.min.x) / cell_width), 0, cells_.cells - 1);
  const float left = area.min.x + cell_width * static_cast<float>(cell);
  const float right = std::max(left + 3.0F, left + cell_width);
  const float lower = before_only ? above.max.y : below.max.y;
  compat::add_rect(ui.draw, {left - 2.0F, above.min.y - 2.0F}, {right + 2.0F, lower + 2.0F}, ui.colours.outline, 0.0F,
                   3.0F);
  compat::add_rect(ui.draw, {left - 1.0F, above.min.y - 1.0F}, {right + 1.0F, lower + 1.0F}, ui.colours.pixel, 0.0F,
                   1.5F);
  return cell;
}

}  // namespace flatscope
