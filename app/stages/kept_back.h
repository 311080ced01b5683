// What stands in place of a part that would tell the answer to a lesson's question.
#pragma once

#include <string_view>

#include "app/stages/stage.h"

namespace flatscope {

enum class PartState { shown, kept_back, hidden };
PartState state_of(const StageContext& context, std::string_view part);

// In the picture: a lock, and what is kept back until the question is answered. Returns the height used.
float draw_kept_back(StageContext& context, const Rect& area, std::string_view stage);
// The same on one line, for a place that has no room for more, or where another says what it is. Returns its height.
float draw_kept_line(StageContext& context, ImVec2 at, float width);
// In place of a picture: an empty plane with a question mark.
void draw_kept_plane(StageContext& context, const Rect& plane);
// In the inspector: whether the part is to be drawn. Where it is kept back its heading stands there with a lock, where
// the lesson does without it there is nothing.
bool section_shows(StageContext& context, Column& column, std::string_view part, std::string_view heading);

}  // namespace flatscope
