// The canvas of a browser page as the program's window: it makes the WebGL 2 context. The page's script (script/) tells
// events through the functions of main.cpp; the browser shows what was drawn when the program gives the thread back.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>

#include "app/platform/page/page_notes.h"
#include "app/platform/page/page_platform.h"
#include "app/platform/window.h"

namespace flatscope {

class CanvasWindow final : public Window {
 public:
  explicit CanvasWindow(std::shared_ptr<PagePlatform> platform);
  ~CanvasWindow() override;
  CanvasWindow(const CanvasWindow&) = delete;
  CanvasWindow& operator=(const CanvasWindow&) = delete;

  void start_imgui(ImFontAtlas& atlas) override;
  void begin_frame() override;
  void show_frame() override;
  WindowEvents& events() override { return events_; }
  double now() const override;
  bool closing() const override { return false; }
  float display_scale() const override { return scale_; }
  Size pixels() const override { return size_; }
  void show_title(const std::string& title) override;
  void remember_place(Settings&) override {}
  void show_full_screen(bool full, const Settings& settings) override;
  std::unique_ptr<NotesWindow> open_notes(const TextSize& text) override;

  // The page's events. Places in the canvas's pixels; `scale` is how many of them a pixel of the page has.
  void resized(Size size, float scale);
  void pointer_at(ImVec2 place);
  void button(int button, bool down, ImVec2 place);
  void wheel(float x, float y);  // steps of a wheel
  void key(const KeyPress& press);
  void letter(unsigned code);
  // The keyboard belongs to somebody else now, and so does what is held down.
  void keyboard_lost();
  // An action that was asked for in the notes' window; empty: the window was closed.
  void heard_in_notes(std::string action);

  // Whether a text field has the keyboard: a tablet shows its own then.
  bool wants_text() const;

 private:
  void hold(int modifiers);

  std::shared_ptr<PagePlatform> platform_;
  Size size_;
  float scale_ = 1.0F;
  bool imgui_ = false, full_screen_ = false;
  double drawn_at_ = 0.0;
  int cursor_ = -1;
  std::string title_;
  std::shared_ptr<PageNotes::Heard> notes_heard_ = std::make_shared<PageNotes::Heard>();
  WindowEvents events_;
};

}  // namespace flatscope
