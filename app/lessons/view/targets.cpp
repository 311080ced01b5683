#include "app/lessons/view/targets.h"

#include <fmt/format.h>

#include <cmath>

namespace flatscope {

std::string anchor_of(TargetKind kind, std::string_view name) {
  switch (kind) {
    case TargetKind::map:
      return fmt::format("map/{}", name);
    case TargetKind::control:
      return fmt::format("control/{}", name);
    case TargetKind::chart_point:
      return fmt::format("chart/{}", name);
    case TargetKind::neighbour:
      return "pixel";
    default:
      return std::string(to_string(kind));
  }
}

Spot spot_of(const Target& target, const Scene& scene) {
  const std::vector<double>& at = target.at.fixed;
  const auto number = [&](std::size_t i) { return i < at.size() ? at[i] : 0.0; };
  switch (target.kind) {
    case TargetKind::pixel:
    case TargetKind::kernel_cell:
      return {anchor_of(target.kind, {}), number(1), number(0)};
    case TargetKind::index:
      return {"index", number(0), 0.0};
    case TargetKind::matrix_row:
      return {"matrix_row", 0.0, number(0)};
    case TargetKind::map:
      return {fmt::format("map/{}", static_cast<int>(number(0))), number(2), number(1), at.size() < 3};
    case TargetKind::chart_point:
      return {anchor_of(target.kind, target.name), number(0), number(1)};
    case TargetKind::neighbour: {
      const Place pinned = scene.flatten.pinned.value_or(Place{});
      const double down = target.name == "below" ? 1.0 : target.name == "above" ? -1.0 : 0.0;
      const double right = target.name == "right" ? 1.0 : target.name == "left" ? -1.0 : 0.0;
      return {"pixel", static_cast<double>(pinned.column) + right, static_cast<double>(pinned.row) + down};
    }
    case TargetKind::control:
      return {anchor_of(target.kind, target.name), 0.0, 0.0, true};
  }
  return {};
}

Spot spot_of(const Question& question, const std::vector<double>& value) {
  Spot spot{anchor_of(question.on, question.on_name), 0.0, 0.0};
  if (question.on == TargetKind::matrix_row)
    spot.row = value.at(0);
  else if (value.size() == 1)
    spot.column = value[0];
  else if (value.size() == 2) {
    spot.row = value[0];
    spot.column = value[1];
  }
  return spot;
}

Rect rect_of(const Ui& ui, const Anchor& anchor, const Spot& spot) {
  if (spot.whole) return anchor.visible;
  if (!anchor.cells) {
    const ImVec2 at = anchor.at(spot.column, spot.row);
    return {{at.x - ui.dp(6), at.y - ui.dp(6)}, {at.x + ui.dp(6), at.y + ui.dp(6)}};
  }
  Rect rect = anchor.cell(spot.column, spot.row);
  if (anchor.name == "matrix_row") rect = {{anchor.visible.min.x, rect.min.y}, {anchor.visible.max.x, rect.max.y}};
  // Cells may be thinner than a line of a pen.
  const float least = ui.dp(5);
  if (rect.width() < least) {
    const float x = rect.centre().x;
    rect.min.x = x - least * 0.5F;
    rect.max.x = x + least * 0.5F;
  }
  if (rect.height() < least) {
    const float y = rect.centre().y;
    rect.min.y = y - least * 0.5F;
    rect.max.y = y + least * 0.5F;
  }
  return rect;
}

bool seen(const Anchor& anchor, const Rect& rect) {
  const ImVec2 c = rect.centre();
  return c.x >= anchor.visible.min.x - 1 && c.x <= anchor.visible.max.x + 1 && c.y >= anchor.visible.min.y - 1 &&
         c.y <= anchor.visible.max.y + 1;
}

ImU32 colour_of(const Palette& colours, Role role) {
  switch (role) {
    case Role::pixel:
      return colours.pixel;
    case Role::horizontal:
      return colours.horizontal;
    case Role::vertical:
      return colours.vertical;
    case Role::wrong:
      return colours.wrong;
    case Role::dense:
      return colours.dense;
    case Role::conv:
      return colours.conv;
    case Role::ink:
      break;
  }
  return colours.text;
}

}  // namespace flatscope
