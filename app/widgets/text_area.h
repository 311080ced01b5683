// Lines of text to type into. It is as high as all of them: what scrolls lies around it.
#pragma once

#include <string>

#include "app/widgets/ui.h"

struct ImGuiInputTextCallbackData;

namespace flatscope {

class TextArea {
 public:
  const std::string& text() const { return text_; }
  // Another text is another field: what was typed into the one before can't be taken back in it.
  void set(std::string text);
  // Where the caret is, or was last; it has the keyboard then.
  void insert(const std::string& words);
  // What stands before the caret in its line.
  std::string before_caret() const;
  bool focused() const { return active_; }

  struct Events {
    bool changed = false;  // by typing
    bool moved = false;    // the caret is elsewhere than in the frame before
    int caret_line = 0;    // from 0
  };
  static float height(const Ui& ui, Type type, int lines);
  // The middle of a line, from 0, when the area begins at `top`.
  static float line_middle(const Ui& ui, Type type, float top, int line);
  // `rect` is at least as high as height() says.
  Events draw(Ui& ui, const char* id, const Rect& rect, Type type);

 private:
  static int on_event(ImGuiInputTextCallbackData* data);

  std::string text_;
  bool active_ = false, wants_focus_ = false, place_caret_ = false;
  int caret_ = 0;  // in bytes
  int field_ = 0;  // counts the texts that came from elsewhere
};

}  // namespace flatscope
