// Sentences over the stage's heading, where nobody works: what went wrong, what was done.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/widgets/ui.h"

namespace flatscope {

class App;

// A sentence at the top of the stage, over its heading. It leaves by itself after a while; a problem also leaves as
// soon as something succeeds.
struct Notice {
  std::string words;
  bool problem = false;
  std::string action;  // label of a button, empty for none
  std::function<void(App&)> on_action;
  double until = 0.0;  // in ImGui's seconds; set when it is said
  long long wait = 0;  // it stays until this wait is over (App::open_slowly, slow_reading); 0: none
  bool offer = false;  // nothing is lost with it: it goes as soon as the person does something else
};

struct NoticeAnswer {
  std::optional<int> closed, acted;  // index of the one whose cross or button was clicked
  bool hovered = false;
};

// Draws the newest three, the newest first, at the top of `area`.
NoticeAnswer draw_notices(Ui& ui, const Rect& area, const std::vector<Notice>& notices);

}  // namespace flatscope
