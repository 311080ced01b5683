// Small buttons that flow from left to right and break into as many lines as they need.
#pragma once

#include <optional>
#include <string_view>

#include "app/widgets/controls.h"

namespace flatscope {

class Chips {
 public:
  // Takes its lines from the column as they fill.
  Chips(Ui& ui, Column& column);

  // Muted words; at the beginning of a line they stand in a column of their own.
  void label(std::string_view words);
  // True when clicked. A chosen one is written in bold on the ground; one that is not enabled tells why as its tooltip.
  bool words(const char* id, std::string_view label, std::string_view tooltip, bool chosen = false,
             bool enabled = true);
  enum class Sign { plus, minus, twice };
  // The same with a drawn sign: add, take out, once more.
  bool sign(const char* id, Sign sign, std::string_view tooltip, bool enabled = true);
  // A square for a small picture; `inside` is where to draw it.
  bool picture(const char* id, std::string_view tooltip, bool chosen, std::string_view value, Rect& inside);

 private:
  Rect next(float width);
  Ui& ui_;
  Column& column_;
  float height_, between_, x_;
  Rect line_;
};

}  // namespace flatscope
