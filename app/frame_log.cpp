#include "app/frame_log.h"

#include <glad/gl.h>
#include <imgui.h>

#include <chrono>
#include <cstdlib>

#include "app/app.h"

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

void FrameLog::end(const App& app) {
  if (file_ == nullptr) return;
  glFinish();  // a frame counts as presented when its pixels are there
  const ImVec2 pointer = ImGui::GetIO().MousePos;
  const double presented = now();
  const Results& results = app.results();
  int dx = 0;
  PixelSize size{};
  if (app.scene().stage == Stage::shift && results.shift) {
    dx = results.shift.inputs.dx;
    size = {results.shift->after->picture.width(), results.shift->after->picture.height()};
  } else if (results.flatten) {
    size = {results.flatten->picture->width(), results.flatten->picture->height()};
  }
  std::fprintf(file_, "frame %lld begin %.6f presented %.6f pointer %.0f %.0f dx %d size %d %d behind %d\n", ++frame_,
               begun_, presented, static_cast<double>(pointer.x), static_cast<double>(pointer.y), dx,
               static_cast<int>(size.width), static_cast<int>(size.height), app.picture_behind() ? 1 : 0);
  std::fflush(file_);
}

}  // namespace flatscope
