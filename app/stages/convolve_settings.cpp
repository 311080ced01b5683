// The inspector's layers: how many, and each one's stride, padding, dilation, bias, ReLU and pooling.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void inspect_conv_layer(StageContext&, Column&) {}

}  // namespace flatscope
