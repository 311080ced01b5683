// The whole program without its window: a context that draws nowhere, keys and a pointer that a test moves. What it
// shows is read from its record of each frame.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/platform/alone.h"
#include "app/platform/native/offscreen.h"
#include "app/shell/app.h"
#include "tests/e2e/screen.h"

namespace flatscope::testing {

// One at a time: Dear ImGui has one context, and the settings and the session that the program writes go into this
// folder, which is removed at the end.
class Ground {
 public:
  Ground();
  ~Ground();
  Ground(const Ground&) = delete;
  Ground& operator=(const Ground&) = delete;
  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path record() const { return folder_ / "record.json"; }

 private:
  gl::Offscreen context_;
  std::filesystem::path folder_;
};

class Alone {
 public:
  // Draws until everything shown is there.
  Alone(const Ground& ground, Scene scene, ImVec2 size = {1280, 720},
        std::unique_ptr<Platform> platform = std::make_unique<PlatformAlone>());

  App& app() { return app_; }
  Platform& platform() { return *platform_; }
  const Scene& scene() const { return app_.scene(); }
  void press(int key, int modifiers = 0);  // GLFW's numbers
  void move(Point to) { pointer_ = to; }
  void button(bool down) { down_ = down; }  // the left one
  void click(Point at);
  void wheel(float notches) { wheel_ = notches; }  // of the next frame
  // One frame, `seconds` after the last.
  void frame(const std::vector<KeyPress>& keys = {}, double seconds = 1.0 / 60.0);
  void settle();
  Screen now() const;
  std::string copied();  // what lies on the clipboard

 private:
  const Ground& ground_;
  ImVec2 size_;
  std::unique_ptr<Platform> platform_;
  App app_;
  Point pointer_{-1, -1};
  bool down_ = false;
  float wheel_ = 0.0F;
};

}  // namespace flatscope::testing
