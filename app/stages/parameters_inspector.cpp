// The input, and where to start from.
#include "app/stages/parameters_stage.h"

namespace flatscope {

void inspect_input(StageContext&, Column&) {}
void inspect_network_presets(StageContext&, Column&) {}

}  // namespace flatscope
