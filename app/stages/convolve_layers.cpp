// What an output sees through all layers, and what a pixel feeds.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void draw_conv_layers(StageContext&, const ConvolveShown&, const Rect&) {}
void inspect_field(StageContext&, Column&) {}

}  // namespace flatscope
