#include "app/stages/train/view/stage.h"

namespace flatscope {

void inspect_networks(StageContext&, Column&) {}

}  // namespace flatscope
