// The inspector's last section: what a person can take away.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void inspect_conv_evidence(StageContext&, Column&) {}

}  // namespace flatscope
