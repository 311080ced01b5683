#include "app/stages/train/view/stage.h"

namespace flatscope {

TabWords set_up_words(const StageContext&) { return {{"Two networks, the same pictures"}, {""}}; }

void draw_set_up(StageContext& context, const Rect& area) { two_columns(context.ui, area); }

}  // namespace flatscope
