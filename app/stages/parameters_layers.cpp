// The layer in hand, and building a network.
#include "app/stages/parameters_stage.h"

namespace flatscope {

void inspect_network_layer(StageContext&, Column&) {}

}  // namespace flatscope
