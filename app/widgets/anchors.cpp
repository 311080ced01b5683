#include "app/widgets/anchors.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

double share(double value, double from, double to, bool logarithmic) {
  if (!logarithmic) return (value - from) / (to - from);
  return std::log(value / from) / std::log(to / from);
}

double value_at(double share, double from, double to, bool logarithmic) {
  return logarithmic ? from * std::pow(to / from, share) : from + share * (to - from);
}

}  // namespace

ImVec2 Anchor::at(double x, double y) const {
  return {all.min.x + all.width() * static_cast<float>(share(x, x0, x1, log_x)),
          all.min.y + all.height() * static_cast<float>(share(y, y0, y1, log_y))};
}

std::pair<double, double> Anchor::under(ImVec2 point) const {
  const double x = value_at(static_cast<double>((point.x - all.min.x) / std::max(all.width(), 1.0F)), x0, x1, log_x);
  const double y = value_at(static_cast<double>((point.y - all.min.y) / std::max(all.height(), 1.0F)), y0, y1, log_y);
  if (!cells) return {x, y};
  return {std::clamp(std::floor(x), x0, x1 - 1.0), std::clamp(std::floor(y), y0, y1 - 1.0)};
}

void Anchors::cells(std::string_view name, const Rect& visible, const Rect& all, double columns, double rows) {
  // What has no room is not shown, and can't be pointed at.
  if (!on || visible.width() <= 0.0F || visible.height() <= 0.0F) return;
  Anchor anchor;
  anchor.name = name;
  anchor.visible = visible;
  anchor.all = all;
  anchor.x1 = columns;
  anchor.y1 = rows;
  all_.push_back(std::move(anchor));
}

const Anchor* Anchors::named(std::string_view name) const {
  for (const Anchor& anchor : all_)
    if (anchor.name == name) return &anchor;
  return nullptr;
}

}  // namespace flatscope
