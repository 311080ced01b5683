// Sentences at the bottom of the window: what went wrong, what was done.
#pragma once

#include <optional>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

struct Notice;  // app/app.h

// Draws the newest three (the last of `notices` lowest) at the bottom of `area`. Returns 2 * index of one to be closed,
// or 2 * index + 1 of one whose button was clicked.
std::optional<int> draw_notices(Ui& ui, const Rect& area, const std::vector<Notice>& notices);

}  // namespace flatscope
