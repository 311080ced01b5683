#include "app/stages/train/view/stage.h"

namespace flatscope {

void inspect_kept(StageContext&, Column&) {}

}  // namespace flatscope
