// Sentences over the stage's heading, where nobody works: what went wrong, what was done.
#pragma once

#include <optional>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

struct Notice;  // app/shell/app.h

struct NoticeAnswer {
  std::optional<int> closed, acted;  // index of the one whose cross or button was clicked
  bool hovered = false;
};

// Draws the newest three, the newest first, at the top of `area`.
NoticeAnswer draw_notices(Ui& ui, const Rect& area, const std::vector<Notice>& notices);

}  // namespace flatscope
