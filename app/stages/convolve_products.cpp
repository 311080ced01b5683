// The window's values times the kernel, their sum, and what becomes of it.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void draw_conv_products(StageContext&, const ConvolveShown&, const Rect&) {}

}  // namespace flatscope
