// The real program in front of a person: own display, own home folder, own settings. What it shows is read from its
// record of each frame; what the person does arrives as X events.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "display.h"
#include "process.h"
#include "screen.h"

namespace flatscope::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

// Time until a wait is given up: far more than is needed on a slow machine.
inline constexpr double patience = sanitized ? 90.0 : 20.0;

class Driver {
 public:
  // On a display of this size.
  explicit Driver(int width = 1920, int height = 1080);
  ~Driver();

  // A folder of our own, which is also the program's home.
  const std::filesystem::path& folder() const { return folder_; }
  std::string file(const std::string& name) const;

  // Starts the program in that folder and waits for its first complete picture. Throws if none comes.
  Screen start(const std::vector<std::string>& arguments = {});
  bool running() { return process_ && process_->running(); }
  Process& process() { return *process_; }
  Display& display() { return display_; }
  int leave();  // Ctrl+Q; the exit code
  void kill();  // as a crash or a power cut does
  // All that happens meanwhile finds the program in one slow frame.
  void hold(const std::function<void()>& meanwhile);
  std::string log() const;  // what the program said on standard output and error

  // The newest frame.
  Screen now() const;
  // Waits for a frame that fits; throws after `patience` with `what` and what the screen shows instead.
  Screen wait(const std::string& what, const std::function<bool(const Screen&)>& fits, double seconds = patience);
  Screen wait_fact(const std::string& key, const std::string& value);
  Screen wait_words(const std::string& part);
  // Waits until all results are there and no more frames are drawn.
  Screen settle(double seconds = patience);
  // Every frame that could be read until one fits, in order; the last one is the fitting one.
  std::vector<Screen> watch(const std::string& what, const std::function<bool(const Screen&)>& until);

  void move(Point to);
  void park();  // the pointer where nothing is hovered
  void click(Point at);
  void click(const std::string& control);  // scrolls the inspector until it is seen
  // Waits until two more frames are there: what was done before is seen by then, however slow the program is. An event
  // is followed by three frames, so there are two.
  void frames_pass();
  void drag(Point from, Point to, int steps = 8);
  void wheel(Point at, int clicks);  // up when positive
  void key(const std::string& chord) { display_.key(chord); }
  void type(const std::string& letters) { display_.type(letters); }
  void resize(int width, int height);
  // Scrolls until the control lies whole in the inspector; returns where.
  Box reveal(const std::string& control);

  // Through the chooser: Ctrl+O, the path typed, Enter.
  void open_by_path(const std::string& path);
  void set_slider(const std::string& control, int value);  // by a click on its number

 private:
  // As move(), and waits for the frames that follow; where the pointer is there already, none would.
  void arrive(Point to);
  std::optional<Screen> read() const;

  std::filesystem::path folder_;
  Display display_;
  std::unique_ptr<Process> process_;
  std::optional<Point> pointer_;  // where it was sent last
  mutable std::string last_text_;
};

// file:///... with everything but plain letters escaped, as file managers write it.
std::string uri_of(const std::string& path);

}  // namespace flatscope::testing
