#include "app/frame_log.h"

#include <glad/gl.h>
#include <imgui.h>

#include <chrono>
#include <cstdlib>

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

void FrameLog::end() {
  if (file_ == nullptr) return;
  glFinish();  // a frame counts as presented when its pixels are there
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  std::fprintf(file_, "frame %lld begin %.6f presented %.6f pointer %.0f %.0f\n", ++frame_, begun_, now(),
               static_cast<double>(pointer.x), static_cast<double>(pointer.y));
  std::fflush(file_);
}

}  // namespace flatscope
