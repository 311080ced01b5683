// A part of an overlay that scrolls: wheel and bar by Dear ImGui, look by the house.
#pragma once

#include "app/widgets/ui.h"

namespace flatscope {

class ScrollArea {
 public:
  // Content drawn while it lives, through ui.draw is cut to `area`. `ground` is what lies under it: content that
  // goes on beyond an edge fades into it there.
  ScrollArea(Ui& ui, const char* id, const Rect& area, ImU32 ground);
  ScrollArea(const ScrollArea&) = delete;
  ScrollArea& operator=(const ScrollArea&) = delete;
  ~ScrollArea();

  // How far the content is moved up, in pixels.
  float scrolled() const { return scrolled_; }
  // Height of all the content; tell it once, before the first scroll_to.
  void content(float height);
  void scroll_to(float y);
  // Scrolls as little as it takes to see from `top` to `bottom` of the content.
  void reveal(float top, float bottom);
  static float bar_width(const Ui& ui) { return ui.dp(12); }

 private:
  Ui& ui_;
  Rect area_;
  ImU32 ground_;
  ImDrawList* draw_before_;
  float scrolled_ = 0.0F, height_ = 1.0F;
};

}  // namespace flatscope
