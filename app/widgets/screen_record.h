// What a frame shows, in words: every text and every control with its rectangle. The tests read it in place of
// comparing pictures of text; it also tells whether texts overlap or are cut.
//
// Written after each frame to the file named by the environment variable FLATSCOPE_SCREEN_RECORD, whole or not at all.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flatscope {

class ScreenRecord {
 public:
  // Records only if the variable is set or keep() was called; otherwise every call returns at once.
  ScreenRecord();
  bool on() const { return path_.has_value() || kept_; }
  // Records without a file, for who reads a frame aloud: json() is the last whole frame, as the file would have it.
  void keep() { kept_ = true; }
  std::string json() const;

  void begin_frame();
  void text(std::string_view words, ImVec2 min, ImVec2 max, ImVec2 clip_min, ImVec2 clip_max, int layer);
  void control(std::string_view id, ImVec2 min, ImVec2 max, std::string_view value);
  // Something the screen shows that is no text: "hover" -> "1,0", "image" -> its rectangle, ...
  void fact(std::string_view key, std::string_view value);
  void area(std::string_view key, ImVec2 min, ImVec2 max);
  // `frame` counts the frames drawn since the start.
  void end_frame(long long frame, int width, int height);

 private:
  struct Box {
    std::string name, value;
    ImVec2 min, max, clip_min, clip_max;
    int layer = 0;
  };
  std::optional<std::filesystem::path> path_;
  bool kept_ = false;
  long long frame_ = 0;
  int width_ = 0, height_ = 0;
  std::vector<Box> texts_, controls_, areas_;
  std::vector<std::pair<std::string, std::string>> facts_;
};

}  // namespace flatscope
