#include "app/stages/train/view/stage.h"

namespace flatscope {

TabWords learning_words(const StageContext&) { return {{"Two networks, the same pictures"}, {""}}; }

void draw_learning(StageContext& context, const Rect& area) { two_columns(context.ui, area); }

}  // namespace flatscope
