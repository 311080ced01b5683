// What stands in place of a part that would tell the answer to a lesson's question.
#pragma once

#include <string_view>

#include "app/stages/stage.h"

namespace flatscope {

// In the picture: a lock, and what is kept back until the question is answered. Returns the height used.
float draw_kept_back(StageContext& context, const Rect& area, std::string_view stage);
// In the inspector: whether the part is to be drawn. Where it is kept back its heading stands there with a lock, where
// the lesson does without it there is nothing.
bool section_shows(StageContext& context, Column& column, std::string_view part, std::string_view heading);

}  // namespace flatscope
