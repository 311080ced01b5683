// A row a layer: shapes, counts, and their sums.
#include "app/stages/parameters_stage.h"

namespace flatscope {

float draw_ledger(StageContext&, const ParametersShown&, const Rect& area) { return area.height(); }

}  // namespace flatscope
