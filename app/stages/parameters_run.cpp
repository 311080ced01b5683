// What fits into memory, and really running it.
#include "app/stages/parameters_stage.h"

namespace flatscope {

void inspect_memory(StageContext&, Column&) {}
void inspect_network_evidence(StageContext&, Column&) {}

}  // namespace flatscope
