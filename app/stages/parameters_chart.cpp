// Cost against resolution, dense against convolution.
#include "app/stages/parameters_stage.h"

namespace flatscope {

void draw_cost_chart(StageContext&, const ParametersShown&, const Rect&) {}

}  // namespace flatscope
