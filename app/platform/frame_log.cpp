#include "app/platform/frame_log.h"

#include <glad/gl.h>
#include <imgui.h>

#include <chrono>
#include <cstdlib>

#include "app/engine/stage_table.h"
#include "app/shell/app.h"

namespace flatscope {
namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

FrameLog::FrameLog() {
  const char* path = std::getenv("FLATSCOPE_FRAME_LOG");
  if (path != nullptr && *path != '\0') file_ = std::fopen(path, "wb");
}

FrameLog::~FrameLog() {
  if (file_ != nullptr) std::fclose(file_);
}

void FrameLog::begin() {
  if (file_ != nullptr) begun_ = now();
}

void FrameLog::end(const App& app, double painted) {
  if (file_ == nullptr) return;
  glFinish();  // a frame counts as presented when its pixels are there
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const double presented = now();
  const FrameFacts facts = model_of(app.scene().stage).frame_facts(app.scene(), app.results());
  std::fprintf(
      file_,
      "frame %lld begin %.6f presented %.6f pointer %.0f %.0f dx %d weight %.6g size %d %d behind %d painted %.3f\n",
      ++frame_, begun_, presented, static_cast<double>(pointer.x), static_cast<double>(pointer.y), facts.dx,
      static_cast<double>(facts.weight), static_cast<int>(facts.size.width), static_cast<int>(facts.size.height),
      app.picture_behind() ? 1 : 0, painted);
  std::fflush(file_);
}

}  // namespace flatscope
