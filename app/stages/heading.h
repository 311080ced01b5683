// The claim and what is seen, at the top of every stage.
#pragma once

#include <string_view>

#include "app/stages/stage.h"

namespace flatscope {

// Returns the rectangle below. An empty subtitle takes no room. On paper, and where a lesson's title stands above
// (Ui::headings), there is none: a step says what its picture is.
Rect draw_heading(StageContext& context, const Rect& area, std::string_view title, std::string_view subtitle);

}  // namespace flatscope
