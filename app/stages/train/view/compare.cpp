#include "app/stages/train/view/stage.h"

namespace flatscope {

TabWords compare_words(const StageContext&) { return {{"Two networks, the same pictures"}, {""}}; }

void draw_compare(StageContext& context, const Rect& area) { two_columns(context.ui, area); }

}  // namespace flatscope
