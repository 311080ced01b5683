// What the pointer does on the canvas. Each is called after the canvas's hit area, which is ImGui's last item.
#pragma once

#include "app/stages/shift/view/stage.h"

namespace flatscope {

void drag_object(StageContext& context, const Rect& canvas, PixelSize size);
// A frame between the pressed and the present place, of whole pixels and at least one. A mere click marks nothing.
void mark_cutout(StageContext& context, const Rect& canvas, PixelSize size);
// The drawing's sheet on the canvas: it has moved along. What comes round the edge is on it as well.
Rect sheet_of(const StageContext& context, const Rect& canvas, PixelSize size);
// The stroke goes where the pointer is, whatever the drawing's shift, which stays.
void draw_doodle(StageContext& context, const Rect& canvas, PixelSize size);
// Where the drawing's sheet ends on the canvas: nothing can be drawn beyond.
void draw_sheet_edge(StageContext& context, const Rect& canvas, PixelSize size);

}  // namespace flatscope
