#include "app/platform/pictures/bands.h"

#include <imgui_impl_opengl3.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace flatscope {
namespace {

constexpr double wanted_seconds = 0.006;  // a band
constexpr int fewest_rows = 16;

}  // namespace

BandPainter::BandPainter(ImDrawData& frame, ImU32 ground) : frame_(frame), ground_(ground) {
  buffer_.resize(static_cast<int>(frame.DisplaySize.x), static_cast<int>(frame.DisplaySize.y));
  pixels_.reserve(static_cast<std::size_t>(buffer_.width()) * static_cast<std::size_t>(buffer_.height()) * 3);
}

bool BandPainter::step() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begun = Clock::now();
  const int rows = std::min(rows_, buffer_.height() - next_);
  draw({0, next_, buffer_.width(), next_ + rows});
  read(next_, rows);
  next_ += rows;
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  rows_ = std::max(fewest_rows, static_cast<int>(rows_ * std::clamp(wanted_seconds / seconds, 0.25, 2.0)));
  return next_ >= buffer_.height();
}

// The frame stays whole and only its clip rectangles are cut, so that every pixel is found from the very same numbers.
void BandPainter::draw(const PixelArea& band) {
  std::vector<ImVector<ImDrawCmd>> whole_commands;
  for (int list = 0; list < frame_.CmdListsCount; ++list) {
    ImVector<ImDrawCmd>& commands = frame_.CmdLists[list]->CmdBuffer;
    whole_commands.push_back(commands);
    for (ImDrawCmd& command : commands) {
      const PixelArea clip = clip_of(command, frame_.DisplayPos, buffer_.width(), buffer_.height());
      const PixelArea part = common(clip, band);
      set_clip(command, frame_.DisplayPos, part.empty() ? PixelArea{} : part);
    }
  }
  buffer_.bind();
  clear_to(ground_, band, buffer_.height());
  ImGui_ImplOpenGL3_RenderDrawData(&frame_);
  for (int list = 0; list < frame_.CmdListsCount; ++list)
    frame_.CmdLists[list]->CmdBuffer.swap(whole_commands[static_cast<std::size_t>(list)]);
}

void BandPainter::read(int first, int rows) {
  const int width = buffer_.width();
  const auto row = static_cast<std::size_t>(width) * 4;
  read_.resize(std::max(read_.size(), row * static_cast<std::size_t>(rows)));
  buffer_.bind();
  glPixelStorei(GL_PACK_ALIGNMENT, 4);
  // OpenGL counts rows from below.
  glReadPixels(0, buffer_.height() - first - rows, width, rows, GL_RGBA, GL_UNSIGNED_BYTE, read_.data());
  // The picture grows a band at a time: to clear 100 MB at once would hold a frame up.
  const std::size_t before = pixels_.size();
  pixels_.resize(before + static_cast<std::size_t>(width) * 3 * static_cast<std::size_t>(rows));
  std::uint8_t* to = pixels_.data() + before;
  for (int y = rows - 1; y >= 0; --y) {
    const std::uint8_t* from = read_.data() + row * static_cast<std::size_t>(y);
    for (int x = 0; x < width; ++x, from += 4) {
      *to++ = from[0];
      *to++ = from[1];
      *to++ = from[2];
    }
  }
}

}  // namespace flatscope
