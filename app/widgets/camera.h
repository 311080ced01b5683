// Zooming and panning a picture of cells: the wheel zooms at the pointer; dragging pans when zoomed in.
#pragma once

#include "app/engine/camera.h"
#include "app/widgets/ui.h"

namespace flatscope {

// The cells that a camera sees of a plane of `width` x `height` cells, in the plane's own aspect.
Rect seen_cells(const Camera& camera, float width, float height);

// Reads the pointer over the last ImGui item, which shows the plane in `box`. True while a drag pans it.
bool move_camera(Camera& camera, const Rect& box, float width, float height);

// The last ImGui item was pressed and let go without dragging in between.
bool clicked_in_place();

}  // namespace flatscope
