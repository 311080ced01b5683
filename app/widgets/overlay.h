// What opens over the page: the page goes dim, has nothing to say and takes no clicks until it is closed.
#pragma once

#include <string_view>

#include "app/widgets/ui.h"

namespace flatscope {

// A window of the whole screen's size while it lives; ui draws into it. It takes the keyboard when it opens.
class Overlay {
 public:
  // name: unlike every other overlay's. state: what the screen's record says lies over the page ("open", "save").
  Overlay(Ui& ui, std::string_view name, const Rect& screen, std::string_view state);
  ~Overlay();
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

  float margin() const { return margin_; }                              // at least, around a panel
  float most_height() const { return screen_.height() - 2 * margin_; }  // of a panel
  // Draws the ground of a panel in the middle, of at most this size; returns where it is. Recorded under the name.
  Rect panel(float width, float height);

 private:
  Ui& ui_;
  std::string_view name_;
  Rect screen_;
  float margin_;
  ImDrawList* const draw_before_;
  const int layer_before_;
};

}  // namespace flatscope
