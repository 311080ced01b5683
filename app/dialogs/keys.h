// Every key and what the mouse does, on one page over the window.
#pragma once

#include <vector>

#include "app/shell/shortcuts.h"
#include "app/widgets/ui.h"

namespace flatscope {

// Draws it over `screen`, in as many columns as fit; scrolls where they don't. True when it is to be closed: by a click
// beside it or on its cross. (Escape and `?` are shortcuts of the program's own.)
bool draw_help_overlay(Ui& ui, const Rect& screen, const std::vector<Shortcut>& shortcuts);

}  // namespace flatscope
