// The bar at the bottom while a lesson is played: its words, its question, and the way through it.
#pragma once

#include "app/stages/stage.h"

namespace flatscope {

// How high it is on this screen, in pixels.
float lesson_bar_height(StageContext& context, float width, float screen_height);
void draw_lesson_bar(StageContext& context, const Rect& area);

}  // namespace flatscope
