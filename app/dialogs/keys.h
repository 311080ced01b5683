// Every key and what the mouse does, on one page over the window.
#pragma once

#include <string>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

// What one line of the list says.
struct KeyLine {
  std::string group;                   // the heading it stands under
  std::vector<std::string> spellings;  // "Ctrl Z": keys held together
  std::string words;                   // what they do
};

// Draws it over `screen`, in as many columns as fit; scrolls where they don't. True when it is to be closed: by a click
// beside it or on its cross. (Escape and `?` are actions of the program.)
bool draw_help_overlay(Ui& ui, const Rect& screen, const std::vector<KeyLine>& lines);

}  // namespace flatscope
