// A kernel as coloured cells: to look at, and to edit one number after another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/widgets/text_field.h"
#include "app/widgets/ui.h"
#include "core/layers/flatten.h"
#include "core/tensor/tensor.h"

namespace flatscope {

// A weight in the diverging map; `peak` is the magnitude that has the strongest colour.
ImU32 weight_colour(const Ui& ui, float value, float peak);

// A (kh, kw) kernel as a picture without numbers, its cells square, in the middle of `area`.
void draw_kernel_picture(Ui& ui, const Rect& area, const Tensor& kernel, float peak);

// A weight in at most `digits` digits, without zeros that say nothing; U+2212 as the minus.
std::string weight_words(float value, int digits);

// The cells of a kernel that can be typed into, dragged and turned with the wheel. It holds what is under way between
// frames: the text being typed and the cell being dragged.
class KernelEditor {
 public:
  struct Act {
    bool changed = false, released = false;
    std::int64_t row = 0, column = 0;
    float value = 0.0F;
    std::string gesture = {};  // of the wheel, which is never released: its turns over one cell have one name
  };
  // How high the cells of such a kernel are together when they fill `width`; one is at most `tallest_cell` units high.
  static float height_for(const Ui& ui, float width, const Tensor& kernel, float tallest_cell);

  // `cell` is the one in hand (row and column). `below` is where the cell pointed at or in hand is told, and where a
  // number is typed that has no room in its cell.
  Act draw(Ui& ui, const Rect& grid, const Rect& below, const Tensor& kernel, float peak, std::optional<Place>& cell);

  // Why the text typed last was not taken; empty after the next change.
  const std::string& refusal() const { return refusal_; }
  // Whether the cells of the last frame were large enough for numbers.
  bool numbers_fit() const { return numbers_fit_; }

 private:
  struct Grid;
  void take_mouse(Ui& ui, const Grid& grid, const Tensor& kernel, std::optional<Place>& cell, Act& act);
  void take_keys(const Tensor& kernel, std::optional<Place>& cell, const TextField::Events& events, Act& act);
  void take_wheel(const Tensor& kernel, Act& act);
  bool accept(const Tensor& kernel, const Place& cell, Act& act);
  void take_in_hand(const Tensor& kernel, std::optional<Place>& cell, std::int64_t row, std::int64_t column);
  void step(const Tensor& kernel, std::optional<Place>& cell, std::int64_t by);
  void draw_cells(Ui& ui, const Grid& grid, const Tensor& kernel, float peak, const std::optional<Place>& cell);
  void tell(Ui& ui, const Rect& below, const Tensor& kernel, const std::optional<Place>& cell, bool with_field) const;

  TextField field_;
  bool had_keys_ = false, numbers_fit_ = true;
  std::string started_;  // the text when the cell came into hand
  std::string typed_;    // the text as this frame found it
  float shown_ = 0.0F;   // the value it stands for
  std::optional<Place> pressed_, hovered_;
  bool dragging_ = false;
  float drag_from_ = 0.0F, drag_y_ = 0.0F;
  // The cell that the wheel is turning, until the pointer leaves it or a button is pressed: one step of undo. Time has
  // no say in it, since on a slow machine the notches of one turn come far apart.
  std::optional<Place> wheeled_;
  int turns_ = 0;             // of the wheel so far, as steps of undo
  float notch_begun_ = 0.0F;  // the part of a notch that was turned, -1 to 1
  std::string refusal_;
  Tensor refused_;  // the kernel as it was then
};

}  // namespace flatscope
