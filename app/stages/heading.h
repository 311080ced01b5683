// The claim and what is seen, at the top of every stage.
#pragma once

#include <string_view>

#include "app/stages/stage.h"

namespace flatscope {

// Returns the rectangle below. An empty subtitle takes no room. On paper there is none: a lesson's step says what its
// figure is, and the line below speaks of what can be done in the window.
Rect draw_heading(StageContext& context, const Rect& area, std::string_view title, std::string_view subtitle);

}  // namespace flatscope
