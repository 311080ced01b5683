// A line of text to type into, in the house's look.
#pragma once

#include <string>
#include <string_view>

#include "app/widgets/ui.h"

struct ImGuiInputTextCallbackData;

namespace flatscope {

class TextField {
 public:
  enum class Select { none, all, stem };  // `stem`: a file's name without its ending

  // What stands in it. Setting it also works while it is being typed into.
  const std::string& text() const { return text_; }
  void set(std::string text, Select select = Select::none);
  // Takes the keyboard from the next frame on, unless it has it; letters that come before are not lost.
  void focus(Select select);
  // Forgets the keyboard: for a field that is not drawn any more.
  void let_go() { active_ = wants_focus_ = false; }
  // True while it has the keyboard or waits for it.
  bool focused() const { return active_ || wants_focus_; }

  // Another face than the usual: numbers in a cell, say.
  struct Look {
    Type type = Type::body;
    ImU32 ground = 0, ink = 0;
    bool centred = false;
  };

  struct Events {
    bool changed = false;    // by typing
    bool entered = false;    // Enter was pressed in it
    bool completes = false;  // Tab was pressed in it
    bool clicked = false;
  };
  // `quiet` draws no caret and no selection: it only waits for letters. `hint` stands there while it is empty.
  Events draw(Ui& ui, const char* id, const Rect& rect, std::string_view hint, std::string_view tooltip,
              bool quiet = false);
  Events draw(Ui& ui, const char* id, const Rect& rect, const Look& look);

 private:
  Events type_into(Ui& ui, const char* id, const Rect& rect, const Look& look, float padding, bool quiet);
  static int on_event(ImGuiInputTextCallbackData* data);
  void take_waiting_letters(Events& events);

  std::string text_;
  bool active_ = false, wants_focus_ = false, replace_ = false, place_caret_ = false, completes_ = false;
  int frames_asked_ = 0;  // since focus()
  Select select_ = Select::none;
};

}  // namespace flatscope
