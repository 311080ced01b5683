// The input with its padding and the window on it, and where its sum lands.
#include "app/stages/convolve_stage.h"

namespace flatscope {

void play_window(StageContext&, const ConvolveShown&) {}

void draw_conv_input(StageContext& context, const ConvolveShown& shown, const Rect& area) {
  context.ui.painter.draw(context.ui, shown.result.picture, *shown.result.picture, -1, area, {});
}

void draw_conv_output(StageContext& context, const ConvolveShown& shown, const Rect& area) {
  context.ui.painter.draw(context.ui, shown.answer->output, *shown.answer->output, static_cast<int>(shown.filter), area,
                          map_style(shown.scene, *shown.answer, shown.filter));
}

void inspect_stepping(StageContext&, Column&) {}

}  // namespace flatscope
