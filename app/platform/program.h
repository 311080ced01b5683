// The program in its window. All its state lies in one object, and one step() draws it: the loop around it
// (native/loop.cpp) waits, and a browser's (page/main.cpp) calls it for pictures of the screen.
#pragma once

#include <imgui.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/engine/worker.h"
#include "app/platform/beginning.h"
#include "app/platform/frame_log.h"
#include "app/platform/pace.h"
#include "app/platform/pictures/render_queue.h"
#include "app/platform/platform.h"
#include "app/platform/software/frame_painter.h"
#include "app/platform/window.h"
#include "app/platform/window_options.h"
#include "app/shell/app.h"
#include "app/widgets/fonts.h"

namespace flatscope {

// Where the program is at home: what the system gives it, and how a window is opened there.
struct Home {
  std::shared_ptr<Platform> platform;
  // As `settings` have it; `fit_display`: the first start, which may make text and window larger. Throws
  // std::runtime_error with a sentence.
  std::function<std::unique_ptr<Window>(Settings& settings, bool fit_display)> open_window;
};

// Too large for a stack that a browser unwinds: make it with new. One at a time, on the thread of the window.
class Program {
 public:
  // Opens the window; fonts and files are read meanwhile. Throws std::runtime_error with a sentence.
  Program(WindowOptions options, const Home& home);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // Draws a frame if one is due, and a slice of a picture that is exported. Never waits for a file, another program or
  // an event. Returns the seconds after which it wants to be called again, 0 for at once; empty: when something
  // happens, be it an event or a call of Platform::wake(). Called more often, it draws no more frames. Throws what
  // reading the command line's scene threw.
  std::optional<double> step();
  // Where there are no threads: what workers would do meanwhile, for about that long. Whether there is more.
  bool work(std::chrono::microseconds time);
  // What the last frame says, for a screen reader (screen_record.h); empty before there is one.
  std::string record();
  // The person has left.
  bool over() const;
  // The session ended well: when it is over, or when a page is left that may come back.
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
  std::shared_ptr<Platform> platform_;
  std::vector<std::string> complaints_;
  Settings settings_;  // until the App has them
  std::shared_ptr<ImFontAtlas> atlas_ = std::make_shared<ImFontAtlas>();
  TextSize font_size_;
  std::unique_ptr<Window> window_;
  std::optional<FramePainter> painter_;
  std::optional<App> app_;
  std::unique_ptr<NotesWindow> notes_;
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
