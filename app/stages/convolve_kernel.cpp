// The inspector's kernel: which filter and slice is in hand, its cells, and what can be done to them.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void inspect_kernel(StageContext&, Column&) {}

}  // namespace flatscope
