// The claim and what is seen, at the top of every stage.
#pragma once

#include <string_view>

#include "app/widgets/ui.h"

namespace flatscope {

// Returns the rectangle below. An empty subtitle takes no room; where a lesson's title stands above (Ui::headings)
// there is none of it.
Rect draw_heading(Ui& ui, const Rect& area, std::string_view title, std::string_view subtitle);

}  // namespace flatscope
