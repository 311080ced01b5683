#include "app/widgets/icons.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "app/widgets/imgui_compat.h"

namespace flatscope::icons {
namespace {

constexpr float pi = 3.14159265F;

// Draws in a unit square whose middle is (0, 0).
class Pen {
 public:
  Pen(Ui& ui, ImVec2 at, float size, ImU32 colour)
      : list_(ui.draw), at_(at), size_(size), colour_(colour), stroke_(std::max(1.2F, size / 14.0F)) {}
  ImVec2 point(float x, float y) const { return {at_.x + x * size_, at_.y + y * size_}; }
  void line(std::initializer_list<ImVec2> points, bool closed = false) const {
    std::vector<ImVec2> moved;
    for (const ImVec2 p : points) moved.push_back(point(p.x, p.y));
    compat::add_polyline(list_, moved.data(), static_cast<int>(moved.size()), colour_, closed, stroke_);
  }
  void box(float left, float top, float right, float bottom) const {
    line({{left, top}, {right, top}, {right, bottom}, {left, bottom}}, true);
  }
  void fill(float left, float top, float right, float bottom) const {
    list_->AddRectFilled(point(left, top), point(right, bottom), colour_);
  }
  void arc(float x, float y, float radius, float from, float to) const {
    std::vector<ImVec2> points;
    for (int i = 0; i <= 20; ++i) {
      const float a = from + (to - from) * static_cast<float>(i) / 20.0F;
      points.push_back(point(x + radius * std::cos(a), y + radius * std::sin(a)));
    }
    compat::add_polyline(list_, points.data(), static_cast<int>(points.size()), colour_, false, stroke_);
  }

 private:
  ImDrawList* list_;
  ImVec2 at_;
  float size_;
  ImU32 colour_;
  float stroke_;
};

void letter(Ui& ui, ImVec2 at, float size, ImU32 colour, const char* words, float share) {
  const float height = size * share;
  const ImVec2 box = ui.fonts[Type::title].font->CalcTextSizeA(height, 1e9F, 0.0F, words);
  ui.letters({at.x - box.x * 0.5F, at.y - box.y * 0.5F}, Type::title, height, colour, words);
}

}  // namespace

void flatten(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.box(-0.5F, -0.45F, 0.15F, 0.2F);
  pen.line({{-0.175F, -0.45F}, {-0.175F, 0.2F}});
  pen.line({{-0.5F, -0.125F}, {0.15F, -0.125F}});
  pen.box(-0.5F, 0.32F, 0.6F, 0.5F);
  pen.line({{-0.22F, 0.32F}, {-0.22F, 0.5F}});
  pen.line({{0.05F, 0.32F}, {0.05F, 0.5F}});
  pen.line({{0.32F, 0.32F}, {0.32F, 0.5F}});
}

void shift(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  for (const float from : {-0.55F, -0.25F, 0.05F}) pen.line({{from, -0.45F}, {from + 0.16F, -0.45F}});
  for (const float from : {-0.45F, -0.15F}) pen.line({{-0.55F, from}, {-0.55F, from + 0.16F}});
  pen.box(-0.1F, -0.05F, 0.5F, 0.48F);
  pen.line({{-0.42F, -0.3F}, {-0.02F, 0.02F}});
}

void convolve(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      const float left = -0.45F + 0.32F * static_cast<float>(column), top = -0.45F + 0.32F * static_cast<float>(row);
      pen.fill(left, top, left + 0.25F, top + 0.25F);
    }
  }
}

// A large square and the dot that does the same.
void parameters(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.box(-0.45F, -0.45F, 0.25F, 0.25F);
  pen.fill(0.36F, 0.36F, 0.48F, 0.48F);
}

void train(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{-0.45F, -0.45F}, {-0.45F, 0.4F}, {0.5F, 0.4F}});
  pen.line({{-0.35F, -0.42F}, {-0.24F, -0.1F}, {-0.1F, 0.08F}, {0.12F, 0.18F}, {0.48F, 0.22F}});
}

void question(Ui& ui, ImVec2 at, float size, ImU32 colour) { letter(ui, at, size, colour, "?", 1.2F); }

void sun_or_moon(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  (ui.theme == Theme::dark ? sun : moon)(ui, at, size, colour);
}

void larger(Ui& ui, ImVec2 at, float size, ImU32 colour) { letter(ui, at, size, colour, "A+", 1.1F); }

void smaller(Ui& ui, ImVec2 at, float size, ImU32 colour) { letter(ui, at, size, colour, "A−", 0.9F); }

void sun(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.arc(0, 0, 0.22F, 0, 2 * pi);
  for (int i = 0; i < 8; ++i) {
    const float a = static_cast<float>(i) * pi / 4.0F;
    pen.line({{0.36F * std::cos(a), 0.36F * std::sin(a)}, {0.5F * std::cos(a), 0.5F * std::sin(a)}});
  }
}

void moon(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.arc(0, 0, 0.42F, 0.25F * pi, 1.75F * pi);
  pen.arc(0.26F, 0, 0.3F, 0.56F * pi, 1.44F * pi);
}

void undo(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{-0.22F, -0.45F}, {-0.45F, -0.2F}, {-0.22F, 0.05F}});
  pen.line({{-0.45F, -0.2F}, {0.12F, -0.2F}});
  pen.arc(0.12F, 0.1F, 0.3F, -0.5F * pi, 0.5F * pi);
  pen.line({{0.12F, 0.4F}, {-0.15F, 0.4F}});
}

void redo(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{0.22F, -0.45F}, {0.45F, -0.2F}, {0.22F, 0.05F}});
  pen.line({{0.45F, -0.2F}, {-0.12F, -0.2F}});
  pen.arc(-0.12F, 0.1F, 0.3F, 0.5F * pi, 1.5F * pi);
  pen.line({{-0.12F, 0.4F}, {0.15F, 0.4F}});
}

void save(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{0, -0.5F}, {0, 0.15F}});
  pen.line({{-0.24F, -0.08F}, {0, 0.16F}, {0.24F, -0.08F}});
  pen.line({{-0.45F, 0.2F}, {-0.45F, 0.45F}, {0.45F, 0.45F}, {0.45F, 0.2F}});
}

// Out of a box: what is taken away for use elsewhere.
void share(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{0, 0.2F}, {0, -0.48F}});
  pen.line({{-0.24F, -0.26F}, {0, -0.5F}, {0.24F, -0.26F}});
  pen.line({{-0.2F, -0.1F}, {-0.42F, -0.1F}, {-0.42F, 0.45F}, {0.42F, 0.45F}, {0.42F, -0.1F}, {0.2F, -0.1F}});
}

// Three corners and a few modules.
void code(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  const auto corner = [&](float x, float y) {
    pen.box(x - 0.18F, y - 0.18F, x + 0.18F, y + 0.18F);
    pen.fill(x - 0.06F, y - 0.06F, x + 0.06F, y + 0.06F);
  };
  corner(-0.28F, -0.28F);
  corner(0.28F, -0.28F);
  corner(-0.28F, 0.28F);
  pen.fill(0.1F, 0.1F, 0.24F, 0.24F);
  pen.fill(0.34F, 0.1F, 0.48F, 0.24F);
  pen.fill(0.22F, 0.32F, 0.36F, 0.46F);
}

void folder(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{-0.5F, 0.4F}, {-0.5F, -0.38F}, {-0.12F, -0.38F}, {0.0F, -0.22F}, {0.5F, -0.22F}, {0.5F, 0.4F}}, true);
}

void enlarge(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{0.08F, -0.08F}, {0.45F, -0.45F}});
  pen.line({{0.1F, -0.45F}, {0.45F, -0.45F}, {0.45F, -0.1F}});
  pen.line({{-0.08F, 0.08F}, {-0.45F, 0.45F}});
  pen.line({{-0.1F, 0.45F}, {-0.45F, 0.45F}, {-0.45F, 0.1F}});
}

// Open, with both its pages.
void book(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{0, -0.26F}, {-0.14F, -0.38F}, {-0.5F, -0.38F}, {-0.5F, 0.34F}, {-0.14F, 0.34F}, {0, 0.44F}});
  pen.line({{0, -0.26F}, {0.14F, -0.38F}, {0.5F, -0.38F}, {0.5F, 0.34F}, {0.14F, 0.34F}, {0, 0.44F}});
  pen.line({{0, -0.26F}, {0, 0.44F}});
}

void plus(Ui& ui, ImVec2 at, float size, ImU32 colour) {
  const Pen pen(ui, at, size, colour);
  pen.line({{-0.45F, 0}, {0.45F, 0}});
  pen.line({{0, -0.45F}, {0, 0.45F}});
}

}  // namespace flatscope::icons
