#include "app/platform/frame_log.h"

#include <glad/gl.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>

#include "app/shell/app.h"

namespace flatscope {
namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

// Of the kernel in hand, as the answers shown took it.
float first_weight(const LayerAnswer& answer, const ConvolveScene& convolve) {
  const Tensor& weight = *answer.layer.weight;
  const std::int64_t filter = std::clamp<std::int64_t>(convolve.filter, 0, weight.shape()[0] - 1);
  const std::int64_t slice = std::clamp<std::int64_t>(convolve.channel, 0, weight.shape()[1] - 1);
  return weight.data()[(filter * weight.shape()[1] + slice) * weight.shape()[2] * weight.shape()[3]];
}

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
  const Results& results = app.results();
  int dx = 0;
  float weight = 0.0F;
  PixelSize size{};
  if (app.scene().stage == Stage::shift && results.shift) {
    dx = results.shift.inputs.dx;
    size = {results.shift->after->picture.width(), results.shift->after->picture.height()};
  } else if (app.scene().stage == Stage::convolve && results.convolve) {
    size = {results.convolve->picture->width(), results.convolve->picture->height()};
    if (const auto answer = answer_in_hand(*results.convolve, app.scene()))
      weight = first_weight(*answer, app.scene().convolve);
  } else if (results.flatten) {
    size = {results.flatten->picture->width(), results.flatten->picture->height()};
  }
  std::fprintf(
      file_,
      "frame %lld begin %.6f presented %.6f pointer %.0f %.0f dx %d weight %.6g size %d %d behind %d painted %.3f\n",
      ++frame_, begun_, presented, static_cast<double>(pointer.x), static_cast<double>(pointer.y), dx,
      static_cast<double>(weight), static_cast<int>(size.width), static_cast<int>(size.height),
      app.picture_behind() ? 1 : 0, painted);
  std::fflush(file_);
}

}  // namespace flatscope
