// What every filter of the layer in hand answers.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void draw_conv_maps(StageContext&, const ConvolveShown&, const Rect&) {}

}  // namespace flatscope
