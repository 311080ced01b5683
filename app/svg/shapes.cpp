#include "app/svg/shapes.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

constexpr float hair = 0.02F;  // pixels

bool near(ImVec2 a, ImVec2 b) { return std::fabs(a.x - b.x) < hair && std::fabs(a.y - b.y) < hair; }
ImVec2 middle(ImVec2 a, ImVec2 b) { return {(a.x + b.x) * 0.5F, (a.y + b.y) * 0.5F}; }

bool is_upright(const std::vector<ImDrawVert>& quad) {
  return std::fabs(quad[0].pos.x - quad[3].pos.x) < hair && std::fabs(quad[1].pos.x - quad[2].pos.x) < hair &&
         std::fabs(quad[0].pos.y - quad[1].pos.y) < hair && std::fabs(quad[2].pos.y - quad[3].pos.y) < hair;
}

Rect box_of(ImVec2 a, ImVec2 b) {
  return {{std::min(a.x, b.x), std::min(a.y, b.y)}, {std::max(a.x, b.x), std::max(a.y, b.y)}};
}

bool one_colour(const std::vector<ImDrawVert>& fan) {
  return std::all_of(fan.begin(), fan.end(), [&](const ImDrawVert& v) { return v.col == fan[0].col; });
}

// Both sides at a right angle.
bool is_rectangle(const std::vector<ImDrawVert>& quad) {
  const ImVec2 along{quad[1].pos.x - quad[0].pos.x, quad[1].pos.y - quad[0].pos.y};
  const ImVec2 across{quad[3].pos.x - quad[0].pos.x, quad[3].pos.y - quad[0].pos.y};
  if (!near({quad[2].pos.x - quad[3].pos.x, quad[2].pos.y - quad[3].pos.y}, along)) return false;
  const float lengths = std::hypot(along.x, along.y) * std::hypot(across.x, across.y);
  return std::fabs(along.x * across.x + along.y * across.y) <= 0.01F * lengths;
}

}  // namespace

void SvgShapes::triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
  const auto same = [](const ImDrawVert& x, const ImDrawVert& y) {
    return x.pos.x == y.pos.x && x.pos.y == y.pos.y && x.col == y.col;
  };
  if (fan_.size() >= 3 && same(a, fan_.front()) && same(b, fan_.back())) {
    fan_.push_back(c);
    return;
  }
  end_fan();
  fan_ = {a, b, c};
}

void SvgShapes::end() {
  end_fan();
  end_line();
}

bool SvgShapes::add_to_line() {
  if (fan_.size() != 4 || !is_rectangle(fan_)) return false;
  const ImVec2 from = middle(fan_[0].pos, fan_[3].pos), to = middle(fan_[1].pos, fan_[2].pos);
  const float thickness = std::hypot(fan_[3].pos.x - fan_[0].pos.x, fan_[3].pos.y - fan_[0].pos.y);
  const bool goes_on =
      !line_.empty() && fan_[0].col == colour_ && std::fabs(thickness - thickness_) < hair && near(from, line_.back());
  if (!goes_on) {
    end_line();
    line_.push_back(from);
    thickness_ = thickness;
    colour_ = fan_[0].col;
  }
  line_.push_back(to);
  return true;
}

void SvgShapes::end_fan() {
  if (fan_.empty()) return;
  const bool plain = one_colour(fan_);
  if (plain && add_to_line()) {
    fan_.clear();
    return;
  }
  end_line();
  if (!plain && fan_.size() == 4 && is_upright(fan_)) {
    const bool across = fan_[0].col == fan_[3].col;
    writer_.gradient(box_of(fan_[0].pos, fan_[2].pos), fan_[0].col, across ? fan_[1].col : fan_[3].col, across);
  } else {
    std::vector<ImVec2> points;
    for (const ImDrawVert& v : fan_) points.push_back(v.pos);
    writer_.polygon(points, fan_[0].col);
  }
  fan_.clear();
}

void SvgShapes::end_line() {
  if (line_.size() == 2 && (std::fabs(line_[0].x - line_[1].x) < hair || std::fabs(line_[0].y - line_[1].y) < hair)) {
    const bool flat = std::fabs(line_[0].y - line_[1].y) < hair;
    const float half = thickness_ * 0.5F;
    const ImVec2 out = flat ? ImVec2{0.0F, half} : ImVec2{half, 0.0F};
    const Rect along = box_of(line_[0], line_[1]);
    writer_.rect({{along.min.x - out.x, along.min.y - out.y}, {along.max.x + out.x, along.max.y + out.y}}, colour_);
  } else if (!line_.empty()) {
    const bool closed = line_.size() > 3 && near(line_.front(), line_.back());
    if (closed) line_.pop_back();
    writer_.stroke(line_, thickness_, colour_, closed);
  }
  line_.clear();
}

}  // namespace flatscope
