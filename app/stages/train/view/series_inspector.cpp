#include "app/stages/train/view/stage.h"

namespace flatscope {

void inspect_hunger(StageContext&, Column&) {}
void inspect_ladder(StageContext&, Column&) {}

}  // namespace flatscope
