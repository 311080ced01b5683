// A lesson before a class: the step's title, its picture, its words and its question fill the screen.
#pragma once

#include "app/stages/stage.h"

namespace flatscope {

struct PresentedPlace {
  Rect title, picture, words, operate, foot;
  Type title_type = Type::title;
  bool large = true;  // the step's words; else they are as small as a class can read
  bool say = true;    // there is room for them beside the question
};

// Where everything is on this screen; the picture has what the words leave.
PresentedPlace place_presented(StageContext& context, const Rect& screen);
// All but the picture and the controls that the step wants operated.
void draw_presented(StageContext& context, const PresentedPlace& place);
// The controls that the step wants operated, large, from the top of `area` down; the rest of what `inspect` draws is
// not there. Returns the height used.
float draw_operated(StageContext& context, const Rect& area);

}  // namespace flatscope
