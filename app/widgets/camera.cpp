#include "app/widgets/camera.h"

#include <algorithm>
#include <cmath>

namespace flatscope {
namespace {

void hold_inside(Camera& camera) {
  const float half = 0.5F / camera.zoom;
  camera.centre_x = std::clamp(camera.centre_x, half, 1.0F - half);
  camera.centre_y = std::clamp(camera.centre_y, half, 1.0F - half);
}

}  // namespace

Rect seen_cells(const Camera& camera, float width, float height) {
  const float half = 0.5F / std::max(1.0F, camera.zoom);
  return {{(camera.centre_x - half) * width, (camera.centre_y - half) * height},
          {(camera.centre_x + half) * width, (camera.centre_y + half) * height}};
}

bool move_camera(Camera& camera, const Rect& box, float width, float height) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered() && io.MouseWheel != 0.0F) {
    // As far as eight cells across.
    const float most = std::max(1.0F, std::min(width, height) / 8.0F);
    const float zoom = std::clamp(camera.zoom * std::pow(1.25F, io.MouseWheel), 1.0F, most);
    // What is under the pointer stays there.
    const float x = (io.MousePos.x - box.min.x) / box.width() - 0.5F,
                y = (io.MousePos.y - box.min.y) / box.height() - 0.5F;
    camera.centre_x += x / camera.zoom - x / zoom;
    camera.centre_y += y / camera.zoom - y / zoom;
    camera.zoom = zoom;
    hold_inside(camera);
  }
  const bool held =
      ImGui::IsItemActive() || (ImGui::IsItemHovered() && (ImGui::IsMouseDown(1) || ImGui::IsMouseDown(2)));
  const bool dragging = ImGui::IsMouseDragging(0) || ImGui::IsMouseDragging(1) || ImGui::IsMouseDragging(2);
  if (camera.zoom > 1.0F && held && dragging) {
    camera.centre_x -= io.MouseDelta.x / box.width() / camera.zoom;
    camera.centre_y -= io.MouseDelta.y / box.height() / camera.zoom;
    hold_inside(camera);
    return true;
  }
  return false;
}

bool clicked_in_place() {
  const ImGuiIO& io = ImGui::GetIO();
  return ImGui::IsItemDeactivated() && ImGui::IsItemHovered() &&
         io.MouseDragMaxDistanceSqr[0] < io.MouseDragThreshold * io.MouseDragThreshold;
}

}  // namespace flatscope
