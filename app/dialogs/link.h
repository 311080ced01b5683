// The scene as a link: a QR code over the window, large enough for the last row, and what it leads to. Where nobody has
// told an address that a phone finds, it asks for one in place of the code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/widgets/key_press.h"
#include "app/widgets/ui.h"

namespace flatscope {

// A Scene's link, made in the background.
struct SceneLink {
  std::string text;                   // what stands behind `scene=`; empty: there is none
  std::string problem;                // a sentence, where there is none
  std::vector<std::string> left_out;  // a sentence for each thing that is not in it
};

struct LinkOffer {
  const SceneLink* link = nullptr;  // null: it is still being made
  std::string shows;                // "Shift, with horse.png": what whoever opens it sees
  std::string page;                 // the address of flatscope.html; empty: nobody has told it
  bool page_is_known = false;       // it is the very page that is open, and need not be typed
};

struct LinkAnswer {
  bool close = false, copy = false;
  std::optional<std::string> page;  // an address was typed, and entered
};

// Draws it over `screen`; `keys` are those of this frame.
LinkAnswer draw_link(Ui& ui, const Rect& screen, const std::vector<KeyPress>& keys, const LinkOffer& offer);

}  // namespace flatscope
