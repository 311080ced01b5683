// The window as the program sees it: where frames go and events come from. native/ has GLFW's, page/ a browser's
// canvas.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>

#include "app/files/settings.h"
#include "app/platform/window_events.h"
#include "app/widgets/fonts.h"

namespace flatscope {

class App;

// The teacher's notes beside the window, to be put on another monitor than the picture that the class sees.
class NotesWindow {
 public:
  virtual ~NotesWindow() = default;
  virtual bool closing() const = 0;
  // Something came to it since the last call; its keys are among those of the first window then.
  virtual bool stirred() = 0;
  // The OpenGL context of the first window is current afterwards.
  virtual void draw(App& app) = 0;
};

class Window {
 public:
  virtual ~Window() = default;

  // Dear ImGui and its backends, with fonts that are in `atlas` already. The atlas outlives the window.
  virtual void start_imgui(ImFontAtlas& atlas) = 0;
  // Size, time and what is held down, told to Dear ImGui. Before each of its frames.
  virtual void begin_frame() = 0;
  // What was drawn is shown.
  virtual void show_frame() = 0;

  virtual WindowEvents& events() = 0;
  virtual double now() const = 0;  // seconds, of a clock that only goes forward
  virtual bool closing() const = 0;
  virtual float display_scale() const = 0;
  // In pixels; 0 while it is minimised.
  struct Size {
    int width = 0, height = 0;
  };
  virtual Size pixels() const = 0;

  virtual void show_title(const std::string& title) = 0;
  // Where the window is and how large while it does not fill the screen: what `settings` keep of it.
  virtual void remember_place(Settings& settings) = 0;
  // `settings` tell how large it is without, and whether it is maximised then.
  virtual void show_full_screen(bool full, const Settings& settings) = 0;
  // Throws std::runtime_error with a sentence where there can be none.
  virtual std::unique_ptr<NotesWindow> open_notes(const TextSize& text) = 0;
};

}  // namespace flatscope
