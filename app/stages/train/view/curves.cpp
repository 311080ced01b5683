#include "app/stages/train/view/curves.h"

namespace flatscope {

void draw_curves(StageContext&, const Rect&, const CurvesWish&) {}

}  // namespace flatscope
