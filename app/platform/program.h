// The program in its window. All its state lies in one object, and one step() draws it: the loop around it
// (native/loop.cpp) waits, and a browser's calls it for each picture of the screen.
#pragma once

#include <imgui.h>

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/worker.h"
#include "app/platform/beginning.h"
#include "app/platform/frame_log.h"
#include "app/platform/native/platform.h"
#include "app/platform/notes_window.h"
#include "app/platform/pace.h"
#include "app/platform/pictures/render_queue.h"
#include "app/platform/software/frame_painter.h"
#include "app/platform/window.h"
#include "app/platform/window_options.h"
#include "app/shell/app.h"
#include "app/widgets/fonts.h"

namespace flatscope {

// Too large for a stack that a browser unwinds: make it with new. One at a time, on the thread of the window.
class Program {
 public:
  // Opens the window; fonts and files are read meanwhile. Throws std::runtime_error with a sentence.
  explicit Program(WindowOptions options);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Draws a frame if one is due, and a slice of a picture that is exported. Never waits for a file, another program or
  // an event. Returns the seconds after which it wants to be called again, 0 for at once; empty: when something
  // happens, be it an event or a call of Platform::wake(). Called more often, it draws no more frames. Throws what
  // reading the command line's scene threw.
  std::optional<double> step();
  // The person has left.
  bool over() const;
  // The session ended well. Once, when it is over.
  void end();

 private:
  // False while fonts or files are still on their way; the seconds that files are waited for at most are in `left`.
  bool started(std::optional<double>& left);
  void start_app();
  void draw();
  void build_frame();
  void draw_notes();

  WindowOptions options_;
  bool first_start_ = false;  // there are no settings yet
  // Shared with the reading of a file that never answers.
  std::shared_ptr<NativePlatform> platform_ = std::make_shared<NativePlatform>();
  std::vector<std::string> complaints_;
  Settings settings_;  // until the App has them
  std::shared_ptr<ImFontAtlas> atlas_ = std::make_shared<ImFontAtlas>();
  TextSize font_size_;
  std::optional<Window> window_;
  std::optional<FramePainter> painter_;
  std::optional<App> app_;
  std::optional<NotesWindow> notes_;
  std::optional<RenderQueue> renders_;  // of pictures to be exported

  // The start's own worker: it goes as soon as the App is there.
  double opened_at_ = 0.0;
  std::optional<FontSet> fonts_;
  std::optional<Beginning> beginning_;
  std::optional<std::string> failure_;
  std::optional<Worker> reader_;

  FrameLog log_;
  Pace pace_;
  App::Clock::duration drawing_{0};  // how long the last frame took from being built to being shown
};

}  // namespace flatscope
