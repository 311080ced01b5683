// Squares to scale.
#include "app/stages/parameters_stage.h"

namespace flatscope {

void draw_squares(StageContext&, const ParametersShown&, const Rect&) {}

}  // namespace flatscope
