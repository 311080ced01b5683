#include "app/platform/software/frame_painter.h"

#include <imgui_impl_opengl3.h>

#include <optional>
#include <vector>

#include "app/gl/objects.h"
#include "app/widgets/imgui_compat.h"

namespace flatscope {
namespace {

// Of a frame's pixels. Where more of them change, drawing parts saves nothing.
constexpr double most_changed = 0.7;

double share_of(const std::vector<PixelArea>& areas, const ImVec2& size) {
  double pixels = 0.0;
  for (const PixelArea& area : areas) pixels += static_cast<double>(area.pixels());
  return pixels / (static_cast<double>(size.x) * static_cast<double>(size.y));
}

}  // namespace

void FramePainter::finish_frame(ImU32 ground) {
  ImGui::Render();
  paint(*ImGui::GetDrawData(), ground);
}

void FramePainter::paint(ImDrawData& frame, ImU32 ground) {
  std::optional<std::vector<PixelArea>> areas;
  if (frame.DisplaySize.x != size_.x || frame.DisplaySize.y != size_.y) kept_.forget();
  size_ = frame.DisplaySize;
  const bool still_there = kept_.still_there();
  if (!compat::textures_ready()) {
    damage_.forget();
  } else if (kept_.worth_asking()) {
    areas = damage_.changed(frame, ground,
                            [](const ImDrawCmd& command) { return gl::contents_of(compat::gl_name(command)); });
  }
  if (!areas) {
    kept_.forget();
  } else if (!areas->empty()) {
    const PixelArea& one = areas->front();
    kept_.before(one.left, (one.top + one.bottom) / 2, one.right - one.left, static_cast<int>(frame.DisplaySize.y));
  }

  painted_ = areas && still_there ? share_of(*areas, frame.DisplaySize) : 1.0;
  if (painted_ < most_changed) {
    damage_.keep_only(frame, *areas);
    for (const PixelArea& area : *areas) clear_to(ground, area, static_cast<int>(frame.DisplaySize.y));
  } else {
    painted_ = 1.0;
    clear_to(ground);
  }
  ImGui_ImplOpenGL3_RenderDrawData(&frame);
  if (areas && !areas->empty()) kept_.after();
}

}  // namespace flatscope
