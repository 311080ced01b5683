// The layer in hand as the matrix that acts on the flattened picture.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void draw_conv_matrix(StageContext& context, const ConvolveShown&, const Rect& area) {
  context.view.convolve.matrix = {
      {}, static_cast<std::int64_t>(area.height()), static_cast<std::int64_t>(area.height())};
}

}  // namespace flatscope
