// A virtual display (Xvfb) of our own, and a person's hands on it: mouse, keys and files dropped by another program.
// There is no window manager, so the window's place, size and focus are set from here.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace flatscope::testing {

struct Point {
  double x = 0, y = 0;
};

struct WindowBox {
  int x = 0, y = 0, width = 0, height = 0;  // on the screen, in pixels
  bool operator==(const WindowBox&) const = default;
};

class Display {
 public:
  // Starts Xvfb at a free number. Throws with a sentence that says what to install if it is not there.
  explicit Display(const std::string& log, int width = 1920, int height = 1080);
  ~Display();
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

  const std::string& name() const;  // for DISPLAY

  // Waits for a visible window of this WM_CLASS, moves it to the corner and gives it the keyboard. False if none comes.
  bool take_window(const std::string& class_name, double seconds);
  void resize_window(int width, int height);
  void move_window(int x, int y);
  WindowBox window_box() const;
  std::string window_title() const;
  // How many of the window's pixels in this rectangle differ from the one at its upper left: words leave many, an empty
  // ground none.
  int marked_pixels(Point upper_left, Point lower_right) const;
  // The window's pixels in this rectangle, row after row; none if it does not lie in the window.
  std::vector<unsigned> picture(Point upper_left, Point lower_right) const;
  // Text that some program has copied; empty if none answers in that time.
  std::string clipboard(double seconds) const;

  // The pointer, in pixels of the screen; the window lies in the screen's corner, so these are the window's too.
  void move(Point to);
  void button(int number, bool down);  // 1 left, 2 middle, 3 right, 4 and 5 the wheel
  // One letter, or names as X knows them after modifiers: "a", "ctrl+shift+z", "Left", "shift+Left", "plus".
  void key(const std::string& chord);
  void hold_key(const std::string& name, bool down);  // "Control_L"
  void type(const std::string& letters);              // ASCII

  // A drop of files as a file manager does it (XDND 5). True if the window took it.
  bool drop(const std::vector<std::string>& uris, Point at, double seconds);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flatscope::testing
