#include "app/stages/train/view/stage.h"

namespace flatscope {

TabWords hunger_words(const StageContext&) { return {{"Two networks, the same pictures"}, {""}}; }

void draw_hunger(StageContext& context, const Rect& area) { two_columns(context.ui, area); }

}  // namespace flatscope
